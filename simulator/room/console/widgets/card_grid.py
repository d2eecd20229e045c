"""All conversations as cards: painted row by row, so that hundreds cost no more than ten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import set_cell_size
from rich.segment import Segment
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from simulator.room.console.view import View
from simulator.room.console.widgets.cards import LEAST, card_rows, height_for
from simulator.tui.wrapping import wrap

if TYPE_CHECKING:
    from rich.style import Style
    from textual.binding import BindingType
    from textual.events import Click, Resize

    from simulator.room.console.view import Part

GAP = 2
"""Cells between two cards."""


class CardGrid(ScrollView, can_focus=True):
    """Shows cards as large as there is room, those that need somebody first.

    The mark stays on its conversation, wherever that comes to be.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter", "open", "Look in"),
        ("left", "move(-1)", ""),
        ("right", "move(1)", ""),
        ("up", "row(-1)", ""),
        ("down", "row(1)", ""),
        ("home", "edge(0)", ""),
        ("end", "edge(-1)", ""),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "card--text",
        "card--quiet",
        "card--name",
        "card--alert",
        "card--note",
        "card--bar",
        "card--rail",
    }

    @dataclass
    class Opened(Message):
        """A conversation is to be looked into."""

        conversation: str

    class Marked(Message):
        """Another conversation is marked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._cards: Sequence[Part] = ()
        self._view, self._empty = View(), ""
        self._columns, self._height = 1, LEAST
        self._marked = ""

    @property
    def marked(self) -> str:
        """The conversation marked; "" where there is none."""
        return self._marked

    def show(self, view: View, empty: str) -> None:
        """Show the cards of a view. empty: what is said where there are none."""
        self._view, self._empty = view, empty
        self._measure()
        if self._at() is None:
            self._mark(self._cards[0]["conversation"] if self._cards else "")

    def tick(self, view: View) -> None:
        """Show the time."""
        self._view = view
        self.refresh()

    def on_resize(self, event: Resize) -> None:
        """Use the width there is."""
        self._measure()

    def render_line(self, y: int) -> Strip:
        """Paint one row of all the cards that it goes through."""
        ground = self.rich_style
        y += self.scroll_offset.y
        if not self._cards:
            quiet = self.get_component_rich_style("card--quiet")
            rows = wrap(self._empty, self.size.width - 4)
            told = f"  {rows[y - 1]}" if 0 < y <= len(rows) else ""
            strip = Strip([Segment(told, quiet)])
            return strip.adjust_cell_length(self.size.width, ground)
        row, line = divmod(y, self._height)
        first = row * self._columns
        segments: list[Segment] = []
        for card in self._cards[first : first + self._columns]:
            segments += self._painted(card, line, ground)
            segments.append(Segment(" " * GAP, ground))
        return Strip(segments).adjust_cell_length(self.size.width, ground)

    def action_move(self, by: int) -> None:
        """Mark the card so many places on."""
        at = self._at()
        if at is not None:
            self._go(at + by)

    def action_row(self, by: int) -> None:
        """Mark the card so many rows on."""
        self.action_move(by * self._columns)

    def action_edge(self, at: int) -> None:
        """Mark the first (0) or the last (-1) card."""
        self._go(at % len(self._cards) if self._cards else 0)

    def action_open(self) -> None:
        """Ask for the marked conversation."""
        if self._marked:
            self.post_message(self.Opened(self._marked))

    def on_click(self, event: Click) -> None:
        """Mark the card clicked; a second click opens it."""
        column = event.x // (self._width + GAP)
        at = (event.y + self.scroll_offset.y) // self._height * self._columns + column
        if column < self._columns and at < len(self._cards):
            again = self._cards[at]["conversation"] == self._marked
            self._go(at)
            if again:
                self.action_open()

    @property
    def _room(self) -> int:
        """Cells in a row that no scroll bar takes."""
        return self.scrollable_content_region.width

    @property
    def _width(self) -> int:
        return max(8, (self._room + GAP) // self._columns - GAP)

    def _painted(self, card: Part, line: int, ground: Style) -> list[Segment]:
        marked = card["conversation"] == self._marked
        rows = card_rows(card, self._width - 2, self._view, self._height)
        edge = "▌ " if marked and line < self._height - 1 else "  "
        segments = [Segment(edge, self._style("name"))]
        used = 0
        for text, kind in rows[line] if line < len(rows) else ():
            segments.append(Segment(text, self._style(kind)))
            used += segments[-1].cell_length
        segments.append(Segment(set_cell_size("", max(0, self._width - 2 - used)), ground))
        return segments

    def _style(self, kind: str) -> Style:
        return self.get_component_rich_style(f"card--{kind}")

    def _at(self) -> int | None:
        found = (i for i, card in enumerate(self._cards) if card["conversation"] == self._marked)
        return next(found, None)

    def _go(self, at: int) -> None:
        if self._cards:
            at = max(0, min(len(self._cards) - 1, at))
            self._mark(self._cards[at]["conversation"])
            self._seen(at)
            self.refresh()

    def _seen(self, at: int) -> None:
        top = at // self._columns * self._height
        self.scroll_to_region(Region(0, top, 1, self._height), animate=False)

    def _mark(self, conversation: str) -> None:
        if conversation != self._marked:
            self._marked = conversation
            self.post_message(self.Marked())

    def _measure(self) -> None:
        cards = self._view.cards
        self._columns, self._height = height_for(cards, self._room + GAP, self.size.height)
        rows = -(-len(cards) // self._columns)
        before = [card["conversation"] for card in self._cards]
        self._cards = cards
        self.virtual_size = Size(self.size.width, rows * self._height)
        at = self._at()
        if at is not None and before and before != [c["conversation"] for c in self._cards]:
            self._seen(at)  # others have come before it
        self.refresh()
