"""A question over the room, which closes once."""

from __future__ import annotations

from typing import TypeVar

from textual import events, on
from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """Closes once, and only itself: not what came on top of it, nor what lies below."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._answer: Answer | None = None
        self._answered = False

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
