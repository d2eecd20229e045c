"""Amounts, shares, dates, durations and numbers named in a line."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta


from engine.reading.records import Span, Term, TermKind

_ONES = {
    word: number
    for number, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen"
        ).split()
    )
}
_TENS = {
    word: number * 10
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_SCALES = {"hundred": 100, "thousand": 1000}
_WORDS = "|".join([*_TENS, *sorted(_ONES, key=len, reverse=True), *_SCALES])
_SPELLED = rf"(?:a )?(?:{_WORDS})(?:(?: and |[ -])(?:{_WORDS}))*"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,9}(?:\.\d{1,4})?"
_NUMBER = rf"(?:{_DIGITS}|{_SPELLED})"

_CURRENCY = {
    "$": "USD", "€": "EUR", "£": "GBP", "dollar": "USD", "buck": "USD", "usd": "USD",
    "euro": "EUR", "eur": "EUR", "pound": "GBP", "quid": "GBP", "gbp": "GBP",
}  # fmt: skip
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_ORDINALS = {
    word: number
    for number, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth"
        ).split(),
        start=1,
    )
}
_NTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{'|'.join(_ORDINALS)})"
_SHARES = {
    "half": 50.0, "a third": 100 / 3, "one third": 100 / 3, "two thirds": 200 / 3,
    "a quarter": 25.0, "one quarter": 25.0, "three quarters": 75.0,
}  # fmt: skip
_REST = ("the rest", "the remainder", "the remaining", "the other half", "the balance")

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("date", rf"\b(?:the )?({_NTH}) (?:of )?({_MONTH})(?:,? (\d{{4}}))?"),
        ("month_first", rf"\b({_MONTH}) (?:the )?({_NTH})\b(?:,? (\d{{4}})\b)?"),
        ("percent", rf"({_NUMBER}) ?(?:%|percent\b|per cent\b|pct\b)"),
        ("money", rf"[$€£] ?({_DIGITS})( ?k\b)?"),
        ("money", rf"({_NUMBER})( ?k)? ?(?:€|£|(?:dollars?|bucks|usd|euros?|eur|pounds?|quid|gbp)\b)"),
        ("duration", rf"\b({_NUMBER}|an?|a couple of|half an?) ?-?(h|hrs?|hours?|days?|weeks?|months?"
                     r"|working days?|business days?|minutes?|mins?)\b"),
        ("share", rf"\b({'|'.join(_SHARES)}|{'|'.join(_REST)})\b"),
        ("relative", rf"\b(today|tomorrow|end of (?:the )?(?:month|week)|next week"
                     rf"|(?:next |this |on )?(?:{'|'.join(_DAYS)}|mon|tues?|wed|thurs?|fri|sat|sun)"
                     r"(?: week)?)\b"),
        ("count", rf"\b({_NUMBER})\b"),
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
    rf"\d|\b(?:{_WORDS}|half|third|thirds|quarter|quarters|rest|remainder|remaining|balance|today"
    rf"|tomorrow|week|weeks|day|month|hour|{'|'.join(_DAYS)}|mon|tues?|wed|thurs?|fri|sat|sun"
    rf"|{'|'.join(_ORDINALS)})\b"
)


def _value(kind: str, match: re.Match[str], today: date | None) -> tuple[float, str] | None:
    if kind in ("date", "month_first"):
        nth, month = (1, 2) if kind == "date" else (2, 1)
        return _dated(match[nth], match[month], match[3], today)
    if kind == "relative":
        return _relative(match[1], today)
    if kind == "share":
        return _SHARES.get(match[1], -1.0), "%"
    if kind == "duration":
        return _lasting(match[1], match[2])
    number = _number(match[1])
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
    return tuple(
        Term(t.kind, round(rest, 4), t.unit, t.span) if t.value < 0 else t for t in terms
    )


def _number(text: str) -> float | None:
    if text[:1].isdigit():
        return float(text.replace(",", ""))
    total, part = 0, 0
    for word in text.replace("-", " ").split():
        if word in _SCALES:
            part = max(part, 1) * _SCALES[word]
            if word == "thousand":
                total, part = total + part, 0
        elif word in _TENS or word in _ONES:
            part += _TENS.get(word, _ONES.get(word, 0))
    # a bare "one" is a pronoun far more often than a number
    return None if text in ("one", "a", "zero") else float(total + part)


def _currency(text: str) -> str:
    return next((code for sign, code in _CURRENCY.items() if sign in text), "")


def _lasting(number: str, unit: str) -> tuple[float, str] | None:
    words = {"a": 1.0, "an": 1.0, "a couple of": 2.0, "half a": 0.5, "half an": 0.5, "one": 1.0}
    count = words.get(number, _number(number))
    if count is None:
        return None
    short = unit[:2] if unit[0] == "m" else unit[0]
    if unit.startswith("working"):
        short = "d"
    return round(count * _UNIT_DAYS[short], 4), "day"


def _dated(nth: str, month: str, year: str | None, today: date | None) -> tuple[float, str] | None:
    number = _ORDINALS.get(nth) or int("".join(c for c in nth if c.isdigit()))
    index = _MONTHS.index(month[:3]) + 1
    base = int(year) if year else (today.year if today else 2000)
    if not 1 <= base <= 9998 or not 1 <= number <= monthrange(base, index)[1]:
        return None
    day = date(base, index, number)
    if not year and today and day < today:
        day = date(base + 1, index, min(number, monthrange(base + 1, index)[1]))
    return float(day.toordinal()), "day"


def _relative(text: str, today: date | None) -> tuple[float, str] | None:
    if today is None:
        return None
    if text in ("today", "tomorrow"):
        return float(today.toordinal() + (text == "tomorrow")), "day"
    if text.startswith("end of"):
        last = monthrange(today.year, today.month)[1]
        weekend = today + timedelta(days=(4 - today.weekday()) % 7)
        day = weekend if text.endswith("week") else today.replace(day=last)
        return float(day.toordinal()), "day"
    if text == "next week":
        return float(today.toordinal() + 7 - today.weekday()), "day"
    word = text.removesuffix(" week").split()[-1]
    weekday = next(index for index, name in enumerate(_DAYS) if name.startswith(word[:3]))
    ahead = (weekday - today.weekday()) % 7 or 7
    if text.startswith("next ") and ahead < 7 - today.weekday():
        ahead += 7
    if text.endswith(" week"):
        ahead += 7
    return float(today.toordinal() + ahead), "day"
