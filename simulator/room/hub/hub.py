"""The hub: owns all rooms, lets people in, and passes their messages to the room they are for."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from engine import clean
from simulator.errors import RoomStoreError
from simulator.room.counterparts import Here
from simulator.room.debrief.gathering import looked_back_on, own_debrief
from simulator.room.deciding.decision import stamp
from simulator.room.hub.actor import Actor
from simulator.room.hub.directory import Directory, fingerprint, plain_code
from simulator.room.hub.neighbours import LOOKS, Neighbours
from simulator.room.hub.requests import Arrival, Beat, Connected, Disconnected, Elsewhere, Message
from simulator.room.hub.surroundings import Surroundings
from simulator.room.hub.telling import Attachment
from simulator.room.refusal import Refusal
from simulator.room.state import Room
from simulator.room.state.events import Event
from simulator.room.state.records import FACILITATOR, PROJECTOR
from simulator.room.store import Writer, listen
from simulator.session import ALPHABET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from simulator.debrief import Debrief
    from simulator.room.counterparts import Stage
    from simulator.room.exercise import Exercise
    from simulator.room.hub.telling import Outbox
    from simulator.room.protocol.asked import Doing, Looking
    from simulator.room.store import Store

MOST_ROOMS = 200
"""Open at a time in one hub."""

CODE_HOURS = 12
"""How long a code lets people in."""

BEAT = 1.0
"""Seconds between looks at the clock."""

ALIVE = 15.0
"""Seconds after which a hub that gave no sign of life is taken for gone, and who was on it."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A seat somebody has; token is "" where it is not to be told again."""

    room: str
    seat: str
    token: str
    role: str
    called: str


@dataclass(frozen=True, slots=True)
class Keys:
    """What opens a room: the code that finds it, and the secrets of its two special seats."""

    room: str
    code: str
    facilitator: str
    projector: str


class Hub:
    """All rooms of one process. Made where an event loop runs; `close` it there.

    address is what people open to join; model "" leaves to each exercise what reads its lines;
    stage is where they are read, closed with the hub (None: in this process). With a PostgreSQL
    address as `database`, other hubs may own the same rooms at the same time. now tells the time
    (UTC); draw returns a number from 0 to below another, by chance: wordings, groups,
    pseudonyms, never a secret.
    """

    def __init__(
        self,
        store: Store,
        address: str = "",
        model: str = "",
        stage: Stage | None = None,
        database: str = "",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        draw: Callable[[int], int] = secrets.randbelow,
    ):
        self.address = address
        self.now = now
        self.writer = Writer(store)
        self._stage = stage or Here()
        self._around = Surroundings(self, self.writer, model, self._stage, draw)
        self._actors: dict[str, Actor] = {}
        self._directory = Directory()
        self._over: dict[str, int] = {}  # rooms nobody comes to, and how far they went
        self._neighbours = Neighbours(self.writer, self._around.worker) if database else None
        self._looking = asyncio.Lock()
        self._asked = self._seen = 0
        self._tasks = [asyncio.create_task(self._pulse(), name="pulse")]
        if database:
            hearing = listen(database, self._heard, store)
            self._tasks.append(asyncio.create_task(hearing, name="listening"))

    # Rooms.

    async def create(self, exercise: Exercise) -> Keys:
        """Open a room for an exercise. Raises Refusal where there are too many."""
        if sum(not actor.room.closed for actor in self._actors.values()) >= MOST_ROOMS:
            raise Refusal("full", f"This hub has {MOST_ROOMS} rooms open; close one first.")
        code, expires = self.fresh_code()
        room = "".join(secrets.choice(ALPHABET) for _ in range(10))
        keys = Keys(room, code, secrets.token_urlsafe(32), secrets.token_urlsafe(32))
        until = self.now() + timedelta(days=exercise.keep_days)
        data = {
            "title": exercise.title,
            "exercise": exercise.as_dict(),
            "code": code,
            "expires": expires,
            "keep_until": stamp(until),
            "anonymous": exercise.anonymous,
            "facilitator": fingerprint(keys.facilitator),
            "projector": fingerprint(keys.projector),
        }
        opened = Event(1, "opened", stamp(self.now()), FACILITATOR, "", data)

        def keep(store: Store) -> None:  # before the room is: one nobody could lead is of no use
            store.put_key(f"{room}:{FACILITATOR}", keys.facilitator)
            store.put_key(f"{room}:{PROJECTOR}", keys.projector)

        await self.writer.run(keep)
        await self.writer.append(room, 0, [opened.payload()])
        await self._load(room)
        return keys

    async def restore(self) -> list[Keys]:
        """Take up the rooms that are kept; return the keys of those not over, the latest last.

        Where an exercise is over people still come for their debriefs, until its code expires.
        """
        await self._look()
        opened = [actor for actor in self._actors.values() if not actor.room.closed]
        opened.sort(key=lambda actor: actor.room.expires)
        return [await self.keys(actor.room) for actor in opened]

    async def keys(self, room: Room) -> Keys:
        """Return the keys of a room."""

        def read(store: Store) -> tuple[str, str]:
            leads = store.key(f"{room.id}:{FACILITATOR}") or ""
            return leads, store.key(f"{room.id}:{PROJECTOR}") or ""

        return Keys(room.id, room.code, *await self.writer.run(read))

    async def _load(self, room: str) -> None:
        entries, names = await self.writer.run(lambda store: (store.read(room), store.names(room)))
        events = [Event.of(entry.ver, entry.payload) for entry in entries]
        folded = Room(room)
        folded.fold(events)
        if not events or folded.expires < stamp(self.now()):
            self._over[room] = folded.ver
        elif room not in self._actors:
            self._actors[room] = Actor(folded, self._around, names)
            self.index(folded, events)
            if self._neighbours:  # what was told of it meanwhile reached nobody
                self._actors[room].put(Elsewhere(0))

    def room(self, room: str) -> Room:
        """Return a room that is open here, to look at only."""
        return self._actors[room].room

    def names_in(self, room: str) -> dict[str, str]:
        """Return the names people gave, by seat."""
        return self._actors[room].desk.names

    # Letting people in.

    async def join(self, code: str, name: str, role: str, address: str = "") -> Joined:
        """Give somebody a seat in the room of a code. Raises Refusal.

        address, where they come from, is for whoever limits how often that is tried.
        """
        wanted = plain_code(code)
        if self._directory.room(wanted) is None and self._neighbours:
            await self._look_once_for_all()
        actor = self._actors.get(self._directory.room(wanted) or "")
        if actor is None or actor.room.code != wanted:
            raise Refusal("no_room", "There is no room with this code. Check it, and try again.")
        if actor.room.expires < stamp(self.now()):
            raise Refusal("expired", "This code is no longer valid. Ask for a new one.")
        token = secrets.token_urlsafe(24)
        done = asyncio.get_running_loop().create_future()
        called = clean(name)
        actor.put(Arrival(role, fingerprint(token), called, done))
        seat = await done
        return Joined(actor.room.id, seat, token, role, actor.room.seats[seat].called)

    async def whose(self, token: str) -> Joined | None:
        """Return whose a token is, None where it is nobody's (any more).

        Raises Refusal where that cannot be known now.
        """
        if self._directory.seat(token) is None and self._neighbours:
            await self._look_once_for_all()
        found = self._directory.seat(token)
        if found is None or found[0] not in self._actors:
            return None
        seat = self._actors[found[0]].room.seats.get(found[1])
        if seat is None or seat.gone:
            return None
        return Joined(found[0], seat.id, "", seat.role, seat.called)

    async def _look_once_for_all(self) -> None:
        """Look; those who ask for it while another look is under way share the next."""
        self._asked += 1
        asked = self._asked
        async with self._looking:
            if self._seen >= asked:
                return
            upto = self._asked
            try:
                await self._look()
            except RoomStoreError as error:
                message = f"The hub cannot look that up now. {error}"
                raise Refusal("not_kept", message) from error
            self._seen = upto

    async def _look(self) -> None:
        """Take in what other hubs wrote, everywhere, before going on."""
        waits = []
        for room, ver in (await self.writer.run(lambda store: store.ends())).items():
            actor = self._actors.get(room)
            if actor is None and self._over.get(room) != ver:
                await self._load(room)
            elif actor is not None and actor.kept < ver:
                waits.append(asyncio.get_running_loop().create_future())
                actor.put(Elsewhere(ver, waits[-1]))
        await asyncio.gather(*waits)

    async def attach(self, token: str, pos: int, outbox: Outbox, new: bool = False) -> Attachment:
        """Connect a seat; its outbox is welcomed, and told what happened since. Raises Refusal.

        new: the welcome tells the token, because whoever joined does not know it yet.
        """
        whose = await self.whose(token)
        if whose is None:
            raise Refusal("no_seat", "This seat is no longer yours. Join again with the code.")
        attachment = Attachment(whose.room, whose.seat, outbox)
        done = asyncio.get_running_loop().create_future()
        self._actors[whose.room].put(Connected(attachment, pos, done, token if new else ""))
        try:
            await done
        except asyncio.CancelledError:  # nobody else could detach it
            await self.detach(attachment)
            raise
        return attachment

    async def ask(self, attachment: Attachment, message: Doing | Looking) -> None:
        """Pass a message on; what comes of it goes to the attachment's outbox."""
        self._actors[attachment.room].put(Message(attachment, message))

    async def detach(self, attachment: Attachment) -> None:
        """Note that a connection is gone."""
        if attachment.room in self._actors:
            self._actors[attachment.room].put(Disconnected(attachment))

    async def own_debriefs(self, token: str) -> list[Debrief]:
        """Return the debriefs of what somebody was in, to take home. Raises Refusal."""
        whose = await self.whose(token)
        if whose is None:
            raise Refusal("no_seat", "This seat is no longer yours. Join again with the code.")
        actor = self._actors[whose.room]
        seat = actor.room.seats[whose.seat]
        been = [one.id for one in actor.room.conversations.values() if seat.id in one.been]
        if actor.room.fishbowl:
            been.append(actor.room.fishbowl)
        debriefs = []
        for one in dict.fromkeys(been):
            branch = looked_back_on(actor.room, actor.room.conversations[one])
            if branch and len(branch.turns) > 1:
                told = (actor.room, actor.desk.counterparts, seat, one, branch.id)
                async with self._around.aside:
                    debriefs.append(await asyncio.to_thread(own_debrief, *told))
        return debriefs

    def fresh_code(self) -> tuple[str, str]:
        """Return a code no open room has, and when it expires."""
        return self._directory.fresh_code(), stamp(self.now() + timedelta(hours=CODE_HOURS))

    def index(self, room: Room, events: Iterable[Event]) -> None:
        """Note what finds a room and its seats, and have at hand what reads its lines."""
        events = list(events)
        self._directory.note(room.id, events)
        for event in events:
            if event.kind == "held":
                self._stage.prepare(event.data["model"])

    async def close(self) -> None:
        """Stop all rooms; everything that was acknowledged is kept."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for actor in self._actors.values():
            for attachment in list(actor.desk.attachments):
                attachment.outbox.hang_up("restart", "The hub is being stopped.", True)
            await actor.close()
        if self._neighbours:
            with suppress(RoomStoreError):  # then the others find out
                await self._neighbours.leave()
        await self.writer.close()
        await self._stage.close()

    # Time, and other hubs.

    async def _pulse(self) -> None:
        """Look at the clock for all rooms; tell other hubs that this one is alive."""
        last = 0.0
        while True:
            loop = asyncio.get_running_loop().time()
            lost: frozenset[str] = frozenset()
            if loop - last >= ALIVE / LOOKS:
                last = loop
                try:
                    lost = await self._lost()
                except RoomStoreError as error:  # the clock goes on, and the next look is soon
                    self._around.report("looking for other hubs", error)
            for actor in list(self._actors.values()):
                if lost or actor.due(self.now()):
                    actor.put(Beat(lost))
            await asyncio.sleep(BEAT)

    async def _lost(self) -> frozenset[str]:
        """Return the hubs that people are said to be on, and that are not there."""
        mine = self._around.worker
        named = {
            seat.worker
            for actor in self._actors.values()
            for seat in actor.room.seats.values()
            if seat.here and seat.worker != mine
        }
        return (
            await self._neighbours.lost(named, self.now()) if self._neighbours else frozenset(named)
        )

    def _heard(self, room: str, ver: int) -> None:
        """Let a room look at what another hub wrote; "" is every room."""
        for actor in [self._actors[room]] if room in self._actors else []:
            actor.put(Elsewhere(ver))
        if not room:
            for actor in self._actors.values():
                actor.put(Elsewhere(0))
