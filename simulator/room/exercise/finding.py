"""Where exercise files lie, which of them a name means, and where the personas they name lie."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from engine import UnknownPersona, find_persona, persona_names
from engine.persona.files import PersonaError, bundled, bytes_of, is_file, nearest, short
from simulator.errors import SimulatorError

FOLDER = "exercises"
"""The folder of exercises beside personas."""


_BEGINS = re.compile(rb"^(?:\xef\xbb\xbf)?exercise[ \t]*:", re.MULTILINE)


class ExerciseError(PersonaError):
    """An exercise file that cannot be used; `problems` has every reason in file order."""


class UnknownExercise(SimulatorError):
    """A name that is no exercise's; the message says which is nearest."""


def exercise_names(also: Iterable[Path] = ()) -> list[str]:
    """Return the names of the bundled exercises, then of those of the packs in the folders also."""
    own = _names_in(bundled())
    return own + sorted({name for folder in also for name in _names_in(folder)} - set(own))


def find_exercise(name: str | Path, also: Iterable[Path] = ()) -> Path:
    """Return the file of an exercise by path, or by name: bundled, else of the first pack in also.

    Raises UnknownExercise.
    """
    path = Path(name)
    if _is_path(path):
        if is_file(path):
            return path
        raise UnknownExercise(f"There is no exercise file {path}.")
    folders = (bundled(), *also)
    for folder in folders:
        if str(name) in _names_in(folder):
            return folder / FOLDER / f"{name}.yaml"
    here = Path(f"{name}.yaml")
    told = f' Did you mean "{here}"?' if is_file(here) else nearest(str(name), exercise_names(also))
    raise UnknownExercise(f'There is no exercise "{short(str(name))}".{told}')


def is_exercise(name: str, also: Iterable[Path] = ()) -> bool:
    """Return whether a path leads to a file with the key `exercise`, or a name is an exercise's.

    What is a persona's name, too, is the persona's.
    """
    if not _is_path(Path(name)):
        return name in exercise_names(also) and name not in persona_names(also)
    try:
        return _BEGINS.search(bytes_of(Path(name))) is not None
    except PersonaError:  # which is told by whoever reads it
        return False


def _is_path(path: Path) -> bool:
    return path.suffix in (".yaml", ".yml") or len(path.parts) > 1


def _names_in(folder: Path) -> list[str]:
    return sorted(path.stem for path in (folder / FOLDER).glob("*.yaml") if "." not in path.stem)


def find_cast(name: str, exercise: Path, also: Iterable[Path] = ()) -> Path:
    """Return the file of a persona that an exercise file names. Raises UnknownPersona.

    A path goes from the exercise's folder. A name is a bundled persona's, else that of a file in
    the same folder or (in a pack) the one around it, else of a pack in the folders also.
    """
    here = exercise.resolve().parent
    if _is_path(Path(name)):
        if is_file(here / name):
            return here / name
        told = f"There is no persona file {short(name)}; a path goes from the exercise's folder."
        raise UnknownPersona(told)
    around = [here.parent] if here.name == FOLDER else []
    return find_persona(name, [here, *around, *also])


def lasting(persona: Path) -> str:
    """Return what finds a persona from anywhere: a bundled one's name, or else its whole path."""
    path = persona.resolve()
    return path.stem if path.parent == bundled().resolve() else str(path)
