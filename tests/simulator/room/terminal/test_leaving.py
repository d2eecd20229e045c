"""How a seat in a terminal ends when the hub ends it."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path

import pytest

from tests.simulator.room.small_hub import SmallHub


async def test_a_seat_that_waits_for_a_line_ends_with_the_hubs_words(
    small_hub: SmallHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("-m", "simulator.cli", "join", f"http://127.0.0.1:{small_hub.port}", "--plain")
    monkeypatch.setenv("DETENTE_DATA", str(tmp_path))
    seat = await asyncio.create_subprocess_exec(
        sys.executable, *command, "--code=abc", stdin=PIPE, stdout=PIPE, stderr=STDOUT
    )
    await small_hub.asked("join")
    message = "It is over.\x1b]0;title\x07\x1b[2J\u202e"
    await small_hub.say(type="bye", code="over", message=message, again=False)
    assert seat.stdout
    assert (await seat.stdout.read()).decode().splitlines()[-1] == "It is over."
    assert await seat.wait() == 2
    assert seat.stdin
    seat.stdin.close()
