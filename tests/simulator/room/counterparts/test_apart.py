"""Counterparts in a process of their own: the same answers, and nothing lost with the process."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine
from typing import Any

import psutil
import pytest

from simulator.room.counterparts import Here, Say, StageError
from simulator.room.counterparts.apart import Apart
from simulator.room.counterparts.questions import Course, Do, Recall
from simulator.room.refusal import Refusal
from tests.simulator.room.playing import TINY

LINES = ("You never trim it.", "I am sorry.", "How high is the hedge?")
COURSE = Course("r", "c1", str(TINY), "en", "Robin", 7, "standard", "quick", (), ())


def played(work: Callable[[Apart], Coroutine[Any, Any, None]]) -> None:
    """Do something with a stage, which is closed then; no process is left of it."""

    async def play() -> None:
        stage = Apart()
        try:
            await work(stage)
        finally:
            await stage.close()

    asyncio.run(play())
    assert children() == []


def children() -> list[int]:
    """Return the processes of counterparts; other tests may have left others."""
    ours = psutil.Process().children(recursive=True)
    return [one.pid for one in ours if "simulator.room.counterparts" in one.cmdline()]


def test_it_answers_as_the_engine_does_here() -> None:
    async def work(apart: Apart) -> None:
        here = Here()
        for number, line in enumerate(LINES):
            question = Say(COURSE._replace(lines=LINES[:number]), line)
            assert await apart.answer(question) == await here.answer(question)
        nudge = Do(COURSE._replace(lines=LINES), "nudge", "", "anger", 0.2)
        act, digest = await apart.answer(nudge)
        assert (act, digest) == await here.answer(nudge)
        assert act["after"] == len(LINES)
        assert digest["acts"] == ["nudge"]
        whole = Recall(COURSE._replace(lines=LINES, acts=(act,)))
        turns = await apart.answer(whole)
        assert turns == await here.answer(whole)
        assert [turn.line for turn in turns] == [None, *LINES]

    played(work)


def test_lines_of_many_rooms_may_be_asked_at_once() -> None:
    async def work(apart: Apart) -> None:
        rooms = [COURSE._replace(room=f"r{number}", seed=number) for number in range(20)]
        for number, line in enumerate(LINES):
            asked = [Say(room._replace(lines=LINES[:number]), line) for room in rooms]
            digests = await asyncio.gather(*map(apart.answer, asked))
            assert {digest["n"] for digest in digests} == {number + 1}

    played(work)


def test_a_process_that_is_killed_takes_nothing_with_it() -> None:
    async def work(apart: Apart) -> None:
        before = await apart.answer(Say(COURSE, LINES[0]))
        [process] = children()
        os.kill(process, signal.SIGKILL)
        assert await apart.answer(Say(COURSE, LINES[0])) == before
        assert children() != [process]

    played(work)


def test_who_waits_while_it_is_killed_is_answered_by_the_next() -> None:
    async def work(apart: Apart) -> None:
        await apart.answer(Say(COURSE, LINES[0]))
        [process] = children()
        os.kill(process, signal.SIGSTOP)  # so that the question is on its way when it is killed
        waiting = asyncio.create_task(apart.answer(Say(COURSE._replace(lines=LINES[:1]), LINES[1])))
        while not apart._waiting:
            await asyncio.sleep(0)
        os.kill(process, signal.SIGKILL)
        assert (await waiting)["n"] == 2

    played(work)


def test_where_no_process_stays_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")

    async def work(apart: Apart) -> None:
        with pytest.raises(Refusal, match="Please try again") as refused:
            await apart.answer(Say(COURSE, LINES[0]))
        assert refused.value.code == "not_kept"

    played(work)


def test_refusals_and_surprises_come_back_and_the_next_line_is_answered() -> None:
    async def work(apart: Apart) -> None:
        with pytest.raises(Refusal, match="nobody") as refused:
            await apart.answer(Say(COURSE._replace(source="/nobody.yaml"), LINES[0]))
        assert refused.value.code == "unknown"
        with pytest.raises(StageError, match=r"ValueError .*conversation\.py"):
            await apart.answer(Say(COURSE._replace(level="none"), LINES[0]))
        assert (await apart.answer(Say(COURSE, LINES[0])))["n"] == 1

    played(work)


def test_ctrl_c_is_for_the_hub() -> None:
    async def work(apart: Apart) -> None:
        await apart.answer(Say(COURSE, LINES[0]))
        [process] = children()
        os.kill(process, signal.SIGINT)
        await apart.answer(Say(COURSE._replace(lines=LINES[:1]), LINES[1]))
        assert children() == [process]

    played(work)


def test_a_stage_nobody_asked_begins_no_process() -> None:
    async def work(apart: Apart) -> None:
        assert children() == []

    played(work)


def test_a_model_is_made_ready_once() -> None:
    async def work(apart: Apart) -> None:
        apart.prepare("quick")
        apart.prepare("quick")
        await asyncio.gather(*apart._prepared.values())
        assert len(children()) == len(apart._prepared) == 1

    played(work)
