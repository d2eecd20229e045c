"""Turn a model's log-odds into probabilities that hold, and choose which are enough."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize

from engine.reading.outcomes import FIRST_TONE, OUTCOMES, SARCASTIC, Calibration
from engine.reading.records import HARMFUL, MOVES, TONES
from training.figures import decide, f1, figures

PRIOR = 4.0
"""How strongly slopes are held to their mean: rare moves have few development lines."""

OFFENDED = 0.06
"""Share of constructive lines in which harm may be read, at most; harm is listened for up to it."""

ENOUGH = np.linspace(0.2, 0.7, 51)
USUAL = 0.42
"""Where thresholds are drawn to, half of the way: the best one on few lines is partly luck."""


def calibrate(scores: np.ndarray, gold: np.ndarray) -> Calibration:
    """Return the calibration of log-odds (lines by OUTCOMES) to what is there (booleans)."""
    common, _ = _fit(scores[:, :FIRST_TONE].ravel(), gold[:, :FIRST_TONE].ravel(), 1.0, 0.0)
    slope, offset = np.ones(len(OUTCOMES)), np.zeros(len(OUTCOMES))
    for k in (*range(FIRST_TONE), SARCASTIC):
        slope[k], offset[k] = _fit(scores[:, k], gold[:, k], common, PRIOR)
    tones = slice(FIRST_TONE, SARCASTIC)
    slope[tones], offset[tones] = _fit_tones(scores[:, tones], gold[:, tones])
    shares = probabilities(scores, Calibration(slope, offset, np.zeros(len(OUTCOMES))))
    enough = _thresholds(shares, gold)
    offset[tones] += _tilt(scores, slope, offset, enough, gold)
    return Calibration(
        [round(float(x), 4) for x in slope],
        [round(float(x), 4) for x in offset],
        [round(float(x), 4) for x in enough],
    )


def probabilities(scores: np.ndarray, calibration: Calibration) -> np.ndarray:
    """Return the probabilities of log-odds (lines by OUTCOMES), as `Calibration` gives them."""
    odds = np.clip(scores * np.array(calibration.slope) + np.array(calibration.offset), -30, 30)
    shares = 1 / (1 + np.exp(-odds))
    tones = np.exp(odds[:, FIRST_TONE:SARCASTIC])
    shares[:, FIRST_TONE:SARCASTIC] = tones / tones.sum(axis=1, keepdims=True)
    return np.asarray(np.round(shares, 4))


def _fit(scores: np.ndarray, gold: np.ndarray, slope: float, prior: float) -> tuple[float, float]:
    """Return slope and offset of the likeliest logistic function of scores."""

    def loss(ab: np.ndarray) -> float:
        odds = ab[0] * scores + ab[1]
        return float((np.logaddexp(0, odds) - gold * odds).sum() + prior * (ab[0] - slope) ** 2)

    best = minimize(loss, np.array([slope, 0.0]), method="Nelder-Mead").x
    return float(best[0]), float(best[1])


def _fit_tones(scores: np.ndarray, gold: np.ndarray) -> tuple[float, np.ndarray]:
    """Return one slope and an offset for each tone."""

    def loss(flat: np.ndarray) -> float:
        odds = flat[0] * scores + flat[1:]
        return float((np.logaddexp.reduce(odds, axis=1) - (odds * gold).sum(1)).sum())

    best = minimize(loss, np.array([1.0, 0, 0, 0, 0]), method="BFGS").x
    return float(best[0]), best[1:] - best[1:].mean()


def _thresholds(shares: np.ndarray, gold: np.ndarray) -> np.ndarray:
    enough = np.full(len(OUTCOMES), 0.5)
    for k in (*range(FIRST_TONE), SARCASTIC):
        best = max(ENOUGH, key=lambda t: (f1(gold[:, k], shares[:, k] >= t), -abs(t - USUAL)))
        enough[k] = (best + USUAL) / 2
    harm = [k for k, move in enumerate(MOVES) if move in HARMFUL]
    tries = []
    for factor in np.linspace(0.5, 1.3, 33):
        changed = enough.copy()
        changed[harm] *= factor
        tries.append((changed, figures(gold, decide(shares, changed))))
    kind = [one for one in tries if one[1].offended <= OFFENDED] or tries[-1:]
    return min(kind, key=lambda one: one[1].deaf - one[1].moves)[0]


def _tilt(
    scores: np.ndarray, slope: np.ndarray, offset: np.ndarray, enough: np.ndarray, gold: np.ndarray
) -> np.ndarray:
    """Return what the rarer tones' offsets gain in macro-F1 by being raised, within bounds."""
    tilt = np.zeros(len(TONES))

    def macro(shift: np.ndarray) -> float:
        moved = offset.copy()
        moved[FIRST_TONE:SARCASTIC] += shift
        shares = probabilities(scores, Calibration(slope, moved, enough))
        return figures(gold, decide(shares, enough)).tone

    for _ in range(2):
        for k in range(len(TONES)):
            best = max(
                np.linspace(-0.6, 0.6, 13),
                key=lambda v: (macro(np.where(np.arange(len(TONES)) == k, v, tilt)), -abs(v)),
            )
            tilt[k] = best
    return tilt
