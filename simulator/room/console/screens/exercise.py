"""The exercise: its plan, all its conversations or the fishbowl, and who is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, Static

from simulator.room.client.addresses import loopback
from simulator.room.console.actions import EXERCISE_KEYS, bindings
from simulator.room.console.screens.room import LineState, RoomScreen
from simulator.room.console.widgets.card_grid import CardGrid
from simulator.room.console.widgets.debrief_view import DebriefView
from simulator.room.console.widgets.people_panel import PeoplePanel
from simulator.room.console.widgets.plan import Plan
from simulator.room.console.widgets.proposal_list import ProposalList
from simulator.room.console.widgets.talk_view import TalkView
from simulator.room.console.wording import (
    MODES,
    answered_told,
    count,
    round_told,
    shown,
    to_do,
)
from simulator.tui.widgets.masthead import Masthead

if TYPE_CHECKING:
    from textual.binding import BindingType

    from simulator.room.console.view import View


class ExerciseScreen(RoomScreen):
    """The console's main screen. With -bowl it shows the fishbowl, else the grid, with -debrief
    below what to ask the group."""

    CSS_PATH = ["room.tcss", "exercise.tcss"]  # noqa: RUF012 - Textual declares it as an instance's
    KEYS = EXERCISE_KEYS
    BINDINGS: ClassVar[list[BindingType]] = bindings(EXERCISE_KEYS)

    @dataclass
    class Played(Message):
        """A proposal is to be said."""

        proposal: str

    @dataclass
    class Looked(Message):
        """A conversation is to be looked into."""

        conversation: str

    def __init__(self, view: View, address: str) -> None:
        """address: where to join."""
        super().__init__(view)
        self._address = address

    @property
    def talk(self) -> str:
        """The fishbowl while it is shown, else the conversation marked on the grid."""
        if self.has_class("-bowl"):
            return self.view.fishbowl
        return self.query_one(CardGrid).marked if self.is_mounted else ""

    def compose(self) -> ComposeResult:
        """The plan, the conversations, the people; how to join; the keys."""
        yield Masthead("detente")
        yield LineState("", id="line-state", markup=False)
        with Horizontal(id="stage"):
            yield Plan()
            with Vertical(id="centre"):
                yield DebriefView(can_focus=False)
                yield CardGrid(id="grid")
                yield TalkView(id="bowl")
                yield ProposalList()
            yield PeoplePanel()
        yield Static("", id="joining", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show what is known."""
        self.show(self.view)

    def show(self, view: View) -> None:
        """Show a view."""
        bowl = view.mode == "fishbowl" and bool(view.fishbowl)
        if self.has_class("-bowl") != bowl:
            self.set_class(bowl, "-bowl")
            self.query_one("#proposals" if bowl else "#grid").focus()
        self.set_class(view.mode in ("debrief", "closed"), "-debrief")
        super().show(view)
        self._show_head()
        self.query_one(LineState).show(view)
        self.query_one(Plan).show(view)
        self.query_one(PeoplePanel).show(view)
        self.query_one("#joining", Static).update(_joining(view, self._address))
        if bowl:
            self.query_one(TalkView).show(view, view.fishbowl)
            self.query_one(ProposalList).show(view)
        else:
            self.query_one(CardGrid).show(view, to_do(view))
            self.query_one(DebriefView).show(view)

    def tick(self, view: View) -> None:
        """Show the time."""
        super().tick(view)
        self.query_one(Plan).tick(view)
        if not self.has_class("-bowl"):
            self.query_one(CardGrid).tick(view)
        if view.round[1]:
            self._show_head()

    @on(CardGrid.Opened)
    def _open(self, message: CardGrid.Opened) -> None:
        message.stop()
        self.post_message(self.Looked(message.conversation))

    @on(CardGrid.Marked)
    def _marked(self, message: CardGrid.Marked) -> None:
        message.stop()
        self.refresh_bindings()

    @on(ProposalList.Chosen)
    def _choose(self, message: ProposalList.Chosen) -> None:
        message.stop()
        self.post_message(self.Played(message.proposal))

    def key_pageup(self) -> None:
        """Read further back in the fishbowl."""
        self.query_one(TalkView).page(-1)

    def key_pagedown(self) -> None:
        """Read on in the fishbowl."""
        self.query_one(TalkView).page(1)

    def _show_head(self) -> None:
        view = self.view
        told = [round_told(view) or answered_told(view) or MODES.get(view.mode, "")]
        if not view.round[1]:  # which needs the room
            told.append(count(int(view.room.get("people", 0)), "person", "people"))
        if view.hands:
            told.append(f"{count(view.hands, 'hand')} up: {view.key('people.list')}")
        masthead = self.query_one(Masthead)
        masthead.entitle(shown(view.room.get("title", "detente")))
        masthead.remark(" · ".join(each for each in told if each))


ALONE = "  (nobody else can reach it: --host 0.0.0.0)"
"""Beside an address of this machine's own."""


def _joining(view: View, address: str) -> Content:
    """Return how to join, on one row."""
    if not view.code:
        return Content("")
    locked = view.room.get("locked")
    code = ("the room is locked", "bold $you") if locked else (view.code, "bold $them")
    told = Content.assemble(("Join  ", "$quiet"), address, ("  code  ", "$quiet"), code)
    return told + Content.styled(ALONE, "$you") if loopback(address) else told
