"""`detente check`: what is wrong with personas and exercises, and what cannot be meant."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal

import click

from engine import PersonaError, Problem, UnknownPersona, clean, find_persona
from engine.workbench.checking import check_persona
from simulator.exits import told
from simulator.room.exercise import is_exercise, load_exercise


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one persona or exercise; unknown is why there is none, or "".

    exercise is what there is in an exercise that can be used, "" for all else.
    """

    name: str
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    unknown: str = ""
    exercise: str = ""

    @property
    def usable(self) -> bool:
        """Whether it can be played."""
        return not self.errors and not self.unknown


MANY = 24
"""Fewer files are checked sooner by one process than others are begun."""


def checked(names: Sequence[str], also: tuple[Path, ...], jobs: int | None = None) -> list[Checked]:
    """Check personas and exercises by name or path, in their order.

    also: the folders of installed ones. jobs: how many processes share the work; None: as many as
    there are cores, if it is much.
    """
    if jobs is None:
        jobs = _cores() if len(names) >= MANY else 1
    jobs = min(jobs, len(names))
    if jobs > 1:
        with suppress(BrokenProcessPool, OSError):  # where there can be no others, one does it all
            return _shared(names, also, jobs)
    return [check(name, also) for name in names]


def _shared(names: Sequence[str], also: tuple[Path, ...], jobs: int) -> list[Checked]:
    # a Ctrl-C is for this process, which then ends the others
    with ProcessPoolExecutor(jobs, initializer=signal, initargs=(SIGINT, SIG_IGN)) as pool:
        try:
            return list(pool.map(partial(check, also=also), names, chunksize=4))
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def check(name: str, also: tuple[Path, ...]) -> Checked:
    """Check one persona or exercise by name or path."""
    try:
        if is_exercise(name, also):
            return Checked(name, exercise=load_exercise(name, also).told())
        return Checked(name, warnings=tuple(check_persona(find_persona(name, also))))
    except PersonaError as error:
        return Checked(name, errors=error.problems)
    except UnknownPersona as error:
        return Checked(name, unknown=told(error))


def show(results: Iterable[Checked]) -> None:
    """Print what was found: mistakes on standard error, warnings and good news on the other."""
    for result in results:
        if result.unknown:
            click.echo(result.unknown, err=True)
        for problem in result.errors:
            click.echo(clean(str(problem)), err=True)
        for problem in result.warnings:
            click.echo(warning(problem))
        if result.usable:
            click.echo(counted(result))


def warning(problem: Problem) -> str:
    """Return a warning as a line."""
    place = f"{problem.file}:{problem.line}:{problem.column}"
    return clean(f"{place} warning: {problem.where}: {problem.message}")


def counted(result: Checked) -> str:
    """Return how much was found in a persona or exercise that can be played."""
    count = len(result.warnings)
    found = f"{count} warning{'' if count == 1 else 's'}" if count else "no problems"
    found += f"; {result.exercise}" if result.exercise else ""
    return f"{result.name}: {found}"


def as_json(results: Iterable[Checked]) -> str:
    """Return what was found as one JSON array, an object a persona."""
    found = [
        {
            "persona": result.name,
            "unknown": result.unknown,
            "errors": [asdict(problem) for problem in result.errors],
            "warnings": [asdict(problem) for problem in result.warnings],
            **({"exercise": result.exercise} if result.exercise else {}),
        }
        for result in results
    ]
    return json.dumps(found, ensure_ascii=False, indent=2)
