"""Where persona files lie, and which of them a name means."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from engine.persona.problems import UnknownPersona, nearest, short

PACK_FILE = "pack.yaml"
"""What a pack says of itself. It lies beside the pack's personas and is none."""


METHODS = "methods"
TEMPERAMENTS = "temperaments"
"""The folders beside personas, for what they share."""


def bundled() -> Path:
    """Return the folder of the personas that come with the program."""
    return Path(__file__).parents[2] / "personas"  # by place: any folder may be called personas


def persona_names(also: Iterable[Path] = ()) -> list[str]:
    """Return the names of the bundled personas, then of those in the folders `also`, each sorted.

    A bundled name is never taken by another folder's persona.
    """
    own = _names_in(bundled())
    return own + sorted({name for folder in also for name in _names_in(folder)} - set(own))


def find_persona(name: str | Path, also: Iterable[Path] = ()) -> Path:
    """Return the file of a persona by path, or by name: bundled, else the first in `also`.

    Raises UnknownPersona.
    """
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or len(path.parts) > 1:
        if is_file(path):
            return path
        raise UnknownPersona(_no_file(path))
    folders = (bundled(), *also)
    for folder in folders:
        if str(name) in _names_in(folder):
            return folder / f"{name}.yaml"
    here = Path(f"{name}.yaml")  # whoever has just written a file leaves out the end of its name
    told = (
        f' Did you mean "{here}"?' if is_file(here) else nearest(str(name), persona_names(folders))
    )
    raise UnknownPersona(f'There is no persona "{short(str(name))}".{told}')


def _no_file(path: Path) -> str:
    try:
        if path.is_dir():
            return f"{path} is a folder; a persona is a file in it."
        if path.exists():
            return f"{path} is a device or a pipe; a persona is a file."
    except OSError:  # as in `is_file`
        pass
    return f"There is no persona file {path}."


def _names_in(folder: Path) -> list[str]:
    files = (path for path in folder.glob("*.yaml") if path.name != PACK_FILE)
    return sorted(path.stem for path in files if "." not in path.stem)


def is_file(path: Path) -> bool:
    """Return whether there is a file; a path that cannot be one is none."""
    try:
        return path.is_file()
    except OSError:  # a name too long for a file, or a folder that may not be looked into
        return False
