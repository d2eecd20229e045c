"""The library: who there is to talk to, and the conversations that are still open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from simulator.tui.actions import binding, bindings
from simulator.tui.preferences import next_level
from simulator.tui.shelving import options_of, persona_prompt
from simulator.tui.widgets.level_row import LevelRow
from simulator.tui.widgets.masthead import Masthead

if TYPE_CHECKING:
    from textual.binding import BindingType

    from engine import Persona
    from simulator.tui.backstage import Backstage, Card, Shelf

SUBTITLE = "rehearse the conversation you are dreading"


class ShelfList(OptionList):
    """The list, with its own key for opening an entry."""

    BINDINGS: ClassVar[list[BindingType]] = [binding("library.open")]


class LibraryScreen(Screen[None]):
    """Lists open sessions and personas; loads them in a thread once it has been painted."""

    SCOPE = "library"
    CSS_PATH = "library.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("library", leaving_out=("library.open",))

    @dataclass
    class Chosen(Message):
        """A persona to be rehearsed with."""

        persona: Persona

    @dataclass
    class Resumed(Message):
        """An open session to be gone on with."""

        session_id: str

    @dataclass
    class LevelChosen(Message):
        """Another level was chosen."""

        level: str

    @dataclass
    class ShelfRead(Message):
        """The worker knows what there is."""

        shelf: Shelf

    @dataclass
    class CardRead(Message):
        """The worker has loaded a persona, or knows why not."""

        card: Card

    def __init__(self, backstage: Backstage, level: str) -> None:
        super().__init__()
        self._backstage = backstage
        self._level = level
        self._shelf: Shelf | None = None
        self._cards: dict[str, Card] = {}

    def compose(self) -> ComposeResult:
        """Masthead, trouble if any, the list, the level."""
        yield Masthead("detente", SUBTITLE)
        yield Static("", id="trouble", markup=False)
        yield ShelfList(Option("Looking for personas …", disabled=True), id="shelf", markup=False)
        yield LevelRow(self._level)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Let the keys work on the list."""
        self.query_one(ShelfList).focus()

    def on_screen_resume(self) -> None:
        """Look again whenever the library is shown: a conversation may have been left open."""
        self.call_after_refresh(self.read_shelf)

    def show_level(self, level: str) -> None:
        """Show another level as the one chosen."""
        self._level = level
        self.query_one(LevelRow).show(level)

    @work(thread=True, exclusive=True, group="shelf")
    def read_shelf(self) -> None:
        """Read what there is; slow imports happen here."""
        shelf = self._backstage.shelf()
        self.post_message(self.ShelfRead(shelf))
        for stem in shelf.stems:
            self.post_message(self.CardRead(self._backstage.card(stem)))
        self._backstage.warm()

    @on(ShelfRead)
    def _fill(self, message: ShelfRead) -> None:
        message.stop()
        trouble = self.query_one("#trouble", Static)
        trouble.update(message.shelf.trouble)
        trouble.set_class(bool(message.shelf.trouble), "-shown")
        if message.shelf != self._shelf:
            self._shelf = message.shelf
            self._list_anew()

    @on(CardRead)
    def _show_card(self, message: CardRead) -> None:
        message.stop()
        card = message.card
        if self._cards.get(card.stem) == card:
            return
        self._cards[card.stem] = card
        self.query_one(ShelfList).replace_option_prompt(
            f"persona:{card.stem}", persona_prompt(card)
        )
        if self._shelf and any(each.persona == card.stem for each in self._shelf.sessions):
            self._list_anew()  # the sessions can now be called by the persona's name

    @on(OptionList.OptionSelected, "#shelf")
    def _open(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        what, _, name = (message.option_id or "").partition(":")
        if what == "session":
            self.post_message(self.Resumed(name))
            return
        card = self._cards.get(name)
        if card and card.persona:
            self.post_message(self.Chosen(card.persona))
        elif card:
            problems = "\n".join(card.problems[:8])
            self.notify(problems, title=f"{name} cannot be played", severity="error", markup=False)

    @on(LevelRow.Clicked)
    def action_next_level(self) -> None:
        """Choose the next level."""
        self.show_level(next_level(self._level))
        self.post_message(self.LevelChosen(self._level))

    def _list_anew(self) -> None:
        shelf_list = self.query_one(ShelfList)
        marked = shelf_list.highlighted_option
        shelf_list.clear_options()
        if self._shelf is None:
            return
        shelf_list.add_options(options_of(self._shelf, self._cards))
        ids = [option.id for option in shelf_list.options]
        wanted = marked.id if marked and marked.id in ids else None
        first = next((at for at, option in enumerate(shelf_list.options) if option.id), None)
        shelf_list.highlighted = ids.index(wanted) if wanted else first
