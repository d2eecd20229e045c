"""The brief tells what the trainee knows, and nothing of what the counterpart hides."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from engine import Persona
from simulator.tui.screens.brief import BriefAgain, BriefScreen
from simulator.tui.screens.library import LibraryScreen
from tests.engine.translations import write_translation
from tests.simulator.tui.playing import MIRA, opened, screen


def texts(pilot: Pilot[None]) -> str:
    return "\n".join(str(each.content) for each in pilot.app.screen.query(Static))


async def test_the_brief_is_whole_and_keeps_secrets(data: Path, mira: Persona) -> None:
    async with opened(data, MIRA) as pilot:
        shown = texts(pilot)
    assert "Tuesday evening at the film club." in shown
    assert "You borrowed the projector" in shown
    assert all(item in shown for item in (*mira.brief.know, *mira.brief.want))
    secrets = [each.title for each in (*mira.interests.values(), *mira.stances.values())]
    assert not [secret for secret in secrets if secret in shown]


async def test_enter_begins_and_escape_goes_back(data: Path, shelf: Path) -> None:
    async with opened(data, MIRA) as pilot:
        await pilot.press("l", "l", "enter")
        assert screen(pilot).rehearsal.level == "easy"
    async with opened(data, MIRA) as pilot:
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_the_button_begins_too(data: Path) -> None:
    async with opened(data, MIRA) as pilot:
        assert isinstance(pilot.app.screen, BriefScreen)
        await pilot.click("#begin")
        assert screen(pilot).rehearsal.seed == 1


async def test_the_brief_can_be_read_again(data: Path) -> None:
    async with opened(data, MIRA) as pilot:
        await pilot.press("enter", "f3")
        assert isinstance(pilot.app.screen, BriefAgain)
        assert "Stay welcome in the club." in texts(pilot)
        await pilot.press("escape")
        assert screen(pilot)


async def test_a_translation_is_told_of_first(data: Path, shelf: Path) -> None:
    path = shelf / "mira.yaml"
    write_translation(path, {"Stay welcome in the club.": "Im Klub willkommen bleiben."})
    async with opened(data, str(path), language="de") as pilot:
        shown = texts(pilot)
        assert shown.index("speaks German; what you say is read as English") < shown.index(
            "Im Klub willkommen bleiben."
        )
