"""The whole screen is drawn on the terminal, wherever errors go."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("Textual draws on standard output there", allow_module_level=True)

PROGRAM = """
import sys
from textual.widgets import Static
from simulator.tui.dressed import DressedApp

class Drawing(DressedApp[None]):
    def compose(self):
        yield Static("Drawn here.")

    def on_mount(self):
        self.call_after_refresh(self.exit)

Drawing().run()
print("What went wrong.", file=sys.stderr)
"""


def drawn(errors: int | None, settings: Path) -> str:
    """Run an application at a terminal; return what the terminal was told.

    errors: where standard error goes; None: to the terminal, too.
    """
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs if errors is None else errors,
        env={**os.environ, "TERM": "xterm-256color", "DETENTE_CONFIG": str(settings)},
        start_new_session=True,
    )
    os.close(theirs)
    told = b""
    try:
        while more := os.read(ours, 65536):
            told += more
    except OSError:  # how Linux tells that nobody holds the other end any more
        pass
    finally:
        os.close(ours)
        process.wait()
    return told.decode()


def test_what_goes_wrong_is_in_the_file_and_the_screen_on_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "errors.txt"
    with file.open("wb") as errors:
        told = drawn(errors.fileno(), tmp_path)
    assert "Drawn here." in told
    assert file.read_text() == "What went wrong.\n"


def test_where_errors_are_shown_the_screen_is_beside_them(tmp_path: Path) -> None:
    told = drawn(None, tmp_path)
    assert "Drawn here." in told
    assert "What went wrong." in told
