"""Who is at a table, and how the head of the seat says it."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.room.client.ticking import Ticking
from simulator.room.terminal.head import head_of, time_left
from simulator.room.terminal.news import News
from simulator.room.terminal.table import may_pass_on, part_told, speaker_away, table_told
from tests.simulator.room.terminal.showing import ME, ROOM, SEATS, TALK, at_table, speaking

GONE = [SEATS[0] | {"here": False}, *SEATS[1:]]


def test_everybody_at_the_table_is_told_with_their_part() -> None:
    assert table_told(at_table()) == "Heron speaks (you) · Wren coaches · Tern observes (away)"


def test_who_spoke_last_speaks_no_longer_when_it_is_over() -> None:
    parts = at_table(room=ROOM | {"mode": "debrief"})
    assert table_told(parts) == "Heron (you) · Wren · Tern (away)"


def test_the_round_is_told_and_when_the_parts_move_on() -> None:
    parts, ticking = at_table(), Ticking()
    ticking.hear(parts["clock"], 100.0)
    head = head_of(parts, ticking.left(105.0), ticking.passes(105.0))
    assert head.table.endswith("Tern observes (away) · Round 2 of 3, next part in 3:55")
    assert head.own == "Heron · 12:25 left"


def test_a_hub_that_tells_no_rounds_is_shown_without() -> None:
    assert head_of(speaking(), None, None) == ("Heron · speaker", "")


@pytest.mark.parametrize(
    ("left", "told"),
    [(None, ""), (61.0, "1:01 left"), (0.0, "Time is up"), (-22.0, "Time is up")],
)
def test_no_time_is_negative(left: float | None, told: str) -> None:
    assert time_left(left) == told


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (at_table("coach"), "You coach now: what you type is whispered to the speaker."),
        (at_table("observer"), "You observe now."),
        (at_table(room=ROOM | {"mode": "brief"}), ""),
        (speaking(me=ME | {"part": ""}), ""),
    ],
)
def test_what_a_part_means(parts: dict[str, Any], told: str) -> None:
    assert part_told(parts) == told


def test_a_speaker_who_is_away_is_told_with_what_to_do() -> None:
    assert speaker_away(at_table("coach")) == ""
    away = "Heron is to speak and is away. Wait a moment, or pass the parts on."
    parts = at_table("coach", GONE)
    assert speaker_away(parts) == away
    news = News()
    told = list(news.of(at_table("coach"), frozenset(("me", "conversation"))))
    assert "* At your table: Heron speaks (you) · Wren coaches · Tern observes (away)." in told
    assert f"* {away}" in list(news.of(parts, frozenset(("conversation",))))


@pytest.mark.parametrize(
    ("parts", "may"),
    [
        (at_table(), True),
        (at_table(seats=SEATS[:1]), False),
        (at_table(seats=[SEATS[0], SEATS[1] | {"role": "observer"}]), False),
        (at_table(conversation=TALK | {"seats": SEATS, "frozen": True}), False),
        (at_table(room=ROOM | {"paused": True}), False),
    ],
)
def test_parts_are_passed_on_only_to_others_and_while_it_goes_on(
    parts: dict[str, Any], may: bool
) -> None:
    assert may_pass_on(parts) is may
