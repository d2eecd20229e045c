"""The end: how it went, what moved it, what was practised, and what to do now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Static

from simulator.debrief import as_text, build_debrief
from simulator.tui.actions import bindings
from simulator.tui.hindsight import finish, sections
from simulator.tui.screens.rewind import RewindScreen
from simulator.tui.widgets.masthead import Masthead

if TYPE_CHECKING:
    from textual.binding import BindingType

    from simulator.rehearsal import Rehearsal

PLOT_WIDTH = 76


class EndingScreen(Screen[None]):
    """The debrief of one rehearsal on one long page."""

    SCOPE = "ending"
    CSS_PATH = "ending.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("ending")

    @dataclass
    class Rewound(Message):
        """A line (number, from 1) is to be said differently."""

        rehearsal: Rehearsal
        number: int

    @dataclass
    class AgainAsked(Message):
        """The same situation from the beginning."""

        rehearsal: Rehearsal

    class Left(Message):
        """Back to the library."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        super().__init__()
        self.rehearsal = rehearsal
        self._debrief = build_debrief(rehearsal.persona, rehearsal.turns, rehearsal.drift)

    def compose(self) -> ComposeResult:
        """The finish, then a section for each thing there is to learn."""
        yield Masthead(self._debrief.persona, self._debrief.title)
        with VerticalScroll(id="page"):
            yield Static(finish(self._debrief), id="finish")
            for section in sections(self._debrief, min(PLOT_WIDTH, self.app.size.width - 6)):
                yield Static(Content(section.heading), classes="heading")
                for block in section.blocks:
                    yield Static(block.text, classes="block")
                    for remark in block.remarks:
                        yield Static(remark, classes="remark")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Let the arrow keys scroll the page."""
        self.query_one("#page").focus()
        self.query_one(Masthead).remark(f"{self.rehearsal.level} · debrief")

    def action_rewind(self) -> None:
        """Ask for a line to be said differently."""
        self.app.push_screen(RewindScreen(self.rehearsal.lines), self._chosen)

    def action_again(self) -> None:
        """Begin again."""
        self.post_message(self.AgainAsked(self.rehearsal))

    def action_copy(self) -> None:
        """Copy the debrief as plain text."""
        self.app.copy_to_clipboard(as_text(self._debrief))
        self.notify("Copied the debrief.", markup=False)

    def action_leave(self) -> None:
        """Go back to the library."""
        self.post_message(self.Left())

    def _chosen(self, number: int | None) -> None:
        if number:
            self.post_message(self.Rewound(self.rehearsal, number))
