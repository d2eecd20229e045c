"""Waiting for a client: for what it sends next, and until it takes more.

asyncio's own Queue and Event do this too, and keep five deques for it: 4 KB a connection, which is
a seventh of what a seat would cost.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any


class Inbox:
    """What of asyncio.Queue a connection uses: one reader, and no end to what may lie there."""

    __slots__ = ("_events", "_reader")

    def __init__(self) -> None:
        self._events: deque[Any] | None = None
        self._reader: asyncio.Future[None] | None = None

    def put_nowait(self, event: Any) -> None:
        """Leave an event for the reader."""
        if self._events is None:
            self._events = deque()
        self._events.append(event)
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    async def get(self) -> Any:
        """Return the next event."""
        while self._events is None:
            self._reader = asyncio.get_running_loop().create_future()
            try:
                await self._reader
            finally:
                self._reader = None
        event = self._events.popleft()
        self._events = self._events or None
        return event

    def empty(self) -> bool:
        """Return whether nothing lies there."""
        return self._events is None


class Gate:
    """What of asyncio.Event a connection uses; open (`set`) at first."""

    __slots__ = ("_closed", "_waiting")

    def __init__(self) -> None:
        self._closed = False
        self._waiting: list[asyncio.Future[None]] = []

    def is_set(self) -> bool:
        """Return whether it is open."""
        return not self._closed

    def clear(self) -> None:
        """Close it."""
        self._closed = True

    def set(self) -> None:
        """Open it for all who wait."""
        self._closed = False
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            if not one.done():  # else its waiter was cancelled
                one.set_result(None)

    async def wait(self) -> None:
        """Wait until it was open."""
        if self._closed:
            self._waiting.append(asyncio.get_running_loop().create_future())
            await self._waiting[-1]
