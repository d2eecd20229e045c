"""A hub played with below the network: real rooms in a real SQLite file, clients in memory."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from simulator.room.exercise.exercise import (
    Briefs,
    Exercise,
    Grouping,
    Phase,
    Question,
    Questions,
)
from simulator.room.hub.actor import SLOW_EVERY, Actor
from simulator.room.hub.hub import Hub, Keys
from simulator.room.hub.requests import Beat, Elsewhere
from simulator.room.protocol.asked import parse
from simulator.room.state import Room
from simulator.room.state.events import Event
from simulator.room.store import open_store

TINY = Path(__file__).parents[2] / "engine" / "personas" / "tiny.yaml"
SECRETS = ("You planted half of it.", "You are moving out in May.", "You broke the fence.")
KINDS = ("lobby", "questions", "brief", "fishbowl", "breakout", "debrief", "after", "close")

EXERCISE = Exercise(
    name="hedge",
    title="The hedge",
    summary="A neighbour and a hedge.",
    language="en",
    personas=(str(TINY),),
    phases=tuple(Phase(kind, kind.title(), minutes=10) for kind in KINDS),
    model="quick",
    grouping=Grouping("random", 2, rotate_minutes=5),
    briefs=Briefs("All", "Speak", "Coach", "Observe", SECRETS[:2]),
    questions=Questions(
        (Question("ready", "How ready?", "scale"), Question("hope", "What for?", "text")),
        (Question("best", "What was best?", "choice", ("to ask", "to wait")),),
    ),
)

PEOPLE = ("facilitator", "projector")


class Loop(asyncio.SelectorEventLoop):
    """A loop whose clock goes on when it is told to."""

    def __init__(self) -> None:
        self.told = 1_000.0
        super().__init__()

    def time(self) -> float:
        return self.told


class Client:
    """Takes what a seat is told, and shows it as the page does."""

    def __init__(self, seat: str, role: str, token: str) -> None:
        self.seat = seat
        self.role = role
        self.token = token
        self.attachment: Any = None
        self.pos = 0
        self.view: dict[str, Any] = {}
        self.told: list[dict[str, Any]] = []
        self.answers: dict[str, dict[str, Any]] = {}
        self.bye: dict[str, Any] | None = None
        self.too_late: list[str] = []
        self.news = asyncio.Event()

    def put(self, text: str) -> None:
        if self.bye:
            self.too_late.append(text)
        told = json.loads(text)
        self.told.append(told)
        if told["type"] == "changed":
            self.pos = told["pos"]
            for name, part in told["parts"].items():
                self._show(name, part)
        if told["type"] in ("ack", "refused"):
            self.answers[told["id"]] = told
        self.news.set()

    def _show(self, name: str, part: Any) -> None:
        if part is None:
            self.view.pop(name, None)
        elif "first" in part:
            before = self.view.get(name)
            same = before and before["conversation"] == part["conversation"]
            stays = before["turns"][: part["first"]] if same else []
            assert len(stays) == part["first"], "turns that were never told are taken for known"
            self.view[name] = part | {"first": 0, "turns": [*stays, *part["turns"]]}
        else:
            self.view[name] = part

    def hang_up(self, code: str, message: str, again: bool) -> None:
        self.bye = {"code": code, "message": message, "again": again}
        self.news.set()

    async def answer(self, wanted: str) -> dict[str, Any]:
        while wanted not in self.answers:
            self.news.clear()
            await self.news.wait()
        return self.answers[wanted]


class Playing:
    """A hub with one room, driven from tests that are not asynchronous."""

    def __init__(self, folder: Path, exercise: Exercise = EXERCISE) -> None:
        self.folder = folder
        self.loop = Loop()
        self.clock = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)
        self.chance = random.Random(7)
        self.numbers = count(1)
        self.clients: list[Client] = []
        self._begin()
        self.keys: Keys = self.run(self.hub.create(exercise))
        self.leader = self.attach(Client("facilitator", "facilitator", self.keys.facilitator))
        self.screen = self.attach(Client("projector", "projector", self.keys.projector))

    def _begin(self) -> None:
        async def begin() -> Hub:
            return Hub(self.store, now=lambda: self.clock, draw=self.chance.randrange)

        self.store = open_store(self.folder)
        self.hub = self.run(begin())

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    @property
    def room(self) -> Room:
        return self.hub.room(self.keys.room)

    @property
    def actor(self) -> Actor:
        return self.hub._actors[self.keys.room]

    # What clients do.

    def join(self, name: str = "", role: str = "participant", attached: bool = True) -> Client:
        joined = self.run(self.hub.join(self.room.code, name, role))
        client = Client(joined.seat, role, joined.token)
        self.clients.append(client)
        return self.attach(client) if attached else client

    def attach(self, client: Client) -> Client:
        """Connect a client, at the position it knows; its words are of before."""
        client.bye = None
        client.attachment = self.run(self.hub.attach(client.token, client.pos, client))
        return client

    def detach(self, client: Client) -> None:
        gone, client.attachment = client.attachment, None
        self.run(self.hub.detach(gone))
        self.settle()

    def fresh(self, client: Client) -> dict[str, Any]:
        """Return the view of somebody who takes the same seat anew."""
        other = Client(client.seat, client.role, client.token)
        self.attach(other)
        if watching := client.attachment.watching:
            self.ask(other, "watch", conversation=watching)
        self.detach(other)
        return other.view

    def ask(self, client: Client, kind: str, id_: str = "", **data: Any) -> dict[str, Any]:
        """Send a message and return its answer, an ack or a refusal."""
        wanted = id_ or f"i{next(self.numbers)}"
        message = parse(json.dumps({"type": kind, "id": wanted, **data}))
        client.answers.pop(wanted, None)

        async def ask() -> dict[str, Any]:
            await self.hub.ask(client.attachment, message)  # type: ignore[arg-type]
            return await client.answer(wanted)

        return self.run(ask())

    def done(self, client: Client, kind: str, **data: Any) -> dict[str, Any]:
        """Send a message that has to be done."""
        answer = self.ask(client, kind, **data)
        assert answer["type"] == "ack", answer
        return answer

    def refused(self, client: Client, kind: str, **data: Any) -> tuple[str, str]:
        """Send a message that has to be refused; return the code and the sentence."""
        before = self.room.ver
        answer = self.ask(client, kind, **data)
        assert answer["type"] == "refused", answer
        assert self.room.ver == before
        return answer["code"], answer["message"]

    # Time.

    def settle(self) -> None:
        """Wait until everything asked so far is done and told."""

        async def settle() -> None:
            done = asyncio.get_running_loop().create_future()
            self.actor.put(Elsewhere(1, done))
            await done

        self.run(settle())

    def catch_up(self) -> None:
        """Let what is told late be told now."""
        self.loop.told += SLOW_EVERY
        self.settle()

    def beat(self, seconds: float = 0) -> None:
        """Let time pass, and the hub look at the clock."""
        self.clock += timedelta(seconds=seconds)
        self.actor.put(Beat(frozenset()))
        self.catch_up()

    # The end, and beginning anew.

    def kill(self) -> None:
        """Drop the hub as it is, and let another take up what is kept."""
        self._drop()
        self._begin()
        self.run(self.hub.restore())

    def _drop(self) -> None:
        async def drop() -> None:
            tasks = asyncio.all_tasks() - {asyncio.current_task()}
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        self.run(drop())
        self.hub.writer._thread.shutdown()
        self.store.close()

    def close(self) -> None:
        self._drop()
        self.loop.close()

    # What is kept.

    def events(self) -> list[Event]:
        return [Event.of(one.ver, one.payload) for one in self.store.read(self.keys.room)]

    def replayed(self) -> Room:
        room = Room(self.keys.room)
        room.fold(self.events())
        return room


def alike(one: Room, other: Room) -> bool:
    """Whether two rooms are the same, down to the order of everything in them."""
    return repr(vars(one)) == repr(vars(other))


def bare(view: dict[str, Any]) -> dict[str, Any]:
    """Return a view without the time it was told at."""
    shown = {name: part for name, part in view.items() if name != "clock"}
    clock = view.get("clock", {})
    return shown | {"clock": {key: clock.get(key) for key in clock if key != "now"}}


@contextmanager
def playing(folder: Path, exercise: Exercise = EXERCISE) -> Iterator[Playing]:
    room = Playing(folder, exercise)
    try:
        yield room
    finally:
        room.close()
