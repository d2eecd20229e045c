"""What the condition language can name: words of the line and of the moment, and functions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from engine.signs import INDEX, SIGNS

if TYPE_CHECKING:
    from engine.persona.conditions.nodes import Named

Kind = Literal["truth", "number"]

FIXED: dict[str, str] = {
    "always": "at any time",
    "never": "at no time",
}
"""What holds whatever the moment, by when it holds."""

FLAGS: dict[str, str] = {
    "pending": "the counterpart's own suggestion waits for an answer (before this line)",
    "accepted": "an offer in this line was accepted",
    "refused": "an offer in this line was refused",
    "suggested": "the counterpart put forward an option of their own after this line",
    "settled": "this line accepted what the counterpart had suggested",
    "declined": "this line turned down what the counterpart had suggested",
    "vague": "this line offers something on an issue, and nothing that can be weighed",
}
"""What a moment answers with true or false, beside the signs of the line: when it is true."""

NUMBERS: dict[str, str] = {
    "turn": "lines so far, this one included",
    "turns_here": "lines since this stance began, this one included",
    "words": "words in the line",
    "patience": "the number the level gives (easy more, hard less)",
    "openness": "how openly feelings show at the level, 0 to 1",
    "agreements": "issues agreed so far",
    "remaining": "issues still open",
    "offers": "offers the trainee has made so far",
    "refusals": "how many of those offers were refused",
    "restated": "how many of the settled issues the line names",
    "amount": "the first sum of money the line names; 0 if none",
    "percent": "the first percentage or share the line names, in percent; 0 if none",
    "duration": "the first length of time the line names, in days; 0 if none",
    "count": "the first number of pieces the line names; 0 if none",
    "due": "days from `today` to the first date the line names; 0 if none",
    "last_due": "days from `today` to the last date the line names; 0 if none",
}
"""What a moment answers with a number, beside the feelings: what it counts."""

RESERVED: frozenset[str] = frozenset((*SIGNS, *FLAGS, *NUMBERS, *FIXED, "and", "or", "not"))
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

    `about` says when it holds, or what it counts, with X for the name in its brackets. `asks` is
    what it asks of the moment `m`, in Python: {name} stands for a name out of `known`, as a
    literal, {index} for the place of a sign, {count} for a number of lines.
    """

    usage: str
    kind: Kind
    what: str
    about: str
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
        "times(blame) >= 3",
        "number",
        "move or tone",
        "how often X has happened so far, this line included",
        _signs,
        "m.state.times[{index}]",
    ),
    "here": Function(
        "here(blame) >= 2",
        "number",
        "move or tone",
        "how often X has happened since this stance began, this line included",
        _signs,
        "m.state.here[{index}]",
    ),
    "within": Function(
        "within(3, blame)",
        "truth",
        "move or tone",
        "X happened in the last 3 lines, this one included",
        _signs,
        "(m.state.last[{index}] and m.state.turn - m.state.last[{index}] < {count})",
        counted=True,
    ),
    "at": Function(
        "at(guarded)",
        "truth",
        "stance",
        "the counterpart is in the stance X now",
        lambda n: n.stances,
        "m.state.stance == {name}",
    ),
    "visited": Function(
        "visited(guarded)",
        "truth",
        "stance",
        "the counterpart is in the stance X or was before",
        lambda n: n.stances,
        "{name} in m.state.visited",
    ),
    "disclosed": Function(
        "disclosed(fear)",
        "truth",
        "interest",
        "the interest X has been told",
        lambda n: n.interests,
        "{name} in m.state.disclosed",
    ),
    "remembered": Function(
        "remembered(promise)",
        "truth",
        "fact",
        "the fact X is remembered",
        lambda n: n.facts,
        "{name} in m.state.facts",
    ),
    "contradicted": Function(
        "contradicted(promise)",
        "truth",
        "fact with `against`",
        "the line goes against the fact X, remembered before it",
        lambda n: n.contradictable,
        "{name} in m.contradicted",
        weight=3,
    ),
    "about": Function(
        "about(fault)",
        "truth",
        "topic, issue or question",
        "the line names the topic, issue or question X",
        _subjects,
        "{name} in m.topics",
        weight=2,
    ),
    "asked": Function(
        "asked(size)",
        "truth",
        "question",
        "the line asks the question X",
        lambda n: n.questions,
        "{name} in m.asked",
        weight=2,
    ),
    "offered": Function(
        "offered(delivery)",
        "truth",
        "issue",
        "an offer on the issue X has been made",
        lambda n: n.issues,
        "{name} in m.state.table.offered",
    ),
    "agreed": Function(
        "agreed(delivery)",
        "truth",
        "issue",
        "the issue X is settled",
        lambda n: n.issues,
        "{name} in m.state.table.agreed",
    ),
    "open": Function(
        "open(delivery)",
        "truth",
        "issue",
        "the issue X is not settled",
        lambda n: n.issues,
        "{name} not in m.state.table.agreed",
    ),
}
"""Every function a condition can call."""
