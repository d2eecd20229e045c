"""The desk of a running console: asks the hub through the client, the facilitator by dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.room.console.screens.choosing import ChoosingScreen
from simulator.room.console.screens.confirming import ConfirmingScreen
from simulator.room.console.screens.writing import WritingScreen
from simulator.room.console.view import NOTHING
from simulator.room.console.wording import shown
from simulator.room.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.room.console.app import ConsoleApp
    from simulator.room.console.desk import Choice, Sending
    from simulator.room.console.view import Part, View


class OpenDesk:
    """What the actions of one console work with; see `Desk`. talk: the conversation at hand."""

    def __init__(self, app: ConsoleApp, talk: str) -> None:
        self._app, self.talk = app, talk

    @property
    def view(self) -> View:
        """What the hub told, now."""
        return self._app.view

    async def ask(self, kind: str, **fields: Any) -> dict[str, Any] | None:
        """Ask the hub; None where it refused."""
        if self.view.standing.how != "connected":
            self.tell("There is no connection just now; it is done as soon as there is one.")
        try:
            return await self.must(kind, **fields)
        except Refusal as refusal:
            self._app.notify(shown(refusal.message), severity="warning", timeout=8, markup=False)
            return None

    async def must(self, kind: str, **fields: Any) -> dict[str, Any]:
        """Ask the hub. Raises Refusal."""
        self._app.asked_all(self)
        return await self._app.client.ask(kind, **fields)

    async def watch(self, conversation: str) -> Part:
        """Have a conversation told whole."""
        if self.view.watched.get("conversation") != conversation:
            if await self.ask("watch", conversation=conversation) is None:
                return NOTHING
            client = self._app.client
            await client.until(
                lambda: client.parts.get("watched", NOTHING).get("conversation") == conversation
            )
        return self.view.watched

    async def choose(
        self, question: str, choices: Sequence[Choice], *, mark: str = "", search: bool = False
    ) -> str | None:
        """Let the facilitator choose."""
        self._app.asks = self
        return await self._app.push_screen_wait(ChoosingScreen(question, choices, mark, search))

    async def write(
        self, question: str, sending: Sending, *, text: str = "", note: str = "", draft: str = ""
    ) -> bool:
        """Let the facilitator type; what was typed before and not sent is there again."""
        self._app.asks = self
        kept = self._app.drafts.get(draft, "")
        screen = WritingScreen(question, sending, kept or text, note, draft)
        sent: bool | None = await self._app.push_screen_wait(screen)
        return bool(sent)

    async def confirm(self, question: str, yes: str, note: str = "") -> bool:
        """Ask once."""
        self._app.asks = self
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
