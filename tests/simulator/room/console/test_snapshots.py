"""What the console and a terminal seat look like, told by a hub in a thread of its own.

After a change that is meant to be seen: `pytest tests/simulator/room/console/test_snapshots.py
--snapshot-update`, and look at the pictures in the report before they are committed.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot

from simulator.room.console.app import ConsoleApp
from simulator.room.console.screens.exercise import ExerciseScreen
from simulator.room.terminal.app import SeatApp
from simulator.room.terminal.kept_seat import KeptSeat
from simulator.tui.themes import LIGHT
from simulator.tui.widgets.transcript import Transcript
from tests.simulator.room.console.conftest import console_of
from tests.simulator.room.console.showing import PROPOSALS, bowl, breakouts, watched
from tests.simulator.room.small_hub import SmallHub
from tests.simulator.room.terminal import showing as seat

NARROW, WIDE = (80, 24), (120, 34)
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])

Compare = Callable[..., bool]


@pytest.fixture
def hub() -> Iterator[SmallHub]:
    """A hub that listens in a thread: a snapshot has a loop of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def begin() -> SmallHub:
        hub = SmallHub()
        await hub.start()
        return hub

    hub = asyncio.run_coroutine_threadsafe(begin(), loop).result()
    yield hub
    asyncio.run_coroutine_threadsafe(hub.stop(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def told(*keys: str) -> Callable[[Pilot[Any]], object]:
    """Wait until the hub has told everything, then press the keys."""

    async def run(pilot: Pilot[Any]) -> None:
        app = pilot.app
        assert isinstance(app, ConsoleApp | SeatApp)
        await app.client.until(lambda: app.client.pos > 0)
        await pilot.pause()
        while isinstance(app.screen, ExerciseScreen) and not app.screen.view.room:
            await pilot.pause()
        for key in keys:
            before = app.screen
            await pilot.press(key)
            while app.screen is before or not app.screen.is_mounted:
                await pilot.pause()  # each of these keys leads to another screen
        for _ in range(3):
            await pilot.pause()
        while not all(each.is_vertical_scroll_end for each in app.screen.query(Transcript)):
            await pilot.pause()
        await pilot.pause()

    return run


def shot(hub: SmallHub, parts: dict[str, Any]) -> ConsoleApp:
    hub.parts = parts
    return console_of(hub)


@SIZES
def test_breakouts(snap_compare: Compare, hub: SmallHub, size: tuple[int, int]) -> None:
    assert snap_compare(shot(hub, breakouts()), terminal_size=size, run_before=told())


def test_breakouts_in_the_light(snap_compare: Compare, hub: SmallHub) -> None:
    app = shot(hub, breakouts())
    app.theme = LIGHT.name
    assert snap_compare(app, terminal_size=WIDE, run_before=told())


@SIZES
def test_fishbowl(snap_compare: Compare, hub: SmallHub, size: tuple[int, int]) -> None:
    votes = [each | {"votes": 2 - at} for at, each in enumerate(PROPOSALS["proposals"])]
    parts = bowl(proposals=PROPOSALS | {"open": True, "voted": 3, "proposals": votes})
    assert snap_compare(shot(hub, parts), terminal_size=size, run_before=told())


@SIZES
def test_a_conversation_looked_into(
    snap_compare: Compare, hub: SmallHub, size: tuple[int, int]
) -> None:
    parts = breakouts(watched=watched("c2"))
    assert snap_compare(shot(hub, parts), terminal_size=size, run_before=told("enter"))


def test_qr_code(snap_compare: Compare, hub: SmallHub) -> None:
    assert snap_compare(shot(hub, breakouts()), terminal_size=NARROW, run_before=told("q"))


def test_choosing(snap_compare: Compare, hub: SmallHub) -> None:
    assert snap_compare(shot(hub, breakouts()), terminal_size=NARROW, run_before=told("l"))


@pytest.mark.parametrize(
    "parts",
    [
        seat.at_table(notices={"notices": [{"at": "", "text": "Two more minutes."}]}),
        seat.proposing(proposals=seat.PROPOSALS | {"open": True}),
    ],
    ids=["speaking", "voting"],
)
def test_a_seat(
    snap_compare: Compare, hub: SmallHub, parts: dict[str, Any], tmp_path: Path
) -> None:
    hub.parts = parts
    where = f"ws://127.0.0.1:{hub.port}/ws"
    kept = KeptSeat(tmp_path, where, "K7Q2")
    app: App[str] = SeatApp(where, Random(1), "K7Q2", "Ann", kept, now=lambda: 0.0)
    assert snap_compare(app, terminal_size=NARROW, run_before=told())
