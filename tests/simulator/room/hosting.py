"""Hubs as processes of their own, that can be killed, and clients that come back to them.

The client is written for the tests, after the protocol alone: it remembers what was acknowledged
to it, and under which position.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

TINY = Path(__file__).parents[2] / "engine" / "personas" / "tiny.yaml"
PATIENCE = 30.0
"""Seconds after which a test gives up waiting for what has to come."""

Told = dict[str, Any]


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Host:
    """`detente host --headless` at a port of its own, again and again. told: what it printed."""

    def __init__(self, data: Path, database: str = "", public: str = "") -> None:
        self.data = data
        self._public = public
        self.port = free_port()
        self.database = database
        self.told: Told = {}
        self._process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"ws://127.0.0.1:{self.port}/ws"

    async def start(self, *more: str) -> Told:
        """Start it, and return what it tells once it can be reached."""
        command = [sys.executable, "-m", "simulator.cli", "host", "--headless"]
        command += ["--model", "quick", "--port", str(self.port), "--data", str(self.data), *more]
        command += ["--public", self._public] if self._public else []
        with (self.data.parent / f"{self.port}.log").open("a") as log:
            self._process = subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=os.environ | {"DETENTE_DATABASE": self.database},
            )
        assert self._process.stdout
        line = await asyncio.to_thread(self._process.stdout.readline)
        assert line, self.said
        self.told = json.loads(line)
        return self.told

    @property
    def said(self) -> str:
        """Everything it told whoever runs it."""
        return (self.data.parent / f"{self.port}.log").read_text()

    def kill(self) -> None:
        """`kill -9`: nothing of it gets to do anything any more."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None


class Refused(Exception):
    """The hub refused what was asked."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


class Client:
    """Somebody in a room, who comes back whenever the line breaks, to whichever hub answers.

    parts: the view. acked: the position of each message that was acknowledged, by its id. sent:
    every message, by id. back: when it was last welcomed (seconds of a clock that only goes on).
    """

    def __init__(
        self, addresses: Sequence[str], token: str = "", code: str = "", name: str = ""
    ) -> None:
        self.addresses = list(addresses)
        self.token, self._code, self._name = token, code, name
        self._mark = secrets.token_hex(4)  # a seat may have several clients
        self.room = self.seat = ""
        self.pos = 0
        self.parts: dict[str, Told] = {}
        self.acked: dict[str, int] = {}
        self.sent: dict[str, Told] = {}
        self.back = 0.0
        self.welcomes = 0
        self.at = ""
        self._waiting: dict[str, asyncio.Future[int]] = {}
        self._socket: ClientConnection | None = None
        self._stirred = asyncio.Condition()
        self._failed: Exception | None = None
        self._task = asyncio.create_task(self._serve())

    # What tests do with it.

    async def ask(self, kind: str, **fields: Any) -> int:
        """Ask until there is an answer; return the position it was done at. Raises Refused."""
        message = {"type": kind, "id": f"{self._mark}.{len(self.sent)}", **fields}
        self.sent[message["id"]] = message
        done = self._waiting[message["id"]] = asyncio.get_running_loop().create_future()
        if self.at:
            await self._put(message)
        return await done

    async def until(self, holds: Callable[[Client], Any]) -> None:
        """Wait until this holds, looked at after everything that is heard."""
        async with asyncio.timeout(PATIENCE), self._stirred:
            while not holds(self):
                if self._failed:
                    raise self._failed
                await self._stirred.wait()

    async def close(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    def drop(self) -> None:
        """Break the line, as a bad network does."""
        if self._socket:
            self._socket.transport.abort()

    @property
    def unanswered(self) -> int:
        return len(self._waiting)

    @property
    def lines(self) -> list[str]:
        """The lines of the conversation that is shown."""
        return [turn["line"] for turn in self.parts["turns"]["turns"][1:]]

    # A line.

    async def _serve(self) -> None:
        try:
            await self._run()
        except Exception as error:  # whoever waits is told
            self._failed = error
            await self._stir()

    async def _run(self) -> None:
        turn = 0
        while True:
            address = self.addresses[turn % len(self.addresses)]
            with suppress(OSError, InvalidHandshake, ConnectionClosed, TimeoutError):
                async with connect(address, compression=None, proxy=None, max_size=None) as line:
                    self._socket = line
                    await line.send(json.dumps(self._door()))
                    async for text in line:
                        await self._hear(json.loads(text), address)
            self._socket, self.at = None, ""
            await self._stir()
            turn += 1
            await asyncio.sleep(0.05)

    def _door(self) -> Told:
        if self.token:
            return {"type": "hello", "token": self.token, "pos": self.pos}
        return {"type": "join", "id": "join", "code": self._code, "name": self._name}

    async def _hear(self, told: Told, address: str) -> None:
        match told["type"]:
            case "welcome":
                self.room, self.seat = told["room"], told["seat"]
                self.token = told.get("token") or self.token
                self.at, self.back = address, time.monotonic()
                self.welcomes += 1
                for unanswered in list(self._waiting):
                    await self._put(self.sent[unanswered])
            case "changed":
                assert told["pos"] >= self.pos, "what is told goes back"
                self.pos = told["pos"]
                self._change(told["parts"])
            case "ack":
                before = self.acked.setdefault(told["id"], told["pos"])
                assert before == told["pos"], "acknowledged at two positions"
                done = self._waiting.pop(told["id"], None)
                if done and not done.done():  # else nobody waits any more
                    done.set_result(told["pos"])
            case "refused" if told["id"] in self._waiting:
                done = self._waiting.pop(told["id"])
                if not done.done():
                    done.set_exception(Refused(told["code"], told["message"]))
            case "refused" | "bye" if not told.get("again") and told["code"] != "not_kept":
                raise Refused(told["code"], told["message"])
        await self._stir()

    def _change(self, parts: dict[str, Told | None]) -> None:
        for name, part in parts.items():
            if part is None:
                self.parts.pop(name, None)
                continue
            known = self.parts.get(name)
            if "first" in part and known and known["conversation"] == part["conversation"]:
                before = [turn for turn in known["turns"] if turn["n"] < part["first"]]
                part = part | {"first": 0, "turns": before + part["turns"]}
            self.parts[name] = part
        if turns := self.parts.get("turns"):
            assert [turn["n"] for turn in turns["turns"]] == list(range(len(turns["turns"])))

    async def _put(self, message: Told) -> None:
        if self._socket:
            with suppress(ConnectionClosed):
                await self._socket.send(json.dumps(message))

    async def _stir(self) -> None:
        async with self._stirred:
            self._stirred.notify_all()


def seen(client: Client) -> dict[str, Told]:
    """Return what a client is shown, but for what depends on when it was told."""
    parts = {name: dict(part) for name, part in client.parts.items()}
    parts.get("clock", {}).pop("now", None)
    if "grid" in parts:  # who is silent comes first, and that is a matter of time
        cards = [card | {"silent": None} for card in parts["grid"]["cards"]]
        parts["grid"] = {"cards": sorted(cards, key=lambda card: card["conversation"])}
    return parts


async def every(clients: Sequence[Client], holds: Callable[[Client], Any]) -> None:
    """Wait until this holds of every client."""
    await asyncio.gather(*(client.until(holds) for client in clients))


async def eventually(holds: Callable[[], Awaitable[Any] | Any]) -> None:
    """Wait until this holds, where nothing tells when it does."""
    async with asyncio.timeout(PATIENCE):
        while True:
            found = holds()
            if await found if isinstance(found, Awaitable) else found:
                return
            await asyncio.sleep(0.05)


async def shown_as_to_the_newly_come(clients: Sequence[Client]) -> None:
    """Wait until each client sees what somebody sees who comes with the same token now."""

    async def compare(client: Client) -> None:
        fresh = Client([client.at], client.token)
        try:
            await eventually(lambda: fresh.parts and seen(fresh) == seen(client))
        except TimeoutError:
            view, other = seen(client), seen(fresh)
            for name in view.keys() | other.keys():
                assert view.get(name) == other.get(name), (client.seat, name)
        finally:
            await fresh.close()

    for client in clients:
        await compare(client)
