"""What one person in a room may do with it: nobody else loses their place, their words or time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simulator.room.debrief import gathering
from simulator.room.deciding import people, talking
from simulator.room.deciding.pseudonyms import ANIMALS, COLOURS
from simulator.room.protocol.asked import Debrief
from simulator.room.refusal import Refusal
from tests.simulator.room.playing import Client, Playing, playing

FISHBOWL, BREAKOUT, DEBRIEF = 3, 4, 5


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Playing]:
    with playing(tmp_path) as room:
        yield room


def opened(room: Playing) -> Client:
    """Open the fishbowl, with somebody who speaks."""
    ann = room.join("Ann")
    room.done(room.leader, "begin", phase=FISHBOWL)
    room.done(room.leader, "baton", seat=ann.seat)
    return ann


def test_seats_that_were_taken_away_are_free_again(room: Playing, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(people, "MOST_SEATS", 3)
    for _ in range(3):
        room.join(attached=False)
    with pytest.raises(Refusal, match="full"):
        room.join()
    for seat in ("s1", "s2"):
        room.done(room.leader, "remove", seat=seat)
    assert room.join("Ann").seat == "s4"
    assert room.join("Ben").seat == "s5"
    with pytest.raises(Refusal, match="full"):
        room.join()


def test_there_are_pseudonyms_for_all_who_ever_come(room: Playing, monkeypatch: pytest.MonkeyPatch):
    assert len(COLOURS) * len(ANIMALS) > people.MOST_EVER
    monkeypatch.setattr(people, "MOST_EVER", 2)
    for number in (1, 2):
        room.join()
        room.done(room.leader, "remove", seat=f"s{number}")
    with pytest.raises(Refusal, match="full"):
        room.join()


def test_bookmarks_of_one_leave_room_for_others(room: Playing, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(talking, "MOST_BOOKMARKS_EACH", 2)
    monkeypatch.setattr(talking, "MOST_BOOKMARKS", 3)
    ann, ben = opened(room), room.join("Ben")
    for _ in range(2):
        room.done(ann, "bookmark", conversation="c1", turn=0)
    assert room.refused(ann, "bookmark", conversation="c1", turn=0)[0] == "full"
    room.done(ben, "bookmark", conversation="c1", turn=0)
    assert room.refused(ben, "bookmark", conversation="c1", turn=0)[0] == "full"
    room.done(room.leader, "bookmark", conversation="c1", turn=0)
    room.done(ann, "unbookmark", bookmark="m1")
    room.done(ann, "unbookmark", bookmark="m2")
    room.done(ann, "bookmark", conversation="c1", turn=0)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("was my FAULT", "was my FAULT"),
        ("Sorry - it was", "Sorry - it was"),
        ("It was your fault", "Sorry, it was my fault."),
        ("…", "Sorry, it was my fault."),
    ],
)
def test_nobody_is_quoted_with_words_of_another(room: Playing, asked: str, kept: str):
    ann, ben = opened(room), room.join("Ben")
    room.done(ann, "say", conversation="c1", text="Sorry, it was my fault.")
    room.done(ben, "bookmark", conversation="c1", turn=1, quote=asked)
    assert room.room.bookmarks["m1"].quote == kept


def test_answers_can_be_quoted_once_they_are_given(room: Playing):
    ann = opened(room)
    room.done(room.leader, "chair", conversation="c1", take="on")
    room.done(ann, "say", conversation="c1", text="Hello.")
    planned = room.room.conversations["c1"].now.last.digest["parts"][0][1]
    room.done(ann, "bookmark", conversation="c1", turn=1, quote=planned)
    assert room.room.bookmarks["m1"].quote == "Hello."
    room.done(room.leader, "answer", conversation="c1", text=None)
    room.done(ann, "bookmark", conversation="c1", turn=1, quote=planned)
    assert room.room.bookmarks["m2"].quote == planned


def test_debrief_does_not_tell_what_an_answer_would_have_been(room: Playing):
    ann = opened(room)
    room.done(room.leader, "chair", conversation="c1", take="on")
    before = room.done(room.leader, "debrief", conversation="c1")["result"]
    room.done(ann, "say", conversation="c1", text="I am sorry, that was my fault.")
    room.done(room.leader, "begin", phase=DEBRIEF)
    assert room.done(ann, "debrief", conversation="c1")["result"] == before
    room.done(room.leader, "answer", conversation="c1", text=None)
    assert room.done(ann, "debrief", conversation="c1")["result"]["lines"] == 1


def owned(room: Playing, client: Client) -> list[int]:
    """Return how many lines each debrief has that a page gives to somebody."""
    return [one.lines for one in room.run(room.hub.own_debriefs(client.token))]


LATER = ("not_allowed", gathering.LATER)


def test_nobody_looks_up_in_a_debrief_how_to_go_on(room: Playing):
    """Nor by the protocol, where the pages offer it only afterwards."""
    ann, eve = opened(room), room.join(role="observer")
    room.done(ann, "say", conversation="c1", text="You never trim it.")
    for client in (ann, eve):
        assert room.refused(client, "debrief", conversation="c1") == LATER
        assert owned(room, client) == []
    assert room.done(room.leader, "debrief", conversation="c1")["result"]["lines"] == 1
    room.done(room.leader, "begin", phase=DEBRIEF)
    for client in (ann, eve):
        assert room.done(client, "debrief", conversation="c1")["result"]["lines"] == 1
        assert owned(room, client) == [1]


def test_fishbowl_is_over_when_the_facilitator_says_so(room: Playing):
    ann = opened(room)
    for text in ("You idiot.", "You stupid idiot."):
        room.done(ann, "say", conversation="c1", text=text)
    assert room.room.conversations["c1"].now.ended
    assert room.refused(ann, "debrief", conversation="c1") == LATER
    room.done(room.leader, "fishbowl")
    assert room.done(ann, "debrief", conversation="c1")["result"]["lines"] == 2
    assert room.refused(ann, "debrief", conversation="c2") == LATER


def test_breakout_that_ended_is_debriefed_though_it_goes_on_again(room: Playing):
    ann = room.join("Ann")
    room.done(room.leader, "begin", phase=BREAKOUT)
    room.done(ann, "say", conversation="c1", text="You idiot.")
    assert room.refused(ann, "debrief", conversation="c1") == LATER
    assert owned(room, ann) == []
    room.done(ann, "say", conversation="c1", text="You stupid idiot.")
    assert room.done(ann, "debrief", conversation="c1")["result"]["lines"] == 2
    room.done(ann, "branch", conversation="c1", at=1, why="retry")
    assert room.refused(ann, "debrief", conversation="c1") == LATER
    assert room.done(ann, "debrief", conversation="c1", branch="b1")["result"]["lines"] == 2
    assert owned(room, ann) == [2]
    room.done(room.leader, "close")
    assert room.done(ann, "debrief", conversation="c1")["result"]["lines"] == 1
    assert owned(room, ann) == [1]


def test_one_debrief_is_made_at_a_time(room: Playing, monkeypatch: pytest.MonkeyPatch):
    ann, ben = opened(room), room.join("Ben")
    room.done(room.leader, "begin", phase=DEBRIEF)
    making: list[str] = []
    most = []

    def slowly(*told: Any) -> Any:
        making.append(told[2].id)
        most.append(len(making))
        try:
            return gathering.own_debrief(*told)
        finally:
            making.pop()

    monkeypatch.setattr("simulator.room.hub.desk.own_debrief", slowly)

    async def ask(client: Client, wanted: str) -> Any:
        message = Debrief(type="debrief", id=wanted, conversation="c1")
        await room.hub.ask(client.attachment, message)
        return (await client.answer(wanted)).get("code", "ack")

    async def together() -> Any:
        return await asyncio.gather(ask(ann, "1"), ask(ann, "2"), ask(ben, "3"))

    assert room.run(together()) == ["ack", "too_often", "ack"]
    assert most == [1, 1]
    assert room.done(ann, "debrief", conversation="c1")["result"]["lines"] == 0
