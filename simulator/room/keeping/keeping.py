"""The rooms a store keeps: which there are, what they showed, and how they are forgotten."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from engine import clean
from simulator.errors import UnknownRoom
from simulator.room.debrief.gathering import gathered
from simulator.room.debrief.xapi import HOME
from simulator.room.deciding.decision import stamp
from simulator.room.state import Room
from simulator.room.state.erasing import erase
from simulator.room.state.events import HUB, Event
from simulator.room.state.records import FACILITATOR, PROJECTOR
from simulator.room.store import Batch

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.room.debrief import Gathered
    from simulator.room.store import Store

FORMS = {"html": "html", "csv": "csv", "xapi": "json", "pack": "zip"}
"""The forms a room is exported in, and how their files end."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A room in a line. opened and keep_until are UTC in ISO 8601; people: who took part."""

    room: str
    title: str
    opened: str
    people: int
    conversations: int
    lines: int
    closed: bool
    keep_until: str

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return asdict(self)


def kept_rooms(store: Store) -> list[Kept]:
    """Return every room, the one opened last first."""
    return [_kept(store, stream) for stream in reversed(store.streams())]


def latest(store: Store) -> tuple[str, str] | None:
    """Return the room opened last and until when it is kept (UTC, ISO 8601); None for none."""
    streams = store.streams()
    return (streams[-1], _keep_until(store, streams[-1]).isoformat()) if streams else None


def _kept(store: Store, stream: str) -> Kept:
    events = _events(store, stream)
    room = _folded(stream, events)
    branches = [branch for one in room.conversations.values() for branch in one.branches.values()]
    return Kept(
        stream,
        clean(room.exercise.title),
        events[0].at,
        sum(seat.id not in (FACILITATOR, PROJECTOR) for seat in room.seats.values()),
        len(room.conversations),
        sum(len(branch.turns) - 1 - branch.at for branch in branches),
        room.closed,
        room.keep_until,
    )


def find_room(store: Store, wanted: str) -> str:
    """Return the one room whose id begins so. Raises UnknownRoom."""
    found = [stream for stream in store.streams() if stream.startswith(wanted)]
    if wanted in found:
        return wanted
    if len(found) != 1:
        many = f"{len(found)} rooms begin with" if found else "There is no room"
        raise UnknownRoom(f'{many} "{clean(wanted)}". `detente rooms` lists what there is.')
    return found[0]


def find_seat(store: Store, room: str, wanted: str) -> str:
    """Return the one seat with this id, pseudonym or name. Raises UnknownRoom."""
    names = store.names(room)
    told = clean(wanted).casefold()
    found = [
        seat.id
        for seat in _folded(room, _events(store, room)).seats.values()
        if told in (seat.id, seat.called.casefold(), names.get(seat.id, "").casefold())
    ]
    if len(found) != 1:
        many = "More than one person" if found else "Nobody"
        raise UnknownRoom(f'{many} in room {room} is called "{clean(wanted)}".')
    return found[0]


def exported(store: Store, room: str, form: str, home: str = HOME) -> bytes:
    """Return the debrief of a room's group as a file's bytes, in one of FORMS.

    home: the address that xAPI's accounts and activities belong to.
    """
    told = gathered(_folded(room, _events(store, room)), store.names(room))
    return _EXPORTS[form](told, home)


def erase_seat(store: Store, room: str, seat: str, now: datetime) -> None:
    """Erase what somebody typed, and their name, for good; that it was done is kept."""
    erase(store, room, seat)
    last = store.read(room)[-1].ver
    event = Event(last + 1, "erased", stamp(now), HUB, "", {"seat": seat})
    store.append([Batch(room, last, [event.payload()])])


def erase_room(store: Store, room: str) -> None:
    """Forget a room with all that is kept of it, for good."""
    _forget(store, room)
    store.compact()


def tidy(store: Store, now: datetime) -> list[str]:
    """Forget every room whose time is over, for good, and return which those were."""
    over = [stream for stream in store.streams() if _keep_until(store, stream) < now]
    for room in over:
        _forget(store, room)
    if over:
        store.compact()
    return over


def _keep_until(store: Store, stream: str) -> datetime:
    opened = store.read(stream)[0].payload["data"]
    return datetime.fromisoformat(opened["keep_until"])


def _forget(store: Store, room: str) -> None:
    store.drop(room)
    for seat in (FACILITATOR, PROJECTOR):
        store.put_key(f"{room}:{seat}", None)


def _events(store: Store, stream: str) -> list[Event]:
    return [Event.of(entry.ver, entry.payload) for entry in store.read(stream)]


def _folded(stream: str, events: list[Event]) -> Room:
    room = Room(stream)
    room.fold(events)
    return room


def _html(told: Gathered, _home: str) -> bytes:
    from simulator.room.debrief import build_group
    from simulator.room.debrief.page import as_html

    return as_html(build_group(told)).encode()


def _csv(told: Gathered, _home: str) -> bytes:
    from simulator.room.debrief.table import as_csv

    return as_csv(told).encode("utf-8-sig")  # the mark tells spreadsheets that it is UTF-8


def _xapi(told: Gathered, home: str) -> bytes:
    from simulator.room.debrief.xapi import as_xapi

    return (json.dumps(as_xapi(told, home), ensure_ascii=False, indent=1) + "\n").encode()


def _pack(told: Gathered, _home: str) -> bytes:
    from simulator.room.debrief.pack import as_pack

    return as_pack(told)


_EXPORTS: dict[str, Callable[[Gathered, str], bytes]] = {
    "html": _html,
    "csv": _csv,
    "xapi": _xapi,
    "pack": _pack,
}
