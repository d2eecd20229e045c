"""What is wrong with a persona that loads: what can never happen, or cannot be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from engine.persona import find_persona, load_persona
from engine.persona.problems import PersonaError, Problem
from engine.persona.translation import languages_of
from engine.workbench.checking.bargains import bargains
from engine.workbench.checking.manuscript import Manuscript
from engine.workbench.checking.memory import memory
from engine.workbench.checking.numbers import numbers
from engine.workbench.checking.reach import reach
from engine.workbench.checking.rules import rules
from engine.workbench.checking.texts import texts
from engine.workbench.checking.translations import translations

__all__ = ["CHECKS", "check_persona"]

CHECKS: tuple[Callable[[Manuscript], Iterator[Problem]], ...] = (
    reach,
    rules,
    numbers,
    bargains,
    memory,
    texts,
    translations,
)


def check_persona(name: str | Path) -> list[Problem]:
    """Return the warnings for a persona and its translations, by place.

    Raises UnknownPersona if there is none, PersonaError with every mistake if it does not load, or
    one of its translations does not.
    """
    path = find_persona(name).resolve()
    manuscript = Manuscript.read(path)
    mistakes = [mistake for one in languages_of(path) for mistake in _mistakes(path, one)]
    if mistakes:
        raise PersonaError(mistakes)
    found = [problem for check in CHECKS for problem in check(manuscript)]
    return sorted(set(found))


def _mistakes(path: Path, language: str) -> tuple[Problem, ...]:
    """Return what keeps a translation from being played."""
    try:
        load_persona(path, language=language)
    except PersonaError as error:
        return error.problems
    return ()
