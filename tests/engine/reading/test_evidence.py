"""Which words are quoted as having shown a move."""

from __future__ import annotations

import pytest

from engine.reading.evidence import clauses, quoted


def parts(line: str) -> list[str]:
    return [line[a:b].strip() for a, b in clauses(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ok", ["ok"]),
        ("i am sorry. what worries you?", ["i am sorry.", "what worries you?"]),
        ("no. i cannot do that", ["no.", "i cannot do that"]),
        ("what if we split the cost", ["what if we split the cost"]),
        (
            "i know it was late but you never rang me",
            ["i know it was late", "but you never rang me"],
        ),
        ("", []),
    ],
)
def test_a_line_falls_into_clauses(line: str, expected: list[str]) -> None:
    assert parts(line) == expected


def test_clauses_leave_nothing_out() -> None:
    line = "well, i see; and if you, as you say, rang twice - then that was wrong, so sorry."
    assert "".join(line[a:b] for a, b in clauses(line)) == line


def test_the_clause_that_spoke_most_is_quoted() -> None:
    line = "i am sorry. what worries you?"
    spans = quoted([(5, 10, 2.0), (17, 24, 0.3)], line, line)
    assert [span.text for span in spans] == ["i am sorry."]
    assert line[spans[0].start : spans[0].end] == spans[0].text


def test_several_clauses_are_quoted_in_order() -> None:
    line = "you broke it. it was late. you lied to us."
    spans = quoted([(31, 35, 2.0), (4, 9, 1.5)], line, line)
    assert [span.text for span in spans] == ["you broke it.", "you lied to us."]


def test_nothing_that_spoke_for_it_is_nothing_to_quote() -> None:
    assert quoted([], "i am sorry", "i am sorry") == ()
