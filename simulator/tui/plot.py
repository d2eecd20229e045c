"""A row of levels as a small area plot in block characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

BLOCKS = " ▁▂▃▄▅▆▇█"
WIDEST_COLUMN = 4
"""Cells for one turn, where a conversation was short."""


def plot(levels: Sequence[float], width: int, height: int) -> list[str]:
    """Return `height` rows of at most `width` cells, the top one first; levels are 0 to 1.

    Each level has a column of one to four cells; when there are more levels than cells, they are
    sampled evenly, the first and the last always among them. A level of 0 still shows a line.
    """
    if not levels or width < 1:
        return [""] * height
    column = min(WIDEST_COLUMN, max(1, width // len(levels)))
    steps = [_eighths(level, height) for level in _sampled(levels, width)]
    return [
        "".join(BLOCKS[min(8, max(0, step - 8 * floor))] * column for step in steps)
        for floor in reversed(range(height))
    ]


def _eighths(level: float, height: int) -> int:
    return max(1, round(min(1.0, max(0.0, level)) * 8 * height))


def _sampled(levels: Sequence[float], most: int) -> list[float]:
    if len(levels) <= most:
        return list(levels)
    if most == 1:
        return [levels[-1]]
    last = len(levels) - 1
    return [levels[round(at * last / (most - 1))] for at in range(most)]
