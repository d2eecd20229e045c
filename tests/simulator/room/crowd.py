"""Two rooms full of people who never rest: what kills and lost connections are tried on."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

from simulator.room.state import Room
from simulator.room.state.events import Event
from simulator.room.store import open_store
from tests.simulator.room.hosting import Client, Refused, Told, every

PAUSE = 0.1
"""Seconds somebody thinks before the next message, on average: fewer than the hub's pace lets."""

EXPECTED = {"over", "too_often", "not_allowed", "paused", "not_kept", "unknown", "full"}
"""How a hub may refuse what people here ask without knowing how the room is just now."""


@dataclass
class Crowd:
    """Two rooms: pairs in breakouts, and a fishbowl. keys: what opens each, as the hub told it."""

    addresses: list[str]
    random: Random
    leads: list[Client] = field(default_factory=list)
    pairs: list[Client] = field(default_factory=list)
    bowl: list[Client] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def all(self) -> list[Client]:
        return [*self.leads, *self.pairs, *self.bowl]

    async def gather(self, pairs: Told, bowl: Told, people: int = 10) -> None:
        """Let people come to the rooms of two keys."""
        self.leads = [self._client(keys["facilitator"]) for keys in (pairs, bowl)]
        self.pairs = [self._client("", pairs["code"], f"Name{n}") for n in range(people)]
        self.bowl = [self._client("", bowl["code"], f"Name{n}") for n in range(people)]
        await every(self.all, lambda one: one.parts)
        await self.leads[0].until(lambda one: len(one.parts["people"]["people"]) == people)
        await self.leads[0].ask("group", size=2)
        await every(self.pairs, lambda one: "turns" in one.parts)
        await self.leads[1].ask("fishbowl")
        await every(self.bowl, lambda one: "turns" in one.parts)

    def _client(self, token: str, code: str = "", name: str = "") -> Client:
        """Somebody who first tries one of the addresses, then the others."""
        start = self.random.randrange(len(self.addresses))
        return Client([*self.addresses[start:], *self.addresses[:start]], token, code, name)

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Within, everybody does something all the time."""
        tasks = [asyncio.create_task(self._talk(one)) for one in self.pairs]
        tasks += [asyncio.create_task(self._propose(one)) for one in self.bowl]
        tasks += [asyncio.create_task(self._play(self.leads[1]))]
        try:
            yield
        finally:
            for task in tasks:
                if task.done():
                    task.result()
                task.cancel()

    async def rest(self) -> None:
        """Wait until everybody is connected, and everything that was sent is answered."""
        await every(self.all, lambda one: one.at and not one.unanswered)

    async def close(self) -> None:
        await asyncio.gather(*(one.close() for one in self.all))

    # What people do. Lines tell who said them, and how many they said before.

    async def _talk(self, one: Client) -> None:
        while True:
            held = one.parts["conversation"]["conversation"]
            text = f"{one.seat} says {len(one.sent)}"
            if one.parts["me"]["part"] != "speaker":
                await self._try(one, "advise", text=text)
            elif await self._try(one, "say", conversation=held, text=text) == "over":
                await self._try(one, "branch", conversation=held, at=0, why="retry")
            await self._anything(one)

    async def _propose(self, one: Client) -> None:
        while True:
            own = one.parts["me"]["proposals"]
            open_ = [each["proposal"] for each in one.parts["proposals"]["proposals"]]
            if len(own) < 2:
                await self._try(one, "propose", text=f"{one.seat} proposes {len(one.sent)}")
            elif self.random.random() < 0.2:
                await self._try(one, "withdraw", proposal=own[0])
            if open_:
                await self._try(one, "vote", proposal=self.random.choice(open_))
            await self._anything(one)

    async def _play(self, leads: Client) -> None:
        while True:
            await self._try(leads, "voting", open=True)
            await self._anything(leads)
            await self._try(leads, "reveal")
            if await self._try(leads, "play") == "over":
                held = leads.parts["watched"]["conversation"]
                await self._try(leads, "branch", conversation=held, at=0, why="retry")

    async def _anything(self, one: Client) -> None:
        if self.random.random() < 0.2 and one not in self.leads:
            hand = self.random.choice(("", "hand", "help"))
            await self._try(one, "hand", up=hand)
        if self.random.random() < 0.03:
            one.drop()
        await asyncio.sleep(self.random.expovariate(1 / PAUSE))

    async def _try(self, one: Client, kind: str, **fields: object) -> str:
        """Ask; return how it was refused, "" where it was not."""
        await asyncio.sleep(self.random.expovariate(1 / PAUSE))
        try:
            await one.ask(kind, **fields)
        except Refused as refused:
            if refused.code not in EXPECTED:
                raise
            self.refused[refused.code] += 1
            return refused.code
        return ""


def kept(database: object, clients: Sequence[Client]) -> dict[str, Room]:
    """Return the rooms of a database; they hold all that was acknowledged, once, in its place."""
    store = open_store(str(database))
    try:
        streams = {one: store.read(one) for one in store.streams()}
    finally:
        store.close()
    rooms = {}
    for stream, entries in streams.items():
        assert [entry.ver for entry in entries] == list(range(1, len(entries) + 1))
        events = [Event.of(entry.ver, entry.payload) for entry in entries]
        rooms[stream] = Room(stream)
        rooms[stream].fold(events)
        _acknowledged(events, [one for one in clients if one.room == stream])
    return rooms


def _acknowledged(events: list[Event], clients: list[Client]) -> None:
    places: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        if event.id:
            places.setdefault((event.by, event.id), []).append(event)
    typed = {
        "say": ("said", "line"),
        "propose": ("proposed", "text"),
        "advise": ("whispered", "text"),
    }
    for client in clients:
        for message, pos in client.acked.items():
            found = places.get((client.seat, message), [])
            assert [event.ver for event in found] == [pos], (client.seat, message, pos)
            sent = client.sent[message]
            if sent["type"] in typed:
                kind, field_ = typed[sent["type"]]
                assert (found[0].kind, found[0].data[field_]) == (kind, sent["text"])


def shown(rooms: dict[str, Room], clients: Sequence[Client]) -> None:
    """Make sure that everybody is shown the lines that are kept of what they see."""
    for client in clients:
        if "turns" in client.parts:
            told = client.parts["turns"]
            branch = rooms[client.room].conversations[told["conversation"]].now
            assert (client.lines, told["branch"]) == (branch.lines, branch.id)
