"""What the condition language can name: words of the line and of the moment, and functions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from engine.signs import INDEX, SIGNS

if TYPE_CHECKING:
    from engine.persona.conditions.nodes import Named

Kind = Literal["truth", "number"]

FLAGS: tuple[str, ...] = (
    "pending",
    "accepted",
    "refused",
    "suggested",
    "settled",
    "declined",
    "vague",
)
"""What a moment answers with true or false, beside the signs of the line."""

NUMBERS: tuple[str, ...] = (
    "turn",
    "turns_here",
    "words",
    "patience",
    "openness",
    "agreements",
    "remaining",
    "offers",
    "refusals",
    "restated",
    "amount",
    "percent",
    "duration",
    "count",
    "due",
    "last_due",
)
"""What a moment answers with a number, beside the feelings."""

RESERVED: frozenset[str] = frozenset(
    (*SIGNS, *FLAGS, *NUMBERS, "always", "never", "and", "or", "not")
)
"""Words that mean something else than a feeling of that name would."""


@dataclass(frozen=True)
class Names:
    """What the conditions of one persona may name.

    ranges has how low and how high a feeling can be where that is not 0 and 1.
    """

    feelings: Mapping[str, int]
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    stances: Collection[str] = ()
    interests: Collection[str] = ()
    facts: Collection[str] = ()
    contradictable: Collection[str] = ()
    issues: Collection[str] = ()
    questions: Collection[str] = ()
    topics: Collection[str] = ()
    conditions: Mapping[str, Named] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language.

    `asks` is what it asks of the moment `m`, in Python: {name} stands for a name out of `known`,
    as a literal, {index} for the place of a sign, {count} for a number of lines.
    """

    usage: str
    kind: Kind
    what: str
    known: Callable[[Names], Collection[str]]
    asks: str
    counted: bool = False
    weight: float = 1

    def written(self, name: str, count: int) -> str:
        """Return what is asked of the moment, as Python."""
        return self.asks.format(name=repr(name), index=INDEX.get(name, 0), count=count)


def _signs(_: Names) -> Collection[str]:
    return SIGNS


def _subjects(names: Names) -> Collection[str]:
    return {*names.topics, *names.issues, *names.questions}


FUNCTIONS: dict[str, Function] = {
    "times": Function(
        "times(blame) >= 3", "number", "move or tone", _signs, "m.state.times[{index}]"
    ),
    "here": Function("here(blame) >= 2", "number", "move or tone", _signs, "m.state.here[{index}]"),
    "within": Function(
        "within(3, blame)",
        "truth",
        "move or tone",
        _signs,
        "(m.state.last[{index}] and m.state.turn - m.state.last[{index}] < {count})",
        counted=True,
    ),
    "at": Function(
        "at(guarded)", "truth", "stance", lambda n: n.stances, "m.state.stance == {name}"
    ),
    "visited": Function(
        "visited(guarded)", "truth", "stance", lambda n: n.stances, "{name} in m.state.visited"
    ),
    "disclosed": Function(
        "disclosed(fear)", "truth", "interest", lambda n: n.interests, "{name} in m.state.disclosed"
    ),
    "remembered": Function(
        "remembered(promise)", "truth", "fact", lambda n: n.facts, "{name} in m.state.facts"
    ),
    "contradicted": Function(
        "contradicted(promise)",
        "truth",
        "fact with `against`",
        lambda n: n.contradictable,
        "{name} in m.contradicted",
        weight=3,
    ),
    "about": Function(
        "about(fault)",
        "truth",
        "topic, issue or question",
        _subjects,
        "{name} in m.topics",
        weight=2,
    ),
    "asked": Function(
        "asked(size)", "truth", "question", lambda n: n.questions, "{name} in m.asked", weight=2
    ),
    "offered": Function(
        "offered(delivery)", "truth", "issue", lambda n: n.issues, "{name} in m.state.table.offered"
    ),
    "agreed": Function(
        "agreed(delivery)", "truth", "issue", lambda n: n.issues, "{name} in m.state.table.agreed"
    ),
    "open": Function(
        "open(delivery)", "truth", "issue", lambda n: n.issues, "{name} not in m.state.table.agreed"
    ),
}
"""Every function a condition can call."""
