"""Which words of a line showed a move: the clauses that spoke most for it."""

from __future__ import annotations

import re
from itertools import pairwise

from engine.reading.outcomes import Telling
from engine.reading.records import Span

MAX_QUOTES = 3
"""At most so many stretches of words are quoted as evidence of one move."""

SHARE = 0.5
"""A clause is quoted that speaks at least so strongly as the one that speaks most."""

LEAST = 3
"""Words a clause has, or it belongs to a neighbour in its sentence."""

_ABBREVIATIONS = ("mr", "mrs", "ms", "dr", "prof", "st", "messrs", "mt", "e.g", "i.e", "approx")
"""After these a full stop ends nothing: a name, or what is meant, comes next."""

_EDGE = re.compile(
    "".join(rf"(?<!\b{re.escape(one)})" for one in _ABBREVIATIONS)
    + r"[.!?;:]+[)\"']*\s+|,\s+|\s+-+\s+|\s+(?=(?:but|and|so|because|if|though|although|which)\s)"
)


def clauses(folded: str) -> list[tuple[int, int]]:
    """Return the places of a line's clauses in order; short ones belong to their neighbours."""
    ends = [match.end() for match in _EDGE.finditer(folded)]
    places: list[tuple[int, int]] = []
    for start, end in pairwise([0, *ends, len(folded)]):
        here = folded[start:end]
        if (
            places
            and not _closed(folded, start)
            and (_short(here) or _short(folded[slice(*places[-1])]))
        ):
            places[-1] = (places[-1][0], end)
        elif here:
            places.append((start, end))
    return places


def _short(clause: str) -> bool:
    return len(clause.split()) < LEAST


def _closed(folded: str, start: int) -> bool:
    return folded[max(0, start - 4) : start].rstrip(" )\"'")[-1:] in (".", "!", "?")


def quoted(telling: Telling, folded: str, text: str) -> tuple[Span, ...]:
    """Return the clauses that spoke most for a move, in order of appearance."""
    if not telling:
        return ()
    strength = {place: 0.0 for place in clauses(folded)}
    for place in strength:
        start, end = place
        strength[place] = sum(weight for a, _, weight in telling if start <= a < end)
    most = max(strength.values())
    if most <= 0:
        return ()
    kept = sorted(
        (place for place in strength if strength[place] >= SHARE * most),
        key=lambda place: -strength[place],
    )[:MAX_QUOTES]
    return tuple(_span(text, *place) for place in sorted(kept))


def _span(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Span(start, start + len(words), words)
