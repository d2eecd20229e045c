"""What an action has at hand: the view, the hub to ask, and the facilitator to ask back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NamedTuple, Protocol

from simulator.room.console.view import Part, View


class Choice(NamedTuple):
    """Something to choose: what it is known by, how it reads, and what there is to add to it."""

    value: str
    text: str
    more: str = ""


Sending = Callable[[str], Awaitable[None]]
"""Sends a text that was typed. Raises Refusal: the text stays where it was typed."""


class Desk(Protocol):
    """The facilitator at the console, as the actions see them."""

    @property
    def view(self) -> View:
        """What the hub told, now."""

    @property
    def talk(self) -> str:
        """The conversation at hand: looked into, or marked on the grid; "" for none."""

    async def ask(self, kind: str, **fields: Any) -> dict[str, Any] | None:
        """Ask the hub; return its answer, or None where it refused (the facilitator is told)."""

    async def fetch(self, kind: str, **fields: Any) -> dict[str, Any] | None:
        """Ask the hub for what a question is about to need; None where there is no answer.

        Until the question is there no other action begins: after `ask` and `must` one can.
        """

    async def must(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Ask the hub. Raises Refusal."""

    async def choose(
        self, question: str, choices: Sequence[Choice], *, mark: str = "", search: bool = False
    ) -> str | None:
        """Let the facilitator choose; return the value, or None. mark: what is marked first."""

    async def write(
        self, question: str, sending: Sending, *, text: str = "", note: str = "", draft: str = ""
    ) -> bool:
        """Let the facilitator type; return whether it was sent. draft: what it is kept under."""

    async def confirm(self, question: str, yes: str, note: str = "") -> bool:
        """Ask once before what cannot be taken back."""

    def tell(self, text: str) -> None:
        """Say something that passes."""

    async def look(self, conversation: str) -> None:
        """Show a conversation whole."""

    async def watch(self, conversation: str) -> Part:
        """Have a conversation told whole, if it is not; return it, empty where that was refused."""

    def show_qr(self) -> None:
        """Fill the screen with the QR code."""

    def open_projector(self) -> None:
        """Open the projector's page in the browser, or show its address."""
