"""Loading a persona: its file, what it inherits and its method, read, checked and built."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from engine.persona.building import Builder
from engine.persona.building.drafting import Draft
from engine.persona.folders import METHODS, bundled, find_persona, is_file
from engine.persona.inheriting import with_inherited
from engine.persona.persona import Persona, Translated
from engine.persona.problems import PersonaError, UnknownLanguage, nearest, short
from engine.persona.schema import MethodFile, PersonaFile
from engine.persona.shown import texts_of
from engine.persona.source import Source, read_source
from engine.persona.translation import (
    Translation,
    TranslationFile,
    languages_of,
    read_translation,
    translation_path,
)
from engine.persona.validating import validated

MOST_KEPT = 256
"""Personas kept in memory; the one not asked for the longest goes first."""

_Stamps = dict[Path, int]

_kept: dict[tuple[Path, str], tuple[_Stamps, Persona]] = {}


def load_persona(
    name: str | Path, also: Iterable[Path] = (), language: str | None = None
) -> Persona:
    """Load a persona as `find_persona` finds it, once as long as none of its files changes.

    language: one it is translated into; None, "" and its own are its texts as they were written.
    Raises UnknownPersona if there is none, UnknownLanguage if it has no such translation,
    PersonaError with every problem if it, or the translation, cannot be used.
    """
    path = find_persona(name, also).resolve()
    persona = _current(path, "")
    if not language or language.lower() == persona.language.lower():
        return persona
    known = languages_of(path)
    found = next((one for one in known if one.lower() == language.lower()), None)
    if found is None:
        there = ", ".join([f"{persona.language} (as written)", *known])
        message = f'{persona.stem} is not translated into "{language}"; it has {there}.'
        raise UnknownLanguage(message)
    return _current(path, found)


def _current(path: Path, language: str) -> Persona:
    """Return a persona as its files now are, in a translation unless language is ""."""
    kept = _kept.pop((path, language), None)
    if kept is None or kept[0] != _stamps(kept[0]):
        kept = _load(path, language)
    _kept[path, language] = kept
    for oldest in list(_kept)[:-MOST_KEPT]:
        _kept.pop(oldest, None)
    return kept[1]


def _load(path: Path, language: str) -> tuple[_Stamps, Persona]:
    source, model, files = _read(path)
    rules, method = _method(path, source, model.method)
    if language:
        files = [*files, translation_path(path, language)]
        persona = _translated(path, source, model, rules, language)
    else:
        persona = Builder(source, model).persona(path, rules)
    stamps = _stamps([*files, method] if method else files)
    return stamps, replace(persona, files=tuple(files))


def _method(
    path: Path, source: Source, stem: str | None
) -> tuple[MethodFile, Path] | tuple[None, None]:
    """Return the method of that name and its file. Raises PersonaError."""
    if not stem:
        return None, None
    file = _method_file(path, source, stem)
    return validated(MethodFile, read_source(file)), file


def _stamps(files: Iterable[Path]) -> _Stamps:
    """Return when each file was last changed; 0 if it is gone."""
    return {file: _stamp(file) for file in files}


def _stamp(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def read_playable(path: Path) -> Draft:
    """Read a persona file and build it; return what it was built from: source, model and names.

    Raises PersonaError with every mistake that keeps the persona from being played.
    """
    source, model = read_persona(path)
    builder = Builder(source, model)
    builder.persona(path, _method(path, source, model.method)[0])
    return builder.draft


def _translated(
    path: Path, source: Source, model: PersonaFile, method: MethodFile | None, language: str
) -> Persona:
    translation = translation_of(path, source, model, language)
    texts = texts_of(model, source)
    told = Translated(
        original=model.language,
        texts=len({text.id for text in texts if text.mark.needed}),
        missing=len(translation.missing(texts)),
    )
    builder = Builder(source, translation.reworded(model), translation.prepared)
    return replace(builder.persona(path, method), language=language, translated=told)


def translation_of(path: Path, source: Source, model: PersonaFile, language: str) -> Translation:
    """Read the translation of the persona in a file. Raises PersonaError with every problem."""
    file = read_source(translation_path(path, language))
    given = validated(TranslationFile, file)
    texts = texts_of(model, source)
    return read_translation(file, given, path.stem, language, texts, model.facts)


def read_persona(path: Path) -> tuple[Source, PersonaFile]:
    """Return a persona as written, with what it inherits: places and keys. Raises PersonaError."""
    return _read(path)[:2]


def _read(path: Path) -> tuple[Source, PersonaFile, list[Path]]:
    source, files = with_inherited(path)
    if isinstance(source.data, dict) and "translates" in source.data:
        message = "this is a translation; name the persona that it translates instead"
        raise PersonaError([source.problem(("translates",), message)])
    if isinstance(source.data, dict) and "exercise" in source.data:
        message = "this is an exercise for a group; name one of its personas instead"
        raise PersonaError([source.problem(("exercise",), message)])
    return source, validated(PersonaFile, source), files


def _method_file(path: Path, source: Source, stem: str) -> Path:
    folders = [path.parent / METHODS, bundled() / METHODS]
    for folder in folders:
        if stem.isidentifier() and is_file(folder / f"{stem}.yaml"):
            return folder / f"{stem}.yaml"
    known = {found.stem for folder in folders for found in folder.glob("*.yaml")}
    message = f'no method "{short(stem)}".{nearest(stem, known)}'
    raise PersonaError([source.problem(("method",), message)])
