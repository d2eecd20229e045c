"""The action that is under way: while it is, no key begins another one or answers unread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.room.console.screens.dialog import Dialog
from simulator.room.console.screens.room import RoomScreen

if TYPE_CHECKING:
    from textual.events import Key
    from textual.screen import Screen
    from textual.worker import Worker

    from simulator.room.console.open_desk import OpenDesk

ALWAYS = frozenset(("ctrl+q", "ctrl+c"))
"""Keys that act whatever is under way."""


class UnderWay:
    """One action at most: on its way to a question, or waiting for what is answered there."""

    def __init__(self) -> None:
        self._desk: OpenDesk | None = None
        self._worker: Worker[None] | None = None

    def __bool__(self) -> bool:
        """Return whether there is an action under way."""
        return self._desk is not None

    def begin(self, desk: OpenDesk, worker: Worker[None]) -> None:
        """Keep an action that has this desk."""
        self._desk, self._worker = desk, worker

    def release(self, desk: OpenDesk) -> None:
        """Let others begin: the action of this desk asks the facilitator nothing more."""
        if self._desk is desk:
            self._desk = self._worker = None

    def give_up(self) -> None:
        """Leave the action; nothing is done."""
        if self._worker:
            self._worker.cancel()
        self._desk = self._worker = None

    def lost(self, connected: bool) -> bool:
        """Return whether what the action fetches for its question does not come any more."""
        return not connected and self._desk is not None and self._desk.fetching

    def too_early(self, key: Key, screen: Screen[object]) -> bool:
        """Return whether a key was pressed before the screen that would have it could be read.

        While a screen of the room is on top, the dialog of an action under way is not there yet.
        """
        if key.key in ALWAYS:
            return False
        if isinstance(screen, Dialog):
            return screen.typed_before(key)
        return bool(self) and isinstance(screen, RoomScreen)
