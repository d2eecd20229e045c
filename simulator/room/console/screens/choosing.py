"""Choosing one of several, by the arrow keys or by typing a part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from simulator.room.console.screens.dialog import Dialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from simulator.room.console.desk import Choice

MOST_LISTED = 200
"""Choices listed at once; typing finds the others."""


class Choices(OptionList):
    """A list that has two ends."""

    def action_cursor_down(self) -> None:
        """Mark the next, if there is one."""
        if self.highlighted is None or self.highlighted < self.option_count - 1:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Mark the one before, if there is one."""
        if self.highlighted is None or self.highlighted > 0:
            super().action_cursor_up()


class ChoosingScreen(Dialog[str]):
    """Asks a question with a list of answers. Returns the value chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "leave", "Back"),
        ("enter", "choose", "Choose"),
        ("down", "move(1)", ""),
        ("up", "move(-1)", ""),
        ("pagedown", "move(8)", ""),
        ("pageup", "move(-8)", ""),
    ]

    def __init__(
        self, question: str, choices: Sequence[Choice], mark: str = "", search: bool = False
    ) -> None:
        """mark: the value marked first. search: whether there is a box to type in."""
        super().__init__()
        self._question, self._choices = question, list(choices)
        self._mark, self._search = mark, search
        self._listed: list[Choice] = []

    def compose(self) -> ComposeResult:
        """The question, the box if there is one, the list."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="question")
            if self._search:
                yield Input(placeholder="Type to find", id="find", compact=True)
            yield Choices(markup=False, id="choices", compact=True)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """List everything, the marked one marked."""
        if self._search:
            self.query_one("#find", Input).cursor_blink = False
        else:
            self.query_one("#choices").focus()
        self._list("")
        values = [choice.value for choice in self._listed]
        self.query_one(OptionList).highlighted = (
            values.index(self._mark) if self._mark in values else 0
        )

    @on(Input.Changed, "#find")
    def _find(self, message: Input.Changed) -> None:
        message.stop()
        self._list(message.value)

    @on(Input.Submitted, "#find")
    def action_choose(self) -> None:
        """Take what is marked."""
        at = self.query_one(OptionList).highlighted
        if at is not None and at < len(self._listed):
            self.close(self._listed[at].value)

    @on(OptionList.OptionSelected)
    def _chosen(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self.close(self._listed[message.option_index].value)

    def action_move(self, by: int) -> None:
        """Move the mark, whether one types or not."""
        choices = self.query_one(OptionList)
        if self._listed:
            at = (choices.highlighted or 0) + by
            choices.highlighted = max(0, min(len(self._listed) - 1, at))

    def action_leave(self) -> None:
        """Choose nothing."""
        self.close(None)

    def _list(self, typed: str) -> None:
        wanted = typed.casefold().split()
        found = [
            choice
            for choice in self._choices
            if all(word in f"{choice.text} {choice.more}".casefold() for word in wanted)
        ]
        self._listed = found[:MOST_LISTED]
        choices = self.query_one(OptionList)
        choices.clear_options()
        choices.add_options([Option(_told(choice)) for choice in self._listed])
        if len(found) > MOST_LISTED:
            more = f"… and {len(found) - MOST_LISTED} more: type to find them"
            choices.add_option(Option(Content.styled(more, "$quiet"), disabled=True))
        elif not found:
            choices.add_option(Option(Content.styled("Nothing like it.", "$quiet"), disabled=True))
        choices.highlighted = 0 if self._listed else None


def _told(choice: Choice) -> Content:
    return Content.assemble(choice.text, (f"  {choice.more}" if choice.more else "", "$quiet"))
