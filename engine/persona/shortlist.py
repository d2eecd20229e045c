"""Rules in their order, of which a line needs to ask only those that could hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, Protocol, TypeVar

from engine.persona.conditions import Condition


class _Conditional(Protocol):
    @property
    def condition(self) -> Condition: ...


Rule = TypeVar("Rule", bound=_Conditional)


class Rules(tuple[Rule, ...], Generic[Rule]):
    """Rules in order."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._shortlists = _Shortlists([(rule, rule.condition) for rule in self])

    def could_hold(self, signs: int) -> tuple[Rule, ...]:
        """Return the rules, in order, that a line with these signs could make hold."""
        return self._shortlists.of(signs)


class RulesByName(dict[str, Rule], Generic[Rule]):
    """Rules by name, in order; not changed once made."""

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        super().__init__(rules)
        self._shortlists = _Shortlists([(item, item[1].condition) for item in self.items()])

    def could_hold(self, signs: int) -> tuple[tuple[str, Rule], ...]:
        """Return the names and rules, in order, that a line with these signs could make hold."""
        return self._shortlists.of(signs)


Item = TypeVar("Item")


class _Shortlists(Generic[Item]):
    """Which of some items could hold, by the signs of a line.

    A persona has hundreds of rules, and a line shows two or three signs: what these leave is found
    once and remembered, as the same few sets of signs come again and again.
    """

    MOST = 1000  # sets remembered; a conversation meets a few dozen

    def __init__(self, items: list[tuple[Item, Condition]]) -> None:
        self._items = items
        self._found: dict[int, tuple[Item, ...]] = {}

    def of(self, signs: int) -> tuple[Item, ...]:
        found = self._found.get(signs)
        if found is None:
            if len(self._found) >= self.MOST:
                self._found.clear()
            # what needs signs cannot hold without one of them
            found = tuple(
                [item for item, asked in self._items if not asked.needs or asked.needs & signs]
            )
            self._found[signs] = found
        return found
