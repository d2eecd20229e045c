"""In which stances a condition can hold, as far as its `at(…)` tells; all else is left open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce

from engine.persona.conditions import Condition

_TOKEN = re.compile(
    r"\s*(?P<joint>(?:and|or|not)\b|[()])"
    r"|\s*at\s*\(\s*(?P<stance>\w+)\s*\)"
    r"|\s*(?P<compare><=|>=|==|!=|<|>)"
    r"|\s*(?P<other>\w+\s*\([^()]*\)|[\w.]+)"
)


@dataclass(frozen=True, slots=True)
class Places:
    """Where a condition can hold, where it can fail, and the stances each of the two asks for."""

    holds: frozenset[str]
    fails: frozenset[str]
    named: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()

    def __and__(self, other: Places) -> Places:
        """Return where both can hold."""
        return Places(self.holds & other.holds, self.fails | other.fails, *self._asked(other))

    def __or__(self, other: Places) -> Places:
        """Return where either can hold."""
        return Places(self.holds | other.holds, self.fails & other.fails, *self._asked(other))

    def __invert__(self) -> Places:
        """Return where this can fail."""
        return Places(self.fails, self.holds, self.denied, self.named)

    def _asked(self, other: Places) -> tuple[frozenset[str], frozenset[str]]:
        return self.named | other.named, self.denied | other.denied


def places_of(condition: Condition, stances: Iterable[str]) -> Places:
    """Return in which of the stances a condition can hold."""
    return _Reader(condition.text, frozenset(stances)).either()


class _Reader:
    """Reads a condition that has been parsed before, so that nothing can be wrong with it."""

    def __init__(self, text: str, stances: frozenset[str]) -> None:
        self.tokens = [match for match in _TOKEN.finditer(text)][::-1]
        self.stances = stances

    def either(self) -> Places:
        return self._parts("or", self._both, Places.__or__)

    def _both(self) -> Places:
        return self._parts("and", self._not, Places.__and__)

    def _parts(
        self, joint: str, one: Callable[[], Places], join: Callable[[Places, Places], Places]
    ) -> Places:
        parts = [one()]
        while self._next("joint") == joint:
            self.tokens.pop()
            parts.append(one())
        return reduce(join, parts)

    def _not(self) -> Places:
        negations = 0
        while self._next("joint") == "not":
            self.tokens.pop()
            negations += 1
        found = self._comparison()
        return ~found if negations % 2 else found

    def _comparison(self) -> Places:
        left = self._one()
        if not self._next("compare"):
            return left
        self.tokens.pop()
        self._one()
        return Places(self.stances, self.stances)

    def _one(self) -> Places:
        token = self.tokens.pop()
        if token["joint"] == "(":
            inner = self.either()
            self.tokens.pop()
            return inner
        if stance := token["stance"]:
            there = frozenset((stance,))
            return Places(there, self.stances - there, there)
        always, never = token["other"] == "always", token["other"] == "never"
        nowhere: frozenset[str] = frozenset()
        return Places(nowhere if never else self.stances, nowhere if always else self.stances)

    def _next(self, kind: str) -> str | None:
        return self.tokens[-1][kind] if self.tokens else None
