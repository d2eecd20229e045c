"""Fit the quick model: one penalised logistic regression for each outcome, on counted features."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from engine.reading.cleaning import clean
from engine.reading.features import features
from engine.reading.folding import fold, window
from engine.reading.forms import form_of
from engine.reading.outcomes import OUTCOMES
from engine.reading.quick import SCALE
from engine.reading.records import Context
from training.corpus import Line, wanted

RARE = 3
"""A feature seen in fewer training lines is not learned from."""

PENALTY = 3.0
"""Strength of the L2 penalty; 1, 3 and 10 were compared on development lines."""

STEPS = 120
"""Steps of L-BFGS at most; the fit no longer changes in the third digit after a hundred."""

SMALL = 0.04
"""A feature whose weights are all nearer to zero than this is left out of the file."""


@dataclass(frozen=True)
class Table:
    """A fitted table: names of features, their weights (names by OUTCOMES), and the bias."""

    names: list[str]
    weights: np.ndarray
    bias: np.ndarray

    def scores(self, rows: Sequence[set[str]]) -> np.ndarray:
        """Return log-odds: rows by OUTCOMES."""
        columns = {name: index for index, name in enumerate(self.names)}
        return np.asarray(matrix(rows, columns) @ (self.weights / SCALE) + self.bias / SCALE)


def counted(line: Line) -> set[str]:
    """Return a line's features exactly as the reader counts them; none where it reads nothing."""
    text = window(clean(line.text))
    folded = fold(text)
    if form_of(text, folded) != "words":
        return set()
    return set(features(folded, text, Context(said=line.said)))


def matrix(rows: Sequence[set[str]], columns: dict[str, int]) -> csr_matrix:
    """Return the rows as zeros and ones over the columns."""
    indices: list[int] = []
    starts = [0]
    for row in rows:
        indices += sorted(columns[name] for name in row if name in columns)
        starts.append(len(indices))
    return csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(rows), len(columns)))


def fit(
    lines: list[Line], rows: Sequence[set[str]], keep: Callable[[str], bool] = lambda _: True
) -> Table:
    """Return the table fitted on lines and their features; keep says which features may be used."""
    spread = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in spread.items() if count >= RARE and keep(name))
    x = matrix(rows, {name: index for index, name in enumerate(names)})
    weights, bias = _regress(x, wanted(lines), np.array([line.weight for line in lines]))
    telling = np.abs(weights).max(axis=1) >= SMALL
    kept = [name for name, tells in zip(names, telling, strict=True) if tells]
    return Table(kept, np.round(weights[telling] * SCALE), np.round(bias * SCALE))


def _regress(x: csr_matrix, y: np.ndarray, often: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    width, outcomes = x.shape[1], len(OUTCOMES)
    across = x.T.tocsr()
    often = often[:, None]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights, bias = flat[: width * outcomes].reshape(width, outcomes), flat[width * outcomes :]
        odds = x @ weights + bias
        slope = often * (1 / (1 + np.exp(-odds)) - y)
        value = (often * (np.logaddexp(0, odds) - y * odds)).sum() + PENALTY / 2 * (
            weights**2
        ).sum()
        return value, np.concatenate([(across @ slope + PENALTY * weights).ravel(), slope.sum(0)])

    start = np.zeros(width * outcomes + outcomes)
    flat = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return flat[: width * outcomes].reshape(width, outcomes), flat[width * outcomes :]
