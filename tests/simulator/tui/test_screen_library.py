"""The library: what is listed, what is broken, what can be gone on with."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import OptionList

from simulator.tui.screens.brief import BriefScreen
from simulator.tui.screens.library import LibraryScreen
from tests.simulator.tui.playing import MIRA, opened, say, screen, settled, told, transcript


def listed(pilot: Pilot[None]) -> str:
    assert isinstance(pilot.app.screen, LibraryScreen)
    options = pilot.app.screen.query_one(OptionList).options
    return "\n".join(str(option.prompt) for option in options)


async def test_personas_are_listed_and_enter_opens_one(data: Path, shelf: Path) -> None:
    async with opened(data) as pilot:
        assert "Mira Okafor  The borrowed projector\nMira lent you" in listed(pilot)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, BriefScreen)


async def test_a_broken_persona_does_not_hinder_the_others(data: Path, shelf: Path) -> None:
    (shelf / "broken.yaml").write_text("detente: 1\nname: [red]x[/]\n", encoding="utf-8")
    async with opened(data) as pilot:
        assert "broken  broken: it cannot be played\nbroken.yaml:" in listed(pilot)
        assert "Mira Okafor" in listed(pilot)
        await pilot.press("home", "enter")
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert "broken cannot be played" in told(pilot)


async def test_the_level_is_chosen_and_remembered(data: Path, shelf: Path) -> None:
    async with opened(data) as pilot:
        await pilot.press("l")
        await pilot.press("enter", "enter")
        assert screen(pilot).rehearsal.level == "hard"
    async with opened(data, MIRA) as pilot:
        await pilot.press("enter")
        assert screen(pilot).rehearsal.level == "hard"


async def test_a_conversation_that_was_left_can_be_gone_on_with(data: Path, shelf: Path) -> None:
    async with opened(data) as pilot:
        await pilot.press("enter", "enter")
        await say(pilot, "Hello there.")
        await pilot.press("escape")
        await settled(pilot)
        assert "Kept" in told(pilot)
        assert "Mira Okafor  1 line, today, standard" in listed(pilot)
    async with opened(data) as pilot:
        await pilot.press("home", "enter")
        await settled(pilot)
        assert "Hello there." in transcript(pilot)
        await say(pilot, "")
        assert screen(pilot).rehearsal.lines == ("Hello there.", "")


async def test_an_unusable_data_folder_is_told_and_one_can_still_rehearse(
    tmp_path: Path, shelf: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    async with opened(tmp_path / "file") as pilot:
        trouble = pilot.app.screen.query_one("#trouble")
        assert trouble.display
        assert "file" in str(trouble.content)  # type: ignore[attr-defined]
        await pilot.press("enter", "enter")
        assert "This conversation is not kept" in told(pilot)
        await say(pilot, "Hello there.")
        assert "I am listening." in transcript(pilot)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_what_cannot_be_opened_leads_to_the_library(data: Path, shelf: Path) -> None:
    async with opened(data, "mirra") as pilot:
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert 'There is no persona "mirra". Did you mean "mira"?' in told(pilot)
    async with opened(data, session="zzzz") as pilot:
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert "There is no session 'zzzz'" in told(pilot)


async def test_without_a_persona_the_library_says_so(data: Path, shelf: Path) -> None:
    (shelf / "mira.yaml").unlink()
    async with opened(data) as pilot:
        assert "No persona is installed." in listed(pilot)
