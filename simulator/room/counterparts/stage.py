"""Where counterparts answer: in this process, or (a hub's) in one of their own."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Protocol

from simulator.room.counterparts.counterparts import Counterparts
from simulator.room.counterparts.questions import Do, Say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from simulator.room.counterparts.questions import Question


class StageError(RuntimeError):
    """A question could not be answered, for a reason nobody foresaw; which one, and where."""


class Stage(Protocol):
    """near: counterparts in this process, for what needs no reading."""

    near: Counterparts

    def prepare(self, model: str) -> None:
        """Have a model at hand before the first line is said; made where an event loop runs."""

    async def answer(self, question: Question) -> Any:
        """Answer a question. Raises Refusal."""

    def wait_for(self, question: Question) -> Any:
        """Answer a question; called in a thread that may wait. Raises Refusal."""

    async def close(self) -> None:
        """Put everything away."""


class Here:
    """A stage in this process: what takes long is done in a thread."""

    def __init__(self, also: Iterable[Path] = ()) -> None:
        self.near = Counterparts(also)

    def prepare(self, model: str) -> None:
        """Nothing is made ready: who speaks first waits for it."""

    async def answer(self, question: Question) -> Any:
        """Answer a question. Raises Refusal."""
        if isinstance(question, Say | Do) and question.course.model != "careful":
            return self.near.answer(question)
        return await asyncio.to_thread(self.near.answer, question)

    def wait_for(self, question: Question) -> Any:
        """Answer a question; called in a thread that may wait. Raises Refusal."""
        return self.near.answer(question)

    async def close(self) -> None:
        """Nothing is to be put away."""
