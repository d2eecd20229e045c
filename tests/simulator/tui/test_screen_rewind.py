"""Going back to a line and saying it differently."""

from __future__ import annotations

from pathlib import Path

from simulator.journal import Journal
from simulator.tui.screens.conversation import ConversationScreen
from simulator.tui.screens.rewind import RewindScreen
from simulator.tui.widgets.line_input import LineInput
from tests.simulator.tui.playing import BLAME, SORRY, opened, say, screen, talking, told, transcript


async def test_the_last_line_is_the_one_offered(data: Path) -> None:
    async with talking(data, "Hello there.", BLAME) as pilot:
        await pilot.press("f2")
        assert isinstance(pilot.app.screen, RewindScreen)
        await pilot.press("enter")
        assert pilot.app.screen.query_one(LineInput).value == BLAME
        assert BLAME not in transcript(pilot)
        assert screen(pilot).rehearsal.lines == ("Hello there.",)
        await say(pilot, SORRY)
        assert screen(pilot).rehearsal.lines == ("Hello there.", SORRY)


async def test_any_line_can_be_chosen_and_the_journal_keeps_the_old_ones(data: Path) -> None:
    async with talking(data, "one", "two", "three") as pilot:
        await pilot.press("ctrl+r", "home", "enter")
        assert screen(pilot).rehearsal.lines == ()
        assert pilot.app.screen.query_one(LineInput).value == "one"
        assert "The journal keeps the first attempt." in told(pilot)
        session = screen(pilot).rehearsal.session_id
        journal = Journal.open(data)
        kinds = [row[0] for row in journal._store.entries(session)]
        journal.shut()
        assert kinds == ["line", "line", "line", "rewind"]


async def test_escape_changes_nothing(data: Path) -> None:
    async with talking(data, "one") as pilot:
        await pilot.press("f2", "escape")
        assert screen(pilot).rehearsal.lines == ("one",)


async def test_there_is_nothing_to_rewind_before_the_first_line(data: Path) -> None:
    async with talking(data) as pilot:
        await pilot.press("f2")
        assert isinstance(pilot.app.screen, ConversationScreen)


async def test_an_ending_can_be_taken_back(data: Path) -> None:
    async with talking(data, BLAME, BLAME) as pilot:
        await pilot.press("f2", "enter")
        assert pilot.app.screen.query_one(LineInput).display
        assert "The conversation is over" not in transcript(pilot)
        await say(pilot, SORRY)
        session = screen(pilot).rehearsal.session_id
    async with opened(data, session=session) as pilot:
        assert screen(pilot).rehearsal.lines == (BLAME, SORRY)
