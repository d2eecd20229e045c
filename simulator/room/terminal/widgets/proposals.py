"""What is proposed for the fishbowl's next line, to be voted for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from simulator.room.console.wording import shown

if TYPE_CHECKING:
    from simulator.room.terminal.doing import Parts

Row = tuple[str, str, int | None, bool]
"""The proposal's id, its words, its votes where they are shown, whether one voted for it."""


class Proposals(OptionList):
    """Lists them; the mark stays on its proposal while others come and go."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(markup=False, id=id, compact=True)
        self._rows: list[Row] = []

    @property
    def marked(self) -> str:
        """The proposal that is marked; "" where none is, or one looks elsewhere."""
        option = self.highlighted_option if self.has_focus else None
        return (option.id or "") if option else ""

    def show(self, parts: Parts) -> None:
        """Show the part `proposals`."""
        own = parts.get("me", {}).get("vote", "")
        rows: list[Row] = [
            (each["proposal"], shown(each["text"]), each.get("votes"), each["proposal"] == own)
            for each in parts.get("proposals", {}).get("proposals", ())
        ]
        if rows == self._rows:
            return
        self._rows = rows
        marked = self.highlighted_option.id if self.highlighted_option else None
        self.clear_options()
        self.add_options([Option(_told(row), id=row[0]) for row in rows])
        ids = [row[0] for row in rows]
        if ids:
            self.highlighted = ids.index(marked) if marked in ids else 0
        self.display = bool(rows)


def _told(row: Row) -> Content:
    _, text, votes, own = row
    told = "" if votes is None else f"{votes:>3}  "
    return Content.assemble((told, "bold $you"), text, ("  your vote" if own else "", "$you"))
