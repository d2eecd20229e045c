"""What each kind of event does to a room: who is there, the phases, the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.room.exercise import Exercise
from simulator.room.state import folding_conversations as talk
from simulator.room.state import folding_fishbowl as fishbowl
from simulator.room.state.records import FACILITATOR, PROJECTOR, Bookmark, Clock, Notice, Seat

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.room.state.events import Event
    from simulator.room.state.room import Room

MOST_NOTICES = 200
"""Messages of the facilitator that are remembered; a seat is shown the last few."""


def _opened(room: Room, event: Event) -> None:
    data = event.data
    room.exercise = Exercise.from_dict(data["exercise"])
    room.code, room.expires = data["code"], data["expires"]
    room.keep_until, room.anonymous = data["keep_until"], data["anonymous"]
    room.seats[FACILITATOR] = Seat(FACILITATOR, FACILITATOR, "Facilitator", data["facilitator"])
    room.seats[PROJECTOR] = Seat(PROJECTOR, PROJECTOR, "Projector", data["projector"])
    room.touch("room")


def _coded(room: Room, event: Event) -> None:
    room.code, room.expires = event.data["code"], event.data["expires"]
    room.locked, room.coded = event.data["locked"], event.at
    room.touch("room")
    room.touch("screen")


def _seated(room: Room, event: Event) -> None:
    data = event.data
    seat = Seat(data["seat"], data["role"], data["called"], data["token"])
    seat.seated = seat.moved = event.ver
    seat.came = event.at
    room.seats[seat.id] = seat
    room.counts["seat"] += 1
    _people(room)


def _here(room: Room, event: Event) -> None:
    seat = room.seats[event.data["seat"]]
    seat.here, seat.worker = True, event.data["worker"]
    _presence(room, seat)


def _away(room: Room, event: Event) -> None:
    seat = room.seats[event.data["seat"]]
    seat.here = False
    _presence(room, seat)


def _presence(room: Room, seat: Seat) -> None:
    if seat.takes_part:
        room.touch("people")
        room.touch("grid")
    if seat.conversation:
        room.touch("conversation", seat.conversation)
        room.touch("watched", seat.conversation)


def _left(room: Room, event: Event) -> None:
    seat = room.seats[event.data["seat"]]
    seat.gone, seat.here, seat.token, seat.hand = True, False, "", ""
    room.vote.votes.pop(seat.id, None)
    talk.take_out(room, seat)
    _people(room)
    room.touch("proposals")


def _sat(room: Room, event: Event) -> None:
    seat = room.seats[event.data["seat"]]
    seat.role = event.data["role"]
    if seat.role == "observer":
        room.vote.votes.pop(seat.id, None)
    if seat.conversation:
        talk.seats_changed(room, room.conversations[seat.conversation])
    room.touch("me", seat.id)
    _people(room)
    room.touch("proposals")


def _people(room: Room) -> None:
    for part in ("people", "room", "grid", "proposals"):
        room.touch(part)


def _hand(room: Room, event: Event) -> None:
    seat = event.data.get("seat", event.by)
    room.seats[seat].hand = event.data["up"]
    room.touch("me", seat)
    room.touch("people")
    room.touch("grid")


def _phased(room: Room, event: Event) -> None:
    data = event.data
    room.phase = data["phase"]
    if data["mode"] != room.mode:
        room.mode, room.moded = data["mode"], event.ver
    room.clock = Clock(data["ends"], data["left"])
    room.rotates, room.rotates_left = data["rotates"], data["rotates_left"]
    by_clock = room.rotates is not None or room.rotates_left is not None
    before = room.exercise.grouping.size if by_clock else 0  # as in rooms that did not count them
    room.rounds = data.get("rounds", before)
    room.round = 1 if room.rounds else 0
    room.going = event.at
    room.urgent = event.ver  # the phase comes together with what it opens
    room.notices = []
    for part in ("room", "clock", "questions", "tables", "grid", "screen", "group", "proposals"):
        room.touch(part)
    for seat in room.people:
        room.touch("me", seat.id)
        room.touch("notices", seat.id)


def _clocked(room: Room, event: Event) -> None:
    room.clock = Clock(event.data["ends"], event.data["left"])
    room.rotates = event.data.get("rotates", room.rotates)
    room.rotates_left = event.data.get("rotates_left", room.rotates_left)
    room.touch("clock")


def _round(room: Room, event: Event) -> None:
    data = event.data
    room.round, room.rotates, room.rotates_left = (
        data["round"],
        data["rotates"],
        data["rotates_left"],
    )
    room.touch("clock")


def _paused(room: Room, event: Event) -> None:
    data = event.data
    room.paused = data["on"]
    room.clock = Clock(data["ends"], data["left"])
    room.rotates, room.rotates_left = data["rotates"], data["rotates_left"]
    room.going = room.going if data["on"] else event.at
    for part in ("room", "clock", "grid"):
        room.touch(part)
    for seat in room.people:
        room.touch("me", seat.id)


def _broadcast(room: Room, event: Event) -> None:
    notice = Notice(event.at, event.data["text"], event.data["to"], event.ver)
    room.notices = [*room.notices, notice][-MOST_NOTICES:]
    to = notice.to
    inside = room.conversations[to].seats if to in room.conversations else None
    for seat in room.people:
        if to is None or seat.id == to or (inside is not None and seat.id in inside):
            room.touch("notices", seat.id)


def _bookmarked(room: Room, event: Event) -> None:
    data = event.data
    room.bookmarks[data["bookmark"]] = Bookmark(
        data["bookmark"],
        data["conversation"],
        data["branch"],
        data["turn"],
        data["quote"],
        data["note"],
        event.by,
    )
    room.counts["bookmark"] += 1
    room.touch("bookmarks")
    room.touch("me", event.by)
    room.touch("group")


def _unbookmarked(room: Room, event: Event) -> None:
    mark = room.bookmarks.pop(event.data["bookmark"])
    room.touch("bookmarks")
    room.touch("me", mark.by)
    room.touch("group")


def _answers(room: Room, event: Event) -> None:
    room.seats[event.by].answers[event.data["when"]] = event.data["answers"]
    room.touch("me", event.by)
    room.touch("people")
    room.touch("group")


def _projected(room: Room, event: Event) -> None:
    room.screen = dict(event.data)
    room.seats[PROJECTOR].moved = event.ver
    room.touch("screen")
    for one in room.conversations:
        room.touch("conversation", one)


def _anonymous(room: Room, event: Event) -> None:
    room.anonymous = event.data["on"]
    room.moded = event.ver  # who said what is told in every part
    room.touch("room")


def _closed(room: Room, event: Event) -> None:
    room.closed, room.mode, room.moded = True, "closed", event.ver
    room.clock, room.rotates = Clock(), None
    room.touch("room")


def _nothing(room: Room, event: Event) -> None:
    """Nothing changes; that the message was done is noted for every event."""


def _erased(room: Room, event: Event) -> None:
    room.moded = event.ver  # what was shown may be gone


FOLDS: dict[str, Callable[[Room, Event], None]] = {
    "opened": _opened,
    "coded": _coded,
    "seated": _seated,
    "here": _here,
    "away": _away,
    "left": _left,
    "sat": _sat,
    "hand": _hand,
    "phased": _phased,
    "clocked": _clocked,
    "round": _round,
    "paused": _paused,
    "broadcast": _broadcast,
    "bookmarked": _bookmarked,
    "unbookmarked": _unbookmarked,
    "answers": _answers,
    "projected": _projected,
    "anonymous": _anonymous,
    "closed": _closed,
    "nothing": _nothing,
    "erased": _erased,
    **talk.FOLDS,
    **fishbowl.FOLDS,
}
"""Every kind of event, by its name."""
