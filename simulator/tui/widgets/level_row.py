"""The level of difficulty: the three there are, and which one is chosen."""

from __future__ import annotations

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from simulator.tui.preferences import LEVELS


class LevelRow(Static):
    """Shows the levels on one row. A click asks for the next one."""

    class Clicked(Message):
        """The row was clicked."""

    def __init__(self, level: str) -> None:
        super().__init__(markup=False)
        self.show(level)

    def show(self, level: str) -> None:
        """Mark this level as the one chosen."""
        names: list[Content | str | tuple[str, str]] = [("Level  ", "$quiet")]
        for name in LEVELS:
            chosen = name == level
            mark = f"● {name}" if chosen else f"○ {name}"
            names += [(mark, "bold $foreground" if chosen else "$quiet"), "  "]
        self.update(Content.assemble(*names, (f" {LEVELS.get(level, '')}", "italic $quiet")))

    def on_click(self) -> None:
        """Say that it was clicked."""
        self.post_message(self.Clicked())
