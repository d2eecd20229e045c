"""Lines of text from standard input, whatever bytes they are made of."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

LONGEST = 1_000_000
"""Bytes of a line that are read; what follows up to the line's end is passed over."""


def typed_lines(prompt: str = "", aside: bool = False) -> Iterator[str]:
    """Yield the lines of standard input until it ends; a last one without an end counts.

    Decoded as UTF-8, bytes that are not replaced; without the line end. The prompt is printed
    before each. aside: for a thread that may still wait for a line when the program ends, which
    Python does not survive where that thread holds standard input itself.
    """
    if sys.stdin is None:  # closed by whoever started the program
        return
    own = open(sys.stdin.fileno(), "rb", closefd=False) if aside else None  # noqa: SIM115 (as above)
    source = own or sys.stdin.buffer
    while True:
        if prompt:
            print(prompt, end="", flush=True)
        raw = _line(source)
        if not raw:
            return
        yield raw.decode("utf-8", errors="replace").rstrip("\n").removesuffix("\r")


def _line(source: BinaryIO) -> bytes:
    """Return a line with its end, at most `LONGEST` bytes of it; nothing at the end of input."""
    raw = rest = source.readline(LONGEST)
    while rest and not rest.endswith(b"\n"):
        rest = source.readline(LONGEST)
    return raw
