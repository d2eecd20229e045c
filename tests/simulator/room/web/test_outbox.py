from __future__ import annotations

import asyncio
import json
from collections.abc import Collection
from typing import Any

from simulator.room.web.outbox import MOST_CHARACTERS, MOST_MESSAGES, SocketOutbox


class Far:
    """The other end: takes messages while it is open."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.taken: list[dict[str, Any]] = []
        self.dropped = 0

    async def send(self, message: Any) -> None:
        await self.open.wait()
        self.taken.append(message)

    def drop(self) -> None:
        self.dropped += 1


async def settle() -> None:
    for _ in range(MOST_MESSAGES * 40):
        await asyncio.sleep(0)


async def test_messages_go_out_in_order():
    far = Far()
    outbox = SocketOutbox(far.send, far.drop)
    far.open.set()
    for n in range(3):
        outbox.put(str(n))
    await settle()
    outbox.put("3")
    await settle()
    assert [one["text"] for one in far.taken] == ["0", "1", "2", "3"]


async def test_too_many_messages_drop_the_client():
    far = Far()
    outbox = SocketOutbox(far.send, far.drop)
    outbox.put("under way")
    await settle()
    for _ in range(MOST_MESSAGES):
        outbox.put("x")
    assert (far.dropped, outbox.ended) == (0, False)
    outbox.put("x")
    outbox.put("x")
    assert (far.dropped, outbox.ended) == (1, True)
    far.open.set()
    await settle()
    assert len(far.taken) == 1


async def test_too_many_characters_drop_the_client_but_one_message_may_have_any():
    far = Far()
    outbox = SocketOutbox(far.send, far.drop)
    outbox.put("x" * (MOST_CHARACTERS * 3))
    assert not far.dropped
    outbox.put("x")
    assert far.dropped == 1


async def test_facilitators_outbox_holds_more():
    far = Far()
    outbox = SocketOutbox(far.send, far.drop)
    outbox.widen(2)
    for _ in range(2):
        outbox.put("x" * MOST_CHARACTERS)
    assert not far.dropped
    outbox.put("x")
    assert far.dropped == 1


async def test_what_is_put_together_goes_out_together_where_nothing_has_to_wait():
    far, together, ready = Far(), [], [True]

    def send(texts: Collection[str]) -> bool:
        if ready[0]:
            together.append(list(texts))
        return ready[0]

    outbox = SocketOutbox(far.send, far.drop, send)
    for n in range(3):
        outbox.put(str(n))
    await settle()
    ready[0] = False
    outbox.put("3")
    await settle()
    ready[0] = True
    outbox.put("4")
    await settle()
    assert together == [["0", "1", "2"]]
    far.open.set()
    await settle()
    assert [one["text"] for one in far.taken] == ["3", "4"]
    outbox.put("5")
    await settle()
    assert together[1:] == [["5"]]


async def test_bye_is_the_last_message():
    far = Far()
    outbox = SocketOutbox(far.send, far.drop)
    outbox.put("before")
    outbox.hang_up("no_seat", "Your seat was taken away.", again=False)
    outbox.put("after")
    outbox.hang_up("again", "Twice.", again=True)
    far.open.set()
    await settle()
    assert far.taken[0] == {"type": "websocket.send", "text": "before"}
    assert json.loads(far.taken[1]["text"]) == {
        "type": "bye",
        "code": "no_seat",
        "message": "Your seat was taken away.",
        "again": False,
    }
    assert far.taken[2:] == [{"type": "websocket.close", "code": 1008}]
