"""While an action is under way no key begins another one, nor answers what was not read yet."""

from __future__ import annotations

from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen

from simulator.room.console.app import ConsoleApp
from simulator.room.console.open_desk import NO_LINE
from simulator.room.console.screens.choosing import ChoosingScreen
from simulator.room.console.screens.confirming import ConfirmingScreen
from simulator.room.console.screens.exercise import ExerciseScreen
from simulator.room.console.screens.talk import TalkScreen
from tests.simulator.room.console.conftest import Opened
from tests.simulator.room.console.showing import breakouts
from tests.simulator.room.console.test_console import press, readable, settled
from tests.simulator.room.small_hub import SmallHub


def app_of(pilot: Pilot[str]) -> ConsoleApp:
    assert isinstance(pilot.app, ConsoleApp)
    return pilot.app


def type_at_once(pilot: Pilot[str], *keys: str) -> None:
    """Press keys as fast as a terminal tells of them: nothing is waited for in between."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))


async def reached(pilot: Pilot[str], screen: type[Screen[Any]]) -> None:
    while not isinstance(pilot.app.screen, screen):
        await pilot.pause()
    await readable(pilot)


def heard(hub: SmallHub) -> list[str]:
    return [each["type"] for each in hub.heard if each["type"] not in ("hello", "watch")]


@pytest.mark.parametrize("more", [["n"], ["p", "n", "z"], ["enter"], ["g", "enter"]])
async def test_what_is_typed_before_the_first_question_is_there_does_nothing(
    opened: Opened, small_hub: SmallHub, more: list[str]
) -> None:
    async with opened(breakouts()) as pilot:
        type_at_once(pilot, "t", *more)
        await reached(pilot, ChoosingScreen)
        assert "in the counterpart's place" in str(pilot.app.screen.query_one(".question").render())
        assert len(pilot.app.screen_stack) == 3  # the blank one, the exercise, the question
    assert heard(small_hub) == []


@pytest.mark.parametrize("key", ["y", "n", "enter", "escape"])
async def test_a_key_that_was_typed_before_a_question_could_be_read_does_not_answer_it(
    opened: Opened, small_hub: SmallHub, key: str
) -> None:
    async with opened(breakouts()) as pilot:
        early = Key(key, None)
        app_of(pilot).do("exercise.close")
        await reached(pilot, ConfirmingScreen)
        pilot.app.post_message(early)
        await settled(pilot)
        assert isinstance(pilot.app.screen, ConfirmingScreen)
        await press(pilot, "y", ExerciseScreen)
        await small_hub.asked("close")
    assert heard(small_hub) == ["close"]


async def test_nothing_begins_while_the_hub_is_asked_what_there_is_to_choose(
    opened: Opened, small_hub: SmallHub
) -> None:
    line = {"id": "1a2b", "text": "And my money?", "place": "interest", "of": ""}
    small_hub.results["script"] = {"script": [line]}
    small_hub.silent = True
    async with opened(breakouts()) as pilot:
        await pilot.press("s", "n", "p")
        asked = await small_hub.asked("script")
        await pilot.press("g", "enter")
        assert isinstance(pilot.app.screen, ExerciseScreen)
        told = {"type": "ack", "id": asked["id"], "pos": small_hub.pos}
        await small_hub.say(**told, result=small_hub.results["script"])
        await reached(pilot, ChoosingScreen)
    assert heard(small_hub) == ["script"]


async def test_escape_gives_up_an_action_that_the_hub_keeps_waiting(
    opened: Opened, small_hub: SmallHub
) -> None:
    small_hub.silent = True
    async with opened(breakouts()) as pilot:
        await pilot.press("s")
        await small_hub.asked("script")
        await pilot.press("escape", "p")
        await small_hub.asked("pause")
        assert isinstance(pilot.app.screen, ExerciseScreen)


async def test_an_action_whose_line_breaks_before_its_question_is_given_up(
    opened: Opened, small_hub: SmallHub
) -> None:
    small_hub.silent = True
    async with opened(breakouts()) as pilot:
        app = app_of(pilot)
        await pilot.press("s")
        await small_hub.asked("script")
        await small_hub.stop()
        await app.client.until(lambda: app.client.standing.how == "waiting")
        await settled(pilot)
        assert not app.under_way
        await pilot.press("s")  # and without a line it does not begin
        await settled(pilot)
        assert not app.under_way
        assert [each.message for each in app._notifications] == [NO_LINE, NO_LINE]


async def test_keys_that_ask_nothing_back_act_as_often_as_they_are_pressed(
    opened: Opened, small_hub: SmallHub
) -> None:
    async with opened(breakouts()) as pilot:
        type_at_once(pilot, "plus", "plus", "p")
        await small_hub.asked("clock", 2)
        await small_hub.asked("pause")
    assert heard(small_hub) == ["clock", "clock", "pause"]


async def test_a_conversation_is_left_once_no_action_is_under_way(
    opened: Opened, small_hub: SmallHub
) -> None:
    small_hub.silent = True
    async with opened(breakouts()) as pilot:
        await press(pilot, "enter", TalkScreen)
        await pilot.press("s")
        await small_hub.asked("script")
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, TalkScreen)
        await press(pilot, "escape", ExerciseScreen)


async def test_the_program_can_be_left_whatever_is_under_way(
    opened: Opened, small_hub: SmallHub
) -> None:
    small_hub.silent = True
    async with opened(breakouts()) as pilot:
        await pilot.press("s")
        await small_hub.asked("script")
        await pilot.press("ctrl+q")
    assert app_of(pilot).return_value == ""
