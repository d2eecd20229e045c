"""An address to be read, or copied: it stays until it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Footer, Static

from simulator.room.console.screens.dialog import Dialog

if TYPE_CHECKING:
    from textual.binding import BindingType


class AddressScreen(Dialog[None]):
    """Shows an address on a line of its own, from edge to edge of the terminal."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,enter", "leave", "Close"),
        ("c", "copy", "Copy"),
    ]

    def __init__(self, title: str, address: str) -> None:
        super().__init__()
        self._title, self._address = title, address

    def compose(self) -> ComposeResult:
        """What it is, and where."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="question")
            yield Static(Content(self._address), classes="address")
        yield Footer(compact=True, show_command_palette=False)

    def action_copy(self) -> None:
        """Have the terminal keep it."""
        self.app.copy_to_clipboard(self._address)
        self.notify("Copied, if this terminal lets programs do that.", markup=False)

    def action_leave(self) -> None:
        """Close it."""
        self.close(None)
