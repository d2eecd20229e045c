"""The state: plain JSON there and back, and only in the format that is known."""

from __future__ import annotations

import json

import pytest

from engine.signs import SIGNS
from engine.state import FORMAT, State, Table


def filled() -> State:
    state = State("calm", [0.25, 1.0], turn=3, entered=1, visited=["calm", "cross"])
    state.times[2] = 5
    state.disclosed, state.facts, state.heard = ["father"], ["apologised"], [7, 8]
    state.used, state.fired = {4: 2, 11: 1}, {0: 3}
    state.said, state.drove, state.ending = "Hm.", True, "gone"
    state.table = Table(
        {"cut": "half"}, ["cut"], ["cut.all"], ["cut.little"], "pay", ("pay", "you"), since=2
    )
    state.drawn, state.name = {4: [1, 0]}, "Lena"
    state.quoted, state.named = {"apologised": "I'm sorry"}, {"day": "Friday"}
    return state


def test_a_state_survives_json() -> None:
    assert State.from_dict(json.loads(json.dumps(filled().as_dict()))) == filled()


def test_a_fresh_state_survives_json() -> None:
    state = State("calm", [0.5])
    assert len(state.times) == len(state.here) == len(state.last) == len(SIGNS)
    assert State.from_dict(json.loads(json.dumps(state.as_dict()))) == state


def test_a_copy_is_the_same_and_shares_nothing() -> None:
    state, before = filled(), filled()
    copy = state.copy()
    assert copy == state
    for one in (copy, copy.table):
        for name in one.__slots__:
            value = getattr(one, name)
            if isinstance(value, list | dict):
                value.clear()
    assert state == before


def test_two_states_share_nothing() -> None:
    saved = filled().as_dict()
    one, other = State.from_dict(saved), State.from_dict(saved)
    one.times[2] += 1
    one.table.agreed["pay"] = "you"
    one.facts.append("more")
    assert other == filled()
    assert saved == filled().as_dict()


def test_what_was_saved_before_there_was_more_to_keep_is_read() -> None:
    """The first format had no words, names or terms, and did not know when offers began."""
    saved = filled().as_dict() | {"format": 1}
    for key in ("drawn", "quoted", "named", "name"):
        del saved[key]
    del saved["table"]["since"]
    state = State.from_dict(saved)
    assert (state.drawn, state.quoted, state.named, state.name) == ({}, {}, {}, "")
    assert state.table.since == 0
    assert state.facts == ["apologised"]
    assert state.as_dict()["format"] == FORMAT


@pytest.mark.parametrize("other", [None, 0, FORMAT + 1, "1"])
def test_another_format_is_refused(other: object) -> None:
    saved = filled().as_dict() | {"format": other}
    with pytest.raises(ValueError, match=f"format {other!r}; this reads {FORMAT}"):
        State.from_dict(saved)
    assert saved["format"] == other


def test_a_state_without_a_format_is_refused() -> None:
    saved = filled().as_dict()
    del saved["format"]
    with pytest.raises(ValueError, match="format None"):
        State.from_dict(saved)


def test_a_state_saved_before_ways_could_be_taken_once_is_read() -> None:
    saved = filled().as_dict()
    del saved["gone"], saved["directions"]
    assert State.from_dict(saved) == filled()
