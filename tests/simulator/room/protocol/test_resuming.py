"""Coming back with a position: nothing is missed, whatever was still to be told."""

from __future__ import annotations

from datetime import UTC, datetime

from simulator.room.exercise import Exercise
from simulator.room.hub.telling import Attachment, Teller
from simulator.room.state import Room
from simulator.room.state.events import Event
from simulator.room.views.parts import Looks
from tests.simulator.room.protocol.conftest import Client, exercise_of_all

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC).isoformat()
LOOKS = Looks({}, NOW, {"url": "", "code": "", "qr": ""}, lambda room: {})


def room_of(exercise: Exercise) -> Room:
    room = Room("roomone")
    opened = {"title": "A room", "exercise": exercise.as_dict(), "code": "abc", "expires": NOW}
    opened |= {"keep_until": NOW, "anonymous": True, "facilitator": "f", "projector": "p"}
    seated = {"seat": "s1", "role": "participant", "called": "Teal Otter", "token": "t"}
    room.apply(Event(1, "opened", NOW, "facilitator", "", opened))
    room.apply(Event(2, "seated", NOW, "hub", "", seated))
    return room


def connected(room: Room, seat: str) -> tuple[Attachment, Client]:
    client = Client(None, seat)  # type: ignore[arg-type]
    return Attachment(room.id, seat, client), client


def test_what_was_not_told_yet_is_told_after_a_reconnection():
    room, teller = room_of(exercise_of_all()), Teller()
    lead, client = connected(room, "facilitator")
    teller.tell(room, lead, LOOKS)
    room.apply(Event(3, "hand", NOW, "s1", "i1", {"up": "help"}))
    room.apply(Event(4, "paused", NOW, "facilitator", "i2", {
        "on": True, "ends": None, "left": 60.0, "rotates": None, "rotates_left": None,
    }))  # fmt: skip
    teller.flush(room, [lead], LOOKS, slow=False)
    assert client.heard[-1]["pos"] == 4
    assert client.parts["people"]["people"][0]["hand"] == "", "people are told a little later"

    back, again = connected(room, "facilitator")
    teller.resume(room, back, 4)
    teller.tell(room, back, LOOKS)
    assert again.parts["people"]["people"][0]["hand"] == "help"
    assert "clock" not in again.parts, "what was told is not told again"
