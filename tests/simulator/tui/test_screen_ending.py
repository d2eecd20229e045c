"""The end screen: what the conversation showed, and what to do now."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from simulator.tui.screens.brief import BriefScreen
from simulator.tui.screens.ending import EndingScreen
from simulator.tui.screens.library import LibraryScreen
from simulator.tui.widgets.line_input import LineInput
from tests.simulator.tui.playing import (
    ASKED,
    BLAME,
    OFFER,
    SORRY,
    opened,
    screen,
    talking,
    transcript,
)


def page(pilot: Pilot[None]) -> str:
    assert isinstance(pilot.app.screen, EndingScreen)
    return "\n".join(
        str(each.content) for each in pilot.app.screen.query("#page Static").results(Static)
    )


async def test_a_good_end_is_told_whole(data: Path) -> None:
    async with talking(data, SORRY, ASKED, OFFER) as pilot:
        await pilot.press("enter")
        told = page(pilot)
    assert "● She hands you the screwdriver\nagreement, after 3 lines" in told
    assert "The film begins ten minutes late." in told
    assert "What Mira Okafor felt" in told
    assert "▲ better  line 1  “" in told
    assert "You said that you were sorry." in told
    assert "Repair: 2 of 2 steps" in told
    assert "✓ The evening must not fall through." in told
    assert "Guarded → Softened" in told


async def test_a_bad_end_says_what_was_missed_and_what_to_say_instead(data: Path) -> None:
    async with talking(data, BLAME, BLAME) as pilot:
        await pilot.press("enter")
        told = page(pilot)
    assert "✕ She takes back your key\nbreakdown, after 2 lines" in told
    assert "▼ worse  line 1" in told
    assert "○ Own it  missed\nSay what you did before you say why it came about." in told
    assert "Instead: Say what you did yourself." in told


async def test_the_debrief_is_copied(data: Path) -> None:
    async with talking(data, BLAME, BLAME) as pilot:
        await pilot.press("enter", "c")
        assert "She takes back your key" in pilot.app.clipboard


async def test_a_line_can_be_said_differently_from_here(data: Path) -> None:
    async with talking(data, BLAME, BLAME) as pilot:
        await pilot.press("enter", "r", "home", "enter")
        await pilot.pause()
        assert screen(pilot).rehearsal.lines == ()
        assert pilot.app.screen.query_one(LineInput).value == BLAME
        assert "Mira Okafor" in transcript(pilot)


async def test_one_can_begin_again_or_leave(data: Path, shelf: Path) -> None:
    async with talking(data, BLAME, BLAME) as pilot:
        await pilot.press("enter", "a")
        assert isinstance(pilot.app.screen, BriefScreen)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_an_ended_session_is_shown_with_its_end(data: Path) -> None:
    async with talking(data, BLAME, BLAME) as pilot:
        session = screen(pilot).rehearsal.session_id
    async with opened(data, session=session) as pilot:
        assert "The conversation is over" in transcript(pilot)
        await pilot.press("enter")
        assert "She takes back your key" in page(pilot)
