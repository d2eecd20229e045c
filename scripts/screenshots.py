"""Draw the pictures of a group exercise: phones, projector and console, in the middle of one.

PYTHONPATH=. .venv/bin/python scripts/screenshots.py docs/images
"""

from __future__ import annotations

import asyncio
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

from playwright.async_api import async_playwright, expect

from tests.end_to_end.browsers import PHONE, Crowd, Place, Seat
from tests.end_to_end.consoles import Console, console_of
from tests.end_to_end.hubs import HubProcess

LARGEST = 120_000
"""Bytes of a picture."""

PEOPLE = ("Amal", "Beate", "Chidi", "Dora", "Emre")
LINES = (
    "Dana, before we go into who did what: I know you've been at this day and night.",
    "What worries you most about the next week?",
    "The log shows who it was. Have you read it?",
    "Could we write down together what we both missed?",
)
BROUGHT = ("Thank you for coming at such short notice.", "How are you?", "You broke it, Dana.")


class Pictures:
    """The folder that the pictures are drawn into."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def take(self, name: str, place: Place) -> None:
        """Draw what a browser shows."""
        file = self._folder / f"{name}.png"
        await place.page.screenshot(path=file, animations="disabled", caret="hide")
        if shutil.which("pngquant"):
            subprocess.run(["pngquant", "--force", "--ext", ".png", str(file)], check=True)
        file.write_bytes(packed(file.read_bytes()))
        self._check(file)

    def draw(self, name: str, console: Console) -> None:
        """Draw what the console shows."""
        file = self._folder / f"{name}.svg"
        file.write_text(console.app.export_screenshot(title="detente console"), encoding="utf-8")
        self._check(file)

    def _check(self, file: Path) -> None:
        size = file.stat().st_size
        assert size < LARGEST, f"{file} has {size:,} bytes"
        print(f"{file}  {size:,} bytes")


def packed(png: bytes) -> bytes:
    """Return the same picture, compressed as far as it goes; browsers are in a hurry."""
    chunks, pixels, at = [], b"", 8
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        if kind == b"IDAT":
            pixels += png[at + 8 : at + 8 + size]
        else:
            chunks.append((kind, png[at + 8 : at + 8 + size]))
        at += size + 12
    chunks.insert(-1, (b"IDAT", zlib.compress(zlib.decompress(pixels), 9)))
    parts = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    ]
    return png[:8] + b"".join(parts)


async def fishbowl(crowd: Crowd, hub: HubProcess, pictures: Pictures) -> None:
    """A fishbowl, at the vote and in the debrief."""
    async with console_of(hub, size=(132, 40)) as console:
        projector = await crowd.projector(device_scale_factor=0.75)
        seats = [await crowd.seat(**(PHONE | {"color_scheme": "light"})) for _ in PEOPLE[:-1]]
        seats.append(await crowd.seat(**(PHONE | {"color_scheme": "dark"})))
        for seat, name in zip(seats, PEOPLE, strict=True):
            await seat.join(name)
        await projector.sees(f"{len(PEOPLE)} people are here")
        await pictures.take("projector-join", projector)
        await console.press("j")
        await console.choose("First try")
        for line in BROUGHT[:1]:
            await play(console, seats[0], line)
        for seat, line in zip(seats, LINES, strict=False):
            await seat.propose(line)
        await console.sees(*(line[:30] for line in LINES))
        await console.press("v")
        for seat, line in zip(seats, (*LINES[:2], LINES[0], LINES[3], LINES[0]), strict=True):
            await seat.vote(line)
        for seat in (seats[0], seats[-1], projector):
            await seat.sees("5 of 5 have voted")
        await console.sees("5 of 5 have voted")
        await pictures.take("phone", seats[0])
        await pictures.take("phone-dark", seats[-1])
        pictures.draw("console-fishbowl", console)
        await console.press("v")
        await projector.sees("How the vote stands")
        await pictures.take("projector-vote", projector)
        await console.press("w")
        await projector.role("log").get_by_text(LINES[0]).wait_for()
        for line in (LINES[3], BROUGHT[2]):
            await play(console, seats[1], line)
        await console.press("j")
        await console.choose("What happened between us and Dana")
        await console.sees("Reactions")
        await console.press("d", "d")
        await expect(projector.role("heading", "Analysis")).to_be_visible()
        await pictures.take("projector-debrief", projector)


async def play(console: Console, seat: Seat, line: str) -> None:
    """Have a line proposed and said."""
    await seat.propose(line)
    await console.sees(line[:30])
    await console.press("w")
    await seat.log.get_by_text(line).wait_for()


async def breakouts(crowd: Crowd, hub: HubProcess, pictures: Pictures) -> None:
    """Six people in threes, one of them in need of help."""
    async with console_of(hub, size=(132, 36)) as console:
        seats = [await crowd.seat() for _ in range(6)]
        for seat, name in zip(seats, (*PEOPLE, "Fumiko"), strict=True):
            await seat.join(name)
        await console.press("j")
        await console.choose("Three rounds with one customer")
        for seat in seats:
            await seat.log.wait_for()
            if await seat.page.locator("#part").text_content() == "speaker":
                await seat.say("What do you need it for by Friday?")
                await seat.log.get_by_text("What do you need it for").wait_for()
        await seats[4].role("button", "Ask for help").click()
        await console.sees("hand up")
        pictures.draw("console-grid", console)


async def main(folder: Path) -> None:
    """Draw all of them."""
    pictures = Pictures(folder)
    with tempfile.TemporaryDirectory() as data:
        os.environ["DETENTE_CONFIG"] = data
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox", "--no-proxy-server", "--disable-lcd-text"],
            )
            for name, draw in (("vendor_fishbowl", fishbowl), ("customer_breakout", breakouts)):
                hub = HubProcess(Path(data) / name, name)
                hub.start()
                try:
                    await draw(Crowd(browser, hub), hub, pictures)
                finally:
                    hub.kill()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
