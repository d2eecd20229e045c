"""A hub for tests of clients: real sockets, no rooms. Also a process of its own, to be killed."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from tests.simulator.room.telling import filled

DIE = "and then the lights went out"
"""A line after which the process kills itself: kept, but never acknowledged."""


class SmallHub:
    """Keeps what it is asked to do, by id, and shows the parts it is given to everybody.

    kept: the file of what is done, which a later hub goes on with. refusals: (code, message) by the
    type of the message; results: of acknowledgements, likewise. talks: what there is to look on.
    """

    def __init__(self, parts: dict[str, Any] | None = None, kept: Path | None = None) -> None:
        self.parts = parts or {}
        self.kept = kept
        self.done: dict[str, dict[str, Any]] = {}
        self.heard: list[dict[str, Any]] = []
        self.refusals: dict[str, tuple[str, str]] = {}
        self.results: dict[str, dict[str, Any]] = {}
        self.talks: dict[str, Any] = {}
        self.silent = False
        self.pos = 7
        self.sockets: set[ServerConnection] = set()
        self.stirred = asyncio.Event()
        self._server: Server | None = None
        if kept and kept.exists():
            for line in kept.read_text("utf-8").splitlines():
                asked = json.loads(line)
                self.done[asked["id"]] = asked

    async def start(self, port: int = 0) -> str:
        """Listen; return the address."""
        self._server = await serve(self._visit, "127.0.0.1", port, compression=None)
        return f"ws://127.0.0.1:{self.port}/ws"

    @property
    def port(self) -> int:
        assert self._server
        return int(next(iter(self._server.sockets)).getsockname()[1])

    async def stop(self) -> None:
        """Listen no more; lines break."""
        self.cut()
        if self._server:
            self._server.close()
            await self._server.wait_closed()

    def cut(self) -> None:
        """Break every line, without a goodbye."""
        for socket in list(self.sockets):
            socket.transport.abort()

    async def show(self, **parts: Any) -> None:
        """Tell everybody other parts of the view."""
        self.pos += 1
        for name, part in parts.items():
            self.parts[name] = part
        for socket in list(self.sockets):
            await self._send(socket, type="changed", pos=self.pos, parts=filled(parts))

    async def say(self, **told: Any) -> None:
        """Send everybody a message as it is."""
        for socket in list(self.sockets):
            await self._send(socket, **told)

    async def asked(self, kind: str, times: int = 1) -> dict[str, Any]:
        """Wait until a message of this type was heard so often; return the last one."""
        while len(found := [each for each in self.heard if each["type"] == kind]) < times:
            self.stirred.clear()
            await self.stirred.wait()
        return found[-1]

    async def _visit(self, socket: ServerConnection) -> None:
        self.sockets.add(socket)
        try:
            async for text in socket:
                await self._hear(socket, json.loads(text))
        except ConnectionClosed:
            pass
        finally:
            self.sockets.discard(socket)

    async def _hear(self, socket: ServerConnection, asked: dict[str, Any]) -> None:
        self.heard.append(asked)
        self.stirred.set()
        kind = asked["type"]
        if kind in self.refusals:
            code, message = self.refusals[kind]
            refused = {"id": asked.get("id"), "code": code, "message": message}
            await self._send(socket, type="refused", **refused)
        elif kind in ("hello", "join"):
            await self._welcome(socket, asked)
        else:
            self._do(asked)
            if not self.silent:
                result = self.results.get(kind)
                more = {"result": result} if result is not None else {}
                await self._send(socket, type="ack", id=asked["id"], pos=self.pos, **more)
            if kind == "watch" and asked["conversation"] in self.talks:
                await self.show(watched=self.talks[asked["conversation"]])

    async def _welcome(self, socket: ServerConnection, asked: dict[str, Any]) -> None:
        token = {"token": "a-token"} if asked["type"] == "join" else {}
        seat = {"v": 1, "room": "r1", "seat": "s1", "role": "participant", "pos": self.pos}
        await self._send(socket, type="welcome", **seat, **token)
        await self._send(socket, type="changed", pos=self.pos, parts=filled(self.parts))

    def _do(self, asked: dict[str, Any]) -> None:
        if asked["id"] in self.done:
            return
        self.done[asked["id"]] = asked
        if self.kept:
            with self.kept.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asked) + "\n")
                file.flush()
                os.fsync(file.fileno())
        if asked.get("text") == DIE:
            os.kill(os.getpid(), signal.SIGKILL)

    @staticmethod
    async def _send(socket: ServerConnection, **told: Any) -> None:
        with suppress(ConnectionClosed):
            await socket.send(json.dumps(told))


async def _main(port: int, kept: Path) -> None:
    hub = SmallHub({"room": {"title": "An exercise"}}, kept)
    print(await hub.start(port), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1]), Path(sys.argv[2])))
