"""One commit for all that waits, an answer for everyone, and a writer that outlives a failure."""

import asyncio
import threading
from contextlib import closing

import pytest

from simulator.errors import Conflict, RoomStoreError
from simulator.room.store import Writer, open_store


class Counted:
    """A real store whose appends are counted; the first waits until `go` is set."""

    def __init__(self, store):
        self.store = store
        self.groups = []
        self.go = threading.Event()

    def append(self, batches):
        self.go.wait()
        self.groups.append(len(batches))
        return self.store.append(batches)

    def __getattr__(self, name):
        return getattr(self.store, name)


@pytest.fixture
def store(tmp_path):
    with closing(open_store(tmp_path)) as opened:
        yield Counted(opened)


@pytest.fixture
async def writer(store):
    writer = Writer(store)
    yield writer
    store.go.set()
    await writer.close()


def lines(store, stream):
    return [entry.payload["line"] for entry in store.read(stream)]


async def test_what_waits_is_committed_together(store, writer):
    asked = [asyncio.create_task(writer.append(f"r{n}", 0, [{"line": n}])) for n in range(200)]
    await asyncio.sleep(0)
    store.go.set()
    await asyncio.gather(*asked)
    assert sum(store.groups) == 200
    assert len(store.groups) <= 2
    assert len(store.streams()) == 200


async def test_an_append_has_returned_only_after_its_commit(tmp_path, store, writer):
    store.go.set()
    await writer.append("r1", 0, [{"line": "one"}])
    with closing(open_store(tmp_path)) as other:
        assert lines(other, "r1") == ["one"]


async def test_each_of_a_group_is_told_of_its_own_conflict(store, writer):
    first = asyncio.create_task(writer.append("r1", 0, [{"line": "mine"}, {"line": "mine too"}]))
    late = asyncio.create_task(writer.append("r1", 0, [{"line": "theirs"}]))
    next_one = asyncio.create_task(writer.append("r1", 2, [{"line": "after mine"}]))
    gap = asyncio.create_task(writer.append("r2", 5, [{"line": "nothing before it"}]))
    store.go.set()
    told = await asyncio.gather(first, late, next_one, gap, return_exceptions=True)
    assert [type(answer) for answer in told] == [type(None), Conflict, type(None), Conflict]
    assert lines(store, "r1") == ["mine", "mine too", "after mine"]
    assert store.streams() == ["r1"]


async def test_everyone_is_told_of_a_failure_and_the_writer_goes_on(store, writer):
    store.store._connection.execute(
        f"PRAGMA max_page_count = {store.store._ask('PRAGMA page_count')[0][0]}"
    )
    asked = [writer.append(f"r{n}", 0, [{"line": "long " * 2000}]) for n in range(20)]
    waiting = asyncio.gather(*asked, return_exceptions=True)
    await asyncio.sleep(0)
    store.go.set()
    told = await waiting
    assert {str(answer).partition(": ")[2] for answer in told} == {"the disk is full."}
    assert all(isinstance(answer, RoomStoreError) for answer in told)
    store.store._connection.execute("PRAGMA max_page_count = 10000")
    await writer.append("r1", 0, [{"line": "kept"}])
    assert lines(store, "r1") == ["kept"]


async def test_a_payload_that_is_no_json_is_its_callers_error_and_the_writer_goes_on(store, writer):
    store.go.set()
    with pytest.raises(TypeError):
        await writer.append("r1", 0, [{"line": object()}])
    await writer.append("r1", 0, [{"line": "kept"}])


async def test_names_and_keys_go_through_the_same_thread(store, writer):
    store.go.set()
    await writer.run(lambda store: store.put_name("r1", "s1", "Ada"))
    thread = await writer.run(lambda _: threading.current_thread().name)
    assert await writer.run(lambda store: store.names("r1")) == {"s1": "Ada"}
    assert thread.startswith("rooms")
    with pytest.raises(ZeroDivisionError):
        await writer.run(lambda _: 1 / 0)
    await writer.append("r1", 0, [{"line": "kept"}])


async def test_a_caller_who_gave_up_stops_nobody_else(store, writer):
    gone = asyncio.create_task(writer.append("r1", 0, [{"line": "gone"}]))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gone.cancel()
    stays = asyncio.create_task(writer.append("r2", 0, [{"line": "stays"}]))
    store.go.set()
    await stays
    assert lines(store, "r2") == ["stays"]
    assert gone.cancelled() or gone.cancelling()


async def test_closing_finishes_what_was_asked_and_takes_no_more(store):
    writer = Writer(store)
    asked = [asyncio.create_task(writer.append(f"r{n}", 0, [{"line": n}])) for n in range(50)]
    named = asyncio.create_task(writer.run(lambda store: store.put_name("r1", "s1", "Ada")))
    await asyncio.sleep(0)
    store.go.set()
    await writer.close()
    assert all(task.done() and task.exception() is None for task in [*asked, named])
    assert len(store.streams()) == 50
    assert store.names("r1") == {"s1": "Ada"}
    with pytest.raises(RoomStoreError, match="being closed"):
        await writer.append("r1", 1, [{}])
