"""A persona's stances as a diagram: the stances, the ways between them, the endings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.persona import Persona
from engine.persona.conditions import Condition
from engine.persona.conditions.logic import possible
from engine.persona.conditions.nodes import Call, walk
from engine.persona.persona import EndingRule, GoRule


@dataclass(frozen=True, slots=True)
class Station:
    """A stance as the diagram shows it."""

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Way:
    """One `go` or `limit`: why it is taken and the line of the file it stands in.

    stances are those it can be taken in, in the order of the file. after is the number of lines
    after which a limit is taken, or `patience`; "" for a `go`.
    """

    because: str
    line: int
    stances: tuple[str, ...]
    once: bool = False
    after: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """All ways from one stance to another, in the order they are tried; from None: anywhere."""

    source: str | None
    to: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class End:
    """An ending and the stances its condition asks for; anywhere: it can hold in others too."""

    name: str
    title: str
    outcome: str
    stances: tuple[str, ...]
    anywhere: bool


@dataclass(frozen=True, slots=True)
class Diagram:
    """The shape of a persona. opening is the name of the stance a conversation starts in."""

    file: str
    name: str
    title: str
    opening: str
    stations: tuple[Station, ...]
    links: tuple[Link, ...]
    ends: tuple[End, ...]

    @property
    def ways(self) -> int:
        """How many ways there are, those from anywhere counted once."""
        return sum(len(link.ways) for link in self.links)


def diagram_of(persona: Persona) -> Diagram:
    """Return the diagram of a persona; everything in it stands in the order of the file."""
    return Diagram(
        persona.path.name,
        persona.name,
        persona.title,
        persona.opening_stance,
        tuple(Station(name, stance.title) for name, stance in persona.stances.items()),
        _links(persona),
        tuple(_end(persona, name, rule) for name, rule in persona.endings.items()),
    )


def _links(persona: Persona) -> tuple[Link, ...]:
    found: dict[tuple[str | None, str], dict[int, GoRule]] = {}
    for name, stance in persona.stances.items():
        for rule in stance.go:  # a rule from anywhere is the same object in every stance
            source = None if rule.anywhere else name
            found.setdefault((source, rule.to), {})[id(rule)] = rule
    return tuple(
        Link(source, to, tuple(_way(persona, source, rule) for rule in rules.values()))
        for (source, to), rules in found.items()
    )


def _way(persona: Persona, source: str | None, rule: GoRule) -> Way:
    tried = [name for name in persona.stances if name != rule.to] if source is None else [source]
    stances = stances_of(rule.condition, tried)
    line = int(rule.where.rpartition(":")[2])
    return Way(rule.because, line, stances, rule.once, rule.after)


def _end(persona: Persona, name: str, rule: EndingRule) -> End:
    holds = stances_of(rule.condition, persona.stances)
    named = {
        node.name
        for node in walk(rule.condition.node)
        if isinstance(node, Call) and node.function == "at"
    }
    asked = tuple(stance for stance in holds if stance in named)
    return End(name, rule.title, rule.outcome, asked, len(asked) < len(holds))


def stances_of(condition: Condition, stances: Iterable[str]) -> tuple[str, ...]:
    """Return those of the stances in which a condition can hold."""
    return tuple(name for name in stances if possible(condition.node, stance=name))
