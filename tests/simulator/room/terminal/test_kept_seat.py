"""A seat is kept on the machine of whoever has it, and taken again."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from asyncio.subprocess import PIPE
from pathlib import Path
from random import Random

import pytest

from simulator.room.client.client import Client
from simulator.room.terminal.kept_seat import KEPT, KeptSeat, Seat
from tests.simulator.room.small_hub import SmallHub
from tests.simulator.room.terminal.showing import speaking


def kept_in(data: Path, small_hub: SmallHub, code: str = "abc") -> KeptSeat:
    return KeptSeat(data, f"ws://127.0.0.1:{small_hub.port}/ws", code)


async def join(small_hub: SmallHub, data: Path, *more: str) -> tuple[int | None, str]:
    """Run `detente join` with an input that ends at once; return its status, and what it said."""
    small_hub.heard.clear()
    url = f"http://127.0.0.1:{small_hub.port}"
    seat = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator.cli", "join", url, "--code=ABC", "--plain", *more,
        stdin=PIPE, stdout=PIPE, stderr=PIPE, env=os.environ | {"DETENTE_DATA": str(data)},
    )  # fmt: skip
    out, err = await seat.communicate(b"")
    return seat.returncode, (out + err).decode()


def seat_of(data: Path) -> Path:
    (path,) = data.glob("seats/*")
    return path


async def kept(small_hub: SmallHub, data: Path) -> None:
    """Keep the seat that a client is given."""
    client = Client(f"ws://127.0.0.1:{small_hub.port}/ws", Random(1), code="abc")
    running = asyncio.create_task(client.run())
    await client.until(lambda: "me" in client.parts)
    kept_in(data, small_hub).hear(client)
    await client.close()
    await running


async def test_only_its_owner_can_read_it(small_hub: SmallHub, tmp_path: Path) -> None:
    small_hub.parts = speaking()
    await kept(small_hub, tmp_path)
    path = seat_of(tmp_path)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert kept_in(tmp_path, small_hub, "A-B c").find() == Seat("a-token", "Heron")
    assert kept_in(tmp_path, small_hub, "abd").find() is None


async def test_it_is_thrown_away_when_it_is_old(small_hub: SmallHub, tmp_path: Path) -> None:
    small_hub.parts = speaking()
    await kept(small_hub, tmp_path)
    path, old = seat_of(tmp_path), time.time() - KEPT - 60
    os.utime(path, (old, old))
    assert kept_in(tmp_path, small_hub, "another").find() is None
    assert not path.exists()


@pytest.mark.parametrize("text", ["", "{}", '{"token": 1, "x": 2}', "[]", "\udcff"])
async def test_a_file_that_is_none_is_no_seat(
    small_hub: SmallHub, tmp_path: Path, text: str
) -> None:
    small_hub.parts = speaking()
    await kept(small_hub, tmp_path)
    seat_of(tmp_path).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert kept_in(tmp_path, small_hub).find() is None


async def test_whoever_comes_back_has_the_same_seat(small_hub: SmallHub, tmp_path: Path) -> None:
    small_hub.parts = speaking()
    await kept(small_hub, tmp_path)
    status, _ = await join(small_hub, tmp_path)
    assert status == 0
    assert (small_hub.heard[0]["type"], small_hub.heard[0]["token"]) == ("hello", "a-token")
    assert small_hub.heard[-1]["type"] == "leave"  # the input ended: the seat was given up
    assert not list(tmp_path.glob("seats/*"))


async def test_another_seat_is_taken_on_demand(small_hub: SmallHub, tmp_path: Path) -> None:
    small_hub.parts = speaking()
    await kept(small_hub, tmp_path)
    await join(small_hub, tmp_path, "--new")
    assert small_hub.heard[0]["type"] == "join"


async def test_a_seat_that_is_nobodys_is_forgotten(small_hub: SmallHub, tmp_path: Path) -> None:
    small_hub.parts = speaking()
    await kept(small_hub, tmp_path)
    small_hub.refusals["hello"] = ("no_seat", "This seat is no longer yours. Join again.")
    status, told = await join(small_hub, tmp_path)
    assert (status, told.strip()) == (2, "This seat is no longer yours. Join again.")
    assert not list(tmp_path.glob("seats/*"))
    await join(small_hub, tmp_path)
    assert small_hub.heard[0]["type"] == "join"


async def test_a_folder_that_cannot_be_written_is_told_once(
    small_hub: SmallHub, tmp_path: Path
) -> None:
    small_hub.parts = speaking()
    (tmp_path / "data").write_text("a file")
    status, told = await join(small_hub, tmp_path / "data")
    assert status == 0
    assert told.count("Your seat is not kept on this machine") == 1
