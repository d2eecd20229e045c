"""`detente pack`: what checking, building and installing a pack say."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from engine import PersonaError, Problem
from engine.workbench.entries import alike, kind_of, wrong
from engine.workbench.packs import load_pack
from simulator.authoring.archive import PackError, read_entries, zipped
from simulator.authoring.installing import install, unpack
from simulator.authoring.uninstalling import uninstall
from simulator.paragraphs import say
from simulator.room.exercise import exercise_names, load_exercise

if TYPE_CHECKING:
    from engine.workbench.packs import Pack
    from simulator.room.exercise import Exercise


class _Contents(NamedTuple):
    """A pack without a problem, the exercises in it, and its files by name."""

    pack: Pack
    exercises: list[Exercise]
    entries: dict[str, bytes]


def check(path: Path) -> None:
    """Say what is in a pack. Raises PersonaError with every problem, PackError for what is none."""
    found = _checked(path)
    say(f"{_titled(found.pack)}: no problems; {_counted(found)}.")


def build(folder: Path, out: Path | None) -> None:
    """Write a pack's zip, out or NAME-VERSION.zip here. Raises as `check`; PackError."""
    if not folder.is_dir():
        raise PackError(f"There is no folder {folder}.")
    found = _checked(folder)
    pack = found.pack
    path = out or Path(f"{pack.about.name}-{pack.about.version}.zip")
    if path.suffix != ".zip":
        raise PackError(f"{path} does not end in .zip; a pack's file does.")
    if path.resolve().is_relative_to(folder.resolve()):
        raise PackError(f"{path} would lie in the pack itself; give another place with -o.")
    path.write_bytes(zipped(found.entries))
    say(f"{path}: {_titled(pack)}, {_counted(found)}.")
    say(f"Whoever gets it: detente pack install {path.name}")


def install_pack(path: Path, data: Path, replace: bool, usual: Path) -> None:
    """Install a pack in a data folder; say what it brought, and how to play it.

    usual: the data folder that `detente` looks into by itself. Raises as `check`; PackError.
    """
    pack, exercises, entries = _checked(path)
    taken = install(pack, entries, data, replace)
    say(f"Installed {_titled(pack)} by {pack.about.author}, {pack.about.licence}.")
    say(pack.about.summary, "    ")
    elsewhere = [] if data == usual else ["--data", str(data)]
    for persona in pack.personas:
        say(f"{persona.stem} ({persona.name}): {persona.title}")
        say(f"detente {shlex.join(['play', persona.stem, *elsewhere])}", "    ")
    for exercise in exercises:
        say(f"{exercise.name}: {exercise.title}")
        say(f"detente {shlex.join(['host', '--exercise', exercise.name, *elsewhere])}", "    ")
    for other, stems in taken.items():
        say(f"Taken out of the pack {other}: {', '.join(stems)}.")


def uninstall_pack(name: str, data: Path) -> None:
    """Take an installed pack out of a data folder; say what of it is left. Raises PackError."""
    told, left = uninstall(name, data)
    say(f"{told} is no longer installed.")
    for file in left:
        say(f"Left as it did not come with the pack: {file}")


def _checked(path: Path) -> _Contents:
    entries = read_entries(path)
    with TemporaryDirectory(prefix="detente-") as folder:
        unpack(entries, Path(folder))
        pack = load_pack(Path(folder))  # first: what is wrong with a persona is told of it alone
        return _Contents(pack, _exercises(Path(folder), entries), entries)


def _exercises(folder: Path, names: Iterable[str]) -> list[Exercise]:
    """Return the exercises in a pack's folder. Raises PersonaError with the problems of all."""
    found: list[Exercise] = []
    problems: list[Problem] = []
    taken = set(map(alike, exercise_names()))
    for name in sorted(name for name in names if kind_of(name) == "exercise"):
        if alike(Path(name).stem) in taken:
            message = "an exercise that comes with detente has this name; rename the file"
            problems.append(wrong(name, message))
        try:
            found.append(load_exercise(folder / name))
        except PersonaError as error:
            problems += [replace(problem, file=name) for problem in error.problems]
    if problems:
        raise PersonaError(problems)
    return found


def _titled(pack: Pack) -> str:
    return f"{pack.about.name} {pack.about.version}"


def _counted(found: _Contents) -> str:
    pack = found.pack
    counts = {
        "persona": len(pack.personas),
        "method": len(pack.methods),
        "exercise": len(found.exercises),
        "dialogue test": pack.dialogues,
    }
    return ", ".join(f"{n} {what}{'' if n == 1 else 's'}" for what, n in counts.items() if n)
