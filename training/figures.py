"""The figures by which readings are judged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.reading.outcomes import APPRECIATE, FIRST_TONE, SARCASTIC
from engine.reading.records import HARMFUL, MOVES, TONES

HARM = [index for index, move in enumerate(MOVES) if move in HARMFUL]


@dataclass(frozen=True)
class Figures:
    """Macro-F1 over moves and tones, F1 of sarcasm, and the two shares that matter to a trainee.

    `deaf`: lines with a damaging move in which none was read; `offended`: constructive lines in
    which one was. `each` is (precision, recall, F1, lines that have it) by move.
    """

    moves: float
    tone: float
    sarcasm: float
    deaf: float
    offended: float
    each: dict[str, tuple[float, float, float, int]]

    def __str__(self) -> str:
        return (
            f"macro-F1 {self.moves:.3f}, tone {self.tone:.3f}, sarcasm {self.sarcasm:.3f}, "
            f"deaf to harm {self.deaf:.3f}, offended by kindness {self.offended:.3f}"
        )


def f1(gold: np.ndarray, read: np.ndarray) -> float:
    """Return the F1 of one outcome."""
    hits = int((gold & read).sum())
    return 2 * hits / int(gold.sum() + read.sum()) if hits else 0.0


def figures(gold: np.ndarray, read: np.ndarray) -> Figures:
    """Compare what is there with what was read, both booleans of lines by OUTCOMES."""
    each = {}
    for index, move in enumerate(MOVES):
        there, found = gold[:, index], read[:, index]
        hits = int((there & found).sum())
        precision = hits / found.sum() if found.any() else 0.0
        recall = hits / there.sum() if there.any() else 0.0
        each[move] = (float(precision), float(recall), f1(there, found), int(there.sum()))
    known = [value[2] for value in each.values() if value[3]]
    tones = [f1(gold[:, k], read[:, k]) for k in range(FIRST_TONE, SARCASTIC) if gold[:, k].any()]
    harm = gold[:, HARM].any(axis=1)
    kind = gold[:, :FIRST_TONE].any(axis=1) & ~harm
    heard = read[:, HARM].any(axis=1)
    return Figures(
        float(np.mean(known)),
        float(np.mean(tones)),
        f1(gold[:, SARCASTIC], read[:, SARCASTIC]),
        float(1 - heard[harm].mean()) if harm.any() else 0.0,
        float(heard[kind].mean()) if kind.any() else 0.0,
        each,
    )


def decide(shares: np.ndarray, enough: np.ndarray) -> np.ndarray:
    """Return what is read from probabilities (lines by OUTCOMES), as the reader decides it."""
    read = shares >= enough
    read[read[:, SARCASTIC], APPRECIATE] = False
    tones = shares[:, FIRST_TONE:SARCASTIC].copy()
    tones[~read[:, HARM].any(axis=1), TONES.index("hostile")] = 0.0
    read[:, FIRST_TONE:SARCASTIC] = np.arange(len(TONES)) == tones.argmax(axis=1)[:, None]
    return read


def calibration_error(shares: np.ndarray, gold: np.ndarray, bins: int = 10) -> float:
    """Return the expected calibration error: how far confidence is from being right, on average."""
    place = np.minimum((shares * bins).astype(int), bins - 1)
    error = 0.0
    for one in range(bins):
        here = place == one
        if here.any():
            error += here.mean() * abs(shares[here].mean() - gold[here].mean())
    return float(error)
