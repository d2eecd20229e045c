"""What every screen onto the room has: the keys of all actions, and a conversation at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from simulator.room.console.actions import offered
from simulator.room.console.view import View
from simulator.room.console.wording import shown


class RoomScreen(Screen[None]):
    """Is shown a view; posts which action was asked for."""

    KEYS: ClassVar[frozenset[str]]
    """The actions whose keys the footer shows."""

    @dataclass
    class Asked(Message):
        """An action was asked for, by its id."""

        action: str

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view

    @property
    def talk(self) -> str:
        """The conversation at hand; "" for none."""
        return ""

    def show(self, view: View) -> None:
        """Show a view."""
        offered_before = self._offered()
        self.view = view
        if self._offered() != offered_before:  # the footer is slow: only when the keys change
            self.refresh_bindings()

    def tick(self, view: View) -> None:
        """Show a view that differs in the time only."""
        self.view = view

    def action_do(self, action: str) -> None:
        """Ask for an action."""
        self.post_message(self.Asked(action))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense now."""
        if action == "do":
            return offered(str(parameters[0]), self.view, self.talk)
        return True

    def _offered(self) -> list[bool]:
        return [offered(name, self.view, self.talk) for name in sorted(self.KEYS)]


class LineState(Static):
    """How the line to the hub stands, while it does not."""

    def show(self, view: View) -> None:
        """Say it, or take no room."""
        told = _standing(view)
        self.update(told)
        self.display = bool(told)


def _standing(view: View) -> Content:
    standing = view.standing
    if standing.how == "connected":
        return Content("")
    why = f"{shown(standing.why)} " if standing.why else ""
    if standing.how == "gone":
        return Content.assemble(("It is over. ", "bold"), why, "Ctrl+Q leaves.")
    if not view.parts:
        return Content.assemble(why, "Connecting …")
    return Content.assemble(
        ("No connection. ", "bold"), why, "Trying again; what you do now is done then."
    )
