"""Where the trainee types: Enter says the line, Up and Down bring back earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.widgets import Input

from simulator.tui.actions import binding

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.events import Paste


PLACEHOLDER = "What do you say? Enter alone is silence."


class LineInput(Input):
    """An input of one line that remembers what was said. An empty one is silence."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding("conversation.earlier"),
        binding("conversation.later"),
        binding("conversation.page_up"),
        binding("conversation.page_down"),
    ]

    @dataclass
    class PageAsked(Message):
        """The trainee wants to read further back (-1) or on (1)."""

        pages: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(placeholder=PLACEHOLDER, id=id, select_on_focus=False)
        self.cursor_blink = False
        self._earlier: list[str] = []
        self._at = 0
        self._draft = ""

    def remember(self, lines: list[str]) -> None:
        """Take these as the lines said so far, silences left out."""
        self._earlier = [line for line in lines if line]
        self._at = len(self._earlier)

    def put(self, text: str) -> None:
        """Put a text in the input to be edited, the cursor after it."""
        self.value = text
        self.cursor_position = len(text)

    def action_recall(self, step: int) -> None:
        """Show the line before (-1) or after (1) the one shown; after the last, the draft."""
        at = min(len(self._earlier), max(0, self._at + step))
        if at == self._at:
            return
        if self._at == len(self._earlier):
            self._draft = self.value
        self._at = at
        self.put(self._earlier[at] if at < len(self._earlier) else self._draft)

    def action_page(self, pages: int) -> None:
        """Ask for another page of the transcript while the cursor stays here."""
        self.post_message(self.PageAsked(pages))

    def _on_paste(self, event: Paste) -> None:
        """Insert all of a pasted text on the one line; Textual's own keeps only the first."""
        from engine import clean  # loaded by now: there is a conversation

        text = clean(event.text)
        selection = self.selection
        if selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *selection)
        event.prevent_default()
        event.stop()
