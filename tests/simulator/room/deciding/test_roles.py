"""Who may ask what: every role with every message there is, through the hub."""

from typing import get_args

import pytest

from simulator.room.deciding.roles import MAY
from simulator.room.protocol import asked

ROLES = {"F": "facilitator", "S": "projector", "P": "participant", "O": "observer"}

TYPES = {
    get_args(model.model_fields["type"].annotation)[0]
    for model in get_args(asked.Doing | asked.Looking)
}

# F facilitator, S screen (projector), P participant, O observer: what a person would expect.
EXPECTED = {
    "say": "P",
    "propose": "F P",
    "withdraw": "F P",
    "vote": "P",
    "hand": "F P O",
    "advise": "P O",
    "rotate": "F P O",
    "bookmark": "F P O",
    "unbookmark": "F P O",
    "answers": "P O",
    "leave": "P O",
    "begin": "F",
    "clock": "F",
    "pause": "F",
    "freeze": "F",
    "broadcast": "F",
    "group": "F",
    "place": "F",
    "fishbowl": "F",
    "baton": "F",
    "voting": "F",
    "reveal": "F",
    "play": "F",
    "chair": "F",
    "answer": "F",
    "prompt": "F",
    "nudge": "F",
    "branch": "F P",
    "switch": "F",
    "project": "F",
    "anonymous": "F",
    "sit": "F",
    "remove": "F",
    "remove_since": "F",
    "code": "F",
    "close": "F",
    "erase": "F",
    "watch": "F",
    "script": "F",
    "debrief": "F P O",
    "ping": "F S P O",
}

FILLED = {
    "say": {"conversation": "c1", "text": "Hello."},
    "propose": {"text": "Hello."},
    "withdraw": {"proposal": "p1"},
    "vote": {"proposal": "p1"},
    "hand": {"up": "help"},
    "advise": {"text": "Ask."},
    "rotate": {"conversation": "c1"},
    "bookmark": {"conversation": "c1", "turn": 0},
    "unbookmark": {"bookmark": "m1"},
    "answers": {"when": "before", "answers": {"ready": 3}},
    "leave": {},
    "begin": {"phase": 0},
    "clock": {"act": "add", "seconds": 1},
    "pause": {"on": True},
    "freeze": {"conversation": "c1", "on": True},
    "broadcast": {"text": "Two minutes."},
    "group": {},
    "place": {"seat": "s1", "conversation": None},
    "fishbowl": {},
    "baton": {"seat": None},
    "voting": {"open": False},
    "reveal": {},
    "play": {"text": "Hello."},
    "chair": {"conversation": "c1", "take": "on"},
    "answer": {"conversation": "c1", "text": None},
    "prompt": {"conversation": "c1", "text": "0"},
    "nudge": {"conversation": "c1", "feeling": "trust", "amount": 0.1},
    "branch": {"conversation": "c1", "at": 0},
    "switch": {"conversation": "c1", "branch": "b1"},
    "project": {"show": "blank"},
    "anonymous": {"on": False},
    "sit": {"seat": "s1", "role": "observer"},
    "remove": {"seat": "s1"},
    "remove_since": {"seat": "s1"},
    "code": {},
    "close": {},
    "erase": {"seat": "s1"},
    "watch": {"conversation": "c1"},
    "script": {"conversation": "c1"},
    "debrief": {"conversation": "c1"},
    "ping": {},
}

REFUSED = {
    "facilitator": "The facilitator may not do that.",
    "projector": "The projector may not do that.",
    "participant": "A participant may not do that.",
    "observer": "An observer may not do that.",
}


def test_there_is_a_row_for_every_message():
    assert set(MAY) == set(EXPECTED) == set(FILLED) == TYPES


def test_the_table_is_what_a_person_would_expect():
    assert {kind: {ROLES[one] for one in row.split()} for kind, row in EXPECTED.items()} == MAY


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_the_hub_refuses_exactly_what_a_role_may_not(play, kind):
    people = [play.join(role=role) for role in ("participant", "observer")]
    play.done(play.leader, "begin", phase=3)
    for asks in (play.screen, *reversed(people), play.leader):
        before = play.room.ver
        answer = play.ask(asks, kind, **FILLED[kind])
        told = (answer.get("code"), answer.get("message"))
        if asks.role in MAY[kind]:
            assert told != ("not_allowed", REFUSED[asks.role])
        else:
            assert told == ("not_allowed", REFUSED[asks.role])
            assert play.room.ver == before


def test_a_role_is_the_one_a_seat_has_now(play):
    client = play.join()
    play.done(play.leader, "begin", phase=3)
    play.done(client, "propose", text="You never trim it.")
    play.done(play.leader, "sit", seat=client.seat, role="observer")
    assert play.refused(client, "propose", text="Once more.") == (
        "not_allowed",
        REFUSED["observer"],
    )
