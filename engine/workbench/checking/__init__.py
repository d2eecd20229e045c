"""What is wrong with a persona that loads: what can never happen, or cannot be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from engine.persona import find_persona
from engine.persona.problems import Problem
from engine.workbench.checking.bargains import bargains
from engine.workbench.checking.manuscript import Manuscript
from engine.workbench.checking.memory import memory
from engine.workbench.checking.numbers import numbers
from engine.workbench.checking.reach import reach
from engine.workbench.checking.rules import rules
from engine.workbench.checking.texts import texts

__all__ = ["CHECKS", "check_persona"]

CHECKS: tuple[Callable[[Manuscript], Iterator[Problem]], ...] = (
    reach,
    rules,
    numbers,
    bargains,
    memory,
    texts,
)


def check_persona(name: str | Path) -> list[Problem]:
    """Return the warnings for a persona, by place.

    Raises UnknownPersona if there is none, PersonaError with every mistake if it does not load.
    """
    manuscript = Manuscript.read(find_persona(name).resolve())
    found = [problem for check in CHECKS for problem in check(manuscript)]
    return sorted(set(found))
