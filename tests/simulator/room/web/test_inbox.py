"""Waiting for a client: nothing is lost, nobody waits for ever, and little is kept meanwhile."""

from __future__ import annotations

import asyncio

import pytest

from simulator.room.web.inbox import Gate, Inbox
from simulator.room.web.serving import DirectSocket
from tests.simulator.room.web.conftest import Served, say, told


async def turn() -> None:
    for _ in range(3):
        await asyncio.sleep(0)


async def test_events_come_in_the_order_they_were_left():
    inbox = Inbox()
    assert inbox.empty()
    for n in range(3):
        inbox.put_nowait(n)
    assert not inbox.empty()
    assert [await inbox.get() for _ in range(3)] == [0, 1, 2]
    assert inbox.empty()


async def test_reader_waits_for_the_next_and_misses_none_that_come_together():
    inbox = Inbox()
    reader = asyncio.create_task(inbox.get())
    await turn()
    assert not reader.done()
    inbox.put_nowait(None)  # any event will do
    inbox.put_nowait("second")
    assert await reader is None
    assert await inbox.get() == "second"


async def test_reader_that_gave_up_takes_nothing_with_it():
    inbox = Inbox()
    for left in (False, True):  # nothing there, and something that came as it gave up
        reader = asyncio.create_task(inbox.get())
        await turn()
        if left:
            inbox.put_nowait("kept")
        reader.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reader
    assert await inbox.get() == "kept"


async def test_gate_is_open_at_first_and_opens_for_all():
    gate = Gate()
    assert gate.is_set()
    await gate.wait()
    gate.clear()
    waiting = [asyncio.create_task(gate.wait()) for _ in range(3)]
    await turn()
    assert not gate.is_set()
    assert not any(one.done() for one in waiting)
    waiting[0].cancel()
    gate.set()
    gate.clear()  # whoever waited is let through
    await asyncio.gather(*waiting[1:])
    assert waiting[0].cancelled()


async def test_open_connection_keeps_nothing_of_its_request(served: Served):
    cookie, room = await served.seated()
    given = {"query": f"?room={room}", "additional_headers": {"Cookie": cookie}}
    async with served.socket(**given, origin=served.url) as page:
        await say(page, type="hello")
        await told(page, "welcome")
        [kept] = served.server.server_state.connections
        assert isinstance(kept, DirectSocket)
        assert not kept.scope
        assert not any(hasattr(kept, name) for name in ("request", "response"))
        assert len(vars(kept)) < 5  # the rest is in slots; a newer uvicorn may have more
        await say(page, type="ping", id="p")
        assert await told(page, "ack")
