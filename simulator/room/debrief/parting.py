"""Where the ways of a round part, and how each ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from engine import clean
from simulator.debrief.harm import shortened
from simulator.room.debrief.gathered import Digest, Held
from simulator.room.debrief.model import Parting, Way
from simulator.room.debrief.naming import LONGEST, ended, label, told, way_label

Own = tuple[Held, int, Held | None]
"""A branch, the turn from which on it is its own, and the branch that it left (None: the main)."""


def own_turns(everything: Iterable[Held]) -> Iterator[Own]:
    """Yield every branch with where it begins to be its own: each turn belongs to one only.

    The main branch of a round comes first and has all of its turns.
    """
    rounds: dict[tuple[str, int], list[Held]] = {}
    for held in everything:
        rounds.setdefault((held.conversation, held.round), []).append(held)
    for branches in rounds.values():
        before: list[Held] = []
        for held in sorted(branches, key=lambda held: not held.main):
            shared = [(_shared(held, other), -place) for place, other in enumerate(before)]
            most, place = max(shared, default=(0, 0))
            yield held, most, before[-place] if before else None
            before.append(held)


def partings(everything: Sequence[Held]) -> tuple[Parting, ...]:
    """Return where the ways of rounds part, round by round, the earliest first."""
    found: dict[tuple[str, int, int, str], list[Own]] = {}
    for own in own_turns(everything):
        held, first, left = own
        if left is not None:
            place = (held.conversation, held.round, first, left.branch)
            found.setdefault(place, [(left, first, None)]).append(own)
    ordered = sorted(found.items(), key=lambda item: item[0][1:3])
    places = list(dict.fromkeys(held.conversation for held in everything))
    ordered.sort(key=lambda item: places.index(item[0][0]))
    return tuple(_parting(owns, first) for (_, _, first, _), owns in ordered)


def _parting(owns: list[Own], first: int) -> Parting:
    held = owns[0][0]
    before = held.turns[first - 1]["line"] if first else None
    at = max(0, first - 1)
    return Parting(
        held.conversation,
        label(held),
        at,
        shortened(clean(before or ""), LONGEST),
        tuple(_way(branch, first) for branch, _, _ in owns),
        f"after line {at}" if at else "from the beginning",
    )


def _way(held: Held, first: int) -> Way:
    own = held.turns[first:]
    outcome, ending = ended(held)
    return Way(
        held.branch,
        way_label(held),
        held.main,
        shortened(clean(own[0]["line"] or ""), LONGEST) if own else "",
        clean(held.by(own[0])) if own else "",
        len(own),
        outcome,
        ending,
        told(own[0]["line"] or "") if own else "",
    )


def _shared(one: Held, other: Held) -> int:
    """Return how many turns two branches have in common."""
    pairs = zip(one.turns, other.turns, strict=False)
    return sum(1 for _ in takewhile(lambda pair: _same(*pair), pairs))


def _same(one: Digest, other: Digest) -> bool:
    return all(one[part] == other[part] for part in ("line", "parts", "acts"))
