"""A seat in a terminal on a hub of real sockets: the whole screen, and line by line."""

from __future__ import annotations

import asyncio
import os
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
from simulator.room.console.screens.writing import WritingScreen
from simulator.room.terminal.app import SeatApp
from simulator.room.terminal.kept_seat import KeptSeat
from simulator.room.terminal.screens.reading import ReadingScreen
from simulator.room.terminal.screens.seat import SeatScreen
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.transcript import Transcript
from tests.simulator.room.small_hub import SmallHub
from tests.simulator.room.terminal.showing import (
    ME,
    PROPOSALS,
    QUESTIONS,
    ROOM,
    SEATS,
    TURNS,
    at_table,
    proposing,
    speaking,
    turn,
)

OPEN = PROPOSALS | {"open": True}


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_CONFIG", str(tmp_path / "settings"))
    monkeypatch.setenv("DETENTE_DATA", str(tmp_path))


async def test_keys_are_those_of_ones_own_file(tmp_path: Path, small_hub: SmallHub) -> None:
    folder = tmp_path / "settings"
    folder.mkdir()
    (folder / "keys.yaml").write_text("seat.hand: f11\nexercise.next: f10\n", encoding="utf-8")
    async with seated(small_hub, speaking()) as pilot:
        seat = pilot.app.screen
        await pilot.press("f2")
        await settled(pilot)
        assert pilot.app.screen is seat
        await pilot.press("f11")
        await shown(pilot, ChoosingScreen)
        await pilot.press("enter")
        await small_hub.asked("hand")
        await settled(pilot)
        commands = {each.title: each.help for each in pilot.app.get_system_commands(seat)}
        assert commands["Hand"] == "Key: f11"
        assert not pilot.app._notifications


@asynccontextmanager
async def seated(hub: SmallHub, parts: dict[str, Any]) -> AsyncIterator[Pilot[str]]:
    hub.parts = parts
    where = f"ws://127.0.0.1:{hub.port}/ws"
    kept = KeptSeat(Path(os.environ["DETENTE_DATA"]), where, "K7Q2")
    app = SeatApp(where, Random(1), "K7Q2", "Ann", kept, now=lambda: 0.0)
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


async def told(pilot: Pilot[str], hub: SmallHub, **parts: Any) -> None:
    """Let the hub tell other parts, and wait until they are shown."""
    await hub.show(**parts)
    app = pilot.app
    assert isinstance(app, SeatApp)
    await app.client.until(lambda: app.client.pos == hub.pos)
    await settled(pilot)


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
        await told(pilot, small_hub, turns=more)
        script = pilot.app.screen.query_one(Transcript).text
    assert "So am I." in script
    assert "[b]Friday[/b]." in script
    assert script.count("You") == 2


async def test_a_vote_is_cast_and_taken_back(small_hub: SmallHub) -> None:
    async with seated(small_hub, proposing(proposals=OPEN)) as pilot:
        assert pilot.app.screen.query_one("#lines", OptionList).has_focus
        await pilot.press("down", "enter")
        assert (await small_hub.asked("vote"))["proposal"] == "p2"
        me = proposing()["me"] | {"vote": "p2"}
        await told(pilot, small_hub, me=me)
        await pilot.press("enter")
        assert (await small_hub.asked("vote", 2))["proposal"] is None


async def test_a_line_being_typed_is_not_taken_away_by_a_vote(small_hub: SmallHub) -> None:
    async with seated(small_hub, proposing()) as pilot:
        pilot.app.screen.query_one("#line", Input).value = "Could y"
        await told(pilot, small_hub, proposals=OPEN)
        line = pilot.app.screen.query_one("#line", Input)
        assert line.has_focus
        assert line.value == "Could y"


async def test_a_hand_that_is_up_is_taken_down_or_calls(small_hub: SmallHub) -> None:
    async with seated(small_hub, speaking()) as pilot:
        await pilot.press("f2")
        await shown(pilot, ChoosingScreen)
        await pilot.press("enter")
        assert (await small_hub.asked("hand"))["up"] == "hand"
        await told(pilot, small_hub, me=ME | {"hand": "hand"})
        assert "Hand is up" in str(pilot.app.screen.query_one(Masthead).content)
        for keys, up in ((("enter",), ""), (("up", "enter"), "help")):
            times = len([each for each in small_hub.heard if each["type"] == "hand"])
            await pilot.press("f2")
            await shown(pilot, ChoosingScreen)
            await pilot.press(*keys)
            assert (await small_hub.asked("hand", times + 1))["up"] == up
            await settled(pilot)


async def test_parts_are_passed_on_once_it_was_asked(small_hub: SmallHub) -> None:
    async with seated(small_hub, at_table()) as pilot:
        await pilot.press("f5")
        await shown(pilot, ChoosingScreen)
        question = text(pilot, ".question")
        assert question.startswith("Pass the parts on? Everybody at the table gets the next part.")
        await pilot.press("escape")
        await settled(pilot)
        assert "rotate" not in [each["type"] for each in small_hub.heard]
        await pilot.press("f5")
        await shown(pilot, ChoosingScreen)
        await pilot.press("enter")
        assert (await small_hub.asked("rotate"))["conversation"] == "c1"


async def test_nobody_alone_passes_parts_on(small_hub: SmallHub) -> None:
    async with seated(small_hub, speaking()) as pilot:
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(pilot.app.screen, SeatScreen)


async def test_enter_alone_is_not_said_and_silence_has_a_key(small_hub: SmallHub) -> None:
    async with seated(small_hub, speaking()) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        assert "Press F9 to say nothing" in text(pilot, "#doing")
        assert "say" not in [each["type"] for each in small_hub.heard]
        pilot.app.screen.query_one("#line", Input).value = "Later"
        await pilot.press("f9")
        assert (await small_hub.asked("say"))["text"] == ""
        await settled(pilot)
        assert pilot.app.screen.query_one("#line", Input).value == "Later"


async def test_a_line_on_its_way_is_not_sent_twice(small_hub: SmallHub) -> None:
    small_hub.silent = True
    async with seated(small_hub, speaking()) as pilot:
        await say(pilot, "On Friday.")
        await small_hub.asked("say")
        assert text(pilot, "#doing") == "On its way …"
        await pilot.press("enter")
        await pilot.press("O", "r")
        await settled(pilot)
        assert text(pilot, "#doing") == "On its way …"
        assert len([each for each in small_hub.heard if each["type"] == "say"]) == 1
        small_hub.silent = False
        small_hub.cut()
        await small_hub.asked("say", 2)
        while pilot.app.screen.query_one("#line", Input).value != "Or":
            await pilot.pause()


async def test_words_of_one_part_are_not_those_of_another(small_hub: SmallHub) -> None:
    async with seated(small_hub, at_table()) as pilot:
        line = pilot.app.screen.query_one("#line", Input)
        line.value = "On Fri"
        coach = at_table("coach")
        await told(pilot, small_hub, me=coach["me"])
        assert line.value == ""
        assert "You coach now" in text(pilot, "#notice")
        line.value = "Ask him"
        await told(pilot, small_hub, me=at_table()["me"])
        assert line.value == "On Fri"
        assert "You speak now." in text(pilot, "#notice")


async def test_a_message_is_put_away_and_goes_when_it_is_told_no_more(small_hub: SmallHub) -> None:
    first = {"at": "2030-05-02T09:30:00+00:00", "text": "Two minutes."}
    second = {"at": "2030-05-02T09:31:00+00:00", "text": "Two minutes."}
    async with seated(small_hub, speaking(notices={"notices": [first]})) as pilot:
        notice = pilot.app.screen.query_one("#notice", Static)
        assert "Two minutes.  Esc puts it away" in text(pilot, "#notice")
        await pilot.press("escape")
        await settled(pilot)
        assert not notice.display
        await told(pilot, small_hub, notices={"notices": [first, second]})
        assert notice.display
        await told(pilot, small_hub, notices={"notices": []})
        assert not notice.display


async def test_a_speaker_who_is_away_is_told_above_the_conversation(small_hub: SmallHub) -> None:
    gone = [SEATS[0] | {"here": False}, *SEATS[1:]]
    parts = at_table("coach", gone) | {"me": at_table("coach")["me"] | {"seat": "s2"}}
    async with seated(small_hub, parts) as pilot:
        assert "Heron is to speak and is away." in text(pilot, "#notice")
        assert text(pilot, "#table").startswith("Heron speaks (away) · Wren coaches (you)")
        await pilot.press("escape")
        await settled(pilot)
        assert "Heron is to speak and is away." in text(pilot, "#notice")


async def test_the_last_answer_is_marked_or_another_line(small_hub: SmallHub) -> None:
    more = TURNS | {"turns": [*TURNS["turns"], turn(2, "Friday?", "", waiting=True)]}
    async with seated(small_hub, speaking(turns=more)) as pilot:
        for keys, quote, at in (((), "So am I.", 1), (("up",), "I am sorry.", 1)):
            await pilot.press("f4")
            await shown(pilot, ChoosingScreen)
            await pilot.press(*keys, "enter")
            await shown(pilot, WritingScreen)
            times = len([each for each in small_hub.heard if each["type"] == "bookmark"])
            await pilot.press("a", "enter")
            marked = await small_hub.asked("bookmark", times + 1)
            assert (marked["quote"], marked["turn"], marked["note"]) == (quote, at, "a")
            await settled(pilot)
            await shown(pilot, SeatScreen)


async def test_who_marks_a_line_sees_what_is_said_meanwhile(small_hub: SmallHub) -> None:
    turns = [turn(n, "Well?", "One. " * 60) for n in range(6)]
    async with seated(small_hub, speaking(turns=TURNS | {"turns": turns})) as pilot:
        transcript = pilot.app.screen.query_one(Transcript)
        await pilot.press("f4")
        await shown(pilot, ChoosingScreen)
        more = TURNS | {"first": 6, "turns": [turn(6, "Friday?", "On Friday.")]}
        await told(pilot, small_hub, turns=more)
        await pilot.press("escape")
        await shown(pilot, SeatScreen)
        await settled(pilot)
        assert transcript.is_vertical_scroll_end


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


async def test_leaving_asks_and_gives_the_seat_up(small_hub: SmallHub, tmp_path: Path) -> None:
    async with seated(small_hub, speaking()) as pilot:
        assert list(tmp_path.glob("seats/*"))
        await pilot.press("ctrl+q")
        await shown(pilot, ChoosingScreen)
        await pilot.press("down", "enter")
        await small_hub.asked("leave")
        while pilot.app.is_running:
            await pilot.pause()
    assert not list(tmp_path.glob("seats/*"))


async def test_who_goes_keeps_the_seat(small_hub: SmallHub, tmp_path: Path) -> None:
    async with seated(small_hub, speaking()) as pilot:
        await pilot.press("ctrl+q")
        await shown(pilot, ChoosingScreen)
        await pilot.press("enter")
        while pilot.app.is_running:
            await pilot.pause()
    assert "leave" not in [each["type"] for each in small_hub.heard]
    assert list(tmp_path.glob("seats/*"))


async def test_a_wrong_code_is_told(small_hub: SmallHub, tmp_path: Path) -> None:
    small_hub.refusals["join"] = ("no_room", "There is no room with this code.")
    where = f"ws://127.0.0.1:{small_hub.port}/ws"
    app = SeatApp(where, Random(1), "WRONG", "Ann", KeptSeat(tmp_path, where, "WRONG"))
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.client.gone:
            await pilot.pause()
        await settled(pilot)
        assert isinstance(app.screen, SeatScreen)
        assert text(pilot, "#line-state").startswith("There is no room with this code.")
        await pilot.press("ctrl+q")
    assert app.return_value == "There is no room with this code."


async def test_line_by_line_through_a_pipe(small_hub: SmallHub, tmp_path: Path) -> None:
    """What is typed is said; the end of the input gives the seat up."""
    small_hub.parts = speaking()
    url = f"http://127.0.0.1:{small_hub.port}/?code=K7Q2"
    program = (
        "from pathlib import Path\n"
        "from simulator.room.terminal.seat import take_seat\n"
        f"take_seat({url!r}, Path({str(tmp_path)!r}), name='Ann')"
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
