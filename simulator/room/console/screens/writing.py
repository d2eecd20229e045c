"""Typing a text that is sent; it stays in its box until the hub has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, Static, TextArea

from simulator.room.console.screens.dialog import Dialog
from simulator.room.protocol.asked import LONGEST_LINE
from simulator.room.refusal import Refusal

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.events import Key, Paste

    from simulator.room.console.desk import Sending


class Words(TextArea):
    """A box of several rows for one line: Enter sends it, pasted line breaks become spaces."""

    @dataclass
    class Sent(Message):
        """Enter was pressed."""

        text: str

    async def _on_key(self, event: Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.post_message(self.Sent(self.text))
        else:
            await super()._on_key(event)

    async def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        self.insert(" ".join(event.text.split()))


class WritingScreen(Dialog[bool]):
    """Asks for a text and sends it. Returns whether it was sent."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter", "send", "Done"),
        ("escape", "leave", "Back, keeping the text"),
    ]

    @dataclass
    class Kept(Message):
        """The facilitator left without sending: this is what was typed, and what for."""

        draft: str
        text: str

    def __init__(
        self, question: str, sending: Sending, text: str = "", note: str = "", draft: str = ""
    ) -> None:
        """draft: what an unsent text is kept under; "" where it need not be kept."""
        super().__init__()
        self._question, self._note, self._text = question, note, text
        self._sending, self._draft = sending, draft
        self._busy = False

    def compose(self) -> ComposeResult:
        """The question, the note, the box, what is in the way."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="question")
            yield Static(Content(self._note), classes="note")
            yield Words(self._text, soft_wrap=True, show_line_numbers=False, id="words")
            yield Static("", id="trouble", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Put the cursor behind what is there."""
        words = self.query_one(Words)
        words.cursor_blink = False
        words.focus()
        words.move_cursor(words.document.end)
        self.query_one(".note").display = bool(self._note)

    @on(Words.Sent)
    def _send(self, message: Words.Sent) -> None:
        message.stop()
        if self._busy:
            return
        text = " ".join(message.text.split())
        if len(text) > LONGEST_LINE:
            self._say(f"That is {len(text) - LONGEST_LINE} characters too long.")
            return
        self._busy = True
        self._say("Sending …")
        self.send(text)

    @work
    async def send(self, text: str) -> None:
        """Send it; close once it is kept, else say what is in the way."""
        try:
            await self._sending(text)
        except Refusal as refusal:
            self._busy = False
            self._say(refusal.message)
        else:
            self.post_message(self.Kept(self._draft, ""))
            self.close(True)

    def action_send(self) -> None:
        """Send what is there."""
        words = self.query_one(Words)
        words.post_message(Words.Sent(words.text))

    def action_leave(self) -> None:
        """Go back; the text is there again next time. What is on its way stays so."""
        if not self._busy:
            self.post_message(self.Kept(self._draft, self.query_one(Words).text))
        self.close(False)

    def _say(self, text: str) -> None:
        self.query_one("#trouble", Static).update(text)
