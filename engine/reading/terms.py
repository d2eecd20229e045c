"""Amounts, shares, dates, durations and numbers named in a line."""

from __future__ import annotations

import re
from datetime import date

from engine.reading.days import DAYS, MONTH, NTH, ORDINALS, dated, relative
from engine.reading.numbers import DIGITS, NUMBER, NUMBER_WORDS, number_of
from engine.reading.records import Span, Term, TermKind

_CURRENCY = {
    "$": "USD", "€": "EUR", "£": "GBP", "dollar": "USD", "buck": "USD", "usd": "USD",
    "euro": "EUR", "eur": "EUR", "pound": "GBP", "quid": "GBP", "gbp": "GBP",
}  # fmt: skip
_SHARES = {
    "half": 50.0, "a third": 100 / 3, "one third": 100 / 3, "two thirds": 200 / 3,
    "a quarter": 25.0, "one quarter": 25.0, "three quarters": 75.0,
}  # fmt: skip
_COINS = "dollars?|bucks|usd|euros?|eur|pounds?|quid|gbp"
_UNITS = "h|hrs?|hours?|days?|weeks?|months?|working days?|business days?|minutes?|mins?"
_REST = ("the rest", "the remainder", "the remaining", "the other half", "the balance")

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("date", rf"\b(?:the )?({NTH}) (?:of )?({MONTH})(?:,? (\d{{4}}))?"),
        ("month_first", rf"\b({MONTH}) (?:the )?({NTH})\b(?:,? (\d{{4}})\b)?"),
        ("percent", rf"({NUMBER}) ?(?:%|percent\b|per cent\b|pct\b)"),
        ("money", rf"[$€£] ?({DIGITS})( ?k\b)?"),
        ("money", rf"({NUMBER})( ?k)? ?(?:€|£|(?:{_COINS})\b)"),
        ("duration", rf"\b({NUMBER}|an?|a couple of|half an?) ?-?({_UNITS})\b"),
        ("share", rf"\b({'|'.join(_SHARES)}|{'|'.join(_REST)})\b"),
        ("relative", rf"\b(today|tomorrow|end of (?:the )?(?:month|week)|next week"
                     rf"|(?:next |this |on )?(?:{'|'.join(DAYS)}|tues?|thurs?|fri)"
                     r"(?: week)?)\b"),
        ("count", rf"\b({NUMBER})\b"),
    )
)  # fmt: skip
_UNIT_DAYS = {"h": 1 / 24, "d": 1.0, "w": 7.0, "mo": 30.0, "mi": 1 / 1440, "b": 1.0}


def find_terms(folded: str, text: str, today: date | None) -> tuple[Term, ...]:
    """Return every term of a line in order; overlapping ones once, the most telling kind first.

    folded is the lower-case copy of text that patterns match on; today is where dates count from.
    """
    if not _MAY_HAVE.search(folded):
        return ()
    taken: list[tuple[int, int]] = []
    found: list[Term] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken):
                continue
            value = _value(kind, match, today)
            if value is None:
                continue
            taken.append((start, end))
            span = Span(start, end, text[start:end])
            found.append(Term(_KINDS.get(kind, kind), value[0], value[1], span))  # type: ignore[arg-type]
    found.sort(key=lambda term: term.span.start)
    return _with_rest(found)


_KINDS: dict[str, TermKind] = {"month_first": "date", "relative": "date"}
_MAY_HAVE = re.compile(
    rf"\d|\b(?:{NUMBER_WORDS}|half|thirds?|quarters?|rest|remainder|remaining|balance|today"
    rf"|tomorrow|weeks?|days?|month|hour|{'|'.join(DAYS)}|tues?|thurs?|fri|{'|'.join(ORDINALS)})\b"
)


def _value(kind: str, match: re.Match[str], today: date | None) -> tuple[float, str] | None:
    if kind in ("date", "month_first"):
        nth, month = (1, 2) if kind == "date" else (2, 1)
        return dated(match[nth], match[month], match[3], today)
    if kind == "relative":
        return relative(match[1], today)
    if kind == "share":
        return _SHARES.get(match[1], -1.0), "%"
    if kind == "duration":
        return _lasting(match[1], match[2])
    number = number_of(match[1])
    if number is None:
        return None
    if kind == "money":
        thousand = 1000.0 if match[2] else 1.0
        return number * thousand, _currency(match[0])
    return number, "%" if kind == "percent" else ""


def _with_rest(terms: list[Term]) -> tuple[Term, ...]:
    """Fill in what "the rest" is: what the other shares leave of a hundred."""
    if not any(term.value < 0 for term in terms):
        return tuple(terms)
    named = sum(t.value for t in terms if t.kind in ("share", "percent") and t.value >= 0)
    rest = max(0.0, 100 - named) if named else 100.0
    return tuple(Term(t.kind, round(rest, 4), t.unit, t.span) if t.value < 0 else t for t in terms)


def _currency(text: str) -> str:
    return next((code for sign, code in _CURRENCY.items() if sign in text), "")


def _lasting(number: str, unit: str) -> tuple[float, str] | None:
    words = {"a": 1.0, "an": 1.0, "a couple of": 2.0, "half a": 0.5, "half an": 0.5, "one": 1.0}
    count = words.get(number, number_of(number))
    if count is None:
        return None
    short = unit[:2] if unit[0] == "m" else unit[0]
    if unit.startswith("working"):
        short = "d"
    return round(count * _UNIT_DAYS[short], 4), "day"
