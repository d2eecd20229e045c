"""What a persona file takes over: from a sibling it `extends`, and from its `temperament`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.persona.folders import TEMPERAMENTS, bundled
from engine.persona.merging import laid_over
from engine.persona.problems import PersonaError, nearest
from engine.persona.schema import TemperamentFile
from engine.persona.source import KeyPath, Source, read_source
from engine.persona.validating import validated

MOST_ANCESTORS = 8
"""How many files one persona can extend, one through the other."""

_ITS_OWN: frozenset[KeyPath] = frozenset([("version",), ("extends",), ("without",)])
"""What a persona does not take from the one it extends."""

_OF_A_TEMPERAMENT: frozenset[KeyPath] = frozenset([("detente",), ("name",), ("summary",)])
"""What says of a temperament what it is."""


def with_inherited(path: Path) -> tuple[Source, list[Path]]:
    """Read a persona file and all that it takes over; return it as one, and the files read.

    Each file in the chain of `extends` goes before the next; the temperament, the first one
    named on the way, comes last. Raises PersonaError.
    """
    chain = list(_chain(path))
    files = [file for file, _ in chain]
    whole: Source | None = None
    temper = next((one for _, one in chain if _said(one, "temperament")), None)
    if temper is not None:
        file = _temperament(path, temper)
        files.append(file)
        whole = read_source(file)
        validated(TemperamentFile, whole)
    own_of_base = _OF_A_TEMPERAMENT
    for _, source in reversed(chain):
        if whole is not None:
            whole = laid_over(source, whole, own_of_base | set(_without(source, whole)))
        else:
            whole = source
        own_of_base = _ITS_OWN
    return whole or chain[0][1], files


def _said(source: Source, key: str) -> str:
    """Return the text at a key of the file, or "": what is no text is refused later."""
    value = source.data.get(key) if isinstance(source.data, dict) else None
    return value if isinstance(value, str) else ""


def _chain(path: Path) -> Iterator[tuple[Path, Source]]:
    """Yield a file and those it extends, the nearest first."""
    seen: list[Path] = []
    while True:
        source = read_source(path)
        seen.append(path.resolve())
        yield path, source
        name = _said(source, "extends")
        if not name:
            return
        path = _extended(path, source, name)
        if path.resolve() in seen:
            circle = " extends ".join(file.stem for file in [*seen, path])
            raise PersonaError([source.problem(("extends",), f"a circle: {circle}")])
        if len(seen) > MOST_ANCESTORS:
            message = f"more than {MOST_ANCESTORS} files extend one another; extend an earlier one"
            raise PersonaError([source.problem(("extends",), message)])


def _extended(path: Path, source: Source, name: str) -> Path:
    folders = (path.parent, bundled())
    found = _found(name, folders)
    if found is None:
        known = {file.stem for folder in folders for file in folder.glob("*.yaml")}
        known = {stem for stem in known if "." not in stem} - {path.stem}
        message = f'no persona "{name}" to extend.{nearest(name, known)}'
        raise PersonaError([source.problem(("extends",), message)])
    return found


def _temperament(path: Path, source: Source) -> Path:
    name = _said(source, "temperament")
    folders = (path.parent / TEMPERAMENTS, bundled() / TEMPERAMENTS)
    found = _found(name, folders)
    if found is None:
        known = {file.stem for folder in folders for file in folder.glob("*.yaml")}
        message = f'no temperament "{name}".{nearest(name, known)}'
        raise PersonaError([source.problem(("temperament",), message)])
    return found


def _found(name: str, folders: tuple[Path, ...]) -> Path | None:
    """Return the first file of that name; a name is no path, so that nothing leads elsewhere."""
    if not name.isidentifier():
        return None
    return next((file for folder in folders if (file := folder / f"{name}.yaml").is_file()), None)


def _without(source: Source, base: Source) -> Iterator[KeyPath]:
    """Yield the paths a file does not take over. Raises PersonaError for one there is not."""
    listed = source.data.get("without") if isinstance(source.data, dict) else None
    for index, written in enumerate(listed if isinstance(listed, list) else []):
        path: KeyPath = tuple(str(written).split("."))
        inside: Any = base.data
        for step in path:
            if not isinstance(inside, dict) or step not in inside:
                known = inside if isinstance(inside, dict) else ()
                message = f'nothing is inherited as "{written}".{nearest(str(step), known)}'
                raise PersonaError([source.problem(("without", index), message)])
            inside = inside[step]
        yield path
