"""A feeling as a gauge: its level, where it went with the last line, and how to write that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine import Persona, Turn

Trend = Literal["better", "worse", "steady"]

STILL = 0.005
"""A change smaller than this rounds to nothing and is not shown as one."""

FULL, EMPTY = "━", "╌"


@dataclass(frozen=True, slots=True)
class Gauge:
    """One feeling now. level is 0 to 1; change is what the last line did to it, -1 to 1."""

    label: str
    level: float
    change: float
    higher_is: str

    @property
    def trend(self) -> Trend:
        """Whether the last line did good or harm here."""
        if abs(self.change) < STILL:
            return "steady"
        return "better" if (self.change > 0) == (self.higher_is == "better") else "worse"

    @property
    def arrow(self) -> str:
        """Where the feeling itself went: up, down, or nowhere."""
        if self.trend == "steady":
            return "·"
        return "▲" if self.change > 0 else "▼"

    @property
    def percent(self) -> int:
        """The level from 0 to 100."""
        return round(100 * self.level)

    @property
    def told(self) -> str:
        """The last change in words: `▲ 12 better`."""
        if self.trend == "steady":
            return "· steady"
        return f"{self.arrow} {max(1, round(100 * abs(self.change)))} {self.trend}"

    def bar(self, width: int) -> tuple[str, str]:
        """Return the filled and the empty part of a bar of that many cells."""
        filled = min(width, max(0, round(self.level * width)))
        return FULL * filled, EMPTY * (width - filled)


def gauges(persona: Persona, turns: Sequence[Turn]) -> list[Gauge]:
    """Return a gauge for each feeling after the last of the turns, in the persona's order."""
    from simulator.tui.script import shown

    now = turns[-1].feelings
    before = turns[-2].feelings if len(turns) > 1 else now
    return [
        Gauge(shown(feeling.label), now[name], now[name] - before[name], feeling.higher_is)
        for name, feeling in persona.feelings.items()
    ]
