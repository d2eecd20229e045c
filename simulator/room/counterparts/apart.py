"""A stage in a process of its own: reading lines then takes no time from telling people."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Any

from simulator.room.counterparts.counterparts import Counterparts
from simulator.room.counterparts.frames import ANSWERED, LENGTH, REFUSED, framed, opened
from simulator.room.counterparts.questions import Prepare
from simulator.room.counterparts.stage import StageError
from simulator.room.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from simulator.room.counterparts.questions import Question

PATIENCE = 3.0
"""Seconds the process is given to end by itself."""

TRIES = 2
"""Processes a question is put to: one that is gone took more than this question with it."""


class Apart:
    """Counterparts in a process of their own. Made where an event loop runs.

    The process is begun with the first question, and anew when it is gone.
    Questions hold all there is to know of a conversation, so a new process needs nothing else.
    """

    def __init__(self, also: Iterable[Path] = ()) -> None:
        self._also = tuple(also)
        self.near = Counterparts(self._also)
        self._loop = asyncio.get_running_loop()
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[tuple[Any, ...]]] = {}
        self._process: asyncio.subprocess.Process | None = None
        self._beginning = asyncio.Lock()
        self._listening: asyncio.Task[None] | None = None
        self._prepared: dict[str, asyncio.Task[None]] = {}

    def prepare(self, model: str) -> None:
        """Have a model at hand before the first line is said."""
        if model not in self._prepared:
            self._prepared[model] = asyncio.create_task(self._prepare(model))

    async def _prepare(self, model: str) -> None:
        with suppress(Refusal, StageError, OSError):  # whoever speaks first is told
            await self.answer(Prepare(model))

    async def answer(self, question: Question) -> Any:
        """Answer a question. Raises Refusal; StageError for what nobody foresaw."""
        for _ in range(TRIES):
            try:
                told, *rest = await self._put(question)
            except (ConnectionError, EOFError):
                continue
            if told == ANSWERED:
                return rest[0]
            if told == REFUSED:
                raise Refusal(*rest)
            raise StageError(*rest)
        raise Refusal("not_kept", "The counterpart cannot answer now. Please try again.")

    def wait_for(self, question: Question) -> Any:
        """Answer a question; called in a thread that may wait. Raises Refusal."""
        return asyncio.run_coroutine_threadsafe(self.answer(question), self._loop).result()

    async def _put(self, question: Question) -> tuple[Any, ...]:
        """Put a question to the process. Raises EOFError where that ends before it answers."""
        process = await self._begun()
        assert process.stdin
        number = next(self._numbers)
        answer: asyncio.Future[tuple[Any, ...]] = self._loop.create_future()
        self._waiting[number] = answer
        try:
            process.stdin.write(framed((number, question)))
        except RuntimeError as error:  # uvloop's word for a pipe that is closed
            raise EOFError from error
        else:
            return await answer
        finally:
            self._waiting.pop(number, None)

    async def _begun(self) -> asyncio.subprocess.Process:
        async with self._beginning:
            if self._process is None:
                pipe = asyncio.subprocess.PIPE
                command = [sys.executable, "-m", __package__, *map(str, self._also)]
                self._process = await asyncio.create_subprocess_exec(
                    *command, stdin=pipe, stdout=pipe
                )
                hearing = self._listen(self._process)
                self._listening = asyncio.create_task(hearing, name="counterparts")
        return self._process

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        """Take answers, until the process is gone; then nobody waits for it any longer."""
        assert process.stdout
        try:
            while True:
                (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
                number, *told = opened(await process.stdout.readexactly(length))
                if (waiting := self._waiting.get(number)) and not waiting.done():
                    waiting.set_result(tuple(told))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self._process = None
            for waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_exception(EOFError())
            self._waiting = {}
            await process.wait()

    async def close(self) -> None:
        """End the process; what it was asked is not answered."""
        for preparing in self._prepared.values():
            preparing.cancel()
        process, listening = self._process, self._listening
        if process is None or listening is None:
            return
        assert process.stdin
        process.stdin.close()
        try:
            await asyncio.wait_for(asyncio.shield(listening), PATIENCE)
        except TimeoutError:
            with suppress(ProcessLookupError):
                process.kill()
            await listening
