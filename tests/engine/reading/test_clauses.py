"""Where a line's sentences begin and end."""

from __future__ import annotations

import pytest

from engine.reading.clauses import sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Yes. What is it for?", ["Yes. ", "What is it for?"]),
        ("What is coming, Mrs. Amadi?", ["What is coming, Mrs. Amadi?"]),
        ("Good morning, Mr. Solberg. Sorry!", ["Good morning, Mr. Solberg. ", "Sorry!"]),
        ("I drive trams. Really.", ["I drive trams. ", "Really."]),
        ("Is it the doctor? Dr? No.", ["Is it the doctor? ", "Dr? ", "No."]),
    ],
)
def test_a_title_ends_no_sentence(text: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text)] == parts
