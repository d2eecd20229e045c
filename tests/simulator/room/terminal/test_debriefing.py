"""One's own debrief at a seat, of a conversation that a real hub held; and what breaks there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest
from textual.widgets import Static
from textual.worker import WorkerFailed

from simulator.room.client.client import Client
from simulator.room.terminal import debriefing, seat
from simulator.room.terminal.app import SeatApp
from simulator.room.terminal.commands import asked_for
from simulator.room.terminal.kept_seat import KeptSeat
from simulator.room.terminal.plain import PlainSeat, say_debrief
from simulator.room.terminal.screens.reading import ReadingScreen
from tests.simulator.room.web.conftest import Clock, Served, serving

BREAKOUT, HARM = 2, ("You idiot.", "You stupid idiot.")


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_CONFIG", str(tmp_path / "settings"))


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    async with serving(tmp_path / "hub", Clock()) as hub:
        yield hub


@asynccontextmanager
async def connected(served: Served, **known: str) -> AsyncIterator[Client]:
    client = Client(f"ws://{served.host}/ws", Random(1), **known)
    running = asyncio.create_task(client.run())
    await client.until(lambda: "room" in client.parts)
    try:
        yield client
    finally:
        await client.close()
        await running


async def converse(client: Client) -> None:
    """Say what ends it."""
    await client.until(lambda: client.parts.get("me", {}).get("may_say"))
    for line in HARM:
        if client.parts["turns"]["turns"][-1]["ending"]:
            return
        turns = len(client.parts["turns"]["turns"])
        await client.ask("say", conversation=client.parts["me"]["conversation"], text=line)
        await client.until(lambda known=turns: len(client.parts["turns"]["turns"]) > known)  # type: ignore[misc]


async def test_the_debrief_of_an_ended_conversation_is_read_on_the_screen(
    served: Served, tmp_path: Path
) -> None:
    address = f"ws://{served.host}/ws"
    kept = KeptSeat(tmp_path, address, served.keys.code)
    app = SeatApp(address, Random(1), served.keys.code, "Ann", kept)
    app.animation_level = "none"
    async with connected(served, token=served.keys.facilitator) as leader:
        await leader.ask("begin", phase=BREAKOUT)
        async with app.run_test(size=(80, 24)) as pilot:
            await converse(app.client)
            await app.client.until(lambda: bool(app.client.parts["turns"]["turns"][-1]["ending"]))
            for _ in range(8):
                await pilot.pause()
            await pilot.press("f6")
            while not (isinstance(app.screen, ReadingScreen) and app.screen.is_mounted):
                await pilot.pause()
            await pilot.pause()
            told = "\n".join(str(each.content) for each in app.screen.query(Static))
    assert "The door shuts" in told
    assert "TURNING POINTS" in told


async def test_the_debrief_of_an_ended_conversation_is_printed(
    served: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    async with (
        connected(served, token=served.keys.facilitator) as leader,
        connected(served, code=served.keys.code) as ann,
    ):
        await leader.ask("begin", phase=BREAKOUT)
        await converse(ann)
        found = asked_for("/debrief", ann.parts)
        say_debrief(await ann.ask(found.kind, **found.fields))
    assert "The door shuts" in capsys.readouterr().out


def test_what_is_no_debrief_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    say_debrief({"persona": "Mr. Okoye"})
    assert capsys.readouterr().out.startswith("The hub says something")


def breaking(*_: object) -> str:
    raise RuntimeError("what Ann typed")


def test_what_breaks_line_by_line_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(PlainSeat, "run", breaking)
    with pytest.raises(SystemExit) as stopped:
        seat.take_seat("http://127.0.0.1:9", tmp_path, "abc", "Ann", plain=True)
    err = capsys.readouterr().err
    assert stopped.value.code == seat.BROKE
    assert err.startswith("Something in detente broke: RuntimeError (")
    assert "test_debriefing.py" in err
    assert "what Ann typed" not in err
    assert "Traceback" not in err


async def ask_for_the_debrief(app: SeatApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await converse(app.client)
        for _ in range(8):
            await pilot.pause()
        await pilot.press("f6")
        while app.return_code is None:
            await pilot.pause()


async def test_what_breaks_on_the_screen_is_one_sentence(
    served: Served,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(debriefing, "debrief_text", breaking)
    address = f"ws://{served.host}/ws"
    kept = KeptSeat(tmp_path, address, served.keys.code)
    app = SeatApp(address, Random(1), served.keys.code, "Ann", kept)
    async with connected(served, token=served.keys.facilitator) as leader:
        await leader.ask("begin", phase=BREAKOUT)
        with pytest.raises(WorkerFailed):  # which only a test is shown
            await ask_for_the_debrief(app)
        app._print_error_renderables()
    assert app.return_code == 1
    told = capsys.readouterr().err
    assert "Something in detente broke: RuntimeError" in told
    assert "what Ann typed" not in told
    assert "locals" not in told
