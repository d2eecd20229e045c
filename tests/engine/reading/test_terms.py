"""Amounts, shares, days and numbers in free text."""

from __future__ import annotations

from datetime import date

import pytest

from engine.reading import Context, read

TODAY = date(2027, 2, 12)
"""A Friday."""


def named(line: str) -> list[tuple[str, float]]:
    return [(t.kind, round(t.value, 2)) for t in read(line, Context(today=TODAY)).terms]


def day(month: int, number: int, year: int = 2027) -> float:
    return float(date(year, month, number).toordinal())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("I can give you $50 today", [("money", 50), ("date", day(2, 12))]),
        ("that would be 1,200.50 euros", [("money", 1200.5)]),
        ("we could pay £32 for it", [("money", 32)]),
        ("say two hundred and fifty pounds", [("money", 250)]),
        ("maybe 1.5k dollars for you", [("money", 1500)]),
        ("take 10% off the price", [("percent", 10)]),
        ("how about ten per cent then", [("percent", 10)]),
        (
            "60% by 1 March and the rest by 3 March",
            [("percent", 60), ("date", day(3, 1)), ("share", 40), ("date", day(3, 3))],
        ),
        ("half of it by the first of March", [("share", 50), ("date", day(3, 1))]),
        ("we deliver on March 1st, 2028", [("date", day(3, 1, 2028))]),
        ("we could do it on friday", [("date", day(2, 19))]),
        ("that is due tomorrow", [("date", day(2, 13))]),
        ("by the end of the month", [("date", day(2, 28))]),
        ("we need 48 hours for that", [("duration", 2)]),
        ("give us two days please", [("duration", 2)]),
        ("a week before anything changes", [("duration", 7)]),
        ("all 400 chairs are ready", [("count", 400)]),
        ("one of them said it was the one", []),
        ("there is nothing here to count", []),
    ],
)
def test_terms(line: str, expected: list[tuple[str, float]]) -> None:
    assert named(line) == expected


def test_a_day_that_does_not_exist_is_no_day() -> None:
    assert not [kind for kind, _ in named("on 31 February it is") if kind == "date"]


def test_a_past_day_without_a_year_is_the_next_one() -> None:
    assert named("we said 1 January") == [("date", day(1, 1, 2028))]


def test_without_a_today_relative_days_are_not_read() -> None:
    assert not [t for t in read("tomorrow or on friday").terms if t.kind == "date"]
