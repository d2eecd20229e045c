"""One conversation, looked into without joining it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Footer

from simulator.room.client.ticking import minutes
from simulator.room.console.actions import TALK_KEYS, bindings
from simulator.room.console.screens.room import LineState, RoomScreen
from simulator.room.console.widgets.talk_view import TalkView
from simulator.room.console.wording import conversation_name, round_told, states_of
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from textual.binding import BindingType

    from simulator.room.console.view import View


class TalkScreen(RoomScreen):
    """Shows a conversation whole; all the actions of the console have it at hand."""

    CSS_PATH = "room.tcss"
    KEYS = TALK_KEYS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TALK_KEYS), ("escape", "leave", "Back")]

    class Left(Message):
        """The facilitator has seen enough."""

    def __init__(self, view: View, conversation: str) -> None:
        super().__init__(view)
        self._conversation = conversation

    @property
    def talk(self) -> str:
        """The conversation shown."""
        return self._conversation

    def compose(self) -> ComposeResult:
        """The conversation; how the line stands; the keys."""
        yield Masthead(conversation_name(self.view.card(self._conversation), self._conversation))
        yield LineState("", id="line-state", markup=False)
        yield TalkView()
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one(Transcript).focus()
        self.show(self.view)

    def show(self, view: View) -> None:
        """Show a view."""
        super().show(view)
        self.query_one(TalkView).show(view, self._conversation)
        self.query_one(LineState).show(view)
        self._show_head()

    def tick(self, view: View) -> None:
        """Show the time."""
        super().tick(view)
        self._show_head()

    def action_leave(self) -> None:
        """Go back to all conversations."""
        self.post_message(self.Left())

    def _show_head(self) -> None:
        view, card = self.view, self.view.card(self._conversation)
        told = [text for text, _ in states_of(card, view)] if card else []
        told.append(round_told(view))
        if view.paused:
            told.append("everything is held")
        if view.left is not None:
            told.append(f"{minutes(view.left)} left")
        told = [each for each in told if each]
        room = self.size.width - cell_len(conversation_name(card, self._conversation)) - 6
        while len(told) > 1 and cell_len(" · ".join(told)) > room:
            told.pop()  # what matters most comes first
        self.query_one(Masthead).remark(" · ".join(told))
