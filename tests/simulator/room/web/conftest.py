"""A real hub on a real loopback socket, and the least that speaks HTTP and WebSocket to it."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from websockets.asyncio.client import ClientConnection, connect

from simulator.room.exercise import blank_exercise
from simulator.room.hosting.reach import bind, reach_of
from simulator.room.hub.hub import Hub, Keys
from simulator.room.store import open_store
from simulator.room.web.app import web_app
from simulator.room.web.serving import ReadyServer, server_of

TINY = Path(__file__).parents[3] / "engine" / "personas" / "tiny.yaml"


class Clock:
    """The seconds of the guards: they go on when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: str
    all: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Served:
    """A hub that is served. url: its own address; host: the same as `Host` says it."""

    hub: Hub
    keys: Keys
    clock: Clock
    port: int
    server: ReadyServer

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    async def ask(
        self, path: str, form: dict[str, str] | str | None = None, **headers: str
    ) -> Answer:
        """Ask for a path; with a form, post it, as a page of the hub would."""
        method = "GET" if form is None else "POST"
        body = (form if isinstance(form, str) else urlencode(form or {})).encode()
        told = {"host": self.host, "connection": "close"}
        if form is not None:
            kind = "application/x-www-form-urlencoded"
            told |= {"content-type": kind, "content-length": str(len(body)), "origin": self.url}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in told.items() if v)]
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        answer = _answer(await reader.read())
        writer.close()
        await writer.wait_closed()
        return answer

    async def seated(self, name: str = "", role: str = "participant") -> tuple[str, str]:
        """Take a seat by the form; return the cookie and the room."""
        form = {"code": self.keys.code, "name": name, "role": role}
        answer = await self.ask("/join", form)
        assert answer.status == 303, answer.body
        return answer.headers["set-cookie"].split(";")[0], answer.headers["location"][-10:]

    @asynccontextmanager
    async def socket(self, query: str = "", **given: Any) -> AsyncIterator[ClientConnection]:
        """Connect to the hub's WebSocket."""
        given = {"compression": None, "proxy": None} | given
        async with connect(f"ws://{self.host}/ws{query}", **given) as connected:
            yield connected

    @asynccontextmanager
    async def seat(self, token: str = "", **given: Any) -> AsyncIterator[ClientConnection]:
        """Connect with a seat: of a token, else a new one; whatever comes first is read."""
        async with self.socket(**given) as connected:
            if token:
                await say(connected, type="hello", token=token)
            else:
                await say(connected, type="join", id="j", code=self.keys.code)
            assert (await told(connected))["type"] == "welcome"
            assert (await told(connected))["type"] == "changed"
            yield connected


async def say(connected: ClientConnection, **message: Any) -> None:
    await connected.send(json.dumps(message))


async def told(connected: ClientConnection, *kinds: str) -> dict[str, Any]:
    """Return the next thing told, of these kinds if some are given."""
    while True:
        message: dict[str, Any] = json.loads(await connected.recv())
        if not kinds or message["type"] in kinds:
            return message


def _answer(raw: bytes) -> Answer:
    head, _, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = [
        (k.strip().lower(), v.strip()) for k, _, v in (line.partition(":") for line in lines)
    ]
    return Answer(int(first.split()[1]), dict(headers), body.decode(), headers)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def served(tmp_path: Path, clock: Clock) -> AsyncIterator[Served]:
    async with serving(tmp_path, clock) as hub:
        yield hub


@asynccontextmanager
async def serving(
    folder: Path,
    clock: Clock,
    prepare: Callable[[socket.socket], None] = lambda _: None,
    behind_proxy: bool = False,
    public: str = "",
) -> AsyncIterator[Served]:
    """Serve the hub of a folder; prepare: what else is done to its socket."""
    listening = bind("127.0.0.1", 0)
    prepare(listening)
    port = listening.getsockname()[1]
    reach = reach_of("127.0.0.1", port, tls=False, public=public)
    store = open_store(folder)
    hub = Hub(store, reach.url)
    keys = (await hub.restore() or [await hub.create(blank_exercise(TINY))])[-1]
    ready = asyncio.Event()
    app = web_app(hub, reach.allowed, clock, lambda code: f"{reach.url}/?code={code}")
    server = server_of(app, ready.set, behind_proxy=behind_proxy)
    task = asyncio.create_task(server.serve([listening]))
    await ready.wait()
    try:
        yield Served(hub, keys, clock, port, server)
    finally:
        server.should_exit = True
        await task
        await hub.close()
        store.close()
