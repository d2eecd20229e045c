"""Choosing a line of one's own to say differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from simulator.tui.actions import binding, bindings
from simulator.tui.script import SILENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

LONGEST = 160
"""Characters of a line that are listed: enough to know it by."""


class LineList(OptionList):
    """The list, with its own key for choosing."""

    BINDINGS: ClassVar[list[BindingType]] = [binding("rewind.choose")]


class RewindScreen(ModalScreen[int]):
    """Lists the trainee's lines, the last one marked. Returns the number chosen, from 1."""

    SCOPE = "rewind"
    CSS_PATH = "rewind.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("rewind", leaving_out=("rewind.choose",))

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        """A question and the lines."""
        with Vertical(classes="dialog"):
            yield Static(Content("Which line do you want to say differently?"), classes="question")
            yield LineList(*map(_option, range(1, len(self._lines) + 1), self._lines), markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Mark the last line: it is the one most often regretted."""
        lines = self.query_one(LineList)
        lines.highlighted = len(self._lines) - 1
        lines.focus()

    @on(OptionList.OptionSelected)
    def _choose(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self.dismiss(message.option_index + 1)

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)


def _option(number: int, line: str) -> Option:
    text = line if len(line) <= LONGEST else line[:LONGEST] + "…"
    said = (text, "$foreground") if text else (SILENCE, "italic $quiet")
    return Option(Content.assemble((f"{number:>3}  ", "$quiet"), said))
