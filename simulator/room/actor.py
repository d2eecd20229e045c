"""One room at work: takes what waits as one batch, keeps its events, then tells what changed."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from simulator.errors import Conflict, RoomStoreError
from simulator.room.deciding import Decision, decide, flow, people
from simulator.room.deciding.decision import World
from simulator.room.events import HUB, Event
from simulator.room.gathering import own_debrief
from simulator.room.refusal import Refusal
from simulator.room.requests import (
    Arrival,
    Beat,
    Connected,
    Disconnected,
    Elsewhere,
    Message,
    fail,
    resolve,
)
from simulator.room.roles import refuse_unless_allowed
from simulator.room.state import Room
from simulator.room.state.records import FACILITATOR
from simulator.room.telling import Attachment, Teller, encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from simulator.room.hub import Surroundings
    from simulator.room.requests import Request

    Answer = Callable[[], None]

LOOK_EVERY = 15
"""Seconds between looks at who has gone silent, while somebody is there to see it."""

SLOW_EVERY = 0.25
"""Seconds between tellings of what nobody waits for (lists, counts)."""


class _Undo(Exception):
    """A decision failed half-way: the room has to be read again without it."""

    def __init__(self, request: Request, refusal: Refusal):
        super().__init__(refusal.message)
        self.request = request
        self.refusal = refusal


class Actor:
    """Owns a room: nothing else changes it, and nobody is told what is not kept yet."""

    def __init__(self, room: Room, surroundings: Surroundings, names: dict[str, str]):
        self.room = room
        self.names = names
        self.attachments: list[Attachment] = []
        self._around = surroundings
        self.counterparts = surroundings.counterparts()
        self._teller = Teller()
        self._inbox: list[Request] = []
        self._woken = asyncio.Event()
        self._later: asyncio.TimerHandle | None = None
        self._told_slow = 0.0
        self._looked = surroundings.now()
        self._task = asyncio.create_task(self._work(), name=f"room {room.id}")

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

    async def _work(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            requests, self._inbox = self._inbox, []
            for batch in _apart(requests):
                await self._survive(batch)

    async def _survive(self, requests: list[Request]) -> None:
        """Do what is asked. One room's trouble is not another's, nor that of the next request."""
        try:
            await self._do(requests)
        except Exception as error:
            self._around.report(f"room {self.room.id}", error)
            self._refuse_all(requests, "The hub could not do that. Please try again.")
            with suppress(RoomStoreError):  # then the next batch meets it, and says so
                await self._read_again()

    async def _do(self, requests: list[Request]) -> None:
        await self._catch_up(requests)
        before = {seat.id for seat in self.room.seats.values() if not seat.gone}
        try:
            answers = await self._decide_and_keep(requests)
        except RoomStoreError as error:
            self._refuse_all(requests, f"That could not be kept, so it is not done. {error}")
            await self._read_again()
            return
        for answer in answers:
            answer()
        self._dismiss(before)
        self._flush()

    async def _decide_and_keep(self, requests: list[Request]) -> list[Answer]:
        """Decide on all requests together, and keep what comes of it in one go.

        Another hub may have been first: then all are decided on again, on the room as it is.
        """
        refused: dict[Request, Refusal] = {}
        while True:
            base = self.room.ver
            events: list[Event] = []
            answers: list[Answer] = []
            try:
                for request in requests:
                    if request in refused:
                        answers.append(self._refusal(request, refused[request]))
                    else:
                        answers.append(await self._take(request, events))
                if events:
                    payloads = [event.payload() for event in events]
                    await self._around.writer.append(self.room.id, base, payloads)
            except _Undo as undo:
                refused[undo.request] = undo.refusal
            except Conflict:
                pass
            else:
                self._around.index(self.room, events)
                return answers
            await self._read_again()

    # What is asked.

    async def _take(self, request: Request, events: list[Event]) -> Answer:
        """Take a request in; return what is to be done once its events are kept."""
        match request:
            case Message():
                return await self._message(request, events)
            case Arrival():
                return self._arrival(request, events)
            case Connected():
                return self._connected(request, events)
            case Disconnected():
                return self._disconnected(request, events)
            case Beat():
                return self._beat(request, events)
            case Elsewhere():
                return lambda: resolve(request.done, None) if request.done else None

    async def _message(self, request: Message, events: list[Event]) -> Answer:
        attachment = request.attachment
        message: Any = request.message
        seat = self.room.seats.get(attachment.seat)
        if seat is None or seat.gone:
            return self._refusal(request, Refusal("no_seat", "This seat is no longer yours."))
        if message.type in ("watch", "script", "debrief", "ping"):
            return lambda: self._look(request)
        done = self.room.done.get((seat.id, message.id))
        if done is not None:
            return lambda: self._ack(request, done)
        decision = self._decision(seat.id, message.id)
        try:
            if message.type in ("code", "erase"):
                await self._beyond(decision, message)
            elif self._takes_long(message):
                await asyncio.to_thread(decide, decision, message)
            else:
                decide(decision, message)
        except Refusal as refusal:
            if decision.events:
                raise _Undo(request, refusal) from refusal
            return self._refusal(request, refusal)
        events += decision.events
        pos = self.room.ver
        return lambda: self._ack(request, pos)

    def _takes_long(self, message: Any) -> bool:
        """Whether the careful model reads, which others need not wait for."""
        wanted = {"say": getattr(message, "conversation", ""), "play": self.room.fishbowl}
        conversation = self.room.conversations.get(wanted.get(message.type, ""))
        return conversation is not None and conversation.model == "careful"

    async def _beyond(self, decision: Decision, message: Any) -> None:
        """Do what needs more than the room: a code nobody has, an erasure in what is kept."""
        refuse_unless_allowed(decision.seat.role, message.type)
        if message.type == "code":
            code, expires = self._around.fresh_code()
            people.code(decision, code, expires, message.locked)
            return
        if message.seat is not None and message.seat not in self.room.seats:
            raise Refusal("unknown", "There is nobody with that seat.")
        await self._around.erase(self.room.id, message.seat)
        await self._read_again()
        for seat in [message.seat] if message.seat else list(self.names):
            self.names.pop(seat, None)
        decision.room = self.room
        decision.happen("erased", seat=message.seat)

    def _arrival(self, request: Arrival, events: list[Event]) -> Answer:
        decision = self._decision(HUB, "")
        try:
            seat = people.seat(decision, request.role, request.token)
        except Refusal as refusal:
            if decision.events:
                raise _Undo(request, refusal) from refusal
            return self._refusal(request, refusal)
        events += decision.events
        if request.name:
            self.names[seat] = request.name
        return lambda: resolve(request.done, seat)

    def _connected(self, request: Connected, events: list[Event]) -> Answer:
        attachment = request.attachment
        seat = self.room.seats.get(attachment.seat)
        if seat is None or seat.gone:
            return self._refusal(request, Refusal("no_seat", "This seat is no longer yours."))
        if not seat.here or seat.worker != self._around.worker:
            events += self._happened("here", seat=seat.id, worker=self._around.worker)
        return lambda: self._attach(request)

    def _attach(self, request: Connected) -> None:
        attachment = request.attachment
        seat = self.room.seats[attachment.seat]
        self.attachments.append(attachment)
        attachment.outbox.put(
            encoded(
                {
                    "type": "welcome",
                    "v": 1,
                    "room": self.room.id,
                    "seat": seat.id,
                    "role": seat.role,
                    "pos": self.room.ver,
                }
                | ({"token": request.token} if request.token else {})
            )
        )
        self._teller.resume(self.room, attachment, request.pos)
        self._teller.tell(self.room, attachment, self._around.looks(self))
        resolve(request.done, None)

    def _disconnected(self, request: Disconnected, events: list[Event]) -> Answer:
        gone = request.attachment
        if gone not in self.attachments:
            return _nothing
        self.attachments.remove(gone)
        seat = self.room.seats[gone.seat]
        still = any(one.seat == gone.seat for one in self.attachments)
        if not still and seat.here and seat.worker == self._around.worker:
            events += self._happened("away", seat=seat.id)
        return _nothing

    def _beat(self, request: Beat, events: list[Event]) -> Answer:
        for seat in list(self.room.seats.values()):
            if seat.here and seat.worker in request.lost:
                events += self._happened("away", seat=seat.id)
        decision = self._decision(HUB, "")
        flow.tick(decision)
        events += decision.events
        return self._forget_grid

    def _forget_grid(self) -> None:
        """Let the grid be told again: who is silent changes without anything happening."""
        self._looked = self._around.now()
        for attachment in self.attachments:
            attachment.told.pop("grid", None)

    def due(self, now: datetime) -> bool:
        """Whether the clock has something for this room to do."""
        rotates = self.room.rotates
        if rotates is not None and datetime.fromisoformat(rotates) <= now:
            return True
        led = any(one.seat == FACILITATOR for one in self.attachments)
        return led and (now - self._looked).total_seconds() >= LOOK_EVERY

    def _decision(self, by: str, message_id: str) -> Decision:
        around = self._around
        world = World(around.now(), around.draw, self.counterparts, around.model)
        return Decision(self.room, by, message_id, world)

    def _happened(self, kind: str, **data: Any) -> list[Event]:
        decision = self._decision(HUB, "")
        decision.happen(kind, **data)
        return decision.events

    # What is told.

    def _ack(self, request: Message, pos: int, result: dict[str, Any] | None = None) -> None:
        told = {"type": "ack", "id": request.message.id, "pos": pos}
        request.attachment.outbox.put(encoded(told | ({"result": result} if result else {})))

    def _refusal(self, request: Request, refusal: Refusal) -> Answer:
        if isinstance(request, Arrival | Connected):
            return lambda: fail(request.done, refusal)
        if not isinstance(request, Message):
            return _nothing
        told = {
            "type": "refused",
            "id": request.message.id,
            "code": refusal.code,
            "message": refusal.message,
        }
        return lambda: request.attachment.outbox.put(encoded(told))

    def _look(self, request: Message) -> None:
        """Answer what leaves no event behind."""
        message: Any = request.message
        seat = self.room.seats[request.attachment.seat]
        try:
            refuse_unless_allowed(seat.role, message.type)
            wanted = getattr(message, "conversation", None) or ""
            if wanted and wanted not in self.room.conversations:
                raise Refusal("unknown", "There is no such conversation.")
            result = None
            if message.type == "watch":
                request.attachment.watching = wanted
            elif message.type == "script":
                held = self.room.conversations[wanted]
                result = {"script": self.counterparts.script(held)}
            elif message.type == "debrief":
                result = own_debrief(
                    self.room, self.counterparts, seat, wanted, message.branch
                ).as_dict()
        except Refusal as refusal:
            self._refusal(request, refusal)()
            return
        self._ack(request, self.room.ver, result)
        self._teller.tell(self.room, request.attachment, self._around.looks(self))

    def _refuse_all(self, requests: list[Request], sentence: str) -> None:
        refusal = Refusal("not_kept", sentence)
        for request in requests:
            self._refusal(request, refusal)()

    def _dismiss(self, before: set[str]) -> None:
        """Hang up on those whose seat is gone."""
        for attachment in list(self.attachments):
            if attachment.seat in before and self.room.seats[attachment.seat].gone:
                self.attachments.remove(attachment)
                attachment.outbox.hang_up("no_seat", "This seat is no longer yours.", False)

    def _flush(self) -> None:
        """Tell what changed; what nobody waits for at most every quarter of a second."""
        now = asyncio.get_running_loop().time()
        slow = now - self._told_slow >= SLOW_EVERY
        self._teller.flush(self.room, self.attachments, self._around.looks(self), slow)
        if slow:
            self._told_slow = now
        elif self._later is None and self._teller.behind(self.room):
            wait = SLOW_EVERY - (now - self._told_slow)
            self._later = asyncio.get_running_loop().call_later(wait, self._flush_later)

    def _flush_later(self) -> None:
        self._later = None
        self.put(Elsewhere(self.room.ver))

    # What is kept.

    async def _catch_up(self, requests: list[Request]) -> None:
        """Take in what other hubs wrote meanwhile."""
        heard = [request.ver for request in requests if isinstance(request, Elsewhere)]
        if not any(ver == 0 or ver > self.room.ver for ver in heard):
            return
        room, ver = self.room.id, self.room.ver
        entries = await self._around.writer.run(lambda store: store.read(room, ver))
        events = [Event.of(entry.ver, entry.payload) for entry in entries]
        self.room.fold(events)
        self.names |= await self._around.writer.run(lambda store: store.names(room))
        self._around.index(self.room, events)
        if any(event.kind in ("answered", "acted") for event in events):
            self.counterparts.forget()  # a live one does not know what was done elsewhere

    async def _read_again(self) -> None:
        """Make the room anew from what is kept."""
        room = self.room.id
        entries = await self._around.writer.run(lambda store: store.read(room))
        fresh = Room(room)
        events = [Event.of(entry.ver, entry.payload) for entry in entries]
        fresh.fold(events)
        self.room = fresh
        self.counterparts.forget()
        self._around.index(fresh, events)


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


def _nothing() -> None:
    """Nothing is to be done."""
