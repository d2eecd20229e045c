"""Other hubs on the same rooms: which of them are gone, and with them who was on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.room.deciding.decision import stamp

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from simulator.room.store import Store, Writer

LOOKS = 3
"""Looks without a sign of life after which a hub is taken for gone."""


class Neighbours:
    """What a hub knows of others: the sign each gave last, and how often that was seen before."""

    def __init__(self, writer: Writer, mine: str) -> None:
        self._writer = writer
        self._mine = mine
        self._signs: dict[str, tuple[str | None, int]] = {}

    async def lost(self, named: Iterable[str], now: datetime) -> frozenset[str]:
        """Give a sign of life; return those of the hubs named that gave none for some looks.

        Counted, not timed: clocks differ, and while the database is gone nobody gives a sign.
        """

        def signs(store: Store) -> dict[str, str | None]:
            store.put_key(f"hub:{self._mine}", stamp(now))
            return {one: store.key(f"hub:{one}") for one in named}

        seen = {}
        for one, sign in (await self._writer.run(signs)).items():
            before, looks = self._signs.get(one, (None, 0))
            seen[one] = (sign, looks + 1 if sign == before else 0)
        self._signs = seen
        lost = frozenset(one for one, (_, looks) in seen.items() if looks >= LOOKS)
        if lost:
            await self._forget(lost)
        return lost

    async def leave(self) -> None:
        """Take the own sign away: whoever was here is not any more. Raises RoomStoreError."""
        await self._forget([self._mine])

    async def _forget(self, hubs: Iterable[str]) -> None:
        def forget(store: Store) -> None:
            for one in hubs:
                store.put_key(f"hub:{one}", None)

        await self._writer.run(forget)
