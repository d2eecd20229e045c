"""A plot has the width it may have and says something at every level."""

from __future__ import annotations

import pytest

from simulator.tui.plot import plot


def test_levels_become_heights() -> None:
    assert plot([0, 0.5, 1], 3, 2) == ["  █", "▁██"]


def test_a_short_conversation_has_wide_columns() -> None:
    assert plot([1, 1], 40, 1) == ["████" * 2]


@pytest.mark.parametrize("count", [1, 5, 60, 61, 1000])
@pytest.mark.parametrize("width", [1, 7, 60])
def test_it_never_gets_wider(count: int, width: int) -> None:
    rows = plot([index / count for index in range(count)], width, 2)
    assert len(rows) == 2
    assert all(len(row) <= width for row in rows)


def test_the_last_level_is_always_there() -> None:
    assert plot([0.0] * 500 + [1.0], 20, 1)[0].endswith("█")


def test_nothing_is_no_plot() -> None:
    assert plot([], 10, 2) == ["", ""]
    assert plot([0.3], 0, 2) == ["", ""]
