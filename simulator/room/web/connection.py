"""The WebSocket endpoint: who is let in, what is heard of them, and when they are hung up on."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from simulator.errors import SimulatorError
from simulator.room.protocol import VERSION
from simulator.room.protocol.asked import Asked, Hello, Join
from simulator.room.refusal import Refusal
from simulator.room.web.cookies import Kind, token_of
from simulator.room.web.door import TOO_OFTEN, Door, address_of
from simulator.room.web.guarding import Allowed, TokenBucket
from simulator.room.web.hearing import Unreadable, heard
from simulator.room.web.outbox import SocketOutbox
from simulator.room.web.serving import DIRECT
from simulator.room.web.waiting import Place

if TYPE_CHECKING:
    from simulator.room.hub.hub import Joined

AT_THE_DOOR = 10.0
"""Seconds until somebody who connected, or was refused a seat, has to ask for one."""

PACE = (8.0, 20.0)
FACILITATOR_PACE = (50.0, 200.0)
"""Messages a second, and at once, of a seat on all its connections together."""

CHARACTERS = 400
"""Of a text, that cost as much as a message: a long line takes long to read."""

PATIENCE = (1.0, 30.0)
"""Messages a second, and at once, that the connection itself has to refuse."""

WIDE = 16
"""How many times a participant's outbox that of a facilitator or a projector holds."""

WORTH_COMING_BACK = frozenset({"too_often", "not_kept"})

UNREACHED = "The hub cannot reach what it keeps just now. Try again in a moment."


class Connections:
    """The endpoint `/ws` of a hub."""

    def __init__(self, door: Door, allowed: Allowed) -> None:
        self._door = door
        self._allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection until it ends. Its `Host` is checked already."""
        await receive()  # that it wants to connect
        cookie = await self._let_in(scope, send)
        if cookie is None:
            return
        direct, address = scope["extensions"][DIRECT], address_of(scope)
        place = self._door.waiting.come(address, direct["drop"])
        if place is None:  # for now; a client comes back after 503
            await send({"type": "websocket.http.response.start", "status": 503, "headers": []})
            await send({"type": "websocket.http.response.body", "body": TOO_OFTEN.encode()})
            return
        line = Line(self._door, receive, SocketOutbox(send, **direct), address)
        try:
            with suppress(OSError):  # it went while it was accepted
                await send({"type": "websocket.accept"})
                await line.serve(cookie, place)
        finally:
            place.leave()

    async def _let_in(self, scope: Scope, send: Send) -> str | None:
        """Return the token its browser keeps, "" for none; None for who was sent away."""
        asked = HTTPConnection(scope)
        host, origin = asked.headers.get("host", ""), asked.headers.get("origin")
        if origin is not None and not self._allowed.origin(origin, host):
            await send({"type": "websocket.close"})  # before it is accepted: HTTP 403
            return None
        # Only a page of ours may use what its browser keeps; whoever is no page says its token.
        kind: Kind = "projector" if asked.query_params.get("as") == "projector" else "seat"
        return token_of(asked, kind, self._allowed.secure(host)) if origin else ""


class Line:
    """One connection, from its first message to its end."""

    __slots__ = ("_address", "_door", "_outbox", "_pace", "_patience", "_receive")

    def __init__(self, door: Door, receive: Receive, outbox: SocketOutbox, address: str) -> None:
        self._door = door
        self._receive = receive
        self._outbox = outbox
        self._address = address
        self._pace = TokenBucket(*PACE, door.now())
        self._patience = TokenBucket(*PATIENCE, door.now())

    async def serve(self, cookie: str, place: Place) -> None:
        """Hear who it is at its place at the door, then pass on what it asks until it ends."""
        try:
            entered = await self._come_in(cookie, place)
            place.leave()
            if entered is None:
                return
            who, token, pos = entered
            with self._door.seated(who):
                await self._stay(who, token, pos)
        except (Refusal, SimulatorError) as error:
            if isinstance(error, SimulatorError):  # the database, which participants need not know
                logging.getLogger(__name__).warning("%s", error)
                error = Refusal("not_kept", UNREACHED)
            self._hang_up(error)
            await self._heard()  # until it is gone

    async def _come_in(self, cookie: str, place: Place) -> tuple[Joined, str, int] | None:
        """Return whose it is, the token and the position; None when it is gone."""
        while True:
            try:
                async with asyncio.timeout(AT_THE_DOOR):
                    asked = await self._heard()
            except TimeoutError:
                self._outbox.hang_up("too_late", "Nobody said who is there.", again=True)
                continue
            if asked is None:
                return None
            if not isinstance(asked, Hello | Join):
                self._refuse(asked.id, "not_allowed", "Say hello first, or join.")
            elif asked.v != VERSION:
                self._outbox.hang_up("old_version", _versions(asked.v), again=False)
            else:
                with place.heard():
                    entered = await self._entered(asked, cookie)
                if entered:
                    return entered

    async def _entered(self, asked: Hello | Join, cookie: str) -> tuple[Joined, str, int] | None:
        try:
            if isinstance(asked, Join):
                joined = await self._door.joined(asked, self._address)
                return joined, joined.token, 0
            token = asked.token or cookie
            return await self._door.whose(token, self._address), token, asked.pos
        except Refusal as refusal:
            if isinstance(asked, Join):
                self._refuse(asked.id, refusal.code, refusal.message)
            else:
                self._hang_up(refusal)
            return None

    async def _stay(self, who: Joined, token: str, pos: int) -> None:
        """Pass on what is asked. Raises Refusal where the seat cannot be connected."""
        leads = who.role == "facilitator"
        pace = FACILITATOR_PACE if leads else PACE
        self._pace = self._door.paces.of((who.room, who.seat), pace, self._door.now())
        # To come is noted, and tells everything anew.
        if not leads and not self._pace.take(self._door.now()):
            raise Refusal("too_often", TOO_OFTEN)
        if who.role in ("facilitator", "projector"):
            self._outbox.widen(WIDE)
        hub = self._door.hub
        attachment = await hub.attach(token, pos, self._outbox, bool(who.token))
        try:
            while asked := await self._heard():
                if isinstance(asked, Hello | Join):
                    self._refuse(None, "not_allowed", "This connection has its seat already.")
                else:
                    await hub.ask(attachment, asked)
        finally:
            await hub.detach(attachment)

    async def _heard(self) -> Asked | None:
        """Return the next message that can be read; None when there will be none any more."""
        while (message := await self._receive())["type"] != "websocket.disconnect":
            if self._outbox.ended:
                continue
            try:
                asked = heard(message)
            except Unreadable as fault:
                self._refuse(fault.id, fault.code, fault.message)
                if fault.fatal:
                    self._outbox.hang_up(fault.code, fault.message, again=False)
                continue
            if self._pace.take(self._door.now(), cost_of(asked)):
                return asked
            self._refuse(getattr(asked, "id", None), "too_often", TOO_OFTEN)
        return None

    def _refuse(self, message_id: str | None, code: str, message: str) -> None:
        self._outbox.refuse(message_id, code, message)
        if not self._patience.take(self._door.now()):
            self._outbox.hang_up("too_often", TOO_OFTEN, again=True)

    def _hang_up(self, refusal: Refusal) -> None:
        again = refusal.code in WORTH_COMING_BACK
        self._outbox.hang_up(refusal.code, refusal.message, again)


def cost_of(asked: Asked) -> float:
    """Return how many messages a message counts for."""
    return 1 + len(getattr(asked, "text", None) or "") // CHARACTERS


def _versions(theirs: int) -> str:
    if theirs < VERSION:
        return "This page, or program, is older than the hub. Load it again."
    return "This program is newer than the hub. Use the version the hub has."
