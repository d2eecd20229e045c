"""The WebSocket endpoint: who is let in, what is heard of them, and when they are hung up on."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from simulator.room.cookies import Kind, token_of
from simulator.room.guarding import Allowed, Attempts, Paces, Rate, TokenBucket
from simulator.room.hearing import Unreadable, heard
from simulator.room.outbox import SocketOutbox
from simulator.room.protocol import VERSION
from simulator.room.protocol.asked import Asked, Hello, Join
from simulator.room.refusal import Refusal
from simulator.room.serving import DROP

if TYPE_CHECKING:
    from simulator.room.hub import Hub, Joined

AT_THE_DOOR = 10.0
"""Seconds until somebody who connected, or was refused a seat, has to ask for one."""

MOST_AT_DOOR = 1000
"""Connections without a seat yet."""

MOST_OF_A_SEAT = 8
"""Connections of one seat at once: phone, laptop, those not noticed to be gone yet."""

PACE = (8.0, 20.0)
FACILITATOR_PACE = (50.0, 200.0)
"""Messages a second, and at once, of a seat on all its connections together."""

CHARACTERS = 400
"""Of a text, that cost as much as a message: a long line takes long to read."""

PATIENCE = (1.0, 30.0)
"""Messages a second, and at once, that the connection itself has to refuse."""

STRANGERS: tuple[Rate, Rate] = ((2.0, 200.0), (20.0, 1000.0))
"""Tokens that are nobody's, of one address and of all: pages left open since the last exercise."""

WIDE = 16
"""How many times a participant's outbox that of a facilitator or a projector holds."""

WORTH_COMING_BACK = frozenset({"too_often", "conflict", "not_kept"})
GUESSES = frozenset({"no_room", "expired"})

TOO_OFTEN = "That was too much at once. Wait a moment."
NO_SEAT = "You have no seat here, or no longer. Join with the room's code."


class Connections:
    """The endpoint `/ws` of a hub. now: seconds of a clock that only goes forward."""

    def __init__(
        self, hub: Hub, allowed: Allowed, attempts: Attempts, now: Callable[[], float]
    ) -> None:
        self.hub = hub
        self.attempts = attempts
        self.now = now
        self._strangers = Attempts(now(), *STRANGERS)
        self._allowed = allowed
        self._at_door = 0
        self._of_seat: Counter[tuple[str, str]] = Counter()
        self.paces = Paces()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection until it ends. Its `Host` is checked already."""
        await receive()  # that it wants to connect
        asked = HTTPConnection(scope)
        host, origin = asked.headers.get("host", ""), asked.headers.get("origin")
        ours = origin is None or self._allowed.origin(origin, host)
        if not ours or self._at_door >= MOST_AT_DOOR:
            await send({"type": "websocket.close"})  # before it is accepted: HTTP 403
            return
        # Only a page of ours may use what its browser keeps; whoever is no page says its token.
        kind: Kind = "projector" if asked.query_params.get("as") == "projector" else "seat"
        cookie = token_of(asked, kind) if origin else ""
        outbox = SocketOutbox(send, scope["extensions"][DROP]["now"])
        line = Line(self, receive, outbox, address_of(scope))
        with suppress(OSError):  # it went while it was accepted
            await send({"type": "websocket.accept"})
            await line.serve(cookie)

    async def whose(self, token: str, address: str) -> Joined:
        """Return whose a token is. Raises Refusal where it is nobody's, or no more are looked up.

        Nobody finds one by guessing; but looking for what is not there may cost a database.
        """
        if not token or not self._strangers.may(address, self.now()):
            raise Refusal("too_often", TOO_OFTEN) if token else Refusal("no_seat", NO_SEAT)
        who = await self.hub.whose(token)
        if who is None:
            self._strangers.failed(address, self.now())
            raise Refusal("no_seat", NO_SEAT)
        return who

    @contextmanager
    def at_door(self) -> Iterator[None]:
        """Count a connection that has no seat yet."""
        self._at_door += 1
        try:
            yield
        finally:
            self._at_door -= 1

    @contextmanager
    def seated(self, who: Joined) -> Iterator[None]:
        """Count a connection of a seat. Raises Refusal when it has too many."""
        seat = (who.room, who.seat)
        if self._of_seat[seat] >= MOST_OF_A_SEAT:
            raise Refusal("too_often", "Your seat is connected too often already.")
        self._of_seat[seat] += 1
        try:
            yield
        finally:
            self._of_seat[seat] -= 1
            if not self._of_seat[seat]:
                del self._of_seat[seat]


class Line:
    """One connection, from its first message to its end."""

    __slots__ = ("_address", "_door", "_outbox", "_pace", "_patience", "_receive")

    def __init__(
        self, door: Connections, receive: Receive, outbox: SocketOutbox, address: str
    ) -> None:
        self._door = door
        self._receive = receive
        self._outbox = outbox
        self._address = address
        self._pace = TokenBucket(*PACE, door.now())
        self._patience = TokenBucket(*PATIENCE, door.now())

    async def serve(self, cookie: str) -> None:
        """Hear who it is, then pass on what it asks until it ends."""
        with self._door.at_door():
            entered = await self._come_in(cookie)
        if entered is None:
            return
        who, token, pos = entered
        try:
            with self._door.seated(who):
                await self._stay(who, token, pos)
        except Refusal as refusal:
            self._hang_up(refusal)
            await self._heard()  # until it is gone

    async def _come_in(self, cookie: str) -> tuple[Joined, str, int] | None:
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
            elif entered := await self._entered(asked, cookie):
                return entered

    async def _entered(self, asked: Hello | Join, cookie: str) -> tuple[Joined, str, int] | None:
        try:
            if isinstance(asked, Join):
                joined = await joining(self._door, asked, self._address)
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


async def joining(door: Connections, asked: Join, address: str) -> Joined:
    """Take the seat asked for. Raises Refusal, at once for who failed too often."""
    if not door.attempts.may(address, door.now()):
        raise Refusal("too_often", "Too many attempts failed. Wait a minute, then try again.")
    try:
        return await door.hub.join(asked.code, asked.name, asked.role, address)
    except Refusal as refusal:
        if refusal.code in GUESSES:
            door.attempts.failed(address, door.now())
        raise


def address_of(scope: Scope) -> str:
    """Return where a connection comes from."""
    return str(scope["client"][0]) if scope.get("client") else ""


def _versions(theirs: int) -> str:
    if theirs < VERSION:
        return "This page, or program, is older than the hub. Load it again."
    return "This program is newer than the hub. Use the version the hub has."
