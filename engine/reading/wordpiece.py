"""A folded line in the pieces the encoder knows: whole words, or their parts, longest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

UNKNOWN = "[UNK]"
START = "[CLS]"
END = "[SEP]"
GOES_ON = "##"
"""Stands before a piece that goes on a word."""

LONGEST = 40
"""Letters of a word that is still taken apart; a longer one is unknown."""

_WORD = re.compile(r"[a-z0-9]+|[^a-z0-9\s]")
_SIGNS = {chr(n): f"[unused{n}]" for n in range(1, 6)}
"""The marks that folding puts for emoji have pieces of their own."""


class Piece(NamedTuple):
    """A piece: its number in the vocabulary, and where it stands (end exclusive)."""

    number: int
    start: int
    end: int


class WordPiece:
    """Takes folded text apart by a vocabulary: greedily, the longest known piece first.

    What BERT's tokenizer does for lower-case ASCII. The library for it brings a client for a model
    hub along, which a program that never asks the network should not install.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = self._numbers[UNKNOWN]
        self.start = self._numbers[START]
        self.end = self._numbers[END]

    def pieces(self, folded: str) -> list[Piece]:
        """Return the pieces of folded text in order."""
        found: list[Piece] = []
        for match in _WORD.finditer(folded):
            word = match[0]
            found += self._whole(_SIGNS.get(word, word), match.start(), match.end())
        return found

    def _whole(self, word: str, start: int, end: int) -> list[Piece]:
        number = self._numbers.get(word)
        if number is not None:
            return [Piece(number, start, end)]
        return self._parts(word, start) or [Piece(self._unknown, start, end)]

    def _parts(self, word: str, offset: int) -> list[Piece]:
        parts: list[Piece] = []
        at = 0
        while at < len(word) <= LONGEST:
            mark = GOES_ON if at else ""
            for end in range(len(word), at, -1):
                number = self._numbers.get(mark + word[at:end])
                if number is not None:
                    parts.append(Piece(number, offset + at, offset + end))
                    at = end
                    break
            else:
                return []
        return parts
