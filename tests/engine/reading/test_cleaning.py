"""Text made safe to store and show."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.reading import clean


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("a\u202eb\u200bc", "abc"),
        ("a\x00b\x08c", "abc"),
        (" two  words\nand\tmore ", "two words and more"),
        ("e\u0301", "\u00e9"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("[red]markup[/] <b>stays</b>", "[red]markup[/] <b>stays</b>"),
    ],
)
def test_clean(raw: str, safe: str) -> None:
    assert clean(raw) == safe


@given(st.text(alphabet=st.characters(), max_size=200))
def test_nothing_unsafe_is_left_and_cleaning_twice_changes_nothing(raw: str) -> None:
    safe = clean(raw)
    assert clean(safe) == safe
    assert not {unicodedata.category(c) for c in safe} & {"Cc", "Cf", "Cs", "Co", "Cn"}
