"""Lines a persona has nothing for: not read, read doubtfully, or answered by no rule of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any, Literal

from engine.persona import Persona
from engine.reading.likeness import stems_of
from engine.signs import BIT, signs_of
from engine.turn import Turn

MissKind = Literal["doubtful", "nothing", "fallback"]

KINDS: tuple[MissKind, ...] = ("nothing", "doubtful", "fallback")
"""In the order shown: no move, topic or term was read; the line has the sign `doubtful`; the line
was read, but its answer is an `otherwise` text. A line is of one kind: doubtful before nothing
before fallback."""

ALIKE = 0.5
"""Lines are alike that share more than this of their content words, both lines' counted."""


@dataclass(frozen=True, slots=True)
class Miss:
    """One line that was missed.

    session is what the caller calls the conversation; number counts its lines from 1. stance is
    the one the line was said in, by name. likeliest is the move that was half heard, or came
    nearest, and its probability. otherwise is the place (file:line) of the fallback that answered,
    or "".
    """

    kind: MissKind
    session: str
    number: int
    line: str
    stance: str
    likeliest: tuple[str, float]
    otherwise: str


@dataclass(frozen=True, slots=True)
class Group:
    """Misses of one kind that are alike, in the order they were said."""

    kind: MissKind
    misses: tuple[Miss, ...]

    @property
    def stances(self) -> dict[str, int]:
        """How many of the lines were said in each stance, the commonest first."""
        names = [miss.stance for miss in self.misses]
        return {name: names.count(name) for name in sorted(set(names), key=_rank(names))}

    def as_dict(self) -> dict[str, Any]:
        """Return the group as plain JSON values."""
        return {
            "kind": self.kind,
            "count": len(self.misses),
            "stances": self.stances,
            "lines": [asdict(miss) for miss in self.misses],
        }


def misses_of(persona: Persona, turns: Sequence[Turn], session: str) -> list[Miss]:
    """Return the misses of one conversation; turns are its opening and every turn since."""
    fallbacks = {
        rule.pool.where
        for stance in persona.stances.values()
        for rule in stance.answers
        if rule.otherwise
    }
    found = []
    for before, turn in pairwise(turns):
        otherwise = next((rule for rule in turn.reply.rules if rule in fallbacks), "")
        kind = _kind(turn, otherwise)
        if kind is not None:
            likeliest = _likeliest(turn)
            line = turn.line or ""
            found.append(
                Miss(kind, session, turn.number, line, before.stance, likeliest, otherwise)
            )
    return found


def grouped(misses: Iterable[Miss]) -> list[Group]:
    """Return misses in groups of lines alike, by kind, and of each kind the commonest first.

    A line joins the group whose first line it is most like; in the same order, the same groups.
    """
    groups: dict[MissKind, list[list[Miss]]] = {kind: [] for kind in KINDS}
    stems: dict[int, frozenset[str]] = {}
    for miss in misses:
        own = stems_of(miss.line)
        of_kind = groups[miss.kind]
        likest = max(of_kind, key=lambda one: _likeness(own, miss, one, stems), default=None)
        if likest is not None and _likeness(own, miss, likest, stems) > ALIKE:
            likest.append(miss)
        else:
            of_kind.append([miss])
            stems[id(of_kind[-1])] = own
    return [
        Group(kind, tuple(one))
        for kind, of_kind in groups.items()
        for one in sorted(of_kind, key=lambda one: -len(one))
    ]


def _kind(turn: Turn, otherwise: str) -> MissKind | None:
    reading = turn.reading
    if reading is None or reading.form == "silent":
        return None
    words = reading.text.count(" ") + 1
    if signs_of(reading, words, repeated=False) & BIT["doubtful"]:
        return "doubtful"
    if reading.form == "words" and not (reading.moves or reading.topics or reading.terms):
        return "nothing"
    return "fallback" if otherwise else None


def _likeliest(turn: Turn) -> tuple[str, float]:
    reading = turn.reading
    if reading is None or not reading.moves:
        return reading.likeliest if reading else ("", 0.0)
    return reading.moves[0].move, reading.moves[0].confidence


def _likeness(
    own: frozenset[str], miss: Miss, group: list[Miss], stems: dict[int, frozenset[str]]
) -> float:
    other = stems[id(group)]
    if not own or not other:  # nothing but small words: only the very same line is alike
        return float(miss.line.casefold() == group[0].line.casefold())
    return 2 * len(own & other) / (len(own) + len(other))


def _rank(names: Sequence[str]) -> Any:
    return lambda name: (-names.count(name), names.index(name))
