"""The figures of a group debrief: medians, and classical test theory's two figures of an item.

Difficulty is the share that reached an item (Crocker & Algina, Introduction to Classical and
Modern Test Theory, 1986). Discrimination is the corrected item-total correlation: the
point-biserial correlation of the item with the number of the other items reached, so that the
item does not correlate with itself (Henrysson, Psychometrika 28, 1963, on why). Both are figures
of this group, and rough ones where it is small.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import median

LEAST_TO_COMPARE = 2
"""Conversations; one cannot be compared with itself."""

LEAST_TO_DISCRIMINATE = 5
"""Conversations; below, one of them more or less turns the figure about."""


def difficulty(reached: Sequence[bool]) -> float:
    """Return the share (0 to 1) that reached an item; a high one is an easy item."""
    return round(sum(reached) / len(reached), 3)


def discrimination(reached: Sequence[bool], rest: Sequence[int]) -> float | None:
    """Return the correlation (-1 to 1) of an item with what else each conversation reached.

    None with fewer than five conversations, or where all or none reached it, or where all
    reached equally much of the rest.
    """
    n = len(reached)
    inside = [score for score, yes in zip(rest, reached, strict=True) if yes]
    if n < LEAST_TO_DISCRIMINATE or not 0 < len(inside) < n:
        return None
    mean = sum(rest) / n
    spread = sqrt(sum((score - mean) ** 2 for score in rest) / n)
    if spread == 0:
        return None
    p = len(inside) / n
    within = sum(inside) / len(inside)
    return round((within - mean) / spread * sqrt(p / (1 - p)), 3)


def median_course(courses: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """Return the median level turn by turn, of the courses that go so far.

    It stops where fewer than half of them do: whoever goes on longest is not the group. Empty
    with fewer than two.
    """
    if len(courses) < LEAST_TO_COMPARE:
        return ()
    reaching = [
        [course[turn] for course in courses if turn < len(course)]
        for turn in range(max(map(len, courses)))
    ]
    return tuple(round(median(levels), 3) for levels in reaching if 2 * len(levels) >= len(courses))
