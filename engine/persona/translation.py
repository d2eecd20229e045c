"""A persona's texts in another language: the file beside the persona's, read and applied."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from glob import escape
from pathlib import Path
from typing import Literal

from engine.persona.folders import is_file
from engine.persona.problems import PersonaError, Problem
from engine.persona.schema import Part, PersonaFile, Word
from engine.persona.shown import ShownText, reworded, text_id
from engine.persona.source import MAX_BYTES, Source
from engine.persona.text import Text, TextError, prepare

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}\Z")
"""A language as files name it: de, pt-BR."""

_KEY = re.compile(rb"^translates\s*:", re.MULTILINE)

_NAMES: dict[str, str] = dict(
    pair.split("=")
    for pair in (
        "ar=Arabic bg=Bulgarian ca=Catalan cs=Czech cy=Welsh da=Danish de=German el=Greek "
        "en=English es=Spanish et=Estonian eu=Basque fa=Persian fi=Finnish fr=French ga=Irish "
        "he=Hebrew hi=Hindi hr=Croatian hu=Hungarian id=Indonesian is=Icelandic it=Italian "
        "ja=Japanese ko=Korean lt=Lithuanian lv=Latvian nb=Norwegian nl=Dutch nn=Norwegian "
        "no=Norwegian pl=Polish pt=Portuguese ro=Romanian ru=Russian sk=Slovak sl=Slovenian "
        "sr=Serbian sv=Swedish tr=Turkish uk=Ukrainian vi=Vietnamese zh=Chinese"
    ).split()
)


class TranslationFile(Part):
    """A translation: texts by the ids of the originals. An empty one is still missing."""

    detente: Literal[1]
    translates: Word
    language: Word
    texts: dict[str, str | None]


@dataclass(frozen=True)
class Translation:
    """The texts of a translation that are there, by the original's id, and where they stand."""

    source: Source
    language: str
    texts: Mapping[str, str]

    def reworded(self, model: PersonaFile) -> PersonaFile:
        """Return a persona file with what is only shown translated; `prepared` does the rest."""
        return reworded(model, lambda text: self.texts.get(text_id(text), text))

    def prepared(self, raw: str, facts: Collection[str]) -> Text:
        """Take a text that is said apart, translated if it can be. Raises TextError."""
        original = prepare(raw, facts)
        found = self.texts.get(text_id(raw))
        if found is None:
            return original
        told = prepare(found, facts)
        return replace(told, asks=original.asks, needs=original.needs, original=original)

    def missing(self, texts: list[ShownText]) -> list[ShownText]:
        """Return those of the texts that are not translated and should be, each id once."""
        known = set(self.texts)
        lacking = []
        for text in texts:
            if text.mark.needed and text.id not in known:
                known.add(text.id)
                lacking.append(text)
        return lacking


def language_name(language: str) -> str:
    """Return what a language is called, "Portuguese (pt-BR)" with its region."""
    name = _NAMES.get(language.partition("-")[0])
    if name is None:
        return f'"{language}"'
    return name if "-" not in language else f"{name} ({language})"


def languages_of(path: Path) -> list[str]:
    """Return the languages that the persona in a file is translated into."""
    beside = path.parent.glob(f"{escape(path.stem)}.*.yaml")
    named = {file.name[len(path.stem) + 1 : -len(".yaml")]: file for file in beside}
    return sorted(one for one, file in named.items() if LANGUAGE.match(one) and _translates(file))


def _translates(file: Path) -> bool:
    """Return whether a file says it is a translation; `robin.old.yaml` may be an old persona."""
    if not is_file(file):  # a pipe would keep the reader waiting
        return False
    try:
        with file.open("rb") as opened:
            return bool(_KEY.search(opened.read(MAX_BYTES)))
    except OSError:
        return False


def translation_path(path: Path, language: str) -> Path:
    """Return where the translation of the persona in a file belongs."""
    return path.with_name(f"{path.stem}.{language}.yaml")


def read_translation(
    source: Source,
    given: TranslationFile,
    persona: str,
    language: str,
    texts: list[ShownText],
    facts: Collection[str] = (),
) -> Translation:
    """Return a translation of a persona's texts, in which the facts may be quoted.

    Raises PersonaError with every problem.
    """
    problems = list(_misplaced(source, given, persona, language))
    said = {text.id: text.text for text in texts if text.mark.said}
    found = {key: text for key, text in given.texts.items() if text and text.strip()}
    for key in said.keys() & found.keys():
        if told := _unsayable(found[key], said[key], facts):
            problems.append(source.problem(("texts", key), told))
    if problems:
        raise PersonaError(problems)
    return Translation(source, language, found)


def _unsayable(text: str, original: str, facts: Collection[str]) -> str:
    """Return why a text cannot be said in the place of its original, or ""."""
    try:
        more = prepare(text, facts).needs - prepare(original, facts).needs
    except TextError as error:
        return str(error)
    if not more:
        return ""
    gap = f"{{{min(more)}}}"
    return f"the original does without {gap}, for nothing may be known to fill it; leave it out"


def _misplaced(
    source: Source, given: TranslationFile, persona: str, language: str
) -> list[Problem]:
    """Return where a file says it is another translation than its name does."""
    told = {"translates": (given.translates, persona), "language": (given.language, language)}
    return [
        source.problem((key,), f'this is "{said}", the file\'s name says "{named}"; change either')
        for key, (said, named) in told.items()
        if said != named
    ]
