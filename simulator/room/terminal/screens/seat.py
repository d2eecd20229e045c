"""The seat: the conversation, what is proposed, and the line to be typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.events import ScreenResume, ScreenSuspend
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Input, OptionList, Static

from simulator.room.client.client import Standing
from simulator.room.console.wording import shown
from simulator.room.terminal.actions import SEAT_ACTIONS
from simulator.room.terminal.doing import Doing, doing, may_debrief, message, voting
from simulator.room.terminal.head import Head, standing_told, title_of
from simulator.room.terminal.script import script_of
from simulator.room.terminal.table import may_pass_on
from simulator.room.terminal.widgets.line_box import LineBox
from simulator.room.terminal.widgets.notices import Notices
from simulator.room.terminal.widgets.proposals import Proposals
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.binding import BindingType

    from simulator.room.terminal.doing import Parts
    from simulator.tui.actions import Action
    from simulator.tui.script import Piece

EMPTY = "Nothing is typed, so nothing was sent. Press F9 to say nothing on purpose."


class SeatScreen(Screen[None]):
    """Is shown the parts; posts what was typed and asked for. What is typed stays until sent."""

    CSS_PATH = "seat.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [action.binding for action in SEAT_ACTIONS]

    @dataclass
    class Typed(Message):
        """A line was typed; fields are those of the message of a kind that it becomes."""

        kind: str
        fields: dict[str, Any]

    @dataclass
    class Asked(Message):
        """Something else is asked of the hub."""

        kind: str
        fields: dict[str, Any]

    @dataclass
    class Wanted(Message):
        """Something is wanted that is asked back for first: hand, brief, mark, rotate …"""

        what: str

    def __init__(self) -> None:
        super().__init__()
        self._parts: Parts = {}
        self._now = Doing("", "")
        self._pieces: list[Piece] = []
        self._at_end = True

    def compose(self) -> ComposeResult:
        """Who is there, the conversation, what is proposed, the line."""
        yield Masthead("detente")
        yield Static("", id="table", markup=False)
        yield Static("", id="line-state", markup=False)
        yield Notices(id="notice")
        yield Transcript(id="transcript")
        yield Proposals(id="lines")
        yield Static("", id="doing", markup=False)
        yield LineBox(id="line")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Let the line be typed."""
        self.query_one(LineBox).focus()

    # What is shown.

    def show(self, parts: Parts, standing: Standing) -> None:
        """Show the view as it is now."""
        self._parts = parts
        with self._staying_at_the_end():
            told = standing_told(standing, bool(parts))
            state = self.query_one("#line-state", Static)
            state.update(told)
            state.display = bool(told)
            self.query_one(Notices).show(parts)
            self.query_one(Proposals).show(parts)
            self._show_doing()
            self._show_script()
        self.refresh_bindings()

    def tick(self, head: Head) -> None:
        """Show who is there, and the clocks."""
        masthead = self.query_one(Masthead)
        masthead.entitle(*title_of(self._parts))
        masthead.remark(head.own)
        table = self.query_one("#table", Static)
        table.update(head.table)
        if table.display != bool(head.table):
            with self._staying_at_the_end():
                table.display = bool(head.table)

    def sent(self) -> None:
        """Empty the box: the hub has what was sent."""
        self.query_one(LineBox).arrived()
        self.tell("")

    def keep(self, why: str) -> None:
        """Say why a line was not sent; it stays in the box."""
        self.query_one(LineBox).stayed()
        self.tell(shown(why))

    def tell(self, text: str) -> None:
        """Say something above the line; "" says what can be done now."""
        told = text or ("" if self._now.kind else shown(self._now.told))
        self.query_one("#doing", Static).update(told)

    def _show_script(self) -> None:
        script = script_of(self._parts)
        if script == self._pieces:
            return
        transcript = self.query_one(Transcript)
        known = len(self._pieces)
        if known and script[:known] == self._pieces:
            transcript.add(script[known:])
        else:
            transcript.show(script)
        self._pieces = script

    def _show_doing(self) -> None:
        me, line = self._parts.get("me", {}), self.query_one(LineBox)
        line.give((me.get("conversation", ""), me.get("part", "")))
        before, self._now = self._now, doing(self._parts)
        if self._now == before:
            return
        if line.on_its_way is None:
            self.tell("")
        line.placeholder = shown(self._now.told if self._now.kind else "")
        opened = voting(self._parts) and not before.told.startswith("The vote")
        if opened and not line.value:
            self.query_one(Proposals).focus()
        elif self._now.kind and not before.kind:
            line.focus()

    @contextmanager
    def _staying_at_the_end(self) -> Iterator[None]:
        """Within, other rows may come and go: whoever read the end of the conversation still does.

        What comes to the conversation itself scrolls it.
        """
        transcript, before = self.query_one(Transcript), self._pieces
        at_end = transcript.is_vertical_scroll_end
        yield
        if at_end and self._pieces is before:
            self.call_after_refresh(transcript.scroll_end, animate=False)

    @on(ScreenSuspend)
    def _covered(self) -> None:
        self._at_end = self.query_one(Transcript).is_vertical_scroll_end

    @on(ScreenResume)
    def _uncovered(self) -> None:
        # What came meanwhile could not be scrolled to.
        if self._at_end:
            transcript = self.query_one(Transcript)
            self.call_after_refresh(transcript.scroll_end, animate=False)

    # What is asked for.

    def commands(self) -> Iterator[tuple[Action, Callable[[], object]]]:
        """Yield what the seat can do now, for the palette, and what does it."""
        for action in SEAT_ACTIONS:
            name, _, given = action.method.partition("(")
            if action.footer and self.check_action(name, (given.strip("')"),)):
                yield action, partial(self.run_action, action.method)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense now."""
        what = str(parameters[0]) if action == "ask" else action
        offered = {
            "rotate": may_pass_on(self._parts),
            "debrief": may_debrief(self._parts),
            "mark": bool(self._parts.get("turns", {}).get("turns")),
            "questions": bool(self._parts.get("questions", {}).get("questions")),
            "withdraw": self._own_marked() is not None,
            "say_nothing": self._now.kind == "say",
            "put_away": self.is_mounted and self.query_one(Notices).any_to_put_away,
        }
        return offered.get(what, True)

    @on(Input.Submitted, "#line")
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self._send(event.value)
        elif self.query_one(LineBox).on_its_way is None:
            self.tell(EMPTY if self._now.kind == "say" else "")

    def action_say_nothing(self) -> None:
        """Answer with silence, on purpose; what is in the box stays."""
        self._send("")

    def _send(self, text: str) -> None:
        line = self.query_one(LineBox)
        if line.on_its_way is not None:
            return  # it is told already
        if not self._now.kind:
            self.tell("Not now; your line stays in the box.")
            return
        line.send(text)
        self.tell("On its way …")
        self.query_one(Notices).part_is_known(self._parts)
        kind = self._now.kind
        self.post_message(self.Typed(kind, message(kind, text, self._parts)))

    @on(OptionList.OptionSelected, "#lines")
    def _vote(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if not voting(self._parts):
            self.tell("The vote is not open.")
            return
        own = self._parts["me"]["vote"]
        proposal = None if event.option_id == own else event.option_id
        self.post_message(self.Asked("vote", {"proposal": proposal}))

    def action_ask(self, what: str) -> None:
        """Ask for something that is asked back for, or read."""
        self.post_message(self.Wanted(what))

    def action_withdraw(self) -> None:
        """Take back the marked proposal, which is one's own."""
        self.post_message(self.Asked("withdraw", {"proposal": self._own_marked()}))

    def action_put_away(self) -> None:
        """Show the messages that are there no longer."""
        with self._staying_at_the_end():
            self.query_one(Notices).put_away(self._parts)
        self.refresh_bindings()

    def action_page(self, pages: int) -> None:
        """Read further back, or on."""
        self.query_one(Transcript).page(pages)

    def _own_marked(self) -> str | None:
        marked = self.query_one(Proposals).marked if self.is_mounted else ""
        return marked if marked in self._parts.get("me", {}).get("proposals", ()) else None
