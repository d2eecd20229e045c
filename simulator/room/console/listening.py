"""What a screen's client tells its application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import App

from simulator.room.client.client import Listener, Standing

if TYPE_CHECKING:
    from collections.abc import Callable


class Told(Listener):
    """Passes on what the client is told; it runs in the application's own loop.

    parts_changed gets the names of the parts that are others than before, none where only the
    connection is.
    """

    def __init__(self, app: App[Any], parts_changed: Callable[[frozenset[str]], None]) -> None:
        self._app, self._parts_changed = app, parts_changed

    def changed(self, names: frozenset[str]) -> None:
        """Have the parts shown."""
        self._parts_changed(names)

    def stands(self, standing: Standing) -> None:
        """Have the connection shown."""
        self._parts_changed(frozenset())

    def objected(self, code: str, message: str) -> None:
        """Say what the hub could not read."""
        self._app.notify(message, severity="warning", markup=False)
