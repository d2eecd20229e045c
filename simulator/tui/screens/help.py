"""Help: how this works in a few sentences, and every key as it is bound now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from simulator.tui.actions import ACTIONS, SCOPES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from textual.binding import BindingType

    from simulator.tui.actions import Action

INTRODUCTION = (
    "Type what you would say and press Enter. An empty line is silence. "
    "The counterpart hears how you say it, not only what you say.",
    "The gauges show what they feel, from 0 to 100; the arrow shows where the last line moved it, "
    "its colour whether that did good or harm.",
    "Everything you say is kept as you say it. You can leave at any time and go on later, "
    "or go back to a line and say it differently.",
)


class HelpScreen(ModalScreen[None]):
    """Shows the help over whatever is there."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape,enter,f1,q", "dismiss", "Close")]

    def __init__(
        self,
        scope: str,
        keys: Mapping[str, str],
        keys_file: Path,
        introduction: Sequence[str] = INTRODUCTION,
        actions: Sequence[Action] = ACTIONS,
        scopes: Mapping[str, str] = SCOPES,
        example: str = "conversation.gauges",
    ) -> None:
        """scope: what comes first; keys: of each action id.

        keys_file: where to rebind them; example: an action that it is shown by.
        """
        super().__init__()
        self._scope, self._keys, self._keys_file = scope, keys, keys_file
        self._example = example
        self._introduction, self._actions, self._scopes = introduction, actions, scopes

    def compose(self) -> ComposeResult:
        """The sentences, then the keys."""
        with VerticalScroll(classes="dialog"):
            yield Static(Content("\n\n".join(self._introduction)), classes="words")
            for scope in sorted(self._scopes, key=lambda each: each != self._scope):
                yield Static(Content(self._scopes[scope]), classes="heading")
                yield Static(self._table(scope), classes="keys")
            yield Static(self._rebinding(), classes="words")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one(VerticalScroll).focus()

    def _table(self, scope: str) -> Content:
        rows = [
            Content.assemble((f"{self._keys[action.id]:<12} ", "bold $them"), action.help)
            for action in self._actions
            if action.scope == scope
        ]
        return Content("\n").join(rows)

    def _rebinding(self) -> Content:
        return Content.assemble(
            "To bind other keys, write lines such as ",
            (f"{self._example}: f9", "bold"),
            f" to {self._keys_file}. The names there are: ",
            (", ".join(action.id for action in self._actions), "$quiet"),
        )
