"""First paint of the program beside that of a minimal Textual application, in alternation.

Each run starts a fresh process on a pseudo-terminal of 80x24 and takes the time until the first
frame has been written: the moment a person sees something.
"""

from __future__ import annotations

import os
import pty
import select
import statistics
import subprocess
import sys
import tempfile
from time import perf_counter

RUNS = 9
LIMIT = 20.0
"""Seconds after which a run that has painted nothing is given up."""

MINIMAL = """
from textual.app import App
from textual.widgets import Footer, Header, Static
class Minimal(App):
    def compose(self):
        yield Header()
        yield Static("hello")
        yield Footer()
Minimal().run()
"""


def first_paint(command: list[str], marker: bytes) -> float:
    """Return seconds from the start of a command to the marker on its screen."""
    main, side = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    start = perf_counter()
    process = subprocess.Popen(
        command, stdin=side, stdout=side, stderr=side, env=environment, start_new_session=True
    )
    os.close(side)
    seen = b""
    try:
        while marker not in seen:
            left = LIMIT - (perf_counter() - start)
            if left <= 0 or not select.select([main], [], [], left)[0]:
                raise TimeoutError(f"{command}: nothing painted in {LIMIT} s")
            seen += os.read(main, 65536)
        return perf_counter() - start
    finally:
        process.kill()
        process.wait()
        os.close(main)


def main() -> None:
    minimal: list[float] = []
    program: list[float] = []
    with tempfile.TemporaryDirectory() as data:
        detente = [sys.executable, "-m", "simulator.cli", "--data", data]
        for _ in range(RUNS):
            minimal.append(first_paint([sys.executable, "-c", MINIMAL], b"hello"))
            program.append(first_paint(detente, b"detente"))
    apart = [a - b for a, b in zip(program, minimal, strict=True)]
    for name, values in (("minimal application", minimal), ("detente", program)):
        print(f"{name:22} first paint {statistics.median(values):.2f} s (median of {RUNS})")
    print(f"{'the difference':22} {statistics.median(apart):.2f} s")


if __name__ == "__main__":
    main()
