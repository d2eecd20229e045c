"""`detente check`: what is wrong with personas, and what cannot be meant."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from engine import PersonaError, Problem, UnknownPersona, clean, find_persona
from engine.workbench.checking import check_persona
from simulator.exits import told


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one persona; unknown is why there is none, or ""."""

    name: str
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    unknown: str = ""

    @property
    def usable(self) -> bool:
        """Whether the persona can be played."""
        return not self.errors and not self.unknown


def checked(names: Iterable[str], also: tuple[Path, ...]) -> list[Checked]:
    """Check personas by name or path; also: the folders of installed ones."""
    return [check(name, also) for name in names]


def check(name: str, also: tuple[Path, ...]) -> Checked:
    """Check one persona by name or path."""
    try:
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
    """Return how much was found in a persona that can be played."""
    count = len(result.warnings)
    found = f"{count} warning{'' if count == 1 else 's'}" if count else "no problems"
    return f"{result.name}: {found}"


def as_json(results: Iterable[Checked]) -> str:
    """Return what was found as one JSON array, an object a persona."""
    found = [
        {
            "persona": result.name,
            "unknown": result.unknown,
            "errors": [asdict(problem) for problem in result.errors],
            "warnings": [asdict(problem) for problem in result.warnings],
        }
        for result in results
    ]
    return json.dumps(found, ensure_ascii=False, indent=2)
