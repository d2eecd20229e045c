"""Loading a persona: its file, what it inherits and its method, read, checked and built."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from engine.persona.building import Builder
from engine.persona.building.drafting import Draft
from engine.persona.folders import METHODS, bundled, find_persona, is_file
from engine.persona.inheriting import with_inherited
from engine.persona.persona import Persona
from engine.persona.problems import PersonaError, nearest, short
from engine.persona.schema import MethodFile, PersonaFile
from engine.persona.source import Source, read_source
from engine.persona.validating import validated

MOST_KEPT = 256
"""Personas kept in memory; the one not asked for the longest goes first."""

_Stamps = dict[Path, int]

_kept: dict[Path, tuple[_Stamps, Persona]] = {}


def load_persona(name: str | Path, also: Iterable[Path] = ()) -> Persona:
    """Load a persona as `find_persona` finds it, once as long as none of its files changes.

    Raises UnknownPersona if there is none, PersonaError with every problem if it cannot be used.
    """
    path = find_persona(name, also).resolve()
    kept = _kept.pop(path, None)
    if kept is None or kept[0] != _stamps(kept[0]):
        kept = _load(path)
    _kept[path] = kept
    for oldest in list(_kept)[:-MOST_KEPT]:
        _kept.pop(oldest, None)
    return kept[1]


def _load(path: Path) -> tuple[_Stamps, Persona]:
    source, model, files = _read(path)
    builder = Builder(source, model)
    persona, method = _built(path, builder)
    return _stamps([*files, method] if method else files), persona


def _built(path: Path, builder: Builder) -> tuple[Persona, Path | None]:
    """Return the persona and the file of its method, if it has one. Raises PersonaError."""
    stem = builder.draft.model.method
    method = _method_file(path, builder.draft.source, stem) if stem else None
    rules = validated(MethodFile, read_source(method)) if method else None
    return builder.persona(path, rules), method


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
    builder = Builder(*read_persona(path))
    _built(path, builder)
    return builder.draft


def read_persona(path: Path) -> tuple[Source, PersonaFile]:
    """Return a persona as written, with what it inherits: places and keys. Raises PersonaError."""
    return _read(path)[:2]


def _read(path: Path) -> tuple[Source, PersonaFile, list[Path]]:
    source, files = with_inherited(path)
    return source, validated(PersonaFile, source), files


def _method_file(path: Path, source: Source, stem: str) -> Path:
    folders = [path.parent / METHODS, bundled() / METHODS]
    for folder in folders:
        if stem.isidentifier() and is_file(folder / f"{stem}.yaml"):
            return folder / f"{stem}.yaml"
    known = {found.stem for folder in folders for found in folder.glob("*.yaml")}
    message = f'no method "{short(stem)}".{nearest(stem, known)}'
    raise PersonaError([source.problem(("method",), message)])
