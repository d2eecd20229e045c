"""What the projector shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.room.debrief.naming import conversation_label
from simulator.room.views.shared import asked_now, called

if TYPE_CHECKING:
    from simulator.room.state import Conversation, Room
    from simulator.room.views.parts import Looks

PARTS = ("speaker", "coach", "observer")
"""In the order they are shown."""

AT_TABLES = ("brief", "breakout")
"""What the room is in while people sit in groups."""


def screen(room: Room, looks: Looks) -> dict[str, Any]:
    """Return `screen`."""
    show = room.screen["show"]
    told = {
        "show": show,
        "conversation": room.screen["conversation"],
        "step": room.screen["step"],
        "gauges": bool(room.screen.get("gauges")),
        "join": dict(looks.join) | {"code": room.code},
    }
    return told | ({"debrief": looks.debrief(room)} if show == "debrief" else {})


def tables(room: Room, looks: Looks) -> dict[str, Any]:
    """Return `tables`."""
    asked, sitting = asked_now(room), room.breakouts if room.mode in AT_TABLES else []
    return {
        "tables": [_table(room, one, looks) for one in sitting],
        "answered": sum(asked in seat.answers for seat in room.people) if asked else 0,
        "of": len(room.people) if asked else 0,
    }


def _table(room: Room, one: Conversation, looks: Looks) -> dict[str, Any]:
    seats = sorted(one.seats.items(), key=lambda item: PARTS.index(item[1]))
    return {
        "conversation": one.id,
        "label": conversation_label(one.id),
        "persona": one.cast.name,
        "people": [
            {"called": called(room, seat, looks), "part": part, "here": room.seats[seat].here}
            for seat, part in seats
        ],
    }
