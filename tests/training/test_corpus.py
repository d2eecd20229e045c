"""The labelled lines are whole, and nobody's lines are in two parts."""

from __future__ import annotations

import numpy as np

from engine.reading.outcomes import OUTCOMES
from engine.reading.records import MOVES
from training.corpus import FILES, load, load_part, truth, wanted, writers

PARTS = ("training", "development", "test")


def test_every_row_is_a_labelled_line() -> None:
    lines = [line for name in FILES for line in load(name)]  # raises for one that is not
    assert len(lines) > 20_000
    assert all(line.text.strip() for line in lines)


def test_every_writer_is_in_one_part() -> None:
    named = [writer for part in PARTS for writer in writers(part)]
    assert sorted(named) == sorted(FILES)


def test_long_lines_are_in_one_part_only() -> None:
    # short ones ("I don't know.") are everybody's
    said = {
        part: {line.text for line in load_part(part) if line.text.count(" ") > 7} for part in PARTS
    }
    assert not said["training"] & (said["development"] | said["test"])
    assert not said["development"] & said["test"]


def test_every_move_occurs_in_every_part() -> None:
    for part in PARTS:
        assert truth(load_part(part))[:, : len(MOVES)].any(axis=0).all()


def test_two_labels_are_taught_as_their_mean() -> None:
    twice = [line for line in load("gail") if line.second]
    assert twice
    means = wanted(twice)
    assert means.shape == (len(twice), len(OUTCOMES))
    assert set(np.unique(means)) == {0.0, 0.5, 1.0}
