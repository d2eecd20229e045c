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
    """The fitted table: a bias for each outcome, and for each feature what it adds to each.

    The bias includes the threshold chosen on development data, so that 0 is where an outcome
    counts as read. Rows are in the order of OUTCOMES, in hundredths of log-odds.
    """

    def __init__(self, bias: list[int], table: dict[str, list[int]]) -> None:
        self._bias = bias
        self._table = table

    def scores(self, found: Iterable[str]) -> list[float]:
        """Return the log-odds of every outcome, in the order of OUTCOMES."""
        table = self._table
        rows = [table[name] for name in found if name in table]
        return [sum(column) / SCALE for column in zip(self._bias, *rows, strict=True)]

    def of(self, name: str, outcome: int) -> float:
        """Return what a feature adds to an outcome (by its index), in log-odds."""
        row = self._table.get(name)
        return row[outcome] / SCALE if row is not None else 0.0


@lru_cache(maxsize=1)
def fitted() -> Weights:
    """Return the weights that ship with the program."""
    raw = (files("engine.reading") / FILE).read_text(encoding="utf-8")
    data = json.loads(raw)
    return Weights(data["bias"], data["table"])


def confidence(score: float) -> float:
    """Return log-odds as a confidence from 0 to 1."""
    return round(1 / (1 + exp(-max(-30.0, min(30.0, score)))), 4)
