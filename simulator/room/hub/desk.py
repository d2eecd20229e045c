"""What is asked in a room, one request after another: events of it, and what to answer then."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from simulator.room.counterparts import Unanswered
from simulator.room.debrief.gathering import own_debrief
from simulator.room.deciding import Decision, decide, people, rounds
from simulator.room.deciding.decision import World
from simulator.room.deciding.roles import refuse_unless_allowed
from simulator.room.hub.requests import (
    Arrival,
    Beat,
    Connected,
    Disconnected,
    Elsewhere,
    Message,
    Request,
    fail,
    resolve,
)
from simulator.room.hub.telling import Attachment, Teller, encoded
from simulator.room.protocol import VERSION
from simulator.room.refusal import Refusal
from simulator.room.state import Room
from simulator.room.state.events import HUB, Event

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from simulator.room.hub.surroundings import Surroundings

    Answer = Callable[[], None]


class Undo(Exception):
    """A decision failed half-way: the room has to be read again, and decided on without it."""

    def __init__(self, request: Request, refusal: Refusal):
        super().__init__(refusal.message)
        self.request = request
        self.refusal = refusal


class Desk:
    """Takes requests for a room. What it returns is done once their events are kept.

    names: as people gave them, by seat; arrived: those that are still to be kept. attachments: the
    connections that are told what happens, in order of arrival; a connection is present from when
    it came until it went, told or not.
    """

    def __init__(self, room: Room, surroundings: Surroundings, names: dict[str, str]):
        self.room = room
        self.names = names
        self.arrived: dict[str, str] = {}
        self.attachments: list[Attachment] = []
        self._present: list[Attachment] = []
        self.counterparts = surroundings.counterparts(room.id)
        self.teller = Teller()
        self._around = surroundings
        self._looking: dict[str, asyncio.Task[None]] = {}

    async def take(self, request: Request, events: list[Event]) -> Answer:
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
            return self.refusal(request, Refusal("no_seat", "This seat is no longer yours."))
        if message.type in ("watch", "script", "debrief", "ping"):
            return lambda: self._look(request)
        if kept := self.kept(request):
            return kept
        decision = self._decision(seat.id, message.id)
        try:
            if message.type in ("code", "erase"):
                await self._beyond(decision, message)
            else:
                await self._decide(decision, message)
        except Refusal as refusal:
            if decision.events:
                raise Undo(request, refusal) from refusal
            return self.refusal(request, refusal)
        if not decision.events:
            decision.happen("nothing")
        events += decision.events
        pos = decision.events[0].ver
        return lambda: self._ack(request, pos)

    def kept(self, request: Request) -> Answer | None:
        """Return what tells whoever asked that it is done, None for what is not."""
        if not isinstance(request, Message):
            return None
        pos = self.room.done.get(request.attachment.seat, {}).get(request.message.id)
        return None if pos is None else lambda: self._ack(request, pos)

    async def _decide(self, decision: Decision, message: Any) -> None:
        """Decide; where a counterpart has to answer first, once more when it has."""
        while True:
            try:
                return decide(decision, message)
            except Unanswered as unanswered:
                await self.counterparts.take(unanswered.question)

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
        await self.read_again()
        self.forget_name(message.seat)
        decision.room = self.room
        decision.happen("erased", seat=message.seat)

    def forget_name(self, seat: str | None) -> None:
        """Forget what a seat, or (None) everybody, is called."""
        if seat is None:
            self.names.clear()
        else:
            self.names.pop(seat, None)

    def _arrival(self, request: Arrival, events: list[Event]) -> Answer:
        decision = self._decision(HUB, "")
        try:
            seat = people.seat(decision, request.role, request.token)
        except Refusal as refusal:
            if decision.events:
                raise Undo(request, refusal) from refusal
            return self.refusal(request, refusal)
        events += decision.events
        if request.name:
            self.arrived[seat] = request.name
        return lambda: resolve(request.done, seat)

    def _connected(self, request: Connected, events: list[Event]) -> Answer:
        attachment = request.attachment
        seat = self.room.seats.get(attachment.seat)
        if seat is None or seat.gone:
            return self.refusal(request, Refusal("no_seat", "This seat is no longer yours."))
        if attachment not in self._present:  # it is where this is decided on once more
            self._present.append(attachment)
        if not seat.here or seat.worker != self._around.worker:
            events += self._happened("here", seat=seat.id, worker=self._around.worker)
        return lambda: self._attach(request)

    def _attach(self, request: Connected) -> None:
        attachment = request.attachment
        seat = self.room.seats[attachment.seat]
        if seat.gone or attachment not in self._present:  # that happened right after
            self.refusal(request, Refusal("no_seat", "This seat is no longer yours."))()
            return
        self.attachments.append(attachment)
        attachment.outbox.put(
            encoded(
                {
                    "type": "welcome",
                    "v": VERSION,
                    "room": self.room.id,
                    "seat": seat.id,
                    "role": seat.role,
                    "pos": self.room.ver,
                }
                | ({"token": request.token} if request.token else {})
            )
        )
        self.teller.resume(self.room, attachment, request.pos)
        self.teller.tell(self.room, attachment, self._around.looks(self.room, self.names))
        resolve(request.done, None)

    def _disconnected(self, request: Disconnected, events: list[Event]) -> Answer:
        self._drop(request.attachment)
        events += self._away(request.attachment.seat)
        return _nothing

    def _drop(self, gone: Attachment) -> None:
        for connections in (self.attachments, self._present):
            if gone in connections:
                connections.remove(gone)

    def _away(self, wanted: str) -> list[Event]:
        """Note that nobody is connected to a seat any more, if that is so."""
        seat = self.room.seats[wanted]
        mine = seat.here and seat.worker == self._around.worker
        if not mine or any(one.seat == wanted for one in self._present):
            return []
        return self._happened("away", seat=wanted)

    def recall(self, names: dict[str, str]) -> None:
        """Take the names for those that are kept; whoever shows them keeps hold of the mapping."""
        self.names.clear()
        self.names.update(names)

    @property
    def mistaken(self) -> bool:
        """Whether somebody who is connected here counts as away, as another hub thought."""
        seats = (self.room.seats[one.seat] for one in self._present)
        return any(not seat.here and not seat.gone for seat in seats)

    def dismiss(self) -> None:
        """Hang up on those whose seat is gone."""
        for attachment in list(self.attachments):
            if self.room.seats[attachment.seat].gone:
                self._drop(attachment)
                attachment.outbox.hang_up("no_seat", "This seat is no longer yours.", False)

    def _beat(self, request: Beat, events: list[Event]) -> Answer:
        for seat in list(self.room.seats.values()):
            if seat.here and seat.worker in request.lost:
                events += self._happened("away", seat=seat.id)
            events += self._away(seat.id)  # where it could not be kept when it happened
        for one in self._present:
            seat = self.room.seats[one.seat]
            if not seat.here and not seat.gone:
                events += self._happened("here", seat=seat.id, worker=self._around.worker)
        decision = self._decision(HUB, "")
        rounds.tick(decision)
        events += decision.events
        return self._forget_grid

    def _forget_grid(self) -> None:
        """Let the grid be told again: who is silent changes without anything happening."""
        for attachment in self.attachments:
            attachment.told.pop("grid", None)

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

    def refusal(self, request: Request, refusal: Refusal) -> Answer:
        """Return what tells whoever asked that it is not done."""
        if isinstance(request, Connected):
            self._drop(request.attachment)
        if isinstance(request, Arrival | Connected):
            return lambda: fail(request.done, refusal)
        if isinstance(request, Elsewhere) and (waited := request.done):
            return lambda: fail(waited, refusal)
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
            if seat.gone:
                raise Refusal("no_seat", "This seat is no longer yours.")
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
                if seat.id in self._looking:
                    raise Refusal("too_often", "Your debrief is being written. Wait a moment.")
                self._later(seat.id, self._debrief(request))
                return
        except Refusal as refusal:
            self.refusal(request, refusal)()
            return
        self._ack(request, self.room.ver, result)
        self.teller.tell(self.room, request.attachment, self._around.looks(self.room, self.names))

    def _later(self, seat: str, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._looking[seat] = task  # else it might be collected while it runs
        task.add_done_callback(lambda _: self._looking.pop(seat))

    async def _debrief(self, request: Message) -> None:
        """Answer with a debrief; telling a conversation again takes long, so others go on."""
        message: Any = request.message
        told = (self.room, self.counterparts, self.room.seats[request.attachment.seat])
        try:
            async with self._around.aside:
                debrief = await asyncio.to_thread(
                    own_debrief, *told, message.conversation, message.branch
                )
        except Refusal as refusal:
            self.refusal(request, refusal)()
        else:
            if request.attachment in self.attachments:  # who was removed meanwhile is told nothing
                self._ack(request, self.room.ver, debrief.as_dict())

    async def read_again(self) -> None:
        """Make the room anew from what is kept."""
        room = self.room.id
        entries, names = await self._around.writer.run(
            lambda store: (store.read(room), store.names(room))
        )
        fresh = Room(room)
        events = [Event.of(entry.ver, entry.payload) for entry in entries]
        fresh.fold(events)
        self.room = fresh
        self.recall(names)
        self._around.index(fresh, events)


def _nothing() -> None:
    """Nothing is to be done."""
