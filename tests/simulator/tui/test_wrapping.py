"""Rows are never wider than they may be, and no word is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from simulator.tui.wrapping import wrap


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))), st.integers(2, 40))
def test_rows_fit_and_words_are_kept(text: str, width: int) -> None:
    rows = wrap(text, width)
    assert rows
    assert all(cell_len(row) <= width for row in rows)
    assert "".join("".join(rows).split()) == "".join(text.split())


def test_words_stay_whole_where_they_can() -> None:
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("abcdefgh ij", 4) == ["abcd", "efgh", "ij"]
    assert wrap("", 10) == [""]
    assert wrap("日本語です", 4) == ["日本", "語で", "す"]


def test_any_width_is_survived() -> None:
    assert wrap("ab", 0) == ["a", "b"]
    assert wrap("ab", -3) == ["a", "b"]
