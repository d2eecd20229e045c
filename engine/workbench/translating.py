"""The file of a translation, begun or brought up to date, with nothing lost that was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from engine.persona import PersonaError
from engine.persona.loading import read_persona
from engine.persona.problems import Problem
from engine.persona.shown import ShownText, texts_of
from engine.persona.source import Source, parse, read_source
from engine.persona.translation import (
    TranslationFile,
    language_name,
    read_translation,
    translation_path,
)
from engine.persona.validating import validated
from engine.reading import clean

_PLACE, _ORIGINAL = "#:", "#="
"""How the comments begin that are written here; all others are the translator's and stay."""

_STALE = f"{_PLACE} The originals of what follows were changed or taken out."
_OURS = re.compile(rf"\s*(?:{_PLACE}|{_ORIGINAL})")
_HEAD = """\
#: {name} in {language}. Put each translation in the quotation marks under its original.
#: What is in {{braces}} stays as it is, and so do the *( )* around what is done, not said.
#: `detente translate {stem} {code}` keeps all that and brings the rest up to date.
detente: 1
translates: {stem}
language: {code}
texts:
"""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A translation's file as it should now be, and how many of the originals stand how."""

    path: Path
    content: str
    texts: int
    missing: int
    stale: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """One text of a file as it was typed: the lines before it, and its own."""

    before: tuple[str, ...]
    own: tuple[str, ...]

    @property
    def remarks(self) -> list[str]:
        """The translator's comments before it."""
        return [line for line in self.before if line.strip() and not _OURS.match(line)]

    @property
    def originals(self) -> list[str]:
        """The original that was written before it, when it was an original."""
        return [line for line in self.before if line.strip().startswith(_ORIGINAL)]


def refresh(persona: Path, language: str) -> Refreshed:
    """Return the translation of the persona in a file, with every text it lacks added, empty.

    Raises PersonaError for a persona or translation that cannot be read, and for a translation
    that cannot be gone on with without loss.
    """
    source, model = read_persona(persona)
    path = translation_path(persona, language)
    texts = texts_of(model, source)
    if not path.exists():
        named = {"name": clean(model.name), "stem": persona.stem, "code": language}
        begun = _HEAD.format(**named, language=language_name(language))
        return _refreshed(path, source, begun.splitlines(), {}, (), texts, {})
    file = read_source(path)
    given = validated(TranslationFile, file)
    read_translation(file, given, persona.stem, language, [])
    lines = path.read_bytes().decode("utf-8-sig").splitlines()
    head, entries, tail = _taken_apart(lines, path)
    new = _refreshed(path, source, head, entries, tail, texts, given.texts)
    if _lost(lines, given.texts, new.content):
        raise _tangled(path)
    return new


def _refreshed(
    path: Path,
    source: Source,
    head: Iterable[str],
    entries: Mapping[str, _Entry],
    tail: Iterable[str],
    texts: list[ShownText],
    given: Mapping[str, str | None],
) -> Refreshed:
    places: dict[str, list[ShownText]] = {}
    for text in texts:
        places.setdefault(text.id, []).append(text)
    lines = list(head)
    for key, there in places.items():
        lines += _written(key, there, source, entries.get(key))
    typed = {key: text for key, text in given.items() if text and text.strip()}
    stale = [
        (key, entry)
        for key, entry in entries.items()
        if key not in places and (key in typed or entry.remarks)
    ]
    if stale:
        lines += ["", f"  {_STALE}"]
    for _, entry in stale:
        lines += ["", *entry.originals, *entry.remarks, *entry.own]
    needed = [key for key, there in places.items() if any(one.mark.needed for one in there)]
    missing = sum(key not in typed for key in needed)
    content = "\n".join([*lines, *tail]).rstrip("\n") + "\n"
    return Refreshed(path, content, len(needed), missing, len(stale))


def _written(key: str, there: list[ShownText], source: Source, entry: _Entry | None) -> list[str]:
    """Return the lines of one text: where it stands, the original, and what there is of it."""
    places = ", ".join(_place(text, source) for text in there)
    comments = [f"  {_PLACE} {clean(places)}", f"  {_ORIGINAL} {clean(there[0].text)}"]
    if entry is None:
        return ["", *comments, f'  {key}: ""']
    return ["", *comments, *entry.remarks, *entry.own]


def _place(text: ShownText, source: Source) -> str:
    """Return where a text stands, with the file's name where it is taken over from another."""
    place = source.problem(text.path, "")
    return place.where if place.file == source.file else f"{place.file} {place.where}"


def _taken_apart(
    lines: list[str], path: Path
) -> tuple[list[str], dict[str, _Entry], tuple[str, ...]]:
    """Return a file's lines up to `texts`, its texts by their ids, and what follows them."""
    root: Any = yaml.compose("\n".join(lines), Loader=yaml.SafeLoader)
    keys = [key.value for key, _ in root.value]
    key, texts = root.value[keys.index("texts")]
    following = root.value[keys.index("texts") + 1 :]
    first = key.start_mark.line + 1
    end = following[0][0].start_mark.line if following else len(lines)
    if not texts.value:
        return [*lines[: first - 1], "texts:"], {}, tuple(lines[first:end] + lines[end:])
    if texts.flow_style:
        raise _tangled(path)
    entries: dict[str, _Entry] = {}
    at = first
    for name, value in texts.value:
        last = _last(name, value, lines)
        begin = name.start_mark.line
        entries[name.value] = _Entry(tuple(lines[at:begin]), tuple(lines[begin:last]))
        at = last
    return lines[:first], entries, tuple(lines[at:])


def _last(name: Any, value: Any, lines: list[str]) -> int:
    """Return the line after the last of a text."""
    if value.style in ("|", ">"):
        end = value.end_mark.line
        while end > name.start_mark.line and not lines[end - 1].strip():
            end -= 1
        return int(end)
    return int(max(value.end_mark.line, name.end_mark.line)) + 1


def _lost(lines: list[str], texts: Mapping[str, str | None], content: str) -> bool:
    """Return whether anything a person typed is not in the new file."""
    try:
        new = parse(content, "")
        given = validated(TranslationFile, new)
    except PersonaError:
        return True
    if any(text and given.texts.get(key) != text for key, text in texts.items()):
        return True
    kept = set(content.splitlines())
    typed = [line for line in lines if line.lstrip().startswith("#") and not _OURS.match(line)]
    return any(line not in kept for line in typed)


def _tangled(path: Path) -> PersonaError:
    message = (
        "this cannot be brought up to date without losing something; write each text on a line of "
        "its own, two spaces in: its id, a colon, and the text in quotation marks"
    )
    return PersonaError([Problem(path.name, 1, 1, "texts", message)])
