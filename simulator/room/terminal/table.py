"""Who is at one's table, whose turn it is, and when the parts move on; for both forms of a seat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.room.client.ticking import minutes
from simulator.room.console.wording import PARTS, shown

if TYPE_CHECKING:
    from simulator.room.terminal.doing import Parts

NOW = {
    "speaker": "You speak now.",
    "coach": "You coach now: what you type is whispered to the speaker.",
    "observer": "You observe now.",
}
"""What it means to have a part."""

PASSING = "Pass the parts on"
PASSED = "Everybody at the table gets the next part."


def table_told(parts: Parts) -> str:
    """Return those at the table with their parts: `Green Tern speaks (you)`; "" at none."""
    return " · ".join(_seat_told(parts, seat) for seat in _seats(parts))


def _seat_told(parts: Parts, seat: dict[str, Any]) -> str:
    over = _mode(parts) in ("debrief", "closed")  # who spoke last speaks no longer
    part = "" if over else PARTS.get(seat.get("part", ""), "")
    own = " (you)" if seat["seat"] == parts.get("me", {}).get("seat") else ""
    away = "" if seat.get("here", True) else " (away)"
    return " ".join(each for each in (shown(seat["called"]), part) if each) + own + away


def round_told(parts: Parts, passes: float | None) -> str:
    """Return which round it is, and when the parts move on; passes: seconds until then, or None."""
    clock = parts.get("clock", {})
    told = []
    if clock.get("rounds") and _mode(parts) == "breakout":
        told.append(f"Round {clock['round']} of {clock['rounds']}")
    if passes is not None and passes >= 0 and _mode(parts) == "breakout":
        told.append(f"next part in {minutes(passes)}")
    return ", ".join(told)


def part_told(parts: Parts) -> str:
    """Return what one's part is now, as a sentence; "" where one has none, or nobody speaks."""
    return NOW.get(parts.get("me", {}).get("part", ""), "") if _mode(parts) == "breakout" else ""


def speaker_away(parts: Parts) -> str:
    """Return a sentence where the speaker of one's breakout is away, and what to do; else ""."""
    if _mode(parts) != "breakout":
        return ""
    for seat in _seats(parts):
        if seat.get("part") == "speaker" and not seat.get("here", True):
            called = shown(seat["called"])
            return f"{called} is to speak and is away. Wait a moment, or pass the parts on."
    return ""


def may_pass_on(parts: Parts) -> bool:
    """Return whether there are parts to be passed on: to others, while the groups converse."""
    taking = [seat for seat in _seats(parts) if seat["role"] == "participant"]
    held = parts.get("room", {}).get("paused") or parts.get("conversation", {}).get("frozen")
    in_it = bool(parts.get("me", {}).get("part"))
    return _mode(parts) == "breakout" and in_it and len(taking) > 1 and not held


def _seats(parts: Parts) -> list[dict[str, Any]]:
    return list(parts.get("conversation", {}).get("seats", ()))


def _mode(parts: Parts) -> str:
    return str(parts.get("room", {}).get("mode", ""))
