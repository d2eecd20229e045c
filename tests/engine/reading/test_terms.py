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


@pytest.mark.parametrize(
    ("line", "month", "number"),
    [
        ("the first of march", 3, 1),
        ("friday week", 2, 26),
        ("a week on friday", 2, 26),
        ("monday fortnight", 3, 1),
        ("next Tuesday at 4", 2, 16),
        ("noon tomorrow", 2, 13),
        ("17:30 on monday", 2, 15),
        ("the day after tomorrow", 2, 14),
        ("end of month", 2, 28),
        ("eom", 2, 28),
        ("end of next month", 3, 31),
        ("EOW", 2, 12),
        ("in two weeks", 2, 26),
        ("in 3 days' time", 2, 15),
        ("by the 15th", 2, 15),
        ("Fine. The 30th.", 3, 30),
        ("on the fifteenth of next month", 3, 15),
        ("on the twenty-first of March", 3, 21),
        ("due 3/15", 3, 15),
        ("due 15/3", 3, 15),
        ("by 3/4 please", 4, 3),
        ("until 15.3. please", 3, 15),
        ("by 15.03.2027", 3, 15),
        ("we said 2027-03-15", 3, 15),
        ("Thursday, March 4th, at 3pm", 3, 4),
        ("mid-april", 4, 15),
        ("5 May", 5, 5),
        ("next week", 2, 15),
        ("this weekend", 2, 13),
    ],
)
def test_days(line: str, month: int, number: int) -> None:
    assert named(line) == [("date", day(month, number))]


def test_a_price_in_dollars_makes_the_date_american() -> None:
    assert named("$5 by 3/4") == [("money", 5), ("date", day(3, 4))]


@pytest.mark.parametrize(
    ("line", "kind", "value"),
    [
        ("a dozen", "count", 12),
        ("half a dozen", "count", 6),
        ("two dozen", "count", 24),
        ("25 thousand", "count", 25000),
        ("twenty-five hundred", "count", 2500),
        ("1.5k", "count", 1500),
        ("2m", "count", 2e6),
        ("one fifty", "count", 150),
        ("half a million", "count", 5e5),
        ("two point five million", "count", 2.5e6),
        ("$3,150.50", "money", 3150.5),
        ("£2m", "money", 2e6),
        ("ten grand", "money", 10000),
        ("50p each", "money", 0.5),
        ("₹1,50,000", "money", 150000),
        ("500 rupees", "money", 500),
        ("EUR 400", "money", 400),
        ("half an hour", "duration", 0.02),
        ("two and a half weeks", "duration", 17.5),
        ("2½ weeks", "duration", 17.5),
        ("a week and a half", "duration", 10.5),
        ("a fortnight", "duration", 14),
        ("90-day terms", "duration", 90),
        ("within 30 days", "duration", 30),
        ("½ now", "share", 50),
        ("3/4 of it", "share", 75),
        ("fifty-fifty", "share", 50),
        ("two thirds", "share", 66.67),
        ("a hundred percent", "percent", 100),
    ],
)
def test_quantities(line: str, kind: str, value: float) -> None:
    assert named(line) == [(kind, value)]


@pytest.mark.parametrize(
    "line",
    [
        "one of you",
        "second to none",
        "may I come in",
        "march in here",
        "he sat down",
        "a second please",
        "first of all",
        "on the second floor",
        "worse by the second",
        "last friday",
        "every friday",
        "half past four",
        "24/7",
        "since 2019",
        "twice a day",
        "what a day",
        "a third party",
        "99999999999999999999%",
        "٣٠",
    ],
)
def test_turns_of_phrase_are_no_terms(line: str) -> None:
    assert named(line) == []


@pytest.mark.parametrize("line", ["1/2" * 900, "five " * 800, "0000-00-00", "in 999999999 years"])
def test_nothing_typed_raises(line: str) -> None:
    assert isinstance(named(line), list)


def test_a_term_spans_its_own_words() -> None:
    line = "Señor, could we say twenty-five hundred by noon tomorrow?"
    spans = [term.span for term in read(line, Context(today=TODAY)).terms]
    assert [span.text for span in spans] == ["twenty-five hundred", "noon tomorrow"]
    assert all(line[span.start : span.end] == span.text for span in spans)


def test_a_day_that_does_not_exist_is_no_day() -> None:
    assert not [kind for kind, _ in named("on 31 February it is") if kind == "date"]


def test_a_past_day_without_a_year_is_the_next_one() -> None:
    assert named("we said 1 January") == [("date", day(1, 1, 2028))]


def test_without_a_today_relative_days_are_not_read() -> None:
    assert not [t for t in read("tomorrow or on friday").terms if t.kind == "date"]
