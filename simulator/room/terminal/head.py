"""The head of the seat's screen: what this is, who one is, who else is there, and the clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from simulator.room.client.ticking import minutes
from simulator.room.console.wording import shown
from simulator.room.terminal.doing import phase_title
from simulator.room.terminal.table import round_told, table_told

if TYPE_CHECKING:
    from simulator.room.client.client import Standing
    from simulator.room.terminal.doing import Parts

HANDS = {"hand": "Hand is up", "help": "Help is asked for"}
"""How a hand reads, where it is not down."""


class Head(NamedTuple):
    """own: what is told of oneself and the time. table: who is there, and the rounds."""

    own: str
    table: str


def head_of(parts: Parts, left: float | None, passes: float | None) -> Head:
    """Return the head; left, passes: seconds until the phase, and the parts, are over, or None."""
    me = parts.get("me", {})
    at_table = table_told(parts)
    told = [shown(me.get("called", "")), "" if at_table else shown(me.get("part", ""))]
    told += [HANDS.get(me.get("hand", ""), ""), time_left(left)]
    table = [at_table, round_told(parts, passes)]
    return Head(*(" · ".join(each for each in some if each) for some in (told, table)))


def time_left(left: float | None) -> str:
    """Return the time that is left; "" where no clock is set."""
    if left is None:
        return ""
    return f"{minutes(left)} left" if left > 0 else "Time is up"


def title_of(parts: Parts) -> tuple[str, str]:
    """Return the title: the counterpart's name, else the phase; and the phase behind it."""
    talk = parts.get("conversation", {})
    title = shown(talk.get("persona", "")) or phase_title(parts) or "detente"
    return title, phase_title(parts) if talk else ""


def standing_told(standing: Standing, known: bool) -> str:
    """Return what there is to say of the connection; known: whether a view was told."""
    if standing.how == "gone":
        return shown(f"{standing.why} Ctrl+Q leaves.")
    if standing.how == "waiting" or (standing.how == "connecting" and known):
        told = f"{standing.why} Trying again; what you send now is sent then."
        return shown(told.strip())
    return "" if known else "Connecting …"
