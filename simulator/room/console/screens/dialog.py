"""A question over the room, which closes once."""

from __future__ import annotations

from math import inf
from typing import TypeVar

from textual import events, on
from textual.message import Message
from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """Closes once, and only itself: not what came on top of it, nor what lies below."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.shown_at = inf
        self._answer: Answer | None = None
        self._answered = False

    def on_mount(self) -> None:
        """Note when it can be read."""
        self.call_after_refresh(self._shown)

    def typed_before(self, key: events.Key) -> bool:
        """Return whether a key was pressed when nobody could have read the question yet."""
        return key.time < self.shown_at

    def close(self, answer: Answer | None) -> None:
        """Give the answer and go; where something lies on top, as soon as that is gone."""
        if not self._answered:
            self._answer, self._answered = answer, True
            self._go()

    @on(events.ScreenResume)
    def _go(self) -> None:
        # Whatever is on top is what Textual would close.
        if self._answered and self.app.screen is self:
            self.dismiss(self._answer)

    def _shown(self) -> None:
        self.shown_at = Message().time  # by the clock that keys are stamped with
