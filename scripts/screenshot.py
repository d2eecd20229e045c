"""Draw the README's screenshot: the program itself, a few lines into a conversation with Dana.

.venv/bin/python scripts/screenshot.py docs/conversation.svg
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

LINES = (
    "Dana, before we go into who did what: I know you've been at this day and night.",
    "What has it been like for your people since that weekend?",
    "What worries you most about sitting here with us?",
)
SIZE = (110, 32)


async def draw(target: Path) -> None:
    """Play the lines and save what is on the screen."""
    from simulator.tui.app import DetenteApp
    from simulator.tui.widgets.line_input import LineInput

    with tempfile.TemporaryDirectory() as folder:
        os.environ["DETENTE_CONFIG"] = folder
        app = DetenteApp(Path(folder), "small_vendor", seed=5)
        app.animation_level = "none"
        async with app.run_test(size=SIZE) as pilot:
            await _settled(pilot)
            await pilot.press("enter")
            for line in LINES:
                await _settled(pilot)
                app.screen.query_one(LineInput).value = line
                await pilot.press("enter")
            await _settled(pilot)
            target.write_text(app.export_screenshot(title="detente"), encoding="utf-8")
        app.backstage.shut()


async def _settled(pilot) -> None:  # type: ignore[no-untyped-def]
    for _ in range(2):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1])))
