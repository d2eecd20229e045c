"""Hubs with one PostgreSQL hear of each other's entries: positions only, and again after a loss."""

import asyncio
from contextlib import closing, suppress

import psycopg
import pytest

from simulator.room.store import Batch, listen, open_store


@pytest.fixture
def store(postgres):
    with closing(open_store(postgres)) as opened:
        yield opened


@pytest.fixture
async def listening():
    """Begin to listen; return the queue of what is heard, once the server listens, too."""
    tasks = []

    async def begin(address, besides=None):
        heard = asyncio.Queue()
        call = listen(address, lambda *pair: heard.put_nowait(pair), besides)
        tasks.append(asyncio.create_task(call))
        assert await next_of(heard) == ("", 0)
        return heard

    yield begin
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def next_of(heard):
    return await asyncio.wait_for(heard.get(), 30)


async def test_what_is_kept_is_heard_as_positions_and_nothing_else(postgres, store, listening):
    heard = await listening(postgres)
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("LISTEN detente_rooms")
        store.append([Batch("r1", 0, [{"line": "one"}, {"line": "two"}]), Batch("r2", 0, [{}])])
        store.append([Batch("r1", 0, [{"line": "late"}])])
        store.append([Batch("r1", 2, [{"line": "three"}])])
        sent = [notice.payload for notice in connection.notifies(timeout=30, stop_after=2)]
    assert sent == ["r1:2,r2:1", "r1:3"]
    assert [await next_of(heard) for _ in range(3)] == [("r1", 2), ("r2", 1), ("r1", 3)]


async def test_a_hub_does_not_hear_itself(postgres, store, listening):
    heard = await listening(postgres, store)
    with closing(open_store(postgres)) as other:
        store.append([Batch("r1", 0, [{}])])
        other.append([Batch("r2", 0, [{}])])
        store.append([Batch("r2", 1, [{}])])
        other.append([Batch("r1", 1, [{}])])
        assert [await next_of(heard) for _ in range(2)] == [("r2", 1), ("r1", 2)]


async def test_who_lost_the_connection_looks_at_everything(postgres, store, listening):
    heard = await listening(postgres)
    store.append([Batch("r1", 0, [{}])])
    assert await next_of(heard) == ("r1", 1)
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
        )
    store.append([Batch("r1", 1, [{}])])
    assert await next_of(heard) == ("", 0)
    store.append([Batch("r1", 2, [{}])])
    assert await next_of(heard) == ("r1", 3)


async def test_a_server_that_was_started_again_is_heard_again(
    postgres_server, postgres, store, listening
):
    heard = await listening(postgres)
    postgres_server.stop("immediate")
    postgres_server.start()
    assert await next_of(heard) == ("", 0)
    store.append([Batch("r1", 0, [{}])])
    assert await next_of(heard) == ("r1", 1)


async def test_what_strangers_send_does_no_harm(postgres, store, listening):
    heard = await listening(postgres)
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("SELECT pg_notify('detente_rooms', 'hello, world:::')")
    store.append([Batch("r1", 0, [{}])])
    assert await next_of(heard) == ("r1", 1)
