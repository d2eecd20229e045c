"""The facilitator's own console, driven by its keys and read from what is on its screen."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from simulator.room.console.app import ConsoleApp
from simulator.room.console.screens.choosing import ChoosingScreen
from simulator.room.console.screens.confirming import ConfirmingScreen
from simulator.room.console.screens.writing import Words, WritingScreen
from tests.end_to_end.hubs import HubProcess

PATIENCE = 30.0
"""Seconds until something has to be on the screen; it is noticed as soon as it is."""


class Console:
    """What a facilitator at the console does and sees."""

    def __init__(self, pilot: Pilot[str]) -> None:
        self._pilot = pilot
        self.app = pilot.app

    @property
    def text(self) -> str:
        """What is on the screen, row by row."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(" ".join(strip.text.split()) for strip in strips)

    async def sees(self, *texts: str) -> None:
        """Return once all the texts are on the screen."""
        await self._until(lambda: all(text in self.text for text in texts), *texts)

    async def sees_no_more(self, text: str) -> None:
        """Return once a text has gone."""
        await self._until(lambda: text not in self.text, f"no {text}")

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self._pilot.press(*keys)

    async def choose(self, *texts: str) -> None:
        """Choose, in one list after another, what has a text in it."""
        for text in texts:
            await self._until(lambda: isinstance(self.app.screen, ChoosingScreen), text)
            screen = self.app.screen
            await self._until(lambda text=text: self._place(text) is not None, text)
            listed = screen.query_one(OptionList)
            wanted, at = self._place(text) or 0, listed.highlighted or 0
            await self.press(*["down" if wanted > at else "up"] * abs(wanted - at), "enter")
            await self._until(lambda screen=screen: self.app.screen is not screen, f"after {text}")

    async def write(self, text: str) -> None:
        """Type a text in the place of what is in the box, and send it."""
        await self._until(lambda: isinstance(self.app.screen, WritingScreen), "a box")
        screen = self.app.screen
        screen.query_one(Words).text = text
        await self.press("enter")
        await self._until(lambda: self.app.screen is not screen, "what was typed is sent")

    async def confirm(self) -> None:
        """Answer Yes."""
        await self._until(lambda: isinstance(self.app.screen, ConfirmingScreen), "a question")
        await self.press("y")

    async def by_name(self, action: str) -> None:
        """Find an action by its name."""
        await self.press("ctrl+p")
        await self._until(lambda: bool(self.app.screen.query(Input)), "the palette")
        self.app.screen.query_one(Input).value = action
        await self.sees(action)
        listed = self.app.screen.query_one(OptionList)
        await self._until(lambda: listed.option_count > 0, action)
        palette = self.app.screen
        await self._until(lambda: listed.highlighted is not None, action)
        await self.press("enter")
        await self._until(lambda: self.app.screen is not palette, f"after {action}")

    def _place(self, text: str) -> int | None:
        listed = self.app.screen.query_one(OptionList)
        told = [str(listed.get_option_at_index(n).prompt) for n in range(listed.option_count)]
        return next((n for n, prompt in enumerate(told) if text in prompt), None)

    async def _until(self, true: object, *wanted: str) -> None:
        assert callable(true)
        late = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < late, f"{' and '.join(wanted)} is not in\n{self.text}"
            await self._pilot.pause(0.02)


@asynccontextmanager
async def console_of(hub: HubProcess, size: tuple[int, int] = (150, 44)) -> AsyncIterator[Console]:
    """Within, a facilitator sits at the console of a hub."""
    told = hub.told
    app = ConsoleApp(told["ws"], told["facilitator"], hub.url, told["projector"])
    app.animation_level = "none"
    async with app.run_test(size=size, notifications=True) as pilot:
        yield Console(pilot)
