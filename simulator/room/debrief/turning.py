"""The lines that turned a group's conversations most, for better and for worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from engine import clean
from simulator.debrief.harm import shortened
from simulator.debrief.sentences import quote
from simulator.debrief.turning import LEAST
from simulator.room.debrief.gathered import Digest, Held
from simulator.room.debrief.model import TurningLine
from simulator.room.debrief.naming import LONGEST, full_label
from simulator.room.debrief.parting import own_turns

MOST = 5
"""Lines of each kind, good and bad: what a group can talk about."""

MOST_OF_ONE = 2
"""Of one round, where there are more: nobody's conversation fills the list."""


Said = tuple[Held, Digest]


def turning_lines(everything: Sequence[Held]) -> tuple[TurningLine, ...]:
    """Return the weightiest lines, the good ones first, the weightiest of each kind first."""
    said = [
        (held, turn)
        for held, first, _ in own_turns(everything)
        for turn in held.turns[first:]
        if turn["line"] is not None and abs(turn["weight"]) >= LEAST
    ]
    said.sort(key=lambda one: -abs(one[1]["weight"]))
    alone = len({_round(held) for held in everything}) == 1
    each = MOST if alone else MOST_OF_ONE
    good = _first(each, (one for one in said if one[1]["weight"] > 0))
    bad = _first(each, (one for one in said if one[1]["weight"] < 0))
    return tuple(_line(held, turn) for held, turn in (*good, *bad))


def _first(each: int, said: Iterable[Said]) -> list[Said]:
    """Return the first of what was said, so many of one round at most."""
    taken: Counter[tuple[str, int]] = Counter()
    kept = []
    for held, turn in said:
        taken[_round(held)] += 1
        if taken[_round(held)] <= each:
            kept.append((held, turn))
    return kept[:MOST]


def _round(held: Held) -> tuple[str, int]:
    return held.conversation, held.round


def _line(held: Held, turn: Digest) -> TurningLine:
    return TurningLine(
        held.conversation,
        held.branch,
        full_label(held),
        clean(held.title),
        turn["n"],
        clean(held.by(turn)),
        shortened(clean(turn["line"]), LONGEST),
        shortened(clean(turn["quote"] or turn["line"])),
        round(turn["weight"], 3),
        clean(turn["because"]),
        tuple(dict.fromkeys(turn["acts"])),
        quote(shortened(clean(turn["quote"] or turn["line"]))),
    )
