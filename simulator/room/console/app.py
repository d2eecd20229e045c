"""The console: keeps the client running, shows what it is told, does what is asked for."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import replace
from functools import partial
from random import SystemRandom
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import SystemCommand
from textual.binding import Binding
from textual.css.query import NoMatches
from textual.events import Key
from textual.screen import Screen

from simulator.room.client.addresses import code_in
from simulator.room.client.client import Client
from simulator.room.client.ticking import Ticking
from simulator.room.console.actions import ACTIONS, APP_ACTIONS, DEEDS, SCOPES
from simulator.room.console.deeds import FLOWS
from simulator.room.console.flows.fishbowl import play
from simulator.room.console.listening import Told
from simulator.room.console.open_desk import NO_LINE, OpenDesk
from simulator.room.console.screens.address import AddressScreen
from simulator.room.console.screens.dialog import Dialog
from simulator.room.console.screens.exercise import ExerciseScreen
from simulator.room.console.screens.leaving import STAYS, LeavingScreen
from simulator.room.console.screens.qr import QrScreen
from simulator.room.console.screens.room import RoomScreen
from simulator.room.console.screens.talk import TalkScreen
from simulator.room.console.screens.writing import WritingScreen
from simulator.room.console.under_way import UnderWay
from simulator.room.console.view import PALETTE, View
from simulator.tui.commands import theme_commands
from simulator.tui.dressed import DressedApp
from simulator.tui.keymap import FILE, read_keymap

if TYPE_CHECKING:
    import ssl
    from collections.abc import Awaitable, Callable, Iterable

    from textual.binding import BindingType
    from textual.events import Event

    from simulator.room.console.desk import Desk

SOON = 0.1
"""Seconds until what could not be shown yet is tried again."""

INTRODUCTION = (
    "On the left is the plan of the exercise with what to say now; in the middle are all the "
    "conversations, or the fishbowl. Enter looks into one, Esc leads back.",
    "Every key acts on the exercise, or on the conversation at hand: the one you look into, else "
    "the one marked. Ctrl+P lists everything there is by name; nothing has to be remembered.",
    "The hub keeps everything. If this console loses the line or breaks, the exercise goes on, and "
    "`detente console` finds it again as it is. Where `detente host` started both, leaving the "
    "console asks whether the hub ends, too.",
)


class ConsoleApp(DressedApp[str], inherit_bindings=False):
    """Owns the client and the screens; they are shown views, and post what was asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(action.binding for action in APP_ACTIONS),
        Binding("ctrl+c", "help_quit", show=False, system=True),
    ]

    def __init__(
        self,
        ws: str,
        key: str,
        join_url: str,
        projector_url: str = "",
        tls: ssl.SSLContext | None = None,
        now: Callable[[], float] = time.monotonic,
        reach: str = "",
        ends_hub: bool = False,
    ) -> None:
        """now: this machine's own clock, in seconds. reach: who can come in at all, in sentences.

        ends_hub: whether the hub ends when the console is left with nothing to say.
        """
        super().__init__()
        self.client = Client(
            ws, SystemRandom(), token=key, listener=Told(self, self.parts_changed), tls=tls
        )
        self.drafts: dict[str, str] = {}
        self.under_way = UnderWay()
        self._join_url, self._projector_url = join_url, projector_url
        self._now, self._ticking = now, Ticking()
        self._reach, self._ends_hub = reach, ends_hub
        self._keys: dict[str, str] = {}
        self._stale = False

    @property
    def view(self) -> View:
        """What the hub told, at this moment."""
        parts, standing = dict(self.client.parts), self.client.standing
        return View(parts, standing, self._ticking, self._now(), self._keys)

    def on_mount(self) -> None:
        """Show the exercise, and connect."""
        self._take_keys()
        self.push_screen(ExerciseScreen(self.view, self._join_url.partition("?")[0]))
        self.run_worker(self.client.run(), group="client")
        self.set_interval(1, self._tick)

    def _take_keys(self) -> None:
        """Bind the facilitator's own keys, also for what has none as delivered."""
        keymap = read_keymap(self.settings / FILE, ACTIONS, apart=False)
        self.bind_own(keymap)
        for action in DEEDS:
            if not action.keys and action.id in keymap.keys:
                self.bind(keymap.keys[action.id], action.method, show=False)
        told = {each.id: self.keys_of(each).partition(", ")[0] for each in ACTIONS}
        self._keys = {name: key for name, key in told.items() if key}

    async def on_unmount(self) -> None:
        """Hang up, however the console ends."""
        await self.client.close()

    # What the client tells.

    def parts_changed(self, names: frozenset[str]) -> None:
        """Show what changed once all that came with it is there."""
        if "clock" in names:
            self._ticking.hear(self.client.parts["clock"], self._now())
        if not self._stale:
            self._stale = True
            self.call_later(self._show)

    def _show(self) -> None:
        self._stale = False
        if not self.is_running:  # its screens are being taken down
            return
        view = self.view
        for screen in self._onto_the_room():
            try:
                screen.show(view)
            except NoMatches:  # it is coming or going, and its widgets are not all there
                self.set_timer(SOON, self._show)
        self._look_on(view)
        if self.under_way.lost(view.standing.how == "connected"):
            self.under_way.give_up()
            self.notify(NO_LINE, severity="warning", markup=False)

    def _tick(self) -> None:
        if not self.is_running:
            return
        view = self.view
        for screen in self._onto_the_room():
            with suppress(NoMatches):  # likewise; the next second is soon enough
                screen.tick(view)

    def _onto_the_room(self) -> list[RoomScreen]:
        """Return the screens that can be shown a view: not those that are coming or going."""
        screens = [screen for screen in self.screen_stack if isinstance(screen, RoomScreen)]
        return [screen for screen in screens if screen.is_mounted and screen.is_attached]

    def _look_on(self, view: View) -> None:
        """Have the conversation told whole that is on the screen."""
        shown = [screen.talk for screen in self.screen_stack if isinstance(screen, TalkScreen)]
        wanted = shown[-1] if shown else view.fishbowl if view.mode == "fishbowl" else ""
        if wanted and wanted != self.client.watching:
            self.run_worker(OpenDesk(self, wanted).ask("watch", conversation=wanted))

    # What the screens ask for.

    @on(RoomScreen.Asked)
    async def _asked(self, message: RoomScreen.Asked) -> None:
        if not self.under_way:  # else it was typed ahead
            self.do(message.action)
            await asyncio.sleep(0)  # what asks nothing back is done with the keys by now

    @on(ExerciseScreen.Looked)
    def _looked(self, message: ExerciseScreen.Looked) -> None:
        if not self.under_way:
            self.look_into(message.conversation)

    @on(ExerciseScreen.Played)
    def _played(self, message: ExerciseScreen.Played) -> None:
        self.begin(partial(play, proposal=message.proposal))

    @on(TalkScreen.Left)
    def _left(self) -> None:
        if not self.under_way and isinstance(self.screen, TalkScreen):
            self.pop_screen()
            self._look_on(self.view)

    @on(WritingScreen.Kept)
    def _keep_draft(self, message: WritingScreen.Kept) -> None:
        if message.draft:
            self.drafts[message.draft] = message.text

    def action_do(self, action: str) -> None:
        """Do an action whose key no screen has."""
        if not self.under_way:
            self.do(action)

    def do(self, action: str) -> None:
        """Do an action, by its id."""
        if self.under_way:
            if isinstance(self.screen, Dialog):
                self.notify("Answer this first, or go back by Esc.", markup=False)
        elif action.startswith("talk.") and action != "talk.bookmarks" and not self._talk:
            self.notify("There is no conversation yet to do that to.", markup=False)
        else:
            self.begin(FLOWS[action])

    def begin(self, flow: Callable[[Desk], Awaitable[None]]) -> None:
        """Begin an action, unless another is under way."""
        if not self.under_way:
            desk = OpenDesk(self, self._talk)
            self.under_way.begin(desk, self.flow(flow, desk))

    @work(group="flow")
    async def flow(self, flow: Callable[[Desk], Awaitable[None]], desk: OpenDesk) -> None:
        """Go through an action, step by step."""
        try:
            await flow(desk)
        finally:
            self.under_way.release(desk)

    async def on_event(self, event: Event) -> None:
        """Keep from every screen what was typed before it was there; Esc gives the action up.

        Esc leaves a conversation here, at once: the key after it is meant for what lies below.
        """
        if not (isinstance(event, Key) and self.screen_stack):
            await super().on_event(event)
        elif not self.under_way.too_early(event, self.screen):
            if event.key == "escape" and isinstance(self.screen, TalkScreen):
                self._left()
            else:
                await super().on_event(event)
        elif event.key == "escape" and isinstance(self.screen, RoomScreen):
            self.under_way.give_up()

    @property
    def _talk(self) -> str:
        screens = [screen for screen in self.screen_stack if isinstance(screen, RoomScreen)]
        return screens[-1].talk if screens else ""

    def look_into(self, conversation: str) -> None:
        """Show a conversation whole."""
        if isinstance(self.screen, TalkScreen):
            self.pop_screen()
        self.push_screen(TalkScreen(self.view, conversation))
        self._look_on(self.view)

    def show_qr(self) -> None:
        """Fill the screen with the QR code, which has the room's present code."""
        self.push_screen(QrScreen(self._address(), self.view.code, self._reach))

    def open_projector(self) -> None:
        """Open the projector's page in the browser; show where it is, too."""
        if not self._projector_url:
            self.notify("The hub told no address of the projector's page.", markup=False)
            return
        import webbrowser  # needed here only

        opened = webbrowser.open(self._projector_url)
        told = (
            "The projector's page" + (" opens in the browser; it is" if opened else " is") + " at"
        )
        self.push_screen(AddressScreen(told, self._projector_url))

    def _address(self) -> str:
        base = self._join_url.partition("?")[0]
        code = self.view.code or code_in(self._join_url)
        return f"{base}?code={code}" if code else base

    # What holds everywhere.

    def action_help(self) -> None:
        """Show the help, unless it is there."""
        from simulator.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            keys = {each.id: self.keys_of(each) or PALETTE for each in ACTIONS}
            named = [replace(each, help=f"{each.label}: {each.help}") for each in ACTIONS]
            file = self.settings / FILE
            self.push_screen(
                HelpScreen("exercise", keys, file, INTRODUCTION, named, SCOPES, "exercise.next")
            )

    async def action_quit(self) -> None:
        """Leave the console; ask first where the hub would end with it."""
        if not self._ends_hub or self.client.gone:
            await self._leave(self.client.standing.why if self.client.gone else "")
        elif not isinstance(self.screen, LeavingScreen):
            self.push_screen(LeavingScreen(), self._leave_as)

    async def _leave_as(self, chosen: str | None) -> None:
        if chosen is not None:
            await self._leave(STAYS if chosen == "stays" else "")

    async def _leave(self, why: str) -> None:
        await self.client.close()
        self.exit(why)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer everything there is to do, by name."""
        for action in DEEDS:
            keys = self.keys_of(action)
            title = f"{action.label}  ({keys})" if keys else action.label
            yield SystemCommand(title, action.help, partial(self.do, action.id))
        yield SystemCommand("Help", "Show the keys and how this works", self.action_help)
        yield from theme_commands(self.choose_theme)
        quits = next(each for each in APP_ACTIONS if each.id == "app.quit")
        yield SystemCommand(quits.label, quits.help, self.action_quit)
