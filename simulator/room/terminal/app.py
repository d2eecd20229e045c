"""A seat on the whole screen of a terminal: keeps the client running, shows what it is told."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import SystemCommand
from textual.binding import Binding
from textual.css.query import NoMatches
from textual.screen import Screen

from simulator.errors import SimulatorError
from simulator.room.client.client import Client
from simulator.room.client.ticking import Ticking
from simulator.room.console.listening import Told
from simulator.room.console.screens.dialog import Dialog
from simulator.room.console.screens.writing import WritingScreen
from simulator.room.refusal import Refusal
from simulator.room.terminal.actions import ACTIONS, APP_ACTIONS
from simulator.room.terminal.asking import Questionnaire
from simulator.room.terminal.flows import (
    answered,
    choose_hand,
    choose_leaving,
    choose_words,
    confirm_passing,
)
from simulator.room.terminal.head import head_of
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

    from simulator.room.terminal.kept_seat import KeptSeat

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
        kept: KeptSeat,
        token: str = "",
        tls: ssl.SSLContext | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """kept: where the seat is kept. token: of a seat that is taken again; "": a new one.

        now: this machine's own clock, in seconds.
        """
        super().__init__()
        listener = Told(self, self.parts_changed)
        self.client = Client(
            address, random, token=token, code=code, name=name, listener=listener, tls=tls
        )
        self._kept = kept
        self._now, self._ticking = now, Ticking()
        self._stale = False
        self._questions = Questionnaire()
        self._asking, self._put_off = False, ""
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
        self._keep_seat()
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
        asked = self.client.parts.get("questions", {}).get("when", "")
        if asked != self._put_off and self._questions.question(self.client.parts):
            self.flow(self.ask_questions)

    def _tick(self) -> None:
        if self._seat.is_mounted and self._seat.is_attached:
            now = self._now()
            head = head_of(self.client.parts, self._ticking.left(now), self._ticking.passes(now))
            self._seat.tick(head)

    def _keep_seat(self) -> None:
        trouble = self._kept.trouble
        self._kept.hear(self.client)
        if self._kept.trouble != trouble:
            self.notify(self._kept.trouble, severity="warning", timeout=8, markup=False)

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
            self._seat.sent()

    @on(SeatScreen.Asked)
    def _asked(self, message: SeatScreen.Asked) -> None:
        self.run_worker(self._do(message.kind, **message.fields), group="doing")

    @on(SeatScreen.Wanted)
    def _wanted(self, message: SeatScreen.Wanted) -> None:
        if isinstance(self.screen, Dialog | ReadingScreen):  # the same key twice
            return
        wanted = {
            "hand": self._hand,
            "brief": self._brief,
            "mark": self._mark,
            "rotate": self._rotate,
            "debrief": self._debrief,
            "questions": self.ask_questions,
        }
        self.flow(wanted[message.what])

    @work(group="flow")
    async def flow(self, wanted: Callable[[], Awaitable[None]]) -> None:
        """Go through what is wanted, step by step."""
        await wanted()

    async def _hand(self) -> None:
        up = await choose_hand(self, self.client.parts)
        if up is not None:
            await self._do("hand", up=up)

    async def _rotate(self) -> None:
        talk = self.client.parts["me"]["conversation"]
        if await confirm_passing(self):
            await self._do("rotate", conversation=talk)

    async def _brief(self) -> None:
        sections = brief_sections(self.client.parts)
        if sections:
            self.push_screen(ReadingScreen("Your brief", sections))
        else:
            self.notify("There is no brief yet.", markup=False)

    async def _debrief(self) -> None:
        talk = self.client.parts["me"]["conversation"]
        told = await self._do("debrief", conversation=talk)
        if told is None:
            return
        from simulator.room.terminal.debriefing import debrief_text  # the engine, behind it

        try:
            text = debrief_text(told, None)
        except SimulatorError as error:
            self.notify(str(error), severity="warning", timeout=8, markup=False)
        else:
            self.push_screen(ReadingScreen("Your debrief", [("", [text])]))

    async def _mark(self) -> None:
        fields = await choose_words(self, dict(self.client.parts))
        if fields is None:
            return

        async def sending(note: str) -> None:
            await self.client.ask("bookmark", **fields, note=note)

        draft, on = self._drafts.get("note", ""), f"On: {fields['quote']}"
        await self.push_screen_wait(
            WritingScreen("Why come back to this? Enter marks it.", sending, draft, on, "note")
        )

    @on(WritingScreen.Kept)
    def _keep_draft(self, message: WritingScreen.Kept) -> None:
        self._drafts[message.draft] = message.text

    async def ask_questions(self) -> None:
        """Ask the exercise's questions one after the other; Escape puts them off until later."""
        if self._asking:
            return
        self._asking = True
        while question := self._questions.question(self.client.parts):
            if not await answered(self, question, partial(self._take, question)):
                self._asking, self._put_off = False, self.client.parts["questions"]["when"]
                self._seat.tell("The questions wait: F7.")
                return
        if await self._do("answers", **self._questions.fields()) is not None:
            self._seat.tell("Thank you. Your answers are kept.")
        self._asking = False

    async def _take(self, question: dict[str, Any], answer: str) -> None:
        self._questions.take(question, answer)

    async def _do(self, kind: str, **fields: Any) -> dict[str, Any] | None:
        """Ask the hub for something; None where it refuses, and says why."""
        try:
            return await self.client.ask(kind, **fields)
        except Refusal as refusal:
            self.notify(refusal.message, severity="warning", timeout=8, markup=False)
            return None

    # What holds everywhere.

    def action_quit(self) -> None:  # type: ignore[override]  # ours asks first, in a worker
        """Leave, once it is certain."""
        self.leave()

    @work(group="leaving", exclusive=True)
    async def leave(self) -> None:
        """Go, and keep the seat or give it up."""
        standing = self.client.standing
        if standing.how == "gone":
            self.exit(standing.why)
            return
        leaving = await choose_leaving(self)
        if leaving is None:
            return
        if leaving == "up" and standing.how == "connected":
            await self._do("leave")
        await self.client.close()
        if leaving == "up":
            self._kept.forget()
        self.exit("")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer what the seat can do, by name."""
        for action, run in self._seat.commands():
            yield SystemCommand(action.label, f"Key: {self.keys_of(action)}", run)
        yield from theme_commands(self.choose_theme)
        yield SystemCommand("Leave", "Go, and keep the seat or give it up", self.action_quit)
