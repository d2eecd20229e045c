"""The exercise's clock as a client shows it: what is left now, and what has passed since."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class Ticking:
    """The hub's time, kept between two messages by this machine's own clock (seconds)."""

    def __init__(self) -> None:
        self._clock: Mapping[str, Any] = {"ends": None, "left": None, "now": ""}
        self._heard = 0.0

    def hear(self, clock: Mapping[str, Any], now: float) -> None:
        """Take the part `clock`, heard at `now` of this machine's clock."""
        self._clock, self._heard = clock, now

    def left(self, now: float) -> float | None:
        """Return the seconds left, below 0 when it is over; None where no clock is set."""
        if _moment(self._clock["ends"] or ""):
            return -self.since(self._clock["ends"], now)
        left = self._clock["left"]
        return None if left is None else float(left)

    @property
    def runs(self) -> bool:
        """Whether it runs, and does not stand."""
        return bool(self._clock["ends"])

    def since(self, moment: str, now: float) -> float:
        """Return the seconds since a moment of the hub's (ISO 8601), 0 where it told no time."""
        then, told = _moment(moment), _moment(self._clock["now"])
        return (told - then).total_seconds() + now - self._heard if then and told else 0.0


def _moment(text: str) -> datetime | None:
    """Return a moment as the hub tells them, None for what is none: ISO 8601 with a zone."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def minutes(seconds: float) -> str:
    """Return a length of time as `4:05`, or `-0:30` where it is over."""
    whole = round(seconds)
    return f"{'-' if whole < 0 else ''}{abs(whole) // 60}:{abs(whole) % 60:02}"
