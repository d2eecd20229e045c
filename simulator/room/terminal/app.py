"""A seat on the whole screen of a terminal: keeps the client running, shows what it is told."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import SystemCommand
from textual.binding import Binding
from textual.css.query import NoMatches
from textual.screen import Screen

from simulator.room.client.client import Client
from simulator.room.client.ticking import Ticking
from simulator.room.console.desk import Choice
from simulator.room.console.listening import Told
from simulator.room.console.screens.choosing import ChoosingScreen
from simulator.room.console.screens.confirming import ConfirmingScreen
from simulator.room.console.screens.writing import WritingScreen
from simulator.room.console.wording import shown
from simulator.room.refusal import Refusal
from simulator.room.terminal.actions import ACTIONS, APP_ACTIONS
from simulator.room.terminal.asking import Questionnaire
from simulator.room.terminal.screens.reading import ReadingScreen
from simulator.room.terminal.screens.seat import SeatScreen
from simulator.room.terminal.script import brief_sections
from simulator.tui.commands import theme_commands
from simulator.tui.dressed import DressedApp
from simulator.tui.keymap import FILE, read_keymap

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from random import Random

    from textual.binding import BindingType

SOON = 0.1
"""Seconds until what could not be shown yet is tried again."""


class SeatApp(DressedApp[str], inherit_bindings=False):
    """Owns the client; its one screen is shown the parts, and posts what was asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(action.binding for action in APP_ACTIONS),
        Binding("ctrl+c", "help_quit", show=False, system=True),
    ]

    def __init__(
        self,
        address: str,
        random: Random,
        code: str,
        name: str,
        tls: ssl.SSLContext | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """now: this machine's own clock, in seconds."""
        super().__init__()
        self.client = Client(
            address, random, code=code, name=name, listener=Told(self, self.parts_changed), tls=tls
        )
        self._now, self._ticking = now, Ticking()
        self._stale = False
        self._questions = Questionnaire()
        self._asking = False
        self._drafts: dict[str, str] = {}

    def on_mount(self) -> None:
        """Show the seat, and connect."""
        self.bind_own(read_keymap(self.settings / FILE, ACTIONS))
        self._seat = SeatScreen()
        self.push_screen(self._seat)
        self.run_worker(self.client.run(), group="client")
        self.set_interval(1, self._tick)

    async def on_unmount(self) -> None:
        """Hang up, however the seat is left."""
        await self.client.close()

    def parts_changed(self, names: frozenset[str]) -> None:
        """Show what changed once all that came with it is there."""
        if "clock" in names:
            self._ticking.hear(self.client.parts["clock"], self._now())
        if not self._stale:
            self._stale = True
            self.call_later(self._show)

    def _show(self) -> None:
        self._stale = False
        if self._seat.is_mounted and self._seat.is_attached:
            try:
                self._seat.show(dict(self.client.parts), self.client.standing)
                self._tick()
            except NoMatches:  # it is coming or going, and its widgets are not all there
                self.set_timer(SOON, self._show)
        if self._questions.question(self.client.parts) and not self._asking:
            self.ask_questions()

    def _tick(self) -> None:
        if self._seat.is_mounted and self._seat.is_attached:
            self._seat.tick(self._ticking.left(self._now()))

    # What the screen asks for.

    @on(SeatScreen.Typed)
    def _typed(self, message: SeatScreen.Typed) -> None:
        self.send(message)

    @work(group="line")
    async def send(self, message: SeatScreen.Typed) -> None:
        """Send a line; it stays in its box until the hub has it."""
        try:
            await self.client.ask(message.kind, **message.fields)
        except Refusal as refusal:
            self._seat.keep(refusal.message)
        else:
            self._seat.sent(message.text)

    @on(SeatScreen.Asked)
    def _asked(self, message: SeatScreen.Asked) -> None:
        self.do(message.kind, message.fields)

    @work(group="doing")
    async def do(self, kind: str, fields: dict[str, Any]) -> None:
        """Ask the hub for something; show what it answers."""
        result = await self._heeded(self.client.ask(kind, **fields))
        if result is not None and kind == "debrief":
            from simulator.room.terminal.debriefing import debrief_text  # the engine, behind it

            self.push_screen(ReadingScreen("Your debrief", [("", [debrief_text(result, None)])]))

    @on(SeatScreen.BriefAsked)
    def _brief(self) -> None:
        sections = brief_sections(self.client.parts)
        if sections:
            self.push_screen(ReadingScreen("Your brief", sections))
        else:
            self.notify("There is no brief yet.", markup=False)

    @on(SeatScreen.NoteAsked)
    async def _note(self, message: SeatScreen.NoteAsked) -> None:
        async def sending(note: str) -> None:
            await self.client.ask("bookmark", **message.fields, note=note)

        draft = self._drafts.get("note", "")
        note = f"On: {message.quote}" if message.quote else ""
        self.push_screen(WritingScreen("Come back to this", sending, draft, note, "note"))

    @on(WritingScreen.Kept)
    def _keep_draft(self, message: WritingScreen.Kept) -> None:
        self._drafts[message.draft] = message.text

    @work(group="questions")
    async def ask_questions(self) -> None:
        """Ask the exercise's questions one after the other; Escape puts them off until later."""
        self._asking = True
        while question := self._questions.question(self.client.parts):
            answered = await self._answered(question)
            if not answered:
                self._asking = not self._seat.questions_wait()
                return
        await self._heeded(self.client.ask("answers", **self._questions.fields()))
        self._seat.questions_done()
        self._asking = False

    async def _answered(self, question: dict[str, Any]) -> bool:
        if question["kind"] == "text":

            async def sending(text: str) -> None:
                self._questions.take(question, text)

            sent: bool | None = await self.push_screen_wait(
                WritingScreen(shown(question["text"]), sending)
            )
            return bool(sent)
        chosen = await self.push_screen_wait(
            ChoosingScreen(shown(question["text"]), list(_answers(question)))
        )
        return chosen is not None and not self._questions.take(question, chosen)

    @on(SeatScreen.QuestionsAsked)
    def _questions_again(self) -> None:
        self.ask_questions()

    async def _heeded(self, asked: Awaitable[dict[str, Any]]) -> dict[str, Any] | None:
        try:
            return await asked
        except Refusal as refusal:
            self.notify(refusal.message, severity="warning", timeout=8, markup=False)
            return None

    # What holds everywhere.

    def action_quit(self) -> None:  # type: ignore[override]  # ours asks first, in a worker
        """Leave, once it is certain."""
        self.leave()

    @work(group="leaving", exclusive=True)
    async def leave(self) -> None:
        """Give the seat up."""
        standing = self.client.standing
        if standing.how == "gone":
            self.exit(standing.why)
            return
        question = "Leave the room? Your seat is given up."
        if not await self.push_screen_wait(ConfirmingScreen(question, "Leave")):
            return
        if standing.how == "connected":
            await self._heeded(self.client.ask("leave"))
        await self.client.close()
        self.exit("")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer what the seat can do, by name."""
        for action, run in self._seat.commands():
            yield SystemCommand(action.label, f"Key: {self.keys_of(action)}", run)
        yield from theme_commands(self.choose_theme)
        yield SystemCommand("Leave", "Give the seat up", self.action_quit)


def _answers(question: dict[str, Any]) -> Iterable[Choice]:
    if question["kind"] == "choice":
        yield from (Choice(text, shown(text)) for text in question["options"])
        return
    ends = {1: shown(question["low"]), question["most"]: shown(question["high"])}
    for number in range(1, question["most"] + 1):
        yield Choice(str(number), str(number), ends.get(number, ""))
