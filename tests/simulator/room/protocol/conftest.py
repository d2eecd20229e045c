"""An exercise as it is played through a real hub: all that was sent, all that was told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from simulator.room.exercise import Exercise, blank_exercise
from simulator.room.exercise.exercise import Briefs, Grouping, Phase, Question, Questions
from simulator.room.hub.hub import Hub
from simulator.room.hub.telling import Attachment
from simulator.room.protocol.asked import parse
from simulator.room.store import Writer, open_store

NEIGHBOUR = Path(__file__).parents[2] / "personas" / "neighbour.yaml"
Message = dict[str, Any]


@dataclass
class Client:
    """A seat's connection; heard is all that it was told, answers what came by id."""

    hub: Hub
    role: str
    heard: list[Message] = field(default_factory=list)
    answers: dict[str, asyncio.Future[Message]] = field(default_factory=dict)
    attachment: Attachment | None = None

    def put(self, text: str) -> None:
        message = json.loads(text)
        self.heard.append(message)
        answer = self.answers.get(message.get("id") or "")
        if answer and not answer.done():
            answer.set_result(message)

    def hang_up(self, code: str, message: str, again: bool) -> None:
        self.heard.append({"type": "bye", "code": code, "message": message, "again": again})

    @property
    def parts(self) -> Message:
        parts: Message = {}
        for message in self.heard:
            parts |= message.get("parts", {})
        return parts


@dataclass
class Session:
    """What was sent, with its sender's role, the answer and the kinds of events that came of it."""

    exercise: Exercise
    sent: list[tuple[str, Message, Message, list[str]]] = field(default_factory=list)
    clients: list[Client] = field(default_factory=list)
    kept: list[Message] = field(default_factory=list)

    @property
    def told(self) -> Iterator[tuple[str, Message]]:
        for client in self.clients:
            for message in client.heard:
                yield client.role, message


class Play:
    def __init__(self, hub: Hub, session: Session):
        self.hub = hub
        self.session = session

    async def sit(self, token: str, pos: int = 0, new: bool = False) -> Client:
        who = await self.hub.whose(token)
        assert who
        client = Client(self.hub, who.role)
        self.session.clients.append(client)
        client.attachment = await self.hub.attach(token, pos, client, new)
        return client

    async def ask(self, client: Client, kind: str, **asked: Any) -> Message:
        """Send a message and return its answer."""
        message = {"type": kind, "id": f"i{len(self.session.sent)}"} | asked
        assert client.attachment
        client.answers[message["id"]] = asyncio.get_running_loop().create_future()
        with self._happened() as events:
            await self.hub.ask(client.attachment, parse(json.dumps(message)))  # type: ignore[arg-type]
            answer = await client.answers[message["id"]]
        self.session.sent.append((client.role, message, answer, events))
        return answer

    @contextmanager
    def _happened(self) -> Iterator[list[str]]:
        before = len(self.session.kept)
        kinds: list[str] = []
        yield kinds
        kinds += [payload["kind"] for payload in self.session.kept[before:]]


def exercise_of_all() -> Exercise:
    ready = Question("ready", "How ready are you?", "scale", low="not at all", high="quite")
    phases = [
        ("lobby", 0.0),
        ("questions", 2.0),
        ("brief", 3.0),
        ("fishbowl", 10.0),
        ("breakout", 10.0),
        ("debrief", 0.0),
        ("after", 2.0),
        ("close", 0.0),
    ]
    return replace(
        blank_exercise(NEIGHBOUR),
        model="quick",
        grouping=Grouping("arrival", 2),
        briefs=Briefs("For all.", "You speak.", "You coach.", "You watch.", ("A secret.",)),
        questions=Questions((ready,), (ready,)),
        phases=tuple(Phase(kind, kind.title(), minutes) for kind, minutes in phases),
    )


async def play(folder: Path) -> Session:
    """Play an exercise from the lobby to its end, with a message of every type."""
    session = Session(exercise_of_all())
    hub = Hub(open_store(folder), "http://127.0.0.1:8765")
    _overhear(hub.writer, session.kept)
    play = Play(hub, session)
    keys = await hub.create(session.exercise)
    lead = await play.sit(keys.facilitator)
    beam = await play.sit(keys.projector)
    joined = [await hub.join(keys.code, f"Name {n}", "participant") for n in range(5)]
    ana, ben, cleo, dan, eva = [await play.sit(one.token) for one in joined]
    oda = await play.sit((await hub.join(keys.code, "", "observer")).token, new=True)
    await _beginning(play, lead, beam, ana, oda)
    await _fishbowl(play, lead, ana, ben, oda)
    await _breakouts(play, lead, ana, ben, cleo, dan)
    await _end(play, lead, ana, eva)
    again = await play.sit(joined[1].token, pos=5)
    await play.ask(again, "ping")
    await play.ask(lead, "close")
    await hub.close()
    return session


def _overhear(writer: Writer, kept: list[Message]) -> None:
    append = writer.append

    async def appending(
        stream: str, after: int, payloads: list[Message], names: tuple[tuple[str, str], ...] = ()
    ) -> None:
        await append(stream, after, payloads, names)
        kept.extend(payloads)

    writer.append = appending  # type: ignore[method-assign]


async def _beginning(play: Play, lead: Client, beam: Client, ana: Client, oda: Client) -> None:
    await play.ask(beam, "ping")
    await play.ask(beam, "begin", phase=1)
    await play.ask(lead, "begin", phase=1)
    await play.ask(ana, "answers", when="before", answers={"ready": 2})
    await play.ask(lead, "clock", act="add", seconds=60)
    await play.ask(lead, "broadcast", text="Welcome.")
    await play.ask(lead, "anonymous", on=False)
    await play.ask(lead, "sit", seat="s6", role="participant")
    await play.ask(lead, "sit", seat="s6", role="observer")
    await play.ask(oda, "hand", up="hand")
    await play.ask(oda, "propose", text="Not mine to propose.")
    await play.ask(lead, "code")


async def _fishbowl(play: Play, lead: Client, ana: Client, ben: Client, oda: Client) -> None:
    await play.ask(lead, "begin", phase=3)
    await play.ask(ana, "propose", text="It is your fault.")
    await play.ask(ben, "propose", text="I am sorry.")
    await play.ask(ben, "propose", text="Something else.")
    await play.ask(ben, "withdraw", proposal="p3")
    await play.ask(lead, "voting", open=True, live=True)
    await play.ask(ana, "vote", proposal="p2")
    await play.ask(lead, "reveal")
    await play.ask(lead, "play")
    await play.ask(lead, "baton", seat="s1")
    await play.ask(ana, "say", conversation="c1", text="How do you see it?")
    await play.ask(lead, "chair", conversation="c1", take="once")
    await play.ask(ana, "say", conversation="c1", text="Well?")
    await play.ask(lead, "answer", conversation="c1", text="*(sighs)* Not well.")
    script = await play.ask(lead, "script", conversation="c1")
    await play.ask(lead, "prompt", conversation="c1", text=script["result"]["script"][0]["id"])
    await play.ask(lead, "nudge", conversation="c1", feeling="trust", amount=0.1)
    await play.ask(oda, "bookmark", conversation="c1", turn=1, note="Here.")
    await play.ask(lead, "project", show="conversation", conversation="c1", gauges=True)
    await play.ask(lead, "branch", conversation="c1", at=1, why="rewind")
    await play.ask(lead, "switch", conversation="c1", branch="b1")
    await play.ask(oda, "unbookmark", bookmark="m1")
    await play.ask(oda, "bookmark", conversation="c1", turn=1)
    await play.ask(lead, "pause", on=True)
    await play.ask(ana, "say", conversation="c1", text="And now?")
    await play.ask(lead, "pause", on=False)
    await play.ask(lead, "fishbowl", level="easy")


async def _breakouts(
    play: Play, lead: Client, ana: Client, ben: Client, cleo: Client, dan: Client
) -> None:
    await play.ask(lead, "begin", phase=4)
    await play.ask(lead, "group", size=2, again=True)
    mine = ana.parts["me"]["conversation"]
    await play.ask(ana, "say", conversation=mine, text="I am sorry about the hedge.")
    await play.ask(ben, "advise", text="Ask about it.")
    await play.ask(ben, "rotate", conversation=mine)
    await play.ask(lead, "watch", conversation=mine)
    await play.ask(lead, "freeze", conversation=mine, on=True)
    await play.ask(lead, "place", seat="s4", conversation=mine, part="observer")
    await play.ask(cleo, "hand", up="help")


async def _end(play: Play, lead: Client, ana: Client, eva: Client) -> None:
    await play.ask(lead, "begin", phase=5)
    await play.ask(lead, "project", show="debrief", step="reactions")
    await play.ask(ana, "debrief", conversation="c1")
    await play.ask(lead, "remove", seat="s4")
    await play.ask(lead, "remove_since", seat="s4")
    await play.ask(eva, "leave")
    await play.ask(lead, "begin", phase=6)
    await play.ask(lead, "erase", seat="s1")


@pytest.fixture(scope="session")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return asyncio.run(play(tmp_path_factory.mktemp("protocol") / "data"))
