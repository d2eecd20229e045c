"""The transcript: everything said so far, broken into rows once and painted row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from simulator.tui.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.style import Style
    from textual.events import Resize
    from textual.selection import Selection

    from simulator.tui.script import Kind, Piece

WIDEST = 74
"""Cells of text in a row; wider ones are hard to read."""
GLIDE = 0.2
"""Seconds that scrolling to a new reply takes."""
BAR = "▌ "
ROOMY = 60
"""From this width on there is a margin, and the trainee's lines are set in."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its text, whose it is, how far it is set in, whether it is the speaker's name."""

    text: str
    kind: Kind | None = None
    indent: int = 0
    name: bool = False

    @property
    def speaker(self) -> str:
        """Whose colour the row has."""
        return "you" if self.kind in ("you", "silence") else "them"

    @property
    def style(self) -> str:
        """The component class the text is painted with."""
        return f"transcript--name-{self.speaker}" if self.name else f"transcript--{self.kind}"

    @property
    def bar(self) -> str:
        """What stands before the text: the speaker's bar, but nothing before a note."""
        return "" if self.kind in (None, "note") else BAR

    @property
    def painted(self) -> str:
        """The row as it stands on the screen."""
        return " " * self.indent + self.bar + self.text


class Transcript(ScrollView, can_focus=True):
    """Shows pieces in order, the newest at the bottom. 300 turns cost no more than three."""

    ALLOW_SELECT = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "transcript--you",
        "transcript--them",
        "transcript--direction",
        "transcript--silence",
        "transcript--note",
        "transcript--why",
        "transcript--name-you",
        "transcript--name-them",
    }

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._pieces: list[Piece] = []
        self._rows: list[Row] = []
        self._broken_for = 0
        self._ground: Style | None = None

    def show(self, pieces: Iterable[Piece]) -> None:
        """Show these pieces in place of all that was there, and the last of them first."""
        self._pieces = list(pieces)
        self._break_anew()
        self.scroll_end(animate=False)

    def add(self, pieces: Iterable[Piece], *, glide: bool = True) -> None:
        """Show more pieces at the bottom and, where `glide` is true, go there."""
        added = list(pieces)
        self._pieces += added
        for piece in added:
            self._rows += self._broken(piece)
        self._measure()
        if glide:
            self._glide(added)

    @property
    def text(self) -> str:
        """What is shown, a line for each row, without bars and margins."""
        return "\n".join(row.text for row in self._rows)

    def page(self, pages: int) -> None:
        """Scroll by whole pages: back (-1) or on (1)."""
        if pages < 0:
            self.scroll_page_up()
        else:
            self.scroll_page_down()

    def on_resize(self, event: Resize) -> None:
        """Break everything anew for another width; whoever was at the end stays there."""
        if event.size.width == self._broken_for:
            return
        at_end = self.is_vertical_scroll_end
        self._break_anew()
        if at_end:
            self.scroll_end(animate=False)

    def notify_style_update(self) -> None:
        """Forget the ground's style: it takes longer to find out than a row to paint."""
        super().notify_style_update()
        self._ground = None

    def render_line(self, y: int) -> Strip:
        """Paint one row."""
        if self._ground is None:
            self._ground = self.rich_style
        index = self.scroll_offset.y + y
        row = self._rows[index] if index < len(self._rows) else Row("")
        strip = self._strip(row, index, self._ground)
        return strip.adjust_cell_length(self.size.width, self._ground).apply_offsets(0, index)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the words marked with the mouse, without bars and margins."""
        marked = selection.extract("\n".join(row.painted for row in self._rows))
        return "\n".join(line.replace(BAR, "").strip() for line in marked.splitlines()), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Paint what is marked."""
        self.refresh()

    def _strip(self, row: Row, index: int, ground: Style) -> Strip:
        if row.kind is None:
            return Strip([Segment(" ", ground)])
        bar = self.get_component_rich_style(f"transcript--name-{row.speaker}")
        text = self.get_component_rich_style(row.style)
        strip = Strip(
            [
                Segment(" " * row.indent, ground),
                Segment(row.bar, bar),
                Segment(row.text, text),
            ]
        )
        span = self.text_selection.get_span(index) if self.text_selection else None
        return self._marked(strip, row, *span) if span else strip

    def _marked(self, strip: Strip, row: Row, start: int, end: int) -> Strip:
        """Return the strip with the characters from start to end (-1: the last) marked."""
        last = len(row.painted) if end == -1 else end
        style = self.screen.get_component_rich_style("screen--selection")
        before, marked, after = (
            strip.crop(0, start),
            strip.crop(start, last),
            strip.crop(last, strip.cell_length),
        )
        return Strip.join([before, Strip(Segment.apply_style(marked, post_style=style)), after])

    def _break_anew(self) -> None:
        self._broken_for = self.size.width
        self._rows = [row for piece in self._pieces for row in self._broken(piece)]
        self._measure()

    def _broken(self, piece: Piece) -> list[Row]:
        """Return the rows of a piece for the present width, after a blank one where one begins."""
        margin = 2 if self.size.width >= ROOMY else 0
        indent = margin + (4 if margin and piece.kind in ("you", "silence") else 0)
        width = min(WIDEST, self.size.width - indent - len(BAR) - margin)
        rows = [Row("")] if piece.name or piece.kind == "note" else []
        if piece.name:
            rows += [Row(text, piece.kind, indent, name=True) for text in wrap(piece.name, width)]
        return rows + [Row(text, piece.kind, indent) for text in wrap(piece.text, width)]

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._rows) + 1)
        self.refresh()

    def _glide(self, added: list[Piece]) -> None:
        """Show the end of what was added; the start of the reply when it is too tall to be seen."""
        reply = [piece for piece in added if piece.kind in ("them", "direction")]
        height = sum(len(self._broken(piece)) for piece in reply)
        if reply and height > self.size.height:
            self.scroll_to(y=len(self._rows) - height + 1, duration=GLIDE)
        else:
            self.scroll_end(duration=GLIDE)
