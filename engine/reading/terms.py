"""Amounts, shares, dates, durations and numbers named in a line."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from engine.reading.days import CLOCK, DATES, DAYS, MAY_NAME_A_DAY, day_of, with_time
from engine.reading.numbers import NUMBER, NUMBER_WORDS, PAD, PART, in_digits, number_of
from engine.reading.records import Span, Term, TermKind

_CURRENCIES = (
    ("USD", r"us ?\$|\$|dollars?|bucks?|usd"), ("EUR", "€|euros?|eur"),
    ("GBP", "£|pounds?|quid|gbp|pence|p"), ("INR", r"₹|rupees?|inr|rs"), ("NGN", "₦|naira|ngn"),
    ("ZAR", "rand|zar"), ("CAD", "cad"), ("AUD", "aud"), ("JPY", "¥|yen|jpy"), ("CHF", "chf"),
    ("KES", "kes|ksh"),
)  # fmt: skip
_CURRENCY = tuple(
    (code, re.compile(rf"(?<![a-z])(?:{names})(?![a-z])")) for code, names in _CURRENCIES
)
_COINS = (
    "dollars?|bucks?|usd|euros?|eur|pounds?|quid|gbp|rupees?|inr|naira|ngn|rand|zar|cad|aud|yen|jpy"
    "|chf|kes|ksh|grand|cents?|pence"
)
_SIGNS = "₹₦¥½¼¾⅓⅔"
"""Signs that folding takes for letters, digits or nothing."""

_SHARES = {
    "half": 50.0, "halves": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0,
    "sixth": 100 / 6, "eighth": 12.5, "tenth": 10.0, "1/2": 50.0, "1/3": 100 / 3, "2/3": 200 / 3,
    "1/4": 25.0, "3/4": 75.0, "1/5": 20.0, "4/5": 80.0, "1/10": 10.0, "½": 50.0, "¼": 25.0,
    "¾": 75.0, "⅓": 100 / 3, "⅔": 200 / 3,
}  # fmt: skip
_REST = "the (?:rest|remainder|remaining|other half|balance)"
_UNITS = (
    (1 / 24, "h|hrs?|hours?"), (1.0, "(?:working |business |calendar )?days?"),
    (7.0, "weeks?|wks?"), (14.0, "fortnights?"), (30.0, "months?|mths?|mos?"),
    (365.0, "years?|yrs?"), (1 / 1440, "minutes?|mins?"),
    (1 / 86400, "seconds?|secs?"),
)  # fmt: skip
_UNIT = tuple((days, re.compile(names)) for days, names in _UNITS)
_ANY_UNIT = "|".join(names for _, names in reversed(_UNITS))
_LONG = r"hours?|(?:working |business )?days?|weeks?|fortnights?|months?|years?"
_NOT_SHARED = (
    r"(?!-|'| (?:past|the time|bad|hearted|baked|way|decent|as|mile|expect|party|parties|time"
    r"|person|option|one|chance|strike|world|opinion|to (?:\d|one|two)|hour|measures?"
    r"|an? (?:hour|day|dozen|hundred|thousand|million)"
    r"|brother|sister|thought|minded)\b)"
)

# What looks like a term and is none: times, years gone by, names of things, turns of phrase.
_NO_TERM = (
    rf"\b(?:(?:in|since|during|of|from) (?:19|20)\d\d\b|24/7\b|catch[- ]22\b|9{PAD}* to 5{PAD}*\b"
    r"|(?:number|no\.|room|flat|page|invoice|clause|section|apt|apartment|gate|ticket|cloud) #?"
    rf"\d[\d{PAD}]*\b|(?:few|several|many) (?:dozen|hundred|thousand|million)\b"
    rf"|1{PAD}+ day (?=(?:i|you|we|he|she|they|it)\b)"
    r"|(?:what|such|quite|have|having|hell of) an? (?:\w+ )?(?:day|week|month|year)\b)|#\d+"
)
_RATE = rf"(?:\bonce|\btwice|\btimes|[\d{PAD}\x06]) an? (?:hour|day|week|month|year)\b"
_MONTH_STARTS = ("jan", "feb", "mar", "apr", "may", "ju", "aug", "sep", "oct", "nov", "dec")
_PATTERNS: tuple[tuple[TermKind, str, str], ...] = (
        ("percent", "percent", rf"({NUMBER})"
                           rf"(?= ?(?:-|to|or|and) ?{NUMBER} ?(?:%|per ?cent\b|pct))"),
        ("percent", "percent", rf"({NUMBER}) ?(?:%|per ?cent(?:age points?)?\b|pct\b)"),
        ("money", "money", rf"(?:us ?\$|[$€£₹₦¥]|\b(?:usd|eur|gbp|inr|ngn|aud|cad|chf|rs\.?))"
                       rf" ?({NUMBER})"),
        ("money", "coins", rf"({NUMBER}) ?(?:[€£$₹₦]|(?:{_COINS})\b)"),
        ("money", "pence", r"(?<![\d.,:/])(\d{1,3})p\b"),
        ("share", "half_half", rf"\b50{PAD}*[-/ ]50{PAD}*(?!\d)"),
        *(("date", kind, pattern) for kind, pattern in DATES),
        ("count", "clock", CLOCK),
    ("count", "no_term", _NO_TERM),
    ("count", "rate", _RATE),
        ("duration", "odd", r"\b(half an? (?:hour|day|year)|(?:a )?quarter of an hour"
                            rf"|3{PAD}* quarters of an hour)\b"),
        ("duration", "lasting", rf"({NUMBER})(?: more| full| whole)?(?: |-)?({_ANY_UNIT})\b"
                                r"( and a half)?"),
        ("duration", "lasting", rf"\b(an?|a couple of|a couple) ({_LONG})\b( and a half)?"),
        ("share", "share", rf"\b(?:(an?|[123]{PAD}*)[ -])?(half|halves|thirds?|quarters?|fifths?"
                           rf"|tenths?)\b{_NOT_SHARED}"),
        ("share", "share", rf"()((?<![\d/.])(?:1/[2345]|2/3|3/4|4/5|1/10)(?![\d/])|(?<!\d){PART})"),
        ("share", "rest", rf"\b{_REST}\b"),
        ("count", "count", rf"({NUMBER})(?![a-z\d%])"),
)  # fmt: skip


_NEEDS: dict[str, tuple[str, ...]] = {
    "percent": ("%", "cent", "pct"), "iso": ("-",), "slashed": ("/", "."), "from": ("from ", "on "),
    "of_month": ("th", "st", "nd", "rd"), "in": ("in ",), "edge": ("end", "close", "start", "begin",
    "mid"), "end": ("end", "eo", "cob", "close of"), "near": ("to", "tmr", "tonight", "2"),
    "ahead": ("next", "weekend"), "rest": ("the ",), "odd": ("half", "quarter"),
    "rate": (" a ", " an "), "pence": ("p",),
    "clock": (":", "m", "clock", "noon", "past", "quarter"),
    "coins": ("doll", "buck", "us", "eur", "pound", "quid", "gbp", "rup", "inr", "nai", "ngn",
              "rand", "zar", "cad", "aud", "yen", "jpy", "chf", "kes", "ksh", "grand", "cent",
    "pence", *"€£$₹₦"),
    "nth": _MONTH_STARTS, "month": _MONTH_STARTS,
}  # fmt: skip
"""What a line holds that any match of such a pattern needs: quicker to look for."""


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """Compile at first use: together they take as long as a hundred turns."""
    return re.compile(pattern)


_MAY_HAVE = re.compile(
    rf"\d|\b(?:{NUMBER_WORDS}|dozen|hal(?:f|ves)|thirds?|quarters?|fifths?|tenths?|first"
    r"|second of|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twentie|thirtie)th|rest"
    rf"|remainder|remaining|balance|today|tonight|tomorrow|tmrw?|tomoz|weeks?|weekend|fortnights?"
    rf"|days?|months?|hours?|years?|eo[dwmqy]|cob|close|{'|'.join(DAYS)}|tues?|thurs?|fri|noon"
    rf"|(?:by|on|this|next|until|till|before) (?:mon|wed|sat|sun)|end|start|mid|beginning)\b"
)


def find_terms(folded: str, text: str, today: date | None) -> tuple[Term, ...]:
    """Return every term of a line in order; overlapping ones once, the most telling kind first.

    folded is the lower-case copy of text that patterns match on; today is where dates count from.
    """
    if not _MAY_HAVE.search(folded):
        return ()
    found: list[Term] = []
    left = in_digits(_with_signs(folded, text))
    american = "$" in folded
    dated = _pattern(MAY_NAME_A_DAY).search(left) is not None
    for kind, how, pattern in _PATTERNS:
        needs = _NEEDS.get(how)
        if (kind == "date" and not dated) or (needs and not any(one in left for one in needs)):
            continue
        for match in _pattern(pattern).finditer(left):
            value = None if how in _NONE else _value(how, match, today, american)
            if value is None and how not in _NONE:
                continue
            start, end = match.span()
            if kind == "date":
                start, end = with_time(left, start, end)
            left = left[:start] + _TAKEN * (end - start) + left[end:]
            if value is not None:
                found.append(Term(kind, value[0], value[1], _span(start, end, text)))
    found.sort(key=lambda term: term.span.start)
    return _with_rest(found)


_NONE = ("no_term", "clock", "rate", "gone")
"""What is read to be passed over: "24/7", "last Friday"."""

_TAKEN = "\x06"
"""Stands in the copy of a line where a term has been found already."""


def _with_signs(folded: str, text: str) -> str:
    """Put back the signs that are worth something: rupees, and fractions of one letter."""
    if text.isascii() or not any(sign in text for sign in _SIGNS):
        return folded
    return "".join(c if c in _SIGNS else plain for plain, c in zip(folded, text, strict=True))


def _value(
    how: str, match: re.Match[str], today: date | None, american: bool
) -> tuple[float, str] | None:
    if how in _READERS:
        return _READERS[how](match)
    day = day_of(how, match, today, american)
    return None if day is None else (day, "day")


def _percent(match: re.Match[str]) -> tuple[float, str]:
    return number_of(match[1]), "%"


def _money(match: re.Match[str]) -> tuple[float, str]:
    number, said = number_of(match[1]), match[0]
    if said.endswith(" grand"):
        return number * 1000, ""
    if said.endswith(("cent", "cents", "pence")) or (said[-1] == "p" and said[:-1].isdigit()):
        number = round(number / 100, 4)
    return number, next((code for code, names in _CURRENCY if names.search(said)), "")


def _odd(match: re.Match[str]) -> tuple[float, str]:
    share = {"h": 0.5, "3": 0.75}.get(match[0][0], 0.25)
    return round(share * _days_in(match[0].split()[-1]), 4), "day"


def _lasting(match: re.Match[str]) -> tuple[float, str]:
    number = {"a": 1.0, "an": 1.0, "a couple of": 2.0, "a couple": 2.0}.get(match[1])
    count = number_of(match[1]) if number is None else number
    return round((count + (0.5 if match[3] else 0.0)) * _days_in(match[2]), 4), "day"


def _days_in(unit: str) -> float:
    return next(days for days, names in _UNIT if names.fullmatch(unit))


def _share(match: re.Match[str]) -> tuple[float, str] | None:
    what = match[2].rstrip("s") if match[2] != "halves" else match[2]
    if not match[1]:
        return (_SHARES[what], "%") if what in ("half", *_SIGNS) or "/" in what else None
    many = int(match[1].strip(PAD)) if match[1][0].isdigit() else 1
    share = round(many * _SHARES[what], 4)
    return (share, "%") if share <= 100 else None


def _count(match: re.Match[str]) -> tuple[float, str] | None:
    """Return a number of pieces; a bare "one" is a pronoun far more often than a number."""
    number = number_of(match[1])
    spelled = PAD in match[1]
    return None if spelled and number <= 1 else (number, "")


_READERS: dict[str, Callable[[re.Match[str]], tuple[float, str] | None]] = {
    "percent": _percent, "money": _money, "coins": _money, "pence": _money,
    "odd": _odd, "lasting": _lasting, "share": _share,
    "count": _count, "half_half": lambda match: (50.0, "%"), "rest": lambda match: (-1.0, "%"),
}  # fmt: skip


def _span(start: int, end: int, text: str) -> Span:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()), words.strip())


def _with_rest(terms: list[Term]) -> tuple[Term, ...]:
    """Fill in what "the rest" is: what the other shares leave of a hundred."""
    if not any(term.value < 0 for term in terms):
        return tuple(terms)
    named = sum(t.value for t in terms if t.kind in ("share", "percent") and t.value >= 0)
    rest = max(0.0, 100 - named) if named else 100.0
    return tuple(Term(t.kind, round(rest, 4), t.unit, t.span) if t.value < 0 else t for t in terms)
