"""A seat line by line: for screen readers, pipes and dumb terminals."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

from simulator.errors import SimulatorError
from simulator.paragraphs import say
from simulator.room.client.client import Client, Listener, Standing
from simulator.room.refusal import Refusal
from simulator.room.terminal.asking import Question, Questionnaire, asked_aloud
from simulator.room.terminal.commands import HELP, asked_for
from simulator.room.terminal.news import News
from simulator.typed import typed_lines

if TYPE_CHECKING:
    import ssl
    from random import Random

    from simulator.room.terminal.kept_seat import KeptSeat


class _Telling(Listener):
    def __init__(self, seat: PlainSeat) -> None:
        self._seat = seat

    def changed(self, names: frozenset[str]) -> None:
        self._seat.changed(names)

    def stands(self, standing: Standing) -> None:
        self._seat.stands(standing)

    def objected(self, code: str, message: str) -> None:
        say(message)


class PlainSeat:
    """Prints what is new; what is typed is said, proposed or whispered, or is a command."""

    def __init__(
        self,
        address: str,
        random: Random,
        code: str,
        name: str,
        kept: KeptSeat,
        token: str = "",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """kept: where the seat is kept. token: of a seat that is taken again; "": a new one."""
        listener = _Telling(self)
        self._client = Client(
            address, random, token=token, code=code, name=name, listener=listener, tls=tls
        )
        self._kept = kept
        self._news = News()
        self._questions, self._asked = Questionnaire(), ""
        self._broken = False

    async def run(self) -> str:
        """Stay until the seat is left or taken away; return why, "" where it was left."""
        typed: asyncio.Queue[str | None] = asyncio.Queue()
        running = asyncio.create_task(self._client.run())
        reading = asyncio.create_task(self._read(typed))
        self._listen(typed)
        await asyncio.wait((running, reading), return_when=asyncio.FIRST_COMPLETED)
        why = self._client.standing.why if self._client.gone else ""
        given_up = reading.done() and reading.result()
        reading.cancel()
        await self._client.close()
        if given_up:
            self._kept.forget()
        await running
        return why

    def changed(self, names: frozenset[str]) -> None:
        """Print what is new."""
        self._keep_seat()
        for line in self._news.of(self._client.parts, names):
            say(line)
        if names & {"questions", "me"}:
            self._ask()

    def stands(self, standing: Standing) -> None:
        """Say when the line breaks, and when it stands again."""
        self._keep_seat()
        if standing.how == "waiting" and not self._broken:
            self._broken = True
            say(f"{standing.why} Trying again; what you type is sent then.")
        elif standing.how == "connected" and self._broken:
            self._broken = False
            say("The connection stands again.")

    def _keep_seat(self) -> None:
        trouble = self._kept.trouble
        self._kept.hear(self._client)
        if self._kept.trouble != trouble:
            say(self._kept.trouble)

    def _ask(self) -> None:
        """Print the question that is to be answered next, once."""
        question = self._questions.question(self._client.parts)
        name = question["question"] if question else ""
        if question and name != self._asked:
            say(f"? {asked_aloud(question)}")
        self._asked = name

    async def _answer(self, question: Question, line: str) -> None:
        if wrong := self._questions.take(question, line):
            say(wrong)
        elif self._questions.question(self._client.parts):
            self._ask()
        else:
            await self._client.ask("answers", **self._questions.fields())
            say("Thank you. Your answers are kept.")

    def _listen(self, typed: asyncio.Queue[str | None]) -> None:
        """Read standard input in a thread that nothing waits for when the program ends."""
        loop = asyncio.get_running_loop()

        def read() -> None:
            for line in typed_lines(aside=True):
                loop.call_soon_threadsafe(typed.put_nowait, line)
            loop.call_soon_threadsafe(typed.put_nowait, None)

        threading.Thread(target=read, daemon=True).start()

    async def _read(self, typed: asyncio.Queue[str | None]) -> bool:
        """Do what is typed, until the seat is given up; return whether it was."""
        try:
            await self._client.until(lambda: "me" in self._client.parts)
            say(HELP)
            while (line := await typed.get()) is not None:
                if not await self._take(line):
                    return True
            await self._client.ask("leave")
        except Refusal:
            return False  # nobody is there any more
        return True

    async def _take(self, line: str) -> bool:
        """Do what a line asks for; return whether the seat is kept."""
        question = self._questions.question(self._client.parts)
        if question and not line.startswith("/"):
            await self._answer(question, line)
            return True
        found = asked_for(line, self._client.parts)
        if found.told:
            for each in found.told:
                say(each)
        if not found.kind:
            return True
        try:
            result = await self._client.ask(found.kind, **found.fields)
        except Refusal as refusal:
            if refusal.code == "gone":
                raise
            say(refusal.message)
            return True
        if found.kind == "debrief":
            say_debrief(result)
        return found.kind != "leave"


def say_debrief(result: dict[str, Any]) -> None:
    """Print one's own debrief."""
    from simulator.room.terminal.debriefing import debrief_text
    from simulator.streams import width

    try:
        print(debrief_text(result, width()), flush=True)
    except SimulatorError as error:
        say(str(error))
