"""How much each feature speaks for each outcome, as fitted on the labelled corpus."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from math import exp

from engine.reading.records import MOVES, TONES

OUTCOMES: tuple[str, ...] = (*MOVES, *(f"tone_{tone}" for tone in TONES), "sarcastic")
"""What a line can be read as: every move, every tone, and sarcasm."""

FILE = "weights.json"
SCALE = 100
"""Weights are kept as whole hundredths of log-odds."""


class Weights:
    """The fitted table: a bias for each outcome, and for each feature what it adds to which.

    The bias includes the threshold chosen on development data, so that 0 is where an outcome
    counts as read.
    """

    def __init__(self, bias: list[int], table: dict[str, list[int]]) -> None:
        self.bias = [value / SCALE for value in bias]
        self._table = table

    def scores(self, found: Iterable[str]) -> list[float]:
        """Return the log-odds of every outcome, in the order of OUTCOMES."""
        total = [0] * len(OUTCOMES)
        table = self._table
        for name in found:
            row = table.get(name)
            if row is not None:
                # a row is outcome, weight, outcome, weight ...
                for at in range(0, len(row), 2):
                    total[row[at]] += row[at + 1]
        return [bias + value / SCALE for bias, value in zip(self.bias, total, strict=True)]

    def of(self, name: str, outcome: str) -> float:
        """Return what a feature adds to an outcome, in log-odds."""
        row = self._table.get(name, [])
        index = OUTCOMES.index(outcome)
        for at in range(0, len(row), 2):
            if row[at] == index:
                return row[at + 1] / SCALE
        return 0.0


@lru_cache(maxsize=1)
def fitted() -> Weights:
    """Return the weights that ship with the program."""
    raw = (files("engine.reading") / FILE).read_text(encoding="utf-8")
    data = json.loads(raw)
    return Weights(data["bias"], data["table"])


def confidence(score: float) -> float:
    """Return log-odds as a confidence from 0 to 1."""
    return round(1 / (1 + exp(-max(-30.0, min(30.0, score)))), 4)
