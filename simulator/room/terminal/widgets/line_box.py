"""The box for the line: each part has its own words in it, and what is sent waits to be kept."""

from __future__ import annotations

from typing import Any

from textual.widgets import Input

WAITS = "-waits"
"""Whose line is on its way."""


class LineBox(Input):
    """Keeps what was typed as a speaker apart from what was typed as a coach.

    on_its_way: the text that was sent and is not acknowledged yet, None where nothing was.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False
        self.on_its_way: str | None = None
        self._owner: Any = None
        self._drafts: dict[Any, str] = {}
        self._sender: Any = None

    def give(self, owner: Any) -> None:
        """Put the words of another part, or conversation, in the box; those there are kept."""
        if owner == self._owner:
            return
        self._drafts[self._owner] = self.value
        self._owner = owner
        self.value = self._drafts.pop(owner, "")
        self.cursor_position = len(self.value)

    def send(self, text: str) -> None:
        """Note that a text is on its way."""
        self.on_its_way, self._sender = text, self._owner
        self.add_class(WAITS)

    def arrived(self) -> None:
        """Take out of the box what was sent; what was typed behind it meanwhile stays."""
        sent, self.on_its_way = self.on_its_way or "", None
        self.remove_class(WAITS)
        if self._sender != self._owner:
            kept = self._drafts.get(self._sender, "")
            self._drafts[self._sender] = kept.removeprefix(sent).lstrip()
        elif sent and self.value.startswith(sent):
            self.value = self.value.removeprefix(sent).lstrip()
            self.cursor_position = len(self.value)

    def stayed(self) -> None:
        """Note that what was sent was not kept; it stays in the box."""
        self.on_its_way = None
        self.remove_class(WAITS)
