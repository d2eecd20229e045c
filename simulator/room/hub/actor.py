"""One room at work: takes what waits as one batch, keeps its events, then tells what changed."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from simulator.errors import Conflict, RoomStoreError
from simulator.room.hub.desk import Desk, Undo
from simulator.room.hub.requests import Beat, Connected, Elsewhere, Message
from simulator.room.refusal import Refusal
from simulator.room.state.events import Event
from simulator.room.state.records import FACILITATOR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simulator.room.hub.requests import Request
    from simulator.room.hub.surroundings import Surroundings
    from simulator.room.state import Room

    Answer = Callable[[], None]

LOOK_EVERY = 15
"""Seconds between looks at who has gone silent, while somebody is there to see it."""

SLOW_EVERY = 0.25
"""Seconds between tellings of what nobody waits for (lists, counts)."""


class Actor:
    """Owns a room: nothing else changes it, and nobody is told what is not kept yet."""

    def __init__(self, room: Room, surroundings: Surroundings, names: dict[str, str]):
        self.desk = Desk(room, surroundings, names)
        self._around = surroundings
        self._inbox: list[Request] = []
        self._woken = asyncio.Event()
        self._doing: list[Request] = []
        self._doubtful = False
        self._later: asyncio.TimerHandle | None = None
        self._told_slow = 0.0
        self._looked = surroundings.now()
        self._task = asyncio.create_task(self._work(), name=f"room {room.id}")

    @property
    def kept(self) -> int:
        """How far the room is known to be kept; 0 while something is being done in it."""
        return 0 if self._doing or self._inbox or self._doubtful else self.room.ver

    @property
    def room(self) -> Room:
        """The room as it is, to look at."""
        return self.desk.room

    def put(self, request: Request) -> None:
        """Let something be done, after what waits already."""
        self._inbox.append(request)
        self._woken.set()

    async def close(self) -> None:
        """Stop; what was not kept is not done."""
        if self._later:
            self._later.cancel()
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        for request in [*self._doing, *self._inbox]:
            if not isinstance(request, Message):  # whose sender asks again, as it may be kept
                self.desk.refusal(request, Refusal("not_kept", "The hub is being stopped."))()

    async def _work(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            self._doing, self._inbox = self._inbox, []
            for batch in _apart(self._doing):
                await self._survive(batch)
            self._doing = []

    async def _survive(self, requests: list[Request]) -> None:
        """Do what is asked. One room's trouble is not another's, nor that of the next request."""
        try:
            await self._do(requests)
        except Exception as error:
            self._around.report(f"room {self.room.id}", error)
            self._doubtful = True
            with suppress(RoomStoreError):  # then the next batch meets it, and says so
                await self._make_sure()
            self._refuse_all(requests, "The hub could not do that. Please try again.")

    async def _do(self, requests: list[Request]) -> None:
        try:
            await self._make_sure()
            await self._catch_up(requests)
            answers = await self._decide_and_keep(requests)
        except RoomStoreError as error:
            self._doubtful = True
            with suppress(RoomStoreError):
                await self._make_sure()
            self._refuse_all(requests, f"That could not be kept, so it is not done. {error}")
        else:
            for answer in answers:
                answer()
        if not self._doubtful:
            self.desk.dismiss()
            self._flush()
            if self.desk.mistaken:
                self.put(Beat(frozenset()))

    async def _make_sure(self) -> None:
        """Read the room again where what it is now may not be kept."""
        if self._doubtful:
            await self.desk.read_again()
            self._doubtful = False

    async def _decide_and_keep(self, requests: list[Request]) -> list[Answer]:
        """Decide on all requests together, and keep what comes of it in one go.

        Another hub may have been first: then all are decided on again, on the room as it is.
        """
        refused: dict[Request, Refusal] = {}
        while True:
            base = self.room.ver
            self.desk.arrived.clear()
            events: list[Event] = []
            answers: list[Answer] = []
            try:
                for request in requests:
                    if request in refused:
                        answers.append(self.desk.refusal(request, refused[request]))
                    else:
                        answers.append(await self.desk.take(request, events))
                if events:
                    payloads = [event.payload() for event in events]
                    names = tuple(self.desk.arrived.items())
                    await self._around.writer.append(self.room.id, base, payloads, names)
                    self.desk.names.update(names)
            except Undo as undo:
                refused[undo.request] = undo.refusal
            except Conflict:
                pass
            else:
                self._around.index(self.room, events)
                return answers
            await self.desk.read_again()

    def due(self, now: datetime) -> bool:
        """Whether the clock has something for this room to do."""
        rotates = self.room.rotates
        if rotates is not None and datetime.fromisoformat(rotates) <= now:
            return True
        led = any(one.seat == FACILITATOR for one in self.desk.attachments)
        if not led or (now - self._looked).total_seconds() < LOOK_EVERY:
            return False
        self._looked = now
        return True

    def _refuse_all(self, requests: list[Request], sentence: str) -> None:
        refusal = Refusal("not_kept", sentence)
        for request in requests:
            kept = None if self._doubtful else self.desk.kept(request)
            (kept or self.desk.refusal(request, refusal))()

    def _flush(self) -> None:
        """Tell what changed; what nobody waits for at most every quarter of a second."""
        now = asyncio.get_running_loop().time()
        slow = now - self._told_slow >= SLOW_EVERY
        looks = self._around.looks(self.room, self.desk.names)
        for attachment, error in self.desk.teller.flush(
            self.room, self.desk.attachments, looks, slow
        ):
            self._around.report(f"telling {attachment.seat} in room {self.room.id}", error)
        if slow:
            self._told_slow = now
        elif self._later is None and self.desk.teller.behind(self.room):
            wait = SLOW_EVERY - (now - self._told_slow)
            self._later = asyncio.get_running_loop().call_later(wait, self._flush_later)

    def _flush_later(self) -> None:
        self._later = None
        self.put(Elsewhere(self.room.ver))

    # What is kept.

    async def _catch_up(self, requests: list[Request]) -> None:
        """Take in what other hubs wrote meanwhile."""
        heard = [request.ver for request in requests if isinstance(request, Elsewhere)]
        seen = [request.pos for request in requests if isinstance(request, Connected)]
        if 0 not in heard and max([*heard, *seen], default=0) <= self.room.ver:
            return
        room, ver = self.room.id, self.room.ver
        entries, names = await self._around.writer.run(
            lambda store: (store.read(room, ver), store.names(room))
        )
        events = [Event.of(entry.ver, entry.payload) for entry in entries]
        if any(event.kind == "erased" for event in events):
            await self.desk.read_again()  # what this hub remembers is gone from what is kept
            return
        self.room.fold(events)
        self.desk.recall(names)
        self._around.index(self.room, events)


def _apart(requests: list[Request]) -> Iterator[list[Request]]:
    """Yield requests in batches, in order: an erasure, which changes what is kept, by itself."""
    batch: list[Request] = []
    for request in requests:
        alone = isinstance(request, Message) and request.message.type == "erase"
        if alone and batch:
            yield batch
            batch = []
        batch.append(request)
        if alone:
            yield batch
            batch = []
    if batch:
        yield batch
