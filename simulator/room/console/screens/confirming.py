"""Asking once before what cannot be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Footer, Static

from simulator.room.console.screens.dialog import Dialog

if TYPE_CHECKING:
    from textual.binding import BindingType


class ConfirmingScreen(Dialog[bool]):
    """Asks a question that is answered by doing it or not. Not doing it is marked first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,n", "answer(False)", "No"),
        ("y", "answer(True)", "Yes"),
        ("left,right", "app.focus_next", ""),
    ]

    def __init__(self, question: str, yes: str, note: str = "") -> None:
        """yes: the verb on the button."""
        super().__init__()
        self._question, self._yes, self._note = question, yes, note

    def compose(self) -> ComposeResult:
        """The question, what it means, both answers."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="question")
            yield Static(Content(self._note), classes="note")
            with Horizontal(id="answers"):
                yield Button("No", id="no", compact=True)
                yield Button(self._yes, id="yes", compact=True)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Mark No."""
        self.query_one("#no").focus()

    @on(Button.Pressed)
    def _pressed(self, message: Button.Pressed) -> None:
        message.stop()
        self.close(message.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """Do it, or do not."""
        self.close(answer)
