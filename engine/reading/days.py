"""Days as people name them: by date, by weekday, by how far off they are.

Patterns say where a day is named; `dateutil` knows the calendar.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from engine.reading.numbers import NUMBER, PAD, number_of

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_SMALL = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    "|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
)
ORDINAL = rf"(?:(?:twenty|thirty)[- ](?:{_SMALL})|{_SMALL})"
_NTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL})\b"
_DAY = rf"(?:{_NTH}|(?<![\d.,/-])\d{{1,2}}\b{PAD}*)"
_YEAR = r"(?:,? ((?:19|20)\d\d)\b)?"
_WEEKDAY = (
    rf"(?:{'|'.join(DAYS)}|tues?|thur?s?|fri)\b"
    r"|(?:(?<=on )|(?<=by )|(?<=this )|(?<=next )|(?<=until )|(?<=till )|(?<=before ))"
    r"(?:mon|wed|sat|sun)\b(?! (?:down|damage|cream))"
)
_HOUR = (
    rf"(?:\d{{1,2}}(?:[:.]\d\d)?{PAD}* ?(?:am|pm|a\.m\.|p\.m\.|o'?clock)(?![a-z])"
    rf"|\d{{1,2}}:\d\d\b(?! ?%)|(?:12{PAD}* )?(?:noon|midday|midnight)\b)"
)
CLOCK = rf"(?:(?:half past|quarter (?:past|to)) (?:\d{{1,2}}\b{PAD}*)|{_HOUR})"
"""A time of the day, which no term says but which is not to be taken for a count."""

_AT = (
    rf"(?:,? (?:(?:at|around|about|before|by|@) ?)?{CLOCK}"
    rf"|,? (?:at|around|@) ?(?:1?\d|2[0-4])\b{PAD}*"
    r"(?![.,]?\d|[:/%]| ?(?:%|per|k\b|dollars?|bucks|pounds?|quid|euros?|[€£]|hundred|thousand)))"
)
_FROM = rf"{CLOCK},? (?:on )?$"
_PARTS_OF_DAY = r"(?: (?:morning|afternoon|evening|night|lunchtime|noon)\b)?"
_FOLLOWS_MAY = (
    r"(?! (?:be|have|not|need|want|come|go|seem|still|also|well|get|take|make|do|help|work|look"
    r"|feel|say|only|just|even|sound|suit|i|we|you|they|he|she|it)\b)"
)
_ENDS_DAY = (
    r"(?=\s*(?:[.,;:!?)\"'-]|$)"
    r"| (?:and|at|if|then|is|was|works?|or|to|please|for|in|when|because|i|we|you|but|with|so"
    r"|latest|this|next|instead|without|as|that|it|he|she|they|on|not|will|would)\b)"
)

DATES: tuple[tuple[str, str], ...] = (
        ("iso", r"(?<![\d-])(\d{4})-(\d\d?)-(\d\d?)(?![\d-])"),
        ("slashed", r"(?<![\d/.,$€£-])(\d\d?)([/.-])(\d\d?)\2((?:20)?\d\d)(?![\d/%]|[.-]\d)"
                    r""),
        ("slashed", r"(?<![\d/.,$€£-])(\d\d?)(/)(\d\d?)()(?![\d/%]|[.,-]\d| ?percent|ths?\b)"
                    r""),
        ("slashed", r"(?:(?<=by )|(?<=on )|(?<=until )|(?<=till )|(?<=before )|(?<=from )"
                    r"|(?<=the ))"
                    r"(\d\d?)(\.)(0?[1-9]|1[0-2])()\.(?!\d)"),
        ("nth", rf"\b(?:(?:{_WEEKDAY}),? )?(?:the )?({_DAY}) ?(?:(of) )?({MONTH})"
                rf"{_FOLLOWS_MAY}{_YEAR}"),
        ("month", rf"\b(?:(?:{_WEEKDAY}),? )?({MONTH}) (?:the )?({_DAY})"
                  rf"(?! ?%| per ?cent| ?(?:dollars?|bucks|weeks?|days?|people|miles)\b){_YEAR}"),
        ("edge", rf"\b(end|close|start|beginning|middle|mid)(?: of |-| )(?:the )?({MONTH}){_YEAR}"),
        ("of_month", rf"\b(?:the )?({_NTH}) of (?:(this|the|next) )month\b"),
        ("of_month", rf"\bthe (\d{{1,2}}(?:st|nd|rd|th))()\b{_ENDS_DAY}"),
        ("of_month", r"(?:(?<=by )|(?<=on )|(?<=until )|(?<=till )|(?<=before ))the "
                     rf"(?!(?:first|second|third)\b)({ORDINAL})\b(){_ENDS_DAY}"),
        ("in", rf"(?<!time )(?<!once )(?<!twice )(?<!paid )(?<!been )(?<!slept )\bin ({NUMBER}|an?|"
               r"a couple of) (days?|weeks?|wks?|fortnights?|months?|years?)(?:' time|'s time)?\b"
               r"(?! of| a\b)"),
        ("from", rf"\b({NUMBER}|an?|a couple of) (days?|weeks?|wks?|fortnight|months?|years?)"
                 r" (?:from (today|tomorrow|now)|(?:on|from) (?:this |next )?"
                 rf"({'|'.join(DAYS)}))\b"),
        ("end", r"\b(?:the )?(?:(?:very )?end of (?:the |this )?(next )?"
                r"(day|week|month|quarter|year)"
                r"\b|(month|week|year|quarter)(?:'s)?[ -]end\b|(eod|eow|eom|eoq|eoy|cob)\b"
                r"|close of (business)\b)(?! (?:on )?(?:mon|tues|wednes|thurs|fri)day)"
                r"(?: (?:today|(tomorrow))\b)?"),
        ("near", rf"\b(?:the )?(day after tomorrow|tomorrow|tmrw|tmr|2moro|tomoz|today|tonight"
                 rf"|2nite){_PARTS_OF_DAY}"),
        ("ahead", r"\b(?:the |this |next )?(weekend|next (?:week|month|year|fortnight))\b(?! of)"
                  r"(?! (?:on |we |i )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)"),
        ("gone", rf"\b(?:last|past|every|each|since) (?:{_WEEKDAY})"),
        ("weekday", rf"(?:\b(next week|next|a week|the following|this coming|this|coming|week"
                    rf"|on) )?\b(?:on )?({_WEEKDAY})"
                    rf"{_PARTS_OF_DAY}(?: (week after next|week|fortnight|next week))?\b"),
)  # fmt: skip
"""Patterns of the ways to name a day, the most telling first; `day_of` reads a match of each."""

MAY_NAME_A_DAY = (
    r"\d[/.-]\d|\b(?:"
    + _MONTHS.replace("|", "[a-z]*|")
    + r"[a-z]*|\d+(?:st|nd|rd|th)|the [a-z -]+th|"
    r"\w+day|days?|weeks?|wks?|weekend|months?|years?|fortnights?|quarter|eo[dwmqy]|cob|business|tonight|2nite"
    r"|tomorrow|tmrw?|2moro|tomoz|tues?|thur?s?|mon|wed|sat|sun|first of)\b"
)
"""What every day named has somewhere: a line without it is not searched for one."""


_HAS_CLOCK = re.compile(r"\d|noon|midday|midnight")


@cache
def _clocks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(_FROM), re.compile(_AT)


def with_time(line: str, start: int, end: int) -> tuple[int, int]:
    """Return where a day stands together with the time of day beside it ("at 4", "noon")."""
    near = line[max(0, start - 20) : start], line[end : end + 30]
    before, after = _clocks()
    if _HAS_CLOCK.search(near[0]) and (found := before.search(near[0])):
        start -= len(near[0]) - found.start()
    if _HAS_CLOCK.search(near[1]) and (found := after.match(near[1])):
        end += found.end()
    return start, end


def day_of(kind: str, match: re.Match[str], today: date | None, american: bool) -> float | None:
    """Return the ordinal of the day a match of DATES names; None where it names none.

    `american` puts the month first where either order would do ("3/4").
    """
    try:
        day = _READERS[kind](match, today, american)
    except (ValueError, OverflowError, ArithmeticError):
        return None  # a day no calendar has
    return None if day is None else float(day.toordinal())


def _iso(match: re.Match[str], today: date | None, american: bool) -> date | None:
    return date(int(match[1]), int(match[2]), int(match[3]))


def _slashed(match: re.Match[str], today: date | None, american: bool) -> date | None:
    first, sign, second, year = match[1], match[2], match[3], match[4]
    if not year and sign == "/" and f"{first}/{second}" in _NO_DATES:
        before = match.string[max(0, match.start() - 7) : match.start()]
        if not before.endswith(("by ", "on ", "until ", "till ", "before ")):
            return None
    return _parsed(f"{first}/{second}", year, today, month_first=american and sign == "/")


_NO_DATES = frozenset(
    ("1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "1/10", "24/7", "9/11", "1/1", "4/5")
)
"""Fractions, and what else is no day unless "on" or "by" says so."""


def _nth(match: re.Match[str], today: date | None, american: bool) -> date | None:
    return _named(match, match[1], match[3], match[4], today, sure=bool(match[2]))


def _month(match: re.Match[str], today: date | None, american: bool) -> date | None:
    return _named(match, match[2], match[1], match[3], today, sure=False)


def _named(
    match: re.Match[str], nth: str, month: str, year: str | None, today: date | None, sure: bool
) -> date | None:
    said = match.string[: match.start()].split()[-1:]
    if month.startswith("may") and not sure and said and said[0] in _MAY_DO:
        return None  # "you may 2 times": the verb
    return _parsed(f"{_digits(nth)} {month[:3]}", year, today)


_MAY_DO = frozenset(("i", "you", "we", "they", "he", "she", "it", "who", "that", "this"))


def _digits(nth: str) -> str:
    number = re.match(r"\d+", nth)
    if number:
        return number[0]
    from text_to_num import alpha2digit  # type: ignore[import-untyped]  # it ships no types

    return str(alpha2digit(nth.strip(PAD), "en", threshold=0.0)).rstrip("sthndr")


def _parsed(text: str, year: str | None, today: date | None, month_first: bool = False) -> date:
    """Return a day of the year named, or the next such day; raise ValueError if there is none."""
    from dateutil import parser  # imported here: most lines name no date

    order = not month_first
    sign = "/" if "/" in text else " "
    if year:
        return parser.parse(f"{text}{sign}{year}", dayfirst=order).date()
    base = today.year if today else 2000
    tries = 9 if text.startswith("29 feb") or text in ("29/2", "29/02", "2/29") else 2
    for later in range(base, base + tries):
        try:
            day = parser.parse(f"{text}{sign}{later:04d}", dayfirst=order).date()
        except ValueError:
            continue
        if not today or day >= today:
            return day
    raise ValueError(text)


def _edge(match: re.Match[str], today: date | None, american: bool) -> date | None:
    where, month, year = match[1], match[2], match[3]
    if where in ("end", "close"):
        last = _parsed(f"28 {month[:3]}", year, today)
        return last + _delta(day=31)
    return _parsed(f"{15 if where.startswith('mid') else 1} {month[:3]}", year, today)


def _of_month(match: re.Match[str], today: date | None, american: bool) -> date | None:
    if today is None:
        return None
    number = int(_digits(match[1]))
    if not 1 <= number <= 31:
        return None
    ahead = match[2] == "next" or (match[2] != "this" and number < today.day)
    month = today + _delta(months=int(ahead), day=1)
    return month.replace(day=number) if match[2] else _first_with(month, number)


def _first_with(month: date, number: int) -> date:
    """Return the first day of that number from a month on: there is no 30th of February."""
    day = month + _delta(day=number)
    return day if day.day == number else month + _delta(months=1, day=number)


def _in(match: re.Match[str], today: date | None, american: bool) -> date | None:
    return None if today is None else today + _ahead(match[1], match[2])


def _from(match: re.Match[str], today: date | None, american: bool) -> date | None:
    if today is None:
        return None
    start = today + timedelta(days=match[3] == "tomorrow")
    if match[4]:
        start = _next(DAYS.index(match[4]), today)
    return start + _ahead(match[1], match[2])


def _ahead(number: str, unit: str) -> relativedelta:
    count = 1.0 if number in ("a", "an") else 2.0 if number == "a couple of" else number_of(number)
    if unit[0] in "my" and count == int(count):
        return _delta(months=int(count) * (12 if unit[0] == "y" else 1))
    return _delta(days=round(count * {"d": 1, "w": 7, "f": 14, "m": 30, "y": 365}[unit[0]]))


def _end(match: re.Match[str], today: date | None, american: bool) -> date | None:
    if today is None:
        return None
    what = match[2] or match[3] or _SHORT[match[4] or "cob"]
    ahead = int(bool(match[1]))
    if what == "day":
        return today + timedelta(days=int(bool(match[6])))
    if what == "week":
        return today + timedelta(days=(4 - today.weekday()) % 7 + 7 * ahead)
    if what == "month":
        return today + _delta(months=ahead, day=31)
    if what == "quarter":
        return today + _delta(months=(-today.month) % 3 + 3 * ahead, day=31)
    return today + _delta(years=ahead, month=12, day=31)


_SHORT = {
    "eod": "day", "cob": "day", "eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year",
}  # fmt: skip


def _near(match: re.Match[str], today: date | None, american: bool) -> date | None:
    if today is None:
        return None
    far = 2 if match[1].startswith("day") else int(match[1] not in ("today", "tonight", "2nite"))
    return today + timedelta(days=far)


def _later(match: re.Match[str], today: date | None, american: bool) -> date | None:
    if today is None:
        return None
    if match[1] == "weekend":
        ahead = 7 if match[0].startswith("next") else 0
        return _next(5, today - timedelta(days=1)) + timedelta(days=ahead)
    monday = timedelta(days=7 - today.weekday())
    steps = {"week": monday, "fortnight": monday + timedelta(days=7)}
    unit = match[1].removeprefix("next ")
    if unit in steps:
        return today + steps[unit]
    return today + (_delta(months=1, day=1) if unit == "month" else _delta(years=1, yearday=1))


def _weekday(match: re.Match[str], today: date | None, american: bool) -> date | None:
    if today is None:
        return None
    before, after = match[1] or "", match[3] or ""
    weekday = next(i for i, name in enumerate(DAYS) if name.startswith(match[2][:3]))
    day = _next(weekday, today)
    this_week = day.toordinal() - today.toordinal() < 7 - today.weekday()
    if "next" in (before, before[:4], after[:4]) and this_week:
        day += timedelta(days=7)
    if before in ("a week", "week") or after == "week":
        day += timedelta(days=7)
    return day + timedelta(days=14 * (after == "fortnight"))


def _next(weekday: int, today: date) -> date:
    """Return the first such weekday after a day."""
    from dateutil.relativedelta import weekday as falling

    return today + _delta(days=1, weekday=falling(weekday))


def _delta(**changes: object) -> relativedelta:
    from dateutil.relativedelta import relativedelta  # imported here: most lines name no date

    return relativedelta(**changes)  # type: ignore[arg-type]  # its many names, all numbers


_READERS = {
    "iso": _iso, "slashed": _slashed, "nth": _nth, "month": _month, "edge": _edge,
    "of_month": _of_month, "in": _in, "from": _from, "end": _end, "near": _near,
    "ahead": _later, "weekday": _weekday,
}  # fmt: skip
