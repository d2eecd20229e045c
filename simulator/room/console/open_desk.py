"""The desk of a running console: asks the hub through the client, the facilitator by dialogs."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from simulator.room.console.screens.choosing import ChoosingScreen
from simulator.room.console.screens.confirming import ConfirmingScreen
from simulator.room.console.screens.writing import WritingScreen
from simulator.room.console.view import NOTHING
from simulator.room.console.wording import shown
from simulator.room.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from simulator.room.console.app import ConsoleApp
    from simulator.room.console.desk import Choice, Sending
    from simulator.room.console.view import Part, View

NO_LINE = "There is no connection just now: nothing was done. Try it again when there is one."


class OpenDesk:
    """What the actions of one console work with; see `Desk`. talk: the conversation at hand.

    fetching: whether it waits for what a question needs.
    """

    def __init__(self, app: ConsoleApp, talk: str) -> None:
        self._app, self.talk = app, talk
        self.fetching = False

    @property
    def view(self) -> View:
        """What the hub told, now."""
        return self._app.view

    async def ask(self, kind: str, **fields: Any) -> dict[str, Any] | None:
        """Ask the hub; None where it refused."""
        if self.view.standing.how != "connected":
            self.tell("There is no connection just now; it is done as soon as there is one.")
        return await self._heeded(self.must(kind, **fields))

    async def fetch(self, kind: str, **fields: Any) -> dict[str, Any] | None:
        """Ask the hub for what a question needs; None where it refused, or cannot be asked."""
        if self.view.standing.how != "connected":
            self.tell(NO_LINE)
            return None
        self.fetching = True
        try:
            return await self._heeded(self._app.client.ask(kind, **fields))
        finally:
            self.fetching = False

    async def must(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Ask the hub. Raises Refusal."""
        self._app.under_way.release(self)
        return await self._app.client.ask(kind, **fields)

    async def _heeded(self, asked: Awaitable[dict[str, Any]]) -> dict[str, Any] | None:
        try:
            return await asked
        except Refusal as refusal:
            self._app.notify(shown(refusal.message), severity="warning", timeout=8, markup=False)
            return None

    async def watch(self, conversation: str) -> Part:
        """Have a conversation told whole."""
        if self.view.watched.get("conversation") != conversation:
            if await self.fetch("watch", conversation=conversation) is None:
                return NOTHING
            client = self._app.client
            with suppress(Refusal):  # nothing comes any more
                await client.until(
                    lambda: client.parts.get("watched", NOTHING).get("conversation") == conversation
                )
        return self.view.watched

    async def choose(
        self, question: str, choices: Sequence[Choice], *, mark: str = "", search: bool = False
    ) -> str | None:
        """Let the facilitator choose."""
        return await self._app.push_screen_wait(ChoosingScreen(question, choices, mark, search))

    async def write(
        self, question: str, sending: Sending, *, text: str = "", note: str = "", draft: str = ""
    ) -> bool:
        """Let the facilitator type; what was typed before and not sent is there again."""
        kept = self._app.drafts.get(draft, "")
        screen = WritingScreen(question, sending, kept or text, note, draft)
        sent: bool | None = await self._app.push_screen_wait(screen)
        return bool(sent)

    async def confirm(self, question: str, yes: str, note: str = "") -> bool:
        """Ask once."""
        screen = ConfirmingScreen(question, yes, note)
        confirmed: bool | None = await self._app.push_screen_wait(screen)
        return bool(confirmed)

    def tell(self, text: str) -> None:
        """Say something that passes."""
        self._app.notify(text, markup=False)

    async def look(self, conversation: str) -> None:
        """Show a conversation whole."""
        if conversation:
            self._app.look_into(conversation)

    def show_qr(self) -> None:
        """Fill the screen with the QR code."""
        self._app.show_qr()

    def open_projector(self) -> None:
        """Open the projector's page."""
        self._app.open_projector()
