"""The QR code over the whole screen, for those who sit in front of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

QUIET = 2
"""Light modules around the code, without which no camera finds it."""

HALVES = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
"""Two modules one above the other as one character, light ones painted."""


class QrScreen(ModalScreen[None]):
    """Shows how to join as large as there is room. Any of these keys closes it."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape,enter,q,space", "dismiss", "Close")]

    def __init__(self, url: str, code: str) -> None:
        """url: where the QR code leads. code: the room's, to be typed where no camera is."""
        super().__init__()
        self._url, self._code = url, code

    def compose(self) -> ComposeResult:
        """The QR code, the address and the code."""
        with Vertical(id="qr"):
            yield Static(Content("\n".join(half_blocks(self._url))), id="modules")
            yield Static(Content(self._url), classes="address")
            yield Static(Content.assemble(("Code ", "$quiet"), (self._code, "bold $them")))


def half_blocks(url: str) -> list[str]:
    """Return the QR code of an address as rows of characters, light ones painted."""
    import segno  # needed by this one screen

    matrix = segno.make(url, error="l", micro=False).matrix
    width = len(matrix) + 2 * QUIET
    light = [0] * width
    rows: list[Sequence[int]] = [light] * QUIET
    rows += [[0] * QUIET + list(row) + [0] * QUIET for row in matrix]
    rows += [light] * QUIET
    if len(rows) % 2:
        rows.append([1] * width)  # half a row that is not painted
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return ["".join(HALVES[pair] for pair in zip(*both, strict=True)) for both in pairs]
