"""The turning points: the lines that moved the feelings most, for better and for worse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import FACILITATOR, clean
from simulator.debrief.harm import harmful_moves, quoted, shortened
from simulator.debrief.model import Shift, TurningPoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine import Change, FoundMove, Persona, Turn

MOST = 3
"""Turning points of each kind, good and bad."""

LEAST = 0.04
"""A line that moved the feelings by less in all turned nothing."""


def turning_points(persona: Persona, turns: Sequence[Turn]) -> tuple[TurningPoint, ...]:
    """Return the weightiest lines of both kinds, in the order they were said."""
    points = [turned(persona, turn) for turn in turns[1:]]
    good = sorted((p for p in points if p.weight >= LEAST), key=lambda p: -p.weight)
    bad = sorted((p for p in points if p.weight <= -LEAST), key=lambda p: p.weight)
    return tuple(sorted([*good[:MOST], *bad[:MOST]], key=lambda point: point.turn))


def turned(persona: Persona, turn: Turn) -> TurningPoint:
    """Return what a line did to the feelings, whether or not that turned anything."""
    # the rest is return to rest, or no doing of the line's
    caused = [change for change in turn.changes if change.rule not in ("", FACILITATOR)]
    weight = sum(_weight(persona, change) for change in caused)
    kept = [change for change in caused if _weight(persona, change) * weight > 0]
    return TurningPoint(
        turn=turn.number,
        line=shortened(turn.line or ""),
        quote=quoted(turn, _telling(turn, weight > 0)),
        weight=round(weight, 3),
        shifts=_shifts(persona, kept),
    )


def _weight(persona: Persona, change: Change) -> float:
    moved = change.after - change.before
    return moved if persona.feelings[change.feeling].higher_is == "better" else -moved


def _telling(turn: Turn, good: bool) -> Sequence[FoundMove]:
    """Return the most certain move of the kind that explains a change for better or worse."""
    harmful = harmful_moves(turn)
    if not good:
        return harmful[:1]
    moves = turn.reading.moves if turn.reading else ()
    return [move for move in moves if move not in harmful][:1]


def _shifts(persona: Persona, changes: Sequence[Change]) -> tuple[Shift, ...]:
    """Return the changes rule by rule, the rule that did most first."""
    grouped: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        grouped.setdefault((change.rule, change.because), []).append(change)
    ordered = sorted(
        grouped.items(), key=lambda item: -sum(abs(one.after - one.before) for one in item[1])
    )
    return tuple(
        Shift(
            tuple(
                (clean(persona.feelings[one.feeling].label), round(one.after - one.before, 3))
                for one in of_rule
            ),
            clean(because),
            rule,
        )
        for (rule, because), of_rule in ordered
    )
