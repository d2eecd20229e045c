"""Erasing what somebody typed: out of the events, out of the names, out of the files.

What was said may be quoted by any later answer, so of a conversation that somebody spoke in every
answer from their first line on goes, too. Who was there, counts and feelings stay: what the group
did can still be seen, not what anybody said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.room.state import Room
from simulator.room.state.events import Event
from simulator.room.state.records import FACILITATOR

if TYPE_CHECKING:
    from simulator.room.store import Entry, Store

Payload = dict[str, Any]

_TURN = {"parts": [], "quote": "", "because": ""}
"""What of a turn's digest could hold words of the trainee."""


def erase(store: Store, stream: str, seat: str | None) -> None:
    """Erase what a seat typed, and its name; None: of everybody in the room.

    Raises RoomStoreError. Afterwards no byte of it is in the database's own files.
    """
    events = [Event.of(entry.ver, entry.payload) for entry in store.read(stream)]
    spoken = _spoken(events, seat)

    def change(entry: Entry) -> Payload | None:
        event = Event.of(entry.ver, entry.payload)
        data = erased(event, seat, spoken)
        return None if data == event.data else entry.payload | {"data": data}

    store.rewrite(stream, change)
    for each in list(store.names(stream)) if seat is None else [seat]:
        store.put_name(stream, each, None)
    store.compact()


def erased(event: Event, seat: str | None, spoken: dict[tuple[str, str], int]) -> Payload:
    """Return an event's data without what a seat (None: anybody) typed.

    spoken: the place of the first turn, by conversation and branch, that holds words of theirs.
    """
    data = event.data
    own = seat is None or event.by == seat
    match event.kind:
        case "proposed" if own:
            return data | {"text": ""}
        case "whispered" if own:
            return data | {"text": ""}
        case "broadcast" if own:
            return data | {"text": ""}
        case "answers" if own:
            numbers = {name: one for name, one in data["answers"].items() if isinstance(one, int)}
            return data | {"answers": numbers}
        case "bookmarked":
            first = spoken.get((data["conversation"], data["branch"]))
            quotes = first is not None and data["turn"] >= first
            return data | ({"quote": ""} if own or quotes else {}) | ({"note": ""} if own else {})
        case "said" | "answered" | "acted":
            return _turn(event, seat, spoken)
    return data


def _turn(event: Event, seat: str | None, spoken: dict[tuple[str, str], int]) -> Payload:
    data = event.data
    first = spoken.get((data["conversation"], data["branch"]))
    if first is None or data["turn"]["n"] < first:
        return data
    changed = data | {"turn": data["turn"] | _TURN}
    if "line" in data and (seat is None or data["seat"] == seat):
        changed["line"] = ""
    if data.get("act"):
        changed["act"] = data["act"] | {"text": ""}
    return changed


def _spoken(events: list[Event], seat: str | None) -> dict[tuple[str, str], int]:
    """Return where in each branch the first words of a seat are, those of its parent counted."""
    room = Room("")
    room.fold(events)
    found = {}
    for conversation in room.conversations.values():
        for branch in conversation.branches.values():
            for n, turn in enumerate(branch.turns[1:], 1):
                answered = seat == FACILITATOR and "answer" in turn.digest["acts"]
                if seat is None or turn.by == seat or answered:
                    found[conversation.id, branch.id] = n
                    break
    return found
