"""What is wrong with a file, all of it at once, each with its place and the nearest right name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

MAX_PROBLEMS = 100
"""More mistakes than this in one file are not looked for: it is another kind of file."""

_MAX_NAMES = 500
_MAX_SHOWN = 60


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: file, line and column (both from 1), the key it is under, and what to do."""

    file: str
    line: int
    column: int
    where: str
    message: str

    def __str__(self) -> str:
        """Return `file:line:column where: message`."""
        where = f" {self.where}" if self.where else ""
        return f"{self.file}:{self.line}:{self.column}{where}: {self.message}"


class PersonaError(ValueError):
    """A file that cannot be used; `problems` has every reason in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnknownPersona(ValueError):
    """A name that is no persona's; the message says which is nearest."""


class UnknownLanguage(UnknownPersona):
    """A language a persona is not translated into; the message says which there are."""


def short(text: str) -> str:
    """Return a text as a message quotes it: whole, or its beginning where it is long."""
    return text if len(text) <= _MAX_SHOWN else text[:_MAX_SHOWN] + "…"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return ` Did you mean "x"?`, or the names there are if few or none, or nothing."""
    names = sorted(known)
    if not names:
        return " There is none."
    if len(names) > _MAX_NAMES:
        return ""  # likeness is slow, and a file may not hang the program
    close = get_close_matches(name, names, n=1) if len(name) <= _MAX_SHOWN else []
    if close:
        return f' Did you mean "{short(close[0])}"?'
    if len(names) <= 12:
        return f" There is {', '.join(map(short, names))}."
    return ""
