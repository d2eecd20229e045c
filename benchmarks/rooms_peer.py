"""The peer: `textual-serve`, which runs the whole Textual application once for every person."""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import create_connection, create_server
from time import perf_counter, sleep
from typing import Any

from rooms_hub import HERE, Weighed
from websockets.asyncio.client import ClientConnection, connect

from engine import Conversation, load_persona

PERSONA, SEED = "small_vendor", 0
STARTING = 60.0
"""Seconds in which all applications have to be there."""

TOO_LATE = 5.0
"""Seconds after which a reply is not waited for any more."""

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b[=>]")

APPLICATION = """
import tempfile
from pathlib import Path
from simulator.tui.app import run_app
run_app(Path(tempfile.mkdtemp(dir={data!r})), {persona!r}, None, {seed}, "standard", "quick")
"""

SERVER = """
import sys
from textual_serve.server import Server
Server(sys.argv[1], "127.0.0.1", int(sys.argv[2])).serve()
"""


class Terminal:
    """One person's application, through a WebSocket."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._out = ""
        self._shown = asyncio.Event()
        self._task = asyncio.create_task(self._read())

    async def keys(self, typed: str) -> None:
        """Press keys; what is shown is looked at from here on."""
        self._out = ""
        await self._connection.send(json.dumps(["stdin", typed]))

    async def shows(self, words: str, patience: float) -> float:
        """Return when words were shown. Raises TimeoutError."""
        async with asyncio.timeout(patience):
            while words not in self._out:
                self._shown.clear()
                await self._shown.wait()
        return perf_counter()

    async def close(self) -> None:
        self._task.cancel()
        await self._connection.close()

    async def _read(self) -> None:
        async for message in self._connection:
            if isinstance(message, bytes):
                self._out += _ESCAPES.sub("", message.decode("utf-8", "replace"))
                self._shown.set()


def textual_serve(
    people: int, rate: float, seconds: float, lines: tuple[str, ...]
) -> tuple[dict[str, Any], Weighed]:
    """Let people talk to an application each: return how long it took, and what all weighed."""
    with tempfile.TemporaryDirectory() as folder, _serving(Path(folder)) as (number, port):
        return asyncio.run(_people(number, port, people, rate, seconds, lines))


@contextmanager
def _serving(folder: Path) -> Iterator[tuple[int, int]]:
    with create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    application = folder / "application.py"
    application.write_text(APPLICATION.format(data=str(folder), persona=PERSONA, seed=SEED))
    command = [sys.executable, "-c", SERVER, f"exec {sys.executable} {application}", str(port)]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(HERE.parent), *sys.path[1:]]),
        "XDG_CONFIG_HOME": str(folder),
    }
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, env=environment) as process:
        try:
            _wait_for(port)
            yield process.pid, port
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            sleep(0.05)
        else:
            return
    raise TimeoutError("textual-serve does not listen.")


async def _people(
    number: int, port: int, people: int, rate: float, seconds: float, lines: tuple[str, ...]
) -> tuple[dict[str, Any], Weighed]:
    replies = _replies(lines, int(rate * seconds) + 1)
    terminals = []
    for _ in range(people):
        url = f"ws://127.0.0.1:{port}/ws?width=80&height=24"
        terminals.append(Terminal(await connect(url, max_size=None, compression=None)))
    await asyncio.gather(*(_begin(terminal) for terminal in terminals))
    times: list[float] = []
    sent = 0
    rng = random.Random(1)
    begin = perf_counter() + 0.5

    async def talk(terminal: Terminal, at: float) -> None:
        nonlocal sent
        for line, reply in replies:
            if at >= begin + seconds:
                break
            await asyncio.sleep(at - perf_counter())
            sent += 1
            await terminal.keys(line + "\r")
            with suppress(TimeoutError):
                times.append(await terminal.shows(reply, TOO_LATE) - at)
            at += 1 / rate

    with Weighed(number) as weighed:
        await asyncio.gather(*(talk(one, begin + rng.random() / rate) for one in terminals))
    for terminal in terminals:
        await terminal.close()
    return {"times": times, "sent": sent}, weighed


async def _begin(terminal: Terminal) -> None:
    """Leave the brief for the conversation."""
    await terminal.shows("Begin", STARTING)
    await terminal.keys("\r")
    await terminal.shows("0 lines", STARTING)


def _replies(lines: tuple[str, ...], many: int) -> list[tuple[str, str]]:
    """Return lines, and how the reply to each begins."""
    conversation = Conversation(load_persona(PERSONA), SEED, "standard", "quick")
    told = []
    for number in range(many):
        if conversation.ended:
            break
        line = lines[number % len(lines)]
        turn = conversation.say(line)
        told.append((line, " ".join(turn.reply.text.split()[:2])))
    return told
