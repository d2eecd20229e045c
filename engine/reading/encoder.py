"""The careful reading's ear: a small transformer that takes line and context in as a pair."""

from __future__ import annotations

from typing import NamedTuple

from engine.reading.folding import fold
from engine.reading.wordpiece import WordPiece

MOST_SAID = 40
"""Pieces taken in of what the counterpart said: its end, which is what a line answers."""

MOST_LINE = 100
"""Pieces taken in of a line; the head and the end of a longer one."""


class Pair(NamedTuple):
    """Context and line as the encoder takes them: numbers of pieces, and 1 where the line is.

    `spans` are the places of the line's pieces in the line, the last the closing mark's.
    """

    ids: list[int]
    types: list[int]
    spans: list[tuple[int, int]]


def pair_of(pieces: WordPiece, said: str, text: str) -> Pair:
    """Return a line and what was said before it as a pair."""
    before = [piece.number for piece in pieces.pieces(fold(said)[-8 * MOST_SAID :])[-MOST_SAID:]]
    line = pieces.pieces(fold(text))
    if len(line) > MOST_LINE:
        line = [*line[: MOST_LINE // 2], *line[-MOST_LINE // 2 :]]
    ids = [pieces.start, *before, pieces.end, *(piece.number for piece in line), pieces.end]
    types = [0] * (len(before) + 2) + [1] * (len(line) + 1)
    return Pair(ids, types, [*((piece.start, piece.end) for piece in line), (0, 0)])
