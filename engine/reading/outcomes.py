"""What a line can be read as, and how sure a model's scores make the reader of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from engine.reading.records import MOVES, TONES

if TYPE_CHECKING:
    import numpy as np

OUTCOMES: tuple[str, ...] = (*MOVES, *(f"tone_{tone}" for tone in TONES), "sarcastic")
"""Every move, every tone, and sarcasm: the order of all rows and columns of the models."""

FIRST_TONE = len(MOVES)
SARCASTIC = len(OUTCOMES) - 1
APPRECIATE = MOVES.index("appreciate")

Telling = list[tuple[int, int, float]]
"""What spoke for an outcome: places in the line (start, end) and how strongly, in log-odds."""


Sense = Callable[[str], "np.ndarray"]
"""Returns what a text is about: a vector of length 1."""


class Heard(NamedTuple):
    """What a model made of a line: log-odds by OUTCOMES, and what spoke for one of them.

    sense: tells what texts are about; None where the model cannot.
    """

    scores: Sequence[float]
    telling: Callable[[int], Telling]
    sense: Sense | None = None


class Calibration(NamedTuple):
    """Turns a model's log-odds into probabilities that hold, and says which are enough.

    All by OUTCOMES, fitted on development lines: the probability of an outcome is the logistic
    function of slope * score + offset; it is read from `enough` on (tones: the likeliest is read).
    """

    slope: Sequence[float]
    offset: Sequence[float]
    enough: Sequence[float]

    def probabilities(self, scores: Sequence[float]) -> list[float]:
        """Return the probability of each outcome, the tones' summing to 1, to four digits."""
        odds = [a * x + b for a, x, b in zip(self.slope, scores, self.offset, strict=True)]
        shares = [_logistic(one) for one in odds]
        tones = [exp(_bounded(one)) for one in odds[FIRST_TONE:SARCASTIC]]
        total = sum(tones)
        shares[FIRST_TONE:SARCASTIC] = [one / total for one in tones]
        return [round(share, 4) for share in shares]


def _bounded(odds: float) -> float:
    return max(-30.0, min(30.0, odds))


def _logistic(odds: float) -> float:
    return 1 / (1 + exp(-_bounded(odds)))
