"""A seat in a terminal on a hub of real sockets: the whole screen, and line by line."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static

from simulator.room.console.screens.choosing import ChoosingScreen
from simulator.room.console.screens.confirming import ConfirmingScreen
from simulator.room.console.screens.writing import WritingScreen
from simulator.room.terminal.app import SeatApp
from simulator.room.terminal.screens.reading import ReadingScreen
from simulator.room.terminal.screens.seat import SeatScreen
from simulator.tui.widgets.transcript import Transcript
from tests.simulator.room.small_hub import SmallHub
from tests.simulator.room.terminal.showing import (
    ME,
    PROPOSALS,
    QUESTIONS,
    ROOM,
    TURNS,
    proposing,
    speaking,
    turn,
)

OPEN = PROPOSALS | {"open": True}


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_CONFIG", str(tmp_path / "settings"))


async def test_keys_are_those_of_ones_own_file(tmp_path: Path, small_hub: SmallHub) -> None:
    folder = tmp_path / "settings"
    folder.mkdir()
    (folder / "keys.yaml").write_text("seat.hand: f9\nexercise.next: f10\n", encoding="utf-8")
    async with seated(small_hub, speaking()) as pilot:
        await pilot.press("f2", "f9")
        await small_hub.asked("hand")
        commands = {
            each.title: each.help for each in pilot.app.get_system_commands(pilot.app.screen)
        }
        assert commands["Hand"] == "Key: f9"
        assert not pilot.app._notifications
    assert [each["type"] for each in small_hub.heard].count("hand") == 1


@asynccontextmanager
async def seated(hub: SmallHub, parts: dict[str, Any]) -> AsyncIterator[Pilot[str]]:
    hub.parts = parts
    where = f"ws://127.0.0.1:{hub.port}/ws"
    app = SeatApp(where, Random(1), "K7Q2", "Ann", now=lambda: 0.0)
    app.animation_level = "none"
    async with app.run_test(size=(80, 24)) as pilot:
        try:
            await app.client.until(lambda: app.client.pos > 0)
            await settled(pilot)
            yield pilot
        finally:
            await app.client.close()


async def settled(pilot: Pilot[str]) -> None:
    for _ in range(8):
        await pilot.pause()


async def shown(pilot: Pilot[str], screen: type[Screen[Any]]) -> None:
    """Wait until a screen is there."""
    while not (isinstance(pilot.app.screen, screen) and pilot.app.screen.is_mounted):
        await pilot.pause()
    await pilot.pause()


def text(pilot: Pilot[str], selector: str) -> str:
    return str(pilot.app.screen.query_one(selector, Static).content)


async def say(pilot: Pilot[str], line: str) -> None:
    pilot.app.screen.query_one("#line", Input).value = line
    await pilot.press("enter")


async def test_a_line_is_said_and_its_box_emptied_once_it_is_kept(small_hub: SmallHub) -> None:
    small_hub.silent = True
    async with seated(small_hub, speaking()) as pilot:
        await say(pilot, "On Friday.")
        first = await small_hub.asked("say")
        assert pilot.app.screen.query_one("#line", Input).value == "On Friday."
        small_hub.silent = False
        small_hub.cut()
        again = await small_hub.asked("say", 2)
        assert again == first
        while pilot.app.screen.query_one("#line", Input).value:
            await pilot.pause()
    assert (first["text"], first["conversation"]) == ("On Friday.", "c1")


async def test_a_line_that_is_refused_stays(small_hub: SmallHub) -> None:
    why = "Ms. Ferraro's conversation is held; your line is still in the box."
    small_hub.refusals["say"] = ("frozen", why)
    async with seated(small_hub, speaking()) as pilot:
        await say(pilot, "On Friday.")
        await small_hub.asked("say")
        await settled(pilot)
        assert text(pilot, "#doing") == why
        assert pilot.app.screen.query_one("#line", Input).value == "On Friday."


async def test_a_line_typed_at_the_wrong_time_stays(small_hub: SmallHub) -> None:
    async with seated(small_hub, speaking(room=ROOM | {"paused": True})) as pilot:
        await say(pilot, "On Friday.")
        await settled(pilot)
        assert text(pilot, "#doing") == "Not now; your line stays in the box."
        assert pilot.app.screen.query_one("#line", Input).value == "On Friday."
    assert "say" not in [each["type"] for each in small_hub.heard]


async def test_the_conversation_goes_on_as_it_is_told(small_hub: SmallHub) -> None:
    async with seated(small_hub, speaking()) as pilot:
        more = TURNS | {"first": 2, "turns": [turn(2, "Friday?", "[b]Friday[/b].")]}
        await small_hub.show(turns=more)
        app = pilot.app
        assert isinstance(app, SeatApp)
        await app.client.until(lambda: app.client.pos == small_hub.pos)
        await settled(pilot)
        script = app.screen.query_one(Transcript).text
    assert "So am I." in script
    assert "[b]Friday[/b]." in script
    assert script.count("You") == 2


async def test_a_vote_is_cast_and_taken_back(small_hub: SmallHub) -> None:
    async with seated(small_hub, proposing(proposals=OPEN)) as pilot:
        assert pilot.app.screen.query_one("#lines", OptionList).has_focus
        await pilot.press("down", "enter")
        assert (await small_hub.asked("vote"))["proposal"] == "p2"
        me = proposing()["me"] | {"vote": "p2"}
        await small_hub.show(me=me)
        app = pilot.app
        assert isinstance(app, SeatApp)
        await app.client.until(lambda: app.client.pos == small_hub.pos)
        await settled(pilot)
        await pilot.press("enter")
        assert (await small_hub.asked("vote", 2))["proposal"] is None


async def test_a_line_being_typed_is_not_taken_away_by_a_vote(small_hub: SmallHub) -> None:
    async with seated(small_hub, proposing()) as pilot:
        pilot.app.screen.query_one("#line", Input).value = "Could y"
        await small_hub.show(proposals=OPEN)
        app = pilot.app
        assert isinstance(app, SeatApp)
        await app.client.until(lambda: app.client.pos == small_hub.pos)
        await settled(pilot)
        line = app.screen.query_one("#line", Input)
        assert line.has_focus
        assert line.value == "Could y"


async def test_the_hand_goes_up_and_then_calls(small_hub: SmallHub) -> None:
    async with seated(small_hub, speaking()) as pilot:
        await pilot.press("f2")
        assert (await small_hub.asked("hand"))["up"] == "hand"
        await small_hub.show(me=ME | {"hand": "hand"})
        app = pilot.app
        assert isinstance(app, SeatApp)
        await app.client.until(lambda: app.client.pos == small_hub.pos)
        await settled(pilot)
        await pilot.press("f2")
        assert (await small_hub.asked("hand", 2))["up"] == "help"


async def test_the_brief_can_be_read_again(small_hub: SmallHub) -> None:
    async with seated(small_hub, speaking()) as pilot:
        await pilot.press("f3")
        await shown(pilot, ReadingScreen)
        told = "\n".join(str(each.content) for each in pilot.app.screen.query(Static))
    for words in ("For you alone", "You broke it.", "The situation", "He waits."):
        assert words in told


async def test_the_questions_are_asked_and_sent_together(small_hub: SmallHub) -> None:
    parts = {"room": ROOM, "me": ME | {"may_say": False}, "questions": QUESTIONS}
    async with seated(small_hub, parts) as pilot:
        for keys, screen in ((("down", "enter"), 1), (("enter",), 2)):
            await shown(pilot, ChoosingScreen)
            before = pilot.app.screen
            await pilot.press(*keys)
            while pilot.app.screen is before and screen:
                await pilot.pause()
        await shown(pilot, WritingScreen)
        await pilot.press("s", "o", "enter")
        sent = await small_hub.asked("answers")
    assert sent["answers"] == {"sure": 2, "often": "never", "why": "so"}


async def test_leaving_asks_and_gives_the_seat_up(small_hub: SmallHub) -> None:
    async with seated(small_hub, speaking()) as pilot:
        await pilot.press("ctrl+q")
        await shown(pilot, ConfirmingScreen)
        await pilot.press("y")
        await small_hub.asked("leave")


async def test_a_wrong_code_is_told(small_hub: SmallHub) -> None:
    small_hub.refusals["join"] = ("no_room", "There is no room with this code.")
    where = f"ws://127.0.0.1:{small_hub.port}/ws"
    app = SeatApp(where, Random(1), "WRONG", "Ann")
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.client.gone:
            await pilot.pause()
        await settled(pilot)
        assert isinstance(app.screen, SeatScreen)
        assert text(pilot, "#line-state").startswith("There is no room with this code.")
        await pilot.press("ctrl+q")
    assert app.return_value == "There is no room with this code."


async def test_line_by_line_through_a_pipe(small_hub: SmallHub) -> None:
    """What is typed is said; the end of the input gives the seat up."""
    small_hub.parts = speaking()
    program = (
        "from simulator.room.terminal.seat import take_seat\n"
        f"take_seat('http://127.0.0.1:{small_hub.port}/?code=K7Q2', name='Ann')"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        program,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate(b"On Friday.\n/hand\n")
    told = out.decode()
    assert process.returncode == 0
    assert "Mr. Okoye: (looks up) So am I." in told
    kinds = [each["type"] for each in small_hub.heard]
    assert kinds == ["join", "say", "hand", "leave"]
    assert small_hub.heard[0]["code"] == "K7Q2"
    assert small_hub.heard[1]["text"] == "On Friday."
