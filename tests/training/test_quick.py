"""Fitting the quick model: the same lines give the same weights."""

from __future__ import annotations

import numpy as np
import pytest

from engine.reading.outcomes import OUTCOMES
from training.calibrate import calibrate, probabilities
from training.corpus import load, truth
from training.figures import calibration_error, decide, f1, figures
from training.quick import Table, counted, fit

SAMPLE = 400


@pytest.fixture(scope="module")
def fitted() -> Table:
    lines = load("repair")[:SAMPLE] + load("eroding")[:SAMPLE]
    return fit(lines, [counted(line) for line in lines])


def weight(table: Table, name: str, outcome: str) -> float:
    return float(table.weights[table.names.index(name), OUTCOMES.index(outcome)])


def test_the_same_lines_give_the_same_weights(fitted: Table) -> None:
    lines = load("repair")[:SAMPLE] + load("eroding")[:SAMPLE]
    again = fit(lines, [counted(line) for line in lines])
    assert again.names == fitted.names
    assert (again.weights == fitted.weights).all()
    assert (again.bias == fitted.bias).all()


def test_a_fixed_sample_gives_what_it_gave(fitted: Table) -> None:
    # to a hundredth of log-odds; another release of the optimizer may stop one step elsewhere
    assert weight(fitted, "w:because", "blame") == pytest.approx(78, abs=3)
    assert weight(fitted, "w:wrong", "apologize") == pytest.approx(78, abs=3)
    assert len(fitted.names) == pytest.approx(1568, abs=5)


def test_what_is_fitted_reads_lines_it_never_saw(fitted: Table) -> None:
    unseen = load("repair")[SAMPLE:] + load("eroding")[SAMPLE:]
    gold = truth(unseen)
    scores = fitted.scores([counted(line) for line in unseen])
    chosen = calibrate(scores, gold)
    shares = probabilities(scores, chosen)
    found = figures(gold, decide(shares, np.array(chosen.enough)))
    assert found.moves > 0.4
    assert calibration_error(shares[:, :25].ravel(), gold[:, :25].ravel()) < 0.03


def test_f1() -> None:
    there = np.array([True, True, False, False])
    assert f1(there, np.array([True, False, True, False])) == 0.5
    assert f1(there, ~there) == 0.0


def test_calibration_error() -> None:
    shares, there = np.array([0.9, 0.9, 0.1, 0.1]), np.array([True, True, False, False])
    assert calibration_error(shares, there) == pytest.approx(0.1)


def test_deaf_and_offended() -> None:
    gold = np.zeros((2, len(OUTCOMES)), dtype=bool)
    gold[:, OUTCOMES.index("tone_neutral")] = True
    gold[0, OUTCOMES.index("blame")] = gold[1, OUTCOMES.index("appreciate")] = True
    swapped = gold[::-1]
    assert (figures(gold, gold).deaf, figures(gold, gold).offended) == (0, 0)
    assert (figures(gold, swapped).deaf, figures(gold, swapped).offended) == (1, 1)


def test_many_lines_are_calibrated_as_one_is() -> None:
    draw = np.random.default_rng(1)
    scores = draw.normal(size=(5, len(OUTCOMES)))
    chosen = calibrate(scores, scores + draw.normal(size=scores.shape) > 0)
    one_by_one = [chosen.probabilities(row) for row in scores.tolist()]
    assert probabilities(scores, chosen) == pytest.approx(np.array(one_by_one), abs=1e-4)
