"""Hearing of what other hubs kept in the same PostgreSQL."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import psycopg

from simulator.room.store.connecting import OPTIONS, checked
from simulator.room.store.notices import CHANNEL, unpacked
from simulator.room.store.postgres import PostgresStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.room.store.stored import Store

PAUSE = 0.5
"""Seconds before a lost connection is tried again."""


async def hear(database: str, heard: Callable[[str, int], None], besides: Store | None) -> None:
    """Listen until cancelled; see `simulator.room.store.listen`."""
    checked(database)
    while True:
        try:
            await _hear(database, heard, besides)
        except psycopg.Error:
            await asyncio.sleep(PAUSE)


async def _hear(database: str, heard: Callable[[str, int], None], besides: Store | None) -> None:
    connection = await psycopg.AsyncConnection.connect(database, **OPTIONS)
    async with connection:
        await connection.execute(f"LISTEN {CHANNEL}".encode())
        heard("", 0)
        async for notice in connection.notifies():
            if not (isinstance(besides, PostgresStore) and notice.pid == besides.backend):
                for stream, ver in unpacked(notice.payload):
                    heard(stream, ver)
