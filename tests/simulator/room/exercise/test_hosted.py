"""The exercises that ship, in a real hub: who reads what, and when."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from simulator.room.exercise import Exercise, load_exercise
from simulator.room.hub.hub import Attachment, Hub
from simulator.room.protocol.asked import parse
from simulator.room.store import open_store


class Seat:
    """Somebody in the room: what the hub told, and what they ask of it."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.told: dict[str, Any] = {}
        self.refused: list[str] = []
        self._news = asyncio.Event()
        self._asked = 0
        self.attachment: Attachment

    async def sit(self, token: str) -> Seat:
        self.attachment = await self.hub.attach(token, 0, self)
        await self.until(lambda told: "room" in told)
        return self

    def put(self, text: str) -> None:
        message = json.loads(text)
        self.told |= message.get("parts", {})
        if message["type"] == "refused":
            self.refused.append(message["message"])
        self._news.set()

    def hang_up(self, code: str, message: str, again: bool) -> None:
        assert code == "restart", message

    async def ask(self, what: str, **more: Any) -> None:
        self._asked += 1
        asked = {"type": what, "id": f"m{self._asked}", **more}
        await self.hub.ask(self.attachment, parse(json.dumps(asked)))  # type: ignore[arg-type]

    async def until(self, holds: Callable[[dict[str, Any]], bool]) -> None:
        """Wait until what was told is so; a minute, so that a mistake ends, too."""
        async with asyncio.timeout(60):
            while not holds(self.told):
                self._news.clear()
                await self._news.wait()

    @property
    def brief(self) -> dict[str, str]:
        brief: dict[str, str] = self.told["me"]["brief"]
        return brief


class Group:
    """A room of an exercise with its facilitator and five people, the last an observer."""

    async def come(self, hub: Hub, exercise: Exercise) -> Group:
        keys = await hub.create(exercise)
        self.facilitator = await Seat(hub).sit(keys.facilitator)
        self.people = []
        for number in range(6):
            role = "participant" if number < 5 else "observer"
            joined = await hub.join(keys.code, "", role)
            self.people.append(await Seat(hub).sit(joined.token))
        return self

    async def begin(self, phase: int) -> None:
        await self.facilitator.ask("begin", phase=phase)
        for one in (self.facilitator, *self.people):
            await one.until(lambda told: told["room"]["phase"] == phase)
        assert self.facilitator.refused == []


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[Hub]:
    store = open_store(tmp_path)
    hub = Hub(store, "http://127.0.0.1:1", "quick")
    yield hub
    await hub.close()
    store.close()


@pytest.mark.parametrize("name", ["vendor_fishbowl", "customer_breakout"])
async def test_every_phase_can_be_led(hub: Hub, name: str) -> None:
    exercise = load_exercise(name)
    group = await Group().come(hub, exercise)
    for place, phase in enumerate(exercise.phases):
        await group.begin(place)
        assert group.facilitator.told["room"]["phases"][place]["say"] == phase.say
        assert "say" not in group.people[0].told["room"]["phases"][place]
        if phase.kind in ("questions", "after"):
            asked = exercise.questions.before if phase.kind == "questions" else ()
            asked = asked or exercise.questions.after
            await group.people[0].until(
                lambda told, asked=asked: (
                    [one["question"] for one in told.get("questions", {}).get("questions", [])]
                    == [one.name for one in asked]
                )
            )


async def test_in_the_fishbowl_who_has_the_baton_reads_what_nobody_else_does(hub: Hub) -> None:
    exercise = load_exercise("vendor_fishbowl")
    group = await Group().come(hub, exercise)
    await group.begin(2)
    for one in group.people:
        await one.until(lambda told: "Calder" in str(told.get("conversation", {}).get("brief")))
    *others, speaker, observer = group.people
    await group.facilitator.ask("baton", seat=speaker.told["me"]["seat"])
    await speaker.until(lambda told: told["me"]["may_say"])
    assert speaker.brief["part"] == exercise.briefs.speaker
    assert observer.brief["part"] == exercise.briefs.observer
    assert [set(one.brief) for one in others] == [{"general"}] * len(others)
    await group.facilitator.ask("baton", seat=None)
    await speaker.until(lambda told: not told["me"]["may_say"])
    assert set(speaker.brief) == {"general"}


async def test_in_a_breakout_everybody_keeps_their_own_secret(hub: Hub) -> None:
    exercise = load_exercise("customer_breakout")
    group = await Group().come(hub, exercise)
    await group.begin(2)
    people = group.people[:5]
    for one in people:
        await one.until(lambda told: "confidential" in told["me"]["brief"])
    secrets = [one.brief["confidential"] for one in people]
    first, second, third = exercise.briefs.confidential
    assert sorted(secrets) == sorted([first, first, second, second, third])
    for conversation in {one.told["me"]["conversation"] for one in people}:
        await group.facilitator.ask("rotate", conversation=conversation)
    for one in people:
        before = exercise.briefs.confidential.index(one.brief["confidential"])
        was = ("speaker", "coach", "observer")[before]
        await one.until(lambda told, was=was: told["me"]["part"] != was)
    assert [one.brief["confidential"] for one in people] == secrets
