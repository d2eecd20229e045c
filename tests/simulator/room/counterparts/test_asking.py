"""Asking for a decision: an answer is for one decision, and what failed is asked again."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.room.counterparts import Here
from simulator.room.refusal import Refusal
from tests.simulator.room.playing import Playing


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> list[Refusal]:
    """What the stage refuses with, one question after another, before it answers."""
    refusals = [Refusal("not_kept", "The counterpart cannot answer now. Please try again.")]
    answer = Here.answer

    async def first_refused(self: Here, question: Any) -> Any:
        if refusals:
            raise refusals.pop()
        return await answer(self, question)

    monkeypatch.setattr(Here, "answer", first_refused)
    return refusals


def test_a_line_that_could_not_be_answered_can_be_said_again(
    play: Playing, failing: list[Refusal]
) -> None:
    client = play.join()
    play.done(play.leader, "group", size=1)
    line = {"conversation": "c1", "text": "You never trim it."}
    assert play.refused(client, "say", **line)[0] == "not_kept"
    play.done(client, "say", **line)
    assert play.room.conversations["c1"].now.lines == [line["text"]]
    assert not failing
