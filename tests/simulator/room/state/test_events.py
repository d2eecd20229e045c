"""What is kept of a room: every kind of event is known, and folded."""

from typing import get_args

import pytest

from simulator.room.deciding import DECIDES
from simulator.room.protocol.asked import Doing
from simulator.room.state import Room
from simulator.room.state.events import KINDS, Event
from simulator.room.state.folding import FOLDS


def test_every_kind_is_folded_and_every_message_decided_on():
    assert KINDS.keys() == FOLDS.keys()
    types = {get_args(one.model_fields["type"].annotation)[0] for one in get_args(Doing)}
    assert types == DECIDES.keys() | {"code", "erase"}


def test_an_event_is_what_was_stored():
    event = Event(3, "hand", "2027-03-02T09:00:00.000+00:00", "s1", "i1", {"up": "help"})
    assert Event.of(3, event.payload()) == event
    assert "id" not in Event(4, "closed", event.at, "facilitator").payload()


def test_a_gap_is_never_folded(play):
    events = play.events()
    room = Room("r")
    room.apply(events[0])
    for wrong in (events[0], Event(3, "closed", events[0].at, "facilitator")):
        with pytest.raises(ValueError, match="after 1 in room r"):
            room.apply(wrong)
