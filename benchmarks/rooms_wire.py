"""A light WebSocket client, so that what is measured is the hub and not what loads it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from itertools import count
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from websockets.client import ClientProtocol
from websockets.frames import Opcode
from websockets.http11 import Response
from websockets.uri import parse_uri

Told = dict[str, Any]
PATIENCE = 30.0
"""Seconds after which what was asked for is given up."""


class Seat(asyncio.Protocol):
    """One connection. `shown(seat, parts, at)` is called with the parts of each `changed`.

    Only messages with one of `wanted` in them are read at all.
    """

    def __init__(
        self,
        url: str,
        shown: Callable[[Seat, Told, float], None],
        wanted: str = '"turns":{',
    ) -> None:
        self._wire = ClientProtocol(parse_uri(url), max_size=None)
        self._open = asyncio.get_running_loop().create_future()
        self._shown = shown
        self._wanted = wanted
        self._waiting: dict[str, tuple[float, asyncio.Future[Told] | None]] = {}
        self._ids = count()
        self.seat = ""
        self.bytes = 0
        self.acks: list[float] = []
        self.refused: list[str] = []

    # What asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport
        self._wire.send_request(self._wire.connect())
        self._send()

    def data_received(self, data: bytes) -> None:
        at = perf_counter()
        self.bytes += len(data)
        self._wire.receive_data(data)
        for event in self._wire.events_received():
            if isinstance(event, Response):
                self._open.set_result(None)
            elif event.opcode is Opcode.TEXT:
                self._hear(bytes(event.data).decode(), at)
        self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._open.done():
            self._open.set_exception(ConnectionError("The hub let nobody in."))

    # What is asked.

    async def opened(self) -> None:
        await self._open

    def say(self, kind: str, due: float = 0, **fields: Any) -> None:
        """Send a message; due is when it should have been sent, 0 now."""
        self._ask(kind, due or perf_counter(), None, fields)

    async def ask(self, kind: str, **fields: Any) -> Told:
        """Send a message and return the ack, or the welcome."""
        done: asyncio.Future[Told] = asyncio.get_running_loop().create_future()
        self._ask(kind, perf_counter(), done, fields)
        return await asyncio.wait_for(done, PATIENCE)

    def leave(self) -> None:
        self._transport.close()

    def _ask(self, kind: str, at: float, done: asyncio.Future[Told] | None, fields: Told) -> None:
        key = "hello" if kind == "hello" else f"m{next(self._ids)}"
        self._waiting["welcome" if kind in ("hello", "join") else key] = (at, done)
        named = {} if kind == "hello" else {"id": key}
        self._wire.send_text(json.dumps({"type": kind, **named, **fields}).encode())
        self._send()

    def _send(self) -> None:
        for data in self._wire.data_to_send():
            if data:
                self._transport.write(data)

    # What is told.

    def _hear(self, text: str, at: float) -> None:
        if text.startswith('{"type":"changed"'):
            if self._wanted in text:
                self._shown(self, json.loads(text)["parts"], at)
            return
        told = json.loads(text)
        if told["type"] == "welcome":
            self.seat = told["seat"]
        key = told["type"] if told["type"] == "welcome" else told.get("id")
        sent, done = self._waiting.pop(key, (at, None))
        if told["type"] == "refused":
            self.refused.append(told["code"])
        elif told["type"] == "ack" and done is None:
            self.acks.append(at - sent)
        if done is not None and not done.done():
            done.set_result(told)


async def take_seat(
    url: str,
    shown: Callable[[Seat, Told, float], None],
    wanted: str = '"turns":{',
    **who: Any,
) -> Seat:
    """Return a connection that has its seat: of a code, or of a token."""
    parts = urlsplit(url)
    loop = asyncio.get_running_loop()
    _, seat = await loop.create_connection(
        lambda: Seat(url, shown, wanted), parts.hostname, parts.port
    )
    await seat.opened()
    answer = await seat.ask("join" if "code" in who else "hello", v=1, **who)
    if answer["type"] != "welcome":
        raise ConnectionError(f"No seat: {answer}")
    return seat
