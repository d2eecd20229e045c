"""What standard input and output are connected to."""

from __future__ import annotations

import codecs
import os
import shutil
import sys
from io import TextIOWrapper

WIDEST = 80

_ASCII = dict(zip("▁▂▃▄▅▆▇█", "_.-~=+*#", strict=True)) | {
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2013": "-",
    "\u2014": "--",
    "\u2026": "...",
    "→": "->",
    "✗": "x",
}
"""What to write for a character that the output's encoding lacks."""


def on_screen() -> bool:
    """Return whether a full-screen application can run: a terminal at both ends, not a dumb one."""
    return reads_keys() and writes_screen() and os.environ.get("TERM") != "dumb"


def reads_keys() -> bool:
    """Return whether standard input is a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def writes_screen() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def writes_errors() -> bool:
    """Return whether standard error is a terminal."""
    return sys.stderr is not None and sys.stderr.isatty()


def width() -> int | None:
    """Return the columns to fill on standard output: the terminal's, at most 80; else None."""
    return min(WIDEST, shutil.get_terminal_size().columns) if writes_screen() else None


def never_fail_on_text(encoding: str | None = None) -> None:
    """Let what an output's encoding lacks be told by lookalikes, or give it another encoding."""
    codecs.register_error("lookalikes", _lookalikes)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=encoding, errors="lookalikes")


def _lookalikes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_ASCII.get(char, "?") for char in lacking), error.end
