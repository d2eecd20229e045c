"""The QR code over the whole screen, for those who sit in front of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.binding import BindingType
    from textual.events import Resize
    from textual.geometry import Size

QUIET = 2
"""Light modules around the code, without which no camera finds it."""

BESIDE = 5
"""Rows that the address, the code and the words below take, and the edge."""

HALVES = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
"""Two modules one above the other as one character, light ones painted."""


class QrScreen(ModalScreen[None]):
    """Shows how to join as large as there is room. Any of these keys closes it."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape,enter,q,space", "dismiss", "Close")]

    def __init__(self, url: str, code: str, reach: str = "") -> None:
        """url: where the QR code leads. code: the room's, to be typed where no camera is.

        reach: who can come in at all, in sentences.
        """
        super().__init__()
        self._url, self._code, self._reach = url, code, reach

    def compose(self) -> ComposeResult:
        """The QR code, the address and the code."""
        with Vertical(id="qr"):
            yield Static(self._fitting(self.app.size), id="modules", markup=False)
            yield Static(Content(self._url), classes="address")
            yield Static(Content.assemble("Code ", (self._code, "bold"), "   Esc closes"))
        if self._reach:
            yield Static(self._reach, id="reach", markup=False)

    def on_resize(self, event: Resize) -> None:
        """Use the room there is."""
        self.query_one("#modules", Static).update(self._fitting(event.size))

    def _fitting(self, size: Size) -> Content:
        large = whole_blocks(self._url)
        fits = len(large) + BESIDE <= size.height and 2 * len(large) <= size.width
        return Content("\n".join(large if fits else half_blocks(self._url)))


def half_blocks(url: str) -> list[str]:
    """Return the QR code of an address as rows of characters, two modules one above the other."""
    rows = _modules(url)
    if len(rows) % 2:
        rows.append([1] * len(rows))  # half a row that is not painted
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return ["".join(HALVES[pair] for pair in zip(*both, strict=True)) for both in pairs]


def whole_blocks(url: str) -> list[str]:
    """Return the QR code twice as large: a module is two characters wide."""
    return ["".join("  " if module else "██" for module in row) for row in _modules(url)]


def _modules(url: str) -> list[list[int]]:
    """Return the QR code with its quiet edge, 1 for what is dark."""
    import segno  # needed by this one screen

    matrix = segno.make(url, error="l", micro=False).matrix
    light = [0] * (len(matrix) + 2 * QUIET)
    inner = [[0] * QUIET + [int(module) for module in row] + [0] * QUIET for row in matrix]
    return [light] * QUIET + inner + [light] * QUIET
