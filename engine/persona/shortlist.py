"""Rules in their order, of which a line needs to ask only those that could hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, Protocol, TypeVar

from engine.persona.conditions import Condition


class _Conditional(Protocol):
    @property
    def condition(self) -> Condition: ...


class Line(Protocol):
    """A line as far as it decides which rules could hold: an `engine.moment.Moment` is one."""

    signs: int
    topics: frozenset[str]


Rule = TypeVar("Rule", bound=_Conditional)
Item = TypeVar("Item")


class _Shortlisted(Generic[Item]):
    """Finds which of its items could hold, by the signs and topics of a line.

    A persona has hundreds of rules, and a line shows two or three signs: what these leave is found
    once and remembered, as the same few lines come again and again.
    """

    MOST = 4000  # lines remembered; a conversation meets a few dozen

    def _make(self, items: list[tuple[Item, Condition]]) -> None:
        self._items = [(item, condition.asks) for item, condition in items]
        self._found: dict[tuple[int, frozenset[str]], tuple[Item, ...]] = {}

    def could_hold(self, line: Line) -> tuple[Item, ...]:
        """Return what a line could make hold, in order."""
        key = signs, topics = line.signs, line.topics
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= self.MOST:
                self._found.clear()
            found = self._found[key] = tuple(
                [
                    item
                    for item, asks in self._items
                    if asks is None or asks.signs & signs or not asks.topics.isdisjoint(topics)
                ]
            )
        return found


class Rules(tuple[Rule, ...], _Shortlisted[Rule], Generic[Rule]):
    """Rules in order."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._make([(rule, rule.condition) for rule in self])


class RulesByName(dict[str, Rule], _Shortlisted[tuple[str, Rule]], Generic[Rule]):
    """Rules by name, in order, found as (name, rule); not changed once made."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        super().__init__(rules)
        self._make([(item, item[1].condition) for item in self.items()])
