"""The one writer of a hub: whatever waits is committed together, in a thread of its own."""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from simulator.errors import Conflict, RoomStoreError
from simulator.room.store.stored import Batch

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.room.store.stored import Store

    T = TypeVar("T")


class _Append(NamedTuple):
    batch: Batch
    done: asyncio.Future[None]


class _Work(NamedTuple):
    work: Callable[[Store], Any]
    done: asyncio.Future[Any]


class Writer:
    """Appends to a store for many rooms at once. Made where an event loop runs.

    One commit takes as long for a hundred rooms as for one, so all that came while the last was
    on its way goes into the next. Whoever waits is told when the database fails; the writer goes
    on, and what comes later is tried again. A caller that is cancelled may find it kept or not.
    """

    def __init__(self, store: Store):
        self._store = store
        self._appends: deque[_Append] = deque()
        self._works: deque[_Work] = deque()
        self._asked = asyncio.Event()
        self._closing = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="rooms")
        self._task = asyncio.create_task(self._serve(), name="rooms")

    async def append(
        self,
        stream: str,
        after: int,
        payloads: list[dict[str, Any]],
        names: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Keep payloads as ver after + 1 …, and names (by seat); they are on disk on return.

        Raises Conflict when the stream's last ver is not `after`, and then nothing was kept;
        RoomStoreError when that is not known: read the stream again.
        """
        done = self._future()
        self._appends.append(_Append(Batch(stream, after, payloads, names), done))
        self._asked.set()
        await done

    async def run(self, work: Callable[[Store], T]) -> T:
        """Return what `work` makes of the store, in the writer's thread: reading, names, keys."""
        done = self._future()
        self._works.append(_Work(work, done))
        self._asked.set()
        return await done  # type: ignore[no-any-return]  # what `work` returned

    async def close(self) -> None:
        """Finish what was asked, then stop. The store stays open; it is its opener's to close."""
        self._closing = True
        self._asked.set()
        await self._task
        self._thread.shutdown()

    def _future(self) -> asyncio.Future[Any]:
        if self._closing:
            raise RoomStoreError("The rooms are being closed; nothing more can be kept.")
        return asyncio.get_running_loop().create_future()

    async def _serve(self) -> None:
        while self._appends or self._works or not self._closing:
            self._asked.clear()
            await self._keep()
            if self._works:  # one at a time, so that no line waits for many
                await self._do(self._works.popleft())
            if not (self._appends or self._works or self._closing):
                await self._asked.wait()

    async def _keep(self) -> None:
        """Commit all appends that wait, together."""
        group = [asked for asked in self._appends if not asked.done.done()]
        self._appends.clear()
        if not group:
            return
        batches = [asked.batch for asked in group]
        try:
            kept = await self._in_thread(lambda store: store.append(batches))
        except Exception as error:  # whatever it is, somebody waits for it, and others come
            for asked in group:
                _fail(asked.done, error)
            return
        for asked, ok in zip(group, kept, strict=True):
            if ok:
                _finish(asked.done, None)
            else:
                _fail(asked.done, Conflict(f"Another hub wrote to the room {asked.batch.stream}."))

    async def _do(self, asked: _Work) -> None:
        try:
            result = await self._in_thread(asked.work)
        except Exception as error:  # likewise
            _fail(asked.done, error)
        else:
            _finish(asked.done, result)

    async def _in_thread(self, work: Callable[[Store], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, self._store)


def _finish(done: asyncio.Future[Any], result: Any) -> None:
    if not done.done():  # else its caller was cancelled
        done.set_result(result)


def _fail(done: asyncio.Future[Any], error: Exception) -> None:
    if not done.done():
        done.set_exception(error)
