"""The door of a hub: who is let in, who asks too often, who waits, how many are there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from starlette.types import Scope

from simulator.room.protocol.asked import Join
from simulator.room.refusal import Refusal
from simulator.room.web.guarding import Attempts, Paces, Rate
from simulator.room.web.repeating import Repeating
from simulator.room.web.waiting import Waiting

if TYPE_CHECKING:
    from simulator.room.hub.hub import Hub, Joined

MOST_OF_A_SEAT = 8
"""Connections of one seat at once: phone, laptop, those not noticed to be gone yet."""

STRANGERS: tuple[Rate, Rate] = ((2.0, 200.0), (20.0, 1000.0))
"""Tokens that are nobody's, of one address and of all: pages left open since the last exercise."""

GUESSES = frozenset({"no_room", "expired"})

TOO_OFTEN = "That was too much at once. Wait a moment."
NO_SEAT = "You have no seat here, or no longer. Join with the room's code."


class Door:
    """What all connections and pages of a hub pass. now: seconds that only go forward."""

    def __init__(self, hub: Hub, now: Callable[[], float]) -> None:
        self.hub = hub
        self.now = now
        self._attempts = Attempts(now())
        self._strangers = Attempts(now(), *STRANGERS)
        self._repeating = Repeating(now)
        self.waiting = Waiting(now)
        self._of_seat: Counter[tuple[str, str]] = Counter()
        self.paces = Paces()

    async def joined(self, asked: Join, address: str) -> Joined:
        """Take the seat asked for. Raises Refusal, at once for who failed too often."""
        if not self._attempts.may(address, self.now()):
            raise Refusal("too_often", "Too many attempts failed. Wait a minute, then try again.")
        try:
            return await self.hub.join(asked.code, asked.name, asked.role, address)
        except Refusal as refusal:
            if refusal.code in GUESSES:
                self._attempts.failed(address, self.now())
            raise

    async def joined_once(self, asked: Join, address: str, form: str) -> Joined:
        """Take the seat asked for, or return that which the same form took. Raises Refusal.

        form: what a page of ours made it known by, "" for a form of another page.
        """
        if not form:
            return await self.joined(asked, address)
        known = (address, form, asked.code)
        who = await self._repeating.once(known, lambda: self.joined(asked, address))
        if await self.hub.whose(who.token) is None:  # given up since
            self._repeating.forget(known)
            who = await self._repeating.once(known, lambda: self.joined(asked, address))
        return who

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


def address_of(scope: Scope) -> str:
    """Return where a connection comes from."""
    return str(scope["client"][0]) if scope.get("client") else ""
