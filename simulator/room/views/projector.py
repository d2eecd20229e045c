"""What the projector shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.room.state import Room
    from simulator.room.views.parts import Looks


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
