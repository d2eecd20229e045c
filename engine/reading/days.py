"""Days as people name them: by date, by weekday, by how far off they are."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
ORDINALS = {
    word: number
    for number, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth"
        ).split(),
        start=1,
    )
}
NTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{'|'.join(ORDINALS)})"


def dated(nth: str, month: str, year: str | None, today: date | None) -> tuple[float, str] | None:
    """Return the ordinal of a day and month, the next such day when no year is named."""
    number = ORDINALS.get(nth) or int("".join(c for c in nth if c.isdigit()))
    index = MONTHS.index(month[:3]) + 1
    base = int(year) if year else (today.year if today else 2000)
    if not 1 <= base <= 9998 or not 1 <= number <= monthrange(base, index)[1]:
        return None
    day = date(base, index, number)
    if not year and today and day < today:
        day = date(base + 1, index, min(number, monthrange(base + 1, index)[1]))
    return float(day.toordinal()), "day"


def relative(text: str, today: date | None) -> tuple[float, str] | None:
    """Return the ordinal of a day named by its distance from today; None without a today."""
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
    weekday = next(index for index, name in enumerate(DAYS) if name.startswith(word[:3]))
    ahead = (weekday - today.weekday()) % 7 or 7
    if text.startswith("next ") and ahead < 7 - today.weekday():
        ahead += 7
    if text.endswith(" week"):
        ahead += 7
    return float(today.toordinal() + ahead), "day"
