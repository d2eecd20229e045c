"""How a seat in a terminal ends when the hub ends it."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, STDOUT
from typing import Any

import pytest

from simulator.room.client.client import NOT_UNDERSTOOD
from simulator.room.terminal.debriefing import debrief_text
from tests.simulator.room.playing import Playing
from tests.simulator.room.small_hub import SmallHub


async def test_a_seat_that_waits_for_a_line_ends_with_the_hubs_words(small_hub: SmallHub) -> None:
    command = ("-m", "simulator.cli", "join", f"http://127.0.0.1:{small_hub.port}", "--plain")
    seat = await asyncio.create_subprocess_exec(
        sys.executable, *command, "--code=abc", stdin=PIPE, stdout=PIPE, stderr=STDOUT
    )
    await small_hub.asked("join")
    message = "It is over.\x1b]0;title\x07\x1b[2J\u202e"
    await small_hub.say(type="bye", code="over", message=message, again=False)
    assert seat.stdout
    assert (await seat.stdout.read()).decode().splitlines()[-1] == "It is over."
    assert await seat.wait() == 2
    assert seat.stdin
    seat.stdin.close()


async def test_hub_that_is_not_understood_ends_a_seat_with_a_sentence(small_hub: SmallHub) -> None:
    command = ("-m", "simulator.cli", "join", f"http://127.0.0.1:{small_hub.port}", "--plain")
    seat = await asyncio.create_subprocess_exec(
        sys.executable, *command, "--code=abc", stdin=PIPE, stdout=PIPE, stderr=STDOUT
    )
    await small_hub.asked("join")
    await small_hub.show(me={"whispers": 7}, notices=["Hello."])
    assert seat.stdout
    said = (await seat.stdout.read()).decode()
    assert said.splitlines()[-1] == NOT_UNDERSTOOD
    assert "Traceback" not in said
    assert await seat.wait() == 2
    assert seat.stdin
    seat.stdin.close()


@pytest.mark.parametrize("told", [{}, {"persona": 7}, {"lines": "many", "timeline": 3}])
def test_what_is_no_debrief_is_a_sentence(told: dict[str, Any]) -> None:
    assert debrief_text(told, 80) == NOT_UNDERSTOOD


def test_debrief_that_a_hub_tells_is_read(play: Playing) -> None:
    ann = play.join("Ann")
    play.done(play.leader, "begin", phase=4)
    play.done(ann, "say", conversation="c1", text="You idiot.")
    play.done(play.leader, "begin", phase=5)
    told = play.done(ann, "debrief", conversation="c1")["result"]
    text = debrief_text(told | {"title": "It\x1b[2J is \u202eover"}, 80)
    assert text.startswith("Robin: It is over\n")
    assert "You idiot." in text
