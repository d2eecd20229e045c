"""The row at the top of a screen: what this is on the left, a remark on the right."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Masthead(Static):
    """A title, a subtitle in a quieter shade as far as it fits, and a remark at the far end."""

    def __init__(self, title: str, subtitle: str = "") -> None:
        super().__init__(markup=False)
        self._left = _left(title, subtitle)
        self._remark = Content("")

    def entitle(self, title: str, subtitle: str = "") -> None:
        """Show another title."""
        self._left = _left(title, subtitle)
        self.on_resize()

    def remark(self, text: str) -> None:
        """Show a remark at the far end."""
        self._remark = Content.styled(text, "$quiet")
        self.on_resize()

    def on_resize(self) -> None:
        """Use the width there is."""
        self.update(row(self._left, self._remark, self.content_size.width), layout=False)


def _left(title: str, subtitle: str) -> Content:
    return Content.assemble((title, "bold $them"), ("  " + subtitle, "$quiet"))


def row(left: Content, right: Content, width: int) -> Content:
    """Return both ends on one row; the left one is cut short, or else the right one left out."""
    room = width - right.cell_length - 2
    if not right or room < left.cell_length // 2:
        return left.truncate(max(0, width), ellipsis=True)
    cut = left.truncate(room, ellipsis=True)
    return Content.assemble(cut, " " * (width - cut.cell_length - right.cell_length), right)
