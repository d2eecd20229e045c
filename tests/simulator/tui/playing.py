"""What a person at the keyboard does, for tests with a pilot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from simulator.tui.app import DetenteApp
from simulator.tui.screens.conversation import ConversationScreen
from simulator.tui.widgets.line_input import LineInput
from simulator.tui.widgets.transcript import Transcript

MIRA = str(Path(__file__).parent / "personas" / "mira.yaml")

SORRY = "I am sorry, I let the box fall over."
ASKED = "What worries you most?"
BLAME = "It is your own fault."
OFFER = "I will pay for a new lens tomorrow."


@asynccontextmanager
async def opened(
    data: Path,
    persona: str | None = None,
    session: str | None = None,
    size: tuple[int, int] = (80, 24),
    language: str = "",
) -> AsyncIterator[Pilot[None]]:
    """Run the application until everything that is loaded in threads is there."""
    app = DetenteApp(data, persona, session, seed=1, language=language)
    app.animation_level = "none"
    try:
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            yield pilot
    finally:
        app.backstage.shut()


@asynccontextmanager
async def talking(
    data: Path, *lines: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Pilot[None]]:
    """Run the application in a conversation with Mira after these lines."""
    async with opened(data, MIRA, size=size) as pilot:
        await pilot.press("enter")
        for line in lines:
            await say(pilot, line)
        yield pilot


async def settled(pilot: Pilot[None]) -> None:
    """Wait until no thread is at work and what they posted is shown."""
    for _ in range(2):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def say(pilot: Pilot[None], line: str) -> None:
    """Say a line."""
    pilot.app.screen.query_one(LineInput).value = line
    await pilot.press("enter")
    await pilot.pause()


def screen(pilot: Pilot[None]) -> ConversationScreen:
    """Return the conversation shown."""
    assert isinstance(pilot.app.screen, ConversationScreen)
    return pilot.app.screen


def transcript(pilot: Pilot[None]) -> str:
    """Return what the transcript shows."""
    return pilot.app.screen.query_one(Transcript).text


def told(pilot: Pilot[None]) -> str:
    """Return every notification there was."""
    return "\n".join(f"{each.title} {each.message}" for each in pilot.app._notifications)


def static(pilot: Pilot[None], selector: str) -> str:
    """Return the text of a static widget."""
    return str(pilot.app.screen.query_one(selector, Static).content)
