"""Drawing where the terminal is, though standard error leads elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.app import App


class OutputDriver(LinuxDriver):
    """Draws on standard output; Textual's own draws on standard error, which may be a file."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        assert sys.__stdout__  # `on_screen` has seen it
        self._file = sys.__stdout__
