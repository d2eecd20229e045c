"""Two hubs with one PostgreSQL: whoever is on either sees the same, and one may go."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest

from simulator.room.exercise import blank_exercise
from simulator.room.hub.hub import Hub
from simulator.room.hub.telling import Attachment
from simulator.room.protocol.asked import parse
from simulator.room.store import Batch
from simulator.room.store.postgres import PostgresStore
from tests.simulator.room.conftest import Server
from tests.simulator.room.crowd import Crowd, kept, shown
from tests.simulator.room.hosting import (
    PATIENCE,
    TINY,
    Client,
    Host,
    Refused,
    eventually,
    every,
    shown_as_to_the_newly_come,
)

PUBLIC = "http://rooms.example.org"
"""Where both are, for whoever joins: what is told of it does not depend on which of them tells."""


@asynccontextmanager
async def two(folder: Path, database: str) -> AsyncIterator[tuple[Host, Host]]:
    """Within, two hubs run; the second found the room that the first had opened."""
    hosts = [Host(folder / name, database, PUBLIC) for name in ("a", "b")]
    try:
        await hosts[0].start("--persona", str(TINY))
        await hosts[1].start()
        yield hosts[0], hosts[1]
        for host in hosts:
            assert "Traceback" not in host.said
    finally:
        for host in hosts:
            host.kill()


@asynccontextmanager
async def clients(*some: Client) -> AsyncIterator[tuple[Client, ...]]:
    """Within, these are connected."""
    try:
        await every(some, lambda one: one.parts)
        yield some
    finally:
        await asyncio.gather(*(one.close() for one in some))


async def test_what_happens_on_one_is_known_on_the_other(tmp_path: Path, postgres: str):
    async with two(tmp_path, postgres) as (one, other):
        secrets = ("code", "facilitator")
        assert [one.told[key] for key in secrets] == [other.told[key] for key in secrets]
        async with clients(
            Client([one.address], one.told["facilitator"]),
            Client([other.address], other.told["facilitator"]),
            Client([one.address], code=one.told["code"], name="Anna"),
        ) as (leads, follows, anna):
            # A seat and its name, at once: the token is asked for where it was not given out.
            for _ in range(5):
                async with clients(Client([other.address], anna.token)) as (again,):
                    assert again.seat == anna.seat
                    assert again.parts["me"]["name"] == "Anna"
            await follows.until(
                lambda it: [one["name"] for one in it.parts["people"]["people"]] == ["Anna"]
            )
            # Lines, and what is shown of them.
            await leads.ask("fishbowl")
            await leads.ask("baton", seat=anna.seat)
            async with clients(Client([other.address], code=one.told["code"], name="Ben")) as (
                ben,
            ):
                held = anna.parts["conversation"]["conversation"]
                await anna.ask("say", conversation=held, text="Can I change something here?")
                await ben.until(lambda it: it.lines == ["Can I change something here?"])
                await follows.ask("baton", seat=ben.seat)
                await ben.ask("say", conversation=held, text="Can I now?")
                await every((anna, ben), lambda it: len(it.lines) == 2)
                assert anna.parts["turns"]["turns"] == ben.parts["turns"]["turns"]
                # A new code finds the room on both at once, the old one on neither.
                before = one.told["code"]
                await leads.ask("code")
                await leads.until(lambda it: it.parts["room"]["code"] != before)
                code = leads.parts["room"]["code"]
                async with clients(Client([other.address], code=code)) as (late,):
                    assert late.room == anna.room
                gone = Client([other.address], code=before)
                with pytest.raises(Refused, match="no_room"):
                    await gone.until(lambda it: it.parts)
                # Who is removed on one is out on the other.
                await leads.ask("remove", seat=ben.seat)
                with pytest.raises(Refused, match="no_seat"):
                    await ben.until(lambda _: False)


async def test_a_room_opened_on_one_is_found_by_its_code_on_the_other(
    tmp_path: Path, postgres: str
):
    async with two(tmp_path, postgres) as (one, other):
        one.kill()
        told = await one.start("--persona", str(TINY), "--new")
        assert told["code"] != other.told["code"]
        async with clients(
            Client([other.address], code=told["code"]),
            Client([other.address], told["facilitator"]),
        ) as (somebody, leads):
            assert somebody.room == leads.room
            await leads.until(lambda it: len(it.parts["people"]["people"]) == 1)


async def test_one_is_killed_and_everybody_goes_on_with_the_other(tmp_path: Path, postgres: str):
    async with two(tmp_path, postgres) as (one, other):
        bowl = dict(one.told)
        one.kill()
        pairs = await one.start("--persona", str(TINY), "--new")
        crowd = Crowd([one.address, other.address], Random(7))
        alone = Client([one.address], code=bowl["code"], name="Stays away")
        try:
            await crowd.gather(pairs, bowl)
            await alone.until(lambda it: it.parts)
            leads = crowd.leads[1]
            assert {client.at for client in crowd.all} == {one.address, other.address}
            with crowd.busy():
                await eventually(lambda: sum(len(it.acked) for it in crowd.all) > 100)
                one.kill()
                await every(crowd.all, lambda it: it.at == other.address)
                marked = {client: len(client.acked) for client in crowd.pairs}
                await eventually(lambda: all(len(it.acked) > much for it, much in marked.items()))
                # Those who came over are here again; who did not is away, once it is noticed.
                await leads.until(lambda it: away(it) == {alone.seat})
                # The dead one is started again, and takes part.
                assert await one.start() in (pairs, bowl)
                for client in crowd.all[::2]:
                    client.addresses.remove(other.address)
                    client.drop()
                await every(crowd.all[::2], lambda it: it.at == one.address)
                await alone.until(lambda it: it.at)
                await leads.until(lambda it: not away(it))
                marked = {client: len(client.acked) for client in crowd.pairs}
                await eventually(lambda: all(len(it.acked) > much for it, much in marked.items()))
            await crowd.rest()
            rooms = kept(postgres, crowd.all)
            await shown_as_to_the_newly_come(crowd.all)
            shown(rooms, crowd.all)
        finally:
            await crowd.close()
            await alone.close()


def away(leads: Client) -> set[str]:
    """Return the seats that the facilitator is shown as away."""
    return {one["seat"] for one in leads.parts["people"]["people"] if not one["here"]}


async def test_the_database_stops_and_is_there_again(
    tmp_path: Path, postgres: str, postgres_server: Server
):
    async with two(tmp_path, postgres) as (one, other):
        crowd = Crowd([one.address, other.address], Random(8))
        try:
            pairs = dict(one.told)
            one.kill()
            bowl = await one.start("--persona", str(TINY), "--new")
            await crowd.gather(pairs, bowl)
            with crowd.busy():
                await eventually(lambda: sum(len(it.acked) for it in crowd.all) > 50)
                await asyncio.to_thread(postgres_server.stop)
                try:
                    await eventually(lambda: crowd.refused["not_kept"] > 5)
                finally:
                    await asyncio.to_thread(postgres_server.start)
                marked = {client: len(client.acked) for client in crowd.pairs}
                await eventually(lambda: all(len(it.acked) > much for it, much in marked.items()))
            await crowd.rest()
            rooms = kept(postgres, crowd.all)
            for leads in crowd.leads:
                await leads.until(lambda it: not away(it))
            await shown_as_to_the_newly_come(crowd.all)
            shown(rooms, crowd.all)
        finally:
            await crowd.close()


class Counting(PostgresStore):
    """A store that counts how often another hub was first."""

    conflicts = 0

    def append(self, batches: Sequence[Batch]) -> list[bool]:
        kept = super().append(batches)
        self.conflicts += kept.count(False)
        return kept


class Box:
    """An outbox that keeps what it is told, with when."""

    def __init__(self) -> None:
        self.told: list[tuple[float, dict[str, Any]]] = []
        self.heard = asyncio.Event()

    def put(self, text: str) -> None:
        self.told.append((time.perf_counter(), json.loads(text)))
        self.heard.set()

    def hang_up(self, code: str, message: str, again: bool) -> None:
        assert code == "restart", message

    async def until(self, holds: Callable[[dict[str, Any]], Any]) -> float:
        """Wait for a message that this holds of; return when it came."""
        seen = 0
        async with asyncio.timeout(PATIENCE):
            while True:
                for when, message in self.told[seen:]:
                    if holds(message):
                        return when
                seen = len(self.told)
                self.heard.clear()
                await self.heard.wait()


@asynccontextmanager
async def two_hubs(database: str) -> AsyncIterator[tuple[tuple[Hub, Counting], ...]]:
    """Within, two hubs in this process, each with a store of its own."""
    both = [(Hub(store, database=database), store) for store in map(Counting, [database] * 2)]
    try:
        yield tuple(both)
    finally:
        for hub, store in both:
            await hub.close()
            store.close()


async def test_both_decide_at_the_same_time_and_both_lines_are_kept(postgres: str):
    conflicts, _ = await decide_at_once(postgres, 40)
    assert conflicts > 0


async def decide_at_once(database: str, rounds: int) -> tuple[int, float]:
    """Let a hub and another decide on the same room at the same moment; return how often one of
    them had to decide anew, and in how many seconds."""
    async with two_hubs(database) as ((one, its), (other, others)):
        keys = await one.create(blank_exercise(TINY))
        seats = [await hub.join(keys.code, "", "participant") for hub in (one, other)]
        boxes = Box(), Box()
        leads = await one.attach(keys.facilitator, 0, Box())
        await one.ask(leads, parse('{"type":"fishbowl","id":"f"}'))
        sides = [
            (hub, await hub.attach(seat.token, 0, box))
            for hub, seat, box in zip((one, other), seats, boxes, strict=True)
        ]
        for box in boxes:
            await box.until(lambda told: told.get("parts", {}).get("turns"))
        begun = time.perf_counter()
        for n in range(rounds):
            for hub, attachment in sides:
                text = f"{attachment.seat} {n}"
                asked = {"type": "propose", "id": f"{n}", "text": text}
                await hub.ask(attachment, parse(json.dumps(asked)))
            for box in boxes:
                await box.until(lambda told, n=n: _answers(told, f"{n}"))
            for hub, attachment in sides:  # or they would have too many up
                asked = {"type": "withdraw", "id": f"w{n}", "proposal": _own(hub, attachment)}
                await hub.ask(attachment, parse(json.dumps(asked)))
            for box in boxes:
                await box.until(lambda told, n=n: _answers(told, f"w{n}"))
        took = time.perf_counter() - begun
        events = [entry.payload for entry in its.read(keys.room)]
        for seat in seats:
            texts = [
                e["data"]["text"] for e in events if (e["kind"], e["by"]) == ("proposed", seat.seat)
            ]
            assert texts == [f"{seat.seat} {n}" for n in range(rounds)]
        end = its.ends()[keys.room]
        await eventually(lambda: one.room(keys.room).ver == other.room(keys.room).ver == end)
        assert one.room(keys.room).done == other.room(keys.room).done
        return its.conflicts + others.conflicts, took


def _answers(told: dict[str, Any], message: str) -> bool:
    assert told["type"] != "refused", told
    return bool(told["type"] == "ack" and told["id"] == message)


def _own(hub: Hub, attachment: Attachment) -> str:
    proposals = hub.room(attachment.room).proposals.values()
    return next(one.id for one in proposals if one.seat == attachment.seat)
