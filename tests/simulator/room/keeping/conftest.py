"""A room that is kept in a real database, and in which messages are decided as the hub does."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from simulator.room.counterparts import Asking, Here, Unanswered
from simulator.room.deciding import Decision, World, decide
from simulator.room.exercise import Exercise, blank_exercise
from simulator.room.exercise.exercise import Question, Questions
from simulator.room.protocol.asked import parse
from simulator.room.state import Room
from simulator.room.state.events import Event
from simulator.room.store import Batch, Store, open_store

NEIGHBOUR = Path(__file__).parents[2] / "personas" / "neighbour.yaml"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ANIMALS = ("Teal Otter", "Rust Crane", "Jade Vole", "Plum Wren")


class Played:
    """A room to send messages to; every event is kept at once."""

    def __init__(self, store: Store, room: str, exercise: Exercise, keep_until: datetime) -> None:
        self.store = store
        self.room = Room(room)
        self._world = World(START, lambda below: 3 % below, Asking(room, Here()), "quick")
        self._asked = 0
        data = {"title": exercise.title, "exercise": exercise.as_dict(), "code": "abc"}
        data |= {"expires": "2026-03-02T21:00:00.000+00:00", "keep_until": keep_until.isoformat()}
        data |= {"anonymous": exercise.anonymous, "facilitator": "f" * 64, "projector": "p" * 64}
        opened = Event(1, "opened", START.isoformat(), "facilitator", "", data)
        self.room.apply(opened)
        store.append([Batch(room, 0, [opened.payload()])])
        store.put_key(f"{room}:facilitator", "a secret")

    def seat(self, name: str = "") -> str:
        """Let somebody in; return their seat."""
        number = self.room.counts["seat"] + 1
        seat, called = f"s{number}", ANIMALS[number - 1]
        decision = Decision(self.room, "hub", "", self._world)
        decision.happen("seated", seat=seat, role="participant", called=called, token="t" * 64)
        decision.happen("here", seat=seat, worker="w")
        self._keep(decision)
        if name:
            self.store.put_name(self.room.id, seat, name)
        return seat

    def ask(self, seat: str, kind: str, **asked: Any) -> None:
        """Send a message as a seat. Raises Refusal."""
        self._asked += 1
        self._world.now += timedelta(seconds=7)
        message = parse(json.dumps({"type": kind, "id": f"i{self._asked}"} | asked))
        decision = Decision(self.room, seat, f"i{self._asked}", self._world)
        try:
            while True:
                try:
                    return decide(decision, message)  # type: ignore[arg-type]
                except Unanswered as unanswered:
                    asyncio.run(self._world.counterparts.take(unanswered.question))
        finally:
            self._keep(decision)

    def _keep(self, decision: Decision) -> None:
        if decision.events:
            payloads = [event.payload() for event in decision.events]
            after = decision.events[0].ver - 1
            assert self.store.append([Batch(self.room.id, after, payloads)]) == [True]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    store = open_store(folder)
    yield store
    store.close()


@pytest.fixture(scope="session")
def exercise(tmp_path_factory: pytest.TempPathFactory) -> Exercise:
    """The tiny persona, who repeats what one says, and two questions."""
    folder = tmp_path_factory.mktemp("quoting") / "personas"
    shutil.copytree(NEIGHBOUR.parent, folder)
    path = folder / NEIGHBOUR.name
    plain = '["Me? It was here before you.", "I do not see it so."]'
    text = path.read_text().replace(plain, '["\\"{quote}\\", you say.", "\\"{quote}\\"?"]')
    path.write_text(text)
    ready = Question("ready", "How ready are you?", "scale")
    take = Question("take", "What do you take along?", "text")
    questions = Questions((ready, take), (take,))
    return replace(blank_exercise(path), questions=questions)


@pytest.fixture
def play(store: Store, exercise: Exercise) -> Callable[..., Played]:
    """Open a room."""

    def opened(room: str = "roomone", keep: float = 30, **others: Any) -> Played:
        return Played(store, room, replace(exercise, **others), START + timedelta(days=keep))

    return opened


@pytest.fixture(scope="session")
def play_in(exercise: Exercise) -> Callable[[Store], Played]:
    """Open a room in another store."""
    return lambda store: Played(store, "roomone", exercise, START + timedelta(days=30))


WORDS = ("otterword", "craneword", "voleword", "wrenword")
NAMES = ("Zenobia", "Yorick", "Xanthe", "Wilfred")
"""What each of the four types, and is called: found nowhere else."""


@pytest.fixture
def workshop(play: Callable[..., Played]) -> Played:
    """Four people in two pairs and a fishbowl, in which everything happens that leaves words."""
    room = play()
    people = dict(zip([room.seat(name) for name in NAMES], WORDS, strict=True))
    room.ask("facilitator", "group", size=2)
    for seat, word in people.items():
        room.ask(seat, "answers", when="before", answers={"ready": 2, "take": f"{word} taken"})
        conversation = room.room.seats[seat].conversation
        room.ask(seat, "bookmark", conversation=conversation, turn=0, note=f"{word} noted")
        if room.room.seats[seat].part == "speaker":
            room.ask(seat, "say", conversation=conversation, text=f"It is your fault, {word}.")
        else:
            room.ask(seat, "advise", text=f"{word} whispered")
    room.ask("s2", "bookmark", conversation="c1", turn=1, quote="fault, otterword")
    room.ask("facilitator", "chair", conversation="c1", take="once")
    room.ask("s1", "say", conversation="c1", text="I mean it, otterword.")
    room.ask("facilitator", "answer", conversation="c1", text="Otterword? Never otterword.")
    room.ask("facilitator", "fishbowl")
    room.ask("s4", "propose", text="Shut up, wrenword.")
    room.ask("s1", "propose", text="I am sorry, otterword.")
    room.ask("facilitator", "play", proposal="p1")
    room.ask("s1", "propose", text="I am so sorry, otterword.")
    room.ask("facilitator", "play", proposal="p3")
    room.ask("facilitator", "nudge", conversation="c3", feeling="anger", amount=-0.1)
    room.ask("facilitator", "bookmark", conversation="c3", turn=2, note="To come back to.")
    room.ask("facilitator", "branch", conversation="c3", at=1)
    room.ask("s3", "propose", text="Forget it, voleword.")
    room.ask("facilitator", "play")
    return room
