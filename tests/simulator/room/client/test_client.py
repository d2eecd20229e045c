"""A client keeps what it is told, asks until it is answered, and comes back."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest

from simulator.room.client.client import Client, Listener, Standing, merged
from simulator.room.client.ticking import Ticking
from simulator.room.refusal import Refusal
from tests.simulator.room.small_hub import DIE, SmallHub
from tests.simulator.room.telling import filled


class Noting(Listener):
    """Notes what it is told."""

    def __init__(self) -> None:
        self.names: list[frozenset[str]] = []
        self.standings: list[Standing] = []
        self.objections: list[str] = []

    def changed(self, names: frozenset[str]) -> None:
        self.names.append(names)

    def stands(self, standing: Standing) -> None:
        self.standings.append(standing)

    def objected(self, code: str, message: str) -> None:
        self.objections.append(message)


async def at_once(_seconds: float) -> None:
    """Wait for nothing."""


def address(hub: SmallHub) -> str:
    return f"ws://127.0.0.1:{hub.port}/ws"


@asynccontextmanager
async def client_of(where: str, **options: Any) -> AsyncIterator[Client]:
    options = {"token": "mine", "listener": Noting(), "sleep": at_once} | options
    client = Client(where, Random(1), **options)
    running = asyncio.create_task(client.run())
    yield client
    await client.close()
    await running


def connected(client: Client) -> bool:
    return client.standing.how == "connected"


async def test_whoever_has_a_seat_is_told_everything(small_hub: SmallHub) -> None:
    small_hub.parts = {"room": {"title": "An exercise"}}
    async with client_of(address(small_hub)) as client:
        await client.until(lambda: "room" in client.parts)
        assert client.parts == filled(small_hub.parts)
        assert (client.seat, client.pos) == ("s1", 7)
    assert small_hub.heard[0] == {"type": "hello", "v": 1, "token": "mine", "pos": 0}


async def test_whoever_comes_with_a_code_comes_back_with_a_token(small_hub: SmallHub) -> None:
    async with client_of(address(small_hub), token="", code="K7Q2", name="Ann") as client:
        await client.until(lambda: client.pos > 0)
        small_hub.cut()
        hello = await small_hub.asked("hello")
    joined = small_hub.heard[0]
    assert (joined["type"], joined["code"], joined["name"]) == ("join", "K7Q2", "Ann")
    assert (hello["token"], hello["pos"]) == ("a-token", 7)


async def test_a_part_replaces_the_one_of_its_name(small_hub: SmallHub) -> None:
    small_hub.parts = {"room": {"title": "One"}, "clock": {"left": 60}}
    async with client_of(address(small_hub)) as client:
        await client.until(lambda: client.pos == 7)
        await small_hub.show(room={"title": "Two"})
        await client.until(lambda: client.pos == 8)
        assert client.parts == filled({"room": {"title": "Two"}, "clock": {"left": 60}})


async def test_what_is_asked_is_answered(small_hub: SmallHub) -> None:
    line = {"id": "1a", "text": "And my money?", "place": "interest", "of": "Being paid"}
    small_hub.results["script"] = {"script": [line]}
    small_hub.refusals["say"] = ("paused", "Everything is held; your line is still in the box.")
    async with client_of(address(small_hub)) as client:
        assert await client.ask("script", conversation="c1") == {"script": [line]}
        assert await client.ask("hand", up="hand") == {}
        with pytest.raises(Refusal, match="still in the box"):
            await client.ask("say", conversation="c1", text="Hello.")
        assert client.unanswered == 0


async def test_what_was_not_answered_is_asked_again_by_the_same_id(small_hub: SmallHub) -> None:
    small_hub.silent = True
    async with client_of(address(small_hub)) as client:
        asked = asyncio.create_task(client.ask("say", conversation="c1", text="Hello."))
        first = await small_hub.asked("say")
        small_hub.silent = False
        small_hub.cut()
        await asked
        assert await small_hub.asked("say", 2) == first
        assert len(small_hub.done) == 1


async def test_what_is_asked_while_the_line_is_broken_goes_out_in_order(tmp_path: Path) -> None:
    hub = SmallHub()
    where = await hub.start()
    port = hub.port
    async with client_of(where) as client:
        await client.until(lambda: connected(client))
        await hub.stop()
        await client.until(lambda: client.standing.how == "waiting")
        lines = ["one", "two", "three"]
        asked = [
            asyncio.create_task(client.ask("say", conversation="c1", text=line)) for line in lines
        ]
        again = SmallHub()
        await again.start(port)
        await asyncio.gather(*asked)
        assert [each["text"] for each in again.heard if each["type"] == "say"] == lines
    await again.stop()


async def test_it_resumes_with_the_last_position_it_was_told(small_hub: SmallHub) -> None:
    async with client_of(address(small_hub)) as client:
        await client.until(lambda: client.pos == 7)
        await small_hub.show(room={"title": "Two"})
        await client.until(lambda: client.pos == 8)
        small_hub.cut()
        assert (await small_hub.asked("hello", 2))["pos"] == 8


async def test_a_conversation_looked_on_is_looked_on_again(small_hub: SmallHub) -> None:
    async with client_of(address(small_hub)) as client:
        await client.ask("watch", conversation="c2")
        small_hub.cut()
        again = await small_hub.asked("watch", 2)
        assert again["conversation"] == "c2"


async def test_the_waits_grow_and_are_scattered(small_hub: SmallHub) -> None:
    where = address(small_hub)
    await small_hub.stop()
    waits: list[float] = []
    enough = asyncio.Event()

    async def noting(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 8:
            enough.set()

    async with client_of(where, sleep=noting) as client:
        await enough.wait()
        assert client.standing.why == "Nobody answers at the hub's address."
    for wait, most in zip(waits, (0.5, 1, 2, 4, 8, 15, 15, 15), strict=False):
        assert most / 2 <= wait <= most
    assert len({wait / most for wait, most in zip(waits[5:], (15, 15, 15), strict=False)}) == 3


async def test_whoever_is_in_a_hurry_does_not_wait(small_hub: SmallHub) -> None:
    async def for_ever(_seconds: float) -> None:
        await asyncio.Event().wait()

    async with client_of(address(small_hub), sleep=for_ever) as client:
        await client.until(lambda: connected(client))
        small_hub.cut()
        await client.until(lambda: client.standing.how == "waiting")
        client.hurry()
        await client.until(lambda: connected(client))


@pytest.mark.parametrize(
    ("code", "message"), [("no_seat", "Your seat was taken away."), ("no_room", "No such room.")]
)
async def test_whoever_is_not_let_in_is_told_why(
    small_hub: SmallHub, code: str, message: str
) -> None:
    small_hub.refusals["hello"] = (code, message)
    async with client_of(address(small_hub)) as client:
        with pytest.raises(Refusal, match=message):
            await client.until(lambda: False)
        assert (client.standing.how, client.standing.code) == ("gone", code)
        with pytest.raises(Refusal, match=message):
            await client.ask("hand", up="hand")


async def test_a_crowd_at_the_door_is_no_reason_to_give_up(small_hub: SmallHub) -> None:
    small_hub.refusals["hello"] = ("too_often", "Too many at once.")
    async with client_of(address(small_hub)) as client:
        await client.until(lambda: client.standing.how == "waiting")
        assert client.standing.why == "Too many at once."
        small_hub.refusals.clear()
        await client.until(lambda: connected(client))


@pytest.mark.parametrize("again", [True, False])
async def test_a_goodbye_says_whether_to_come_back(small_hub: SmallHub, again: bool) -> None:
    async with client_of(address(small_hub)) as client:
        await client.until(lambda: connected(client))
        await small_hub.say(type="bye", code="over", message="The room is closed.", again=again)
        if again:
            await small_hub.asked("hello", 2)
            await client.until(lambda: connected(client))
        else:
            with pytest.raises(Refusal, match="closed"):
                await client.until(lambda: False)


async def test_a_request_that_nobody_will_answer_ends(small_hub: SmallHub) -> None:
    small_hub.silent = True
    async with client_of(address(small_hub)) as client:
        asked = asyncio.create_task(client.ask("hand", up="help"))
        await small_hub.asked("hand")
        await small_hub.say(type="bye", code="removed", message="You were removed.", again=False)
        with pytest.raises(Refusal, match="removed"):
            await asked


async def test_what_the_hub_could_not_read_is_told(small_hub: SmallHub) -> None:
    listener = Noting()
    async with client_of(address(small_hub), listener=listener) as client:
        await client.until(lambda: connected(client))
        await small_hub.say(type="refused", id=None, code="malformed", message="Not understood.")
        await client.until(lambda: bool(listener.objections))
    assert listener.objections == ["Not understood."]


@pytest.mark.parametrize(
    "told",
    [
        "<html>",
        "[1, 2]",
        "[" * 100_000,
        '{"type": "welcome"}',
        '{"type": "changed", "pos": 2, "parts": [1]}',
        '{"type": "changed", "pos": "x", "parts": {}}',
        '{"type": "changed", "pos": 2, "parts": {"turns": 7}}',
        '{"type": "ack"}',
        '{"type": "bye"}',
    ],
)
async def test_what_answers_may_be_no_hub(small_hub: SmallHub, told: str) -> None:
    small_hub.parts = {"turns": {"conversation": "c1", "first": 0, "turns": []}}
    async with client_of(address(small_hub)) as client:
        await client.until(lambda: connected(client) and bool(client.parts))
        for socket in small_hub.sockets:
            await socket.send(told)
        with pytest.raises(Refusal, match=r"does not understand; is it another version\?"):
            await client.until(lambda: False)


@pytest.mark.parametrize(
    "part",
    [
        {"room": {"title": 7}},
        {"people": {"people": {"s1": "Ann"}}},
        {"notices": {"notices": [{"text": ["Hello."]}]}},
        {"turns": {"turns": [{"n": "1", "line": 3}]}},
        {"me": ["s1"]},
        {"clock": {"now": None}},
    ],
)
async def test_part_of_another_kind_is_not_understood(
    small_hub: SmallHub, part: dict[str, Any]
) -> None:
    listener = Noting()
    async with client_of(address(small_hub), listener=listener) as client:
        await client.until(lambda: client.pos == 7)
        await small_hub.show(**part)
        with pytest.raises(Refusal, match="is it another version"):
            await client.until(lambda: False)
        assert client.parts == {}


async def test_what_a_later_hub_tells_besides_is_passed_over(small_hub: SmallHub) -> None:
    small_hub.parts = {"room": {"title": "One", "later": 1}, "weather": {"rain": True}}
    async with client_of(address(small_hub)) as client:
        await client.until(lambda: client.pos == 7)
        assert client.parts == filled({"room": {"title": "One"}})


@pytest.mark.parametrize("result", [{}, {"script": "none"}, {"script": [{"id": 1}]}])
async def test_answer_of_another_kind_is_not_understood(
    small_hub: SmallHub, result: dict[str, Any]
) -> None:
    small_hub.results["script"] = result
    async with client_of(address(small_hub)) as client:
        with pytest.raises(Refusal, match="is it another version"):
            await client.ask("script", conversation="c1")
        assert client.gone


async def test_no_terminal_obeys_the_words_of_a_hub(small_hub: SmallHub) -> None:
    evil, plain = "No.\x1b]0;title\x07\x1b[2J\u202e", "No."
    small_hub.refusals["hand"] = ("full", evil)
    listener = Noting()
    async with client_of(address(small_hub), listener=listener) as client:
        with pytest.raises(Refusal) as refused:
            await client.ask("hand", up="hand")
        assert refused.value.message == plain
        await small_hub.say(type="refused", id=None, code="malformed", message=evil)
        await client.until(lambda: bool(listener.objections))
        assert listener.objections == [plain]
        await small_hub.say(type="bye", code="over", message=evil, again=False)
        with pytest.raises(Refusal, match=r"^No\.$"):
            await client.until(lambda: False)


@pytest.mark.parametrize("moment", ["soon", "2030-05-02", "2030-05-02T09:30:00"])
def test_what_is_no_moment_is_no_time(moment: str) -> None:
    ticking, now = Ticking(), "2030-05-02T09:30:00+00:00"
    for ends, told in ((moment, now), (now, moment)):
        ticking.hear({"ends": ends, "left": None, "now": told}, 0.0)
        assert not ticking.left(5.0)
        assert ticking.since(ends, 5.0) == 0.0


@pytest.fixture
def processes() -> Iterator[list[subprocess.Popen[str]]]:
    begun: list[subprocess.Popen[str]] = []
    yield begun
    for process in begun:
        process.kill()
        process.communicate()


async def test_a_line_kept_by_a_hub_that_was_killed_is_said_once(
    tmp_path: Path, processes: list[subprocess.Popen[str]]
) -> None:
    """The hub dies between keeping the line and acknowledging it; another takes over."""
    kept = tmp_path / "kept.jsonl"

    async def begin(port: int) -> str:
        command = [sys.executable, "-m", "tests.simulator.room.small_hub", str(port), str(kept)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        processes.append(process)
        assert process.stdout
        return (await asyncio.to_thread(process.stdout.readline)).strip()

    where = await begin(0)
    async with client_of(where) as client:
        await client.ask("say", conversation="c1", text="before")
        last = asyncio.create_task(client.ask("say", conversation="c1", text=DIE))
        await asyncio.to_thread(processes[0].wait)
        assert not last.done()
        await begin(int(where.split(":")[2].split("/")[0]))
        await last
    lines = [json.loads(line)["text"] for line in kept.read_text("utf-8").splitlines()]
    assert lines == ["before", DIE]


def turns(first: int, *lines: str, conversation: str = "c1", branch: str = "b1") -> dict[str, Any]:
    told = [{"n": first + at, "line": line} for at, line in enumerate(lines)]
    return {"conversation": conversation, "branch": branch, "first": first, "turns": told}


@pytest.mark.parametrize(
    ("told", "lines"),
    [
        (turns(2, "third"), ["one", "two", "third"]),
        (turns(3, "four"), ["one", "two", "three", "four"]),
        (turns(0, "anew"), ["anew"]),
        (turns(1, branch="b2"), ["one"]),
        (turns(0, "other", conversation="c2"), ["other"]),
    ],
)
def test_turns_replace_those_from_their_first_on(told: dict[str, Any], lines: list[str]) -> None:
    known = turns(0, "one", "two", "three")
    after = merged(known, told)
    assert [turn["line"] for turn in after["turns"]] == lines
    assert (after["first"], after["branch"]) == (0, told["branch"])


def test_a_client_brings_no_screen_and_no_engine() -> None:
    program = "import sys, simulator.room.client.client; print(*sys.modules, sep='\\n')"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert not {"textual", "rich", "engine", "pydantic"} & set(run.stdout.split())
