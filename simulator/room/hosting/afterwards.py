"""What is said once the hub has ended: what is kept, how long, and what can be done with it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from simulator.options import folder_of

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.room.hosting.hosting import Hosting


def afterwards(asked: Hosting) -> str:
    """Return what to do next with the room of a hub that has ended; "" where none is kept."""
    from simulator.room.keeping.keeping import latest
    from simulator.room.store import open_store

    store = open_store(asked.database or asked.data)
    try:
        kept = latest(store)
    finally:
        store.close()
    if not kept:
        return ""
    room, until = kept
    place = "" if asked.database else option(asked.data)
    rows = {
        f"detente rooms{place}": "lists what is kept",
        f"detente rooms export {room}{place}": "writes the debrief as a page for the group",
        f"detente rooms erase {room}{place}": "deletes all of it",
    }
    width = max(map(len, rows))
    told = [f"  {command:<{width}}  {what}" for command, what in rows.items()]
    return "\n".join([f"The hub has ended. Room {room} is kept until {until[:10]}:", *told])


def option(data: Path) -> str:
    """Return what a command needs to find a data folder, "" for the usual one."""
    return "" if data == folder_of(None) else f" --data {shlex.quote(str(data))}"
