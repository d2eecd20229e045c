"""`detente host` as it is installed, on a real terminal, with a phone that comes in."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.end_to_end.browsers import PHONE, Seat
from tests.end_to_end.hubs import HubProcess
from tests.test_smoke import Terminal

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path)
    yield terminal
    subprocess.run(["tmux", "-S", terminal.socket, "kill-server"], capture_output=True, check=False)


def choose(terminal: Terminal, what: str) -> None:
    """Choose the next one in a list, whose keys count from when it can be read."""

    def row() -> str:
        screen = terminal.tmux("capture-pane", "-p", "-e", "-t", "talk")
        return next(row for row in screen.splitlines() if what in row)

    before = row()
    while row() == before:
        terminal.tmux("send-keys", "-t", "talk", "Down")
    terminal.tmux("send-keys", "-t", "talk", "Enter")


async def test_host_opens_the_console_and_a_phone_comes_in(
    terminal: Terminal, browser: Browser, tmp_path: Path
) -> None:
    terminal.start("host", "--port", "0", "--exercise", "vendor_fishbowl", "--model", "quick")
    found = re.search(r"Join +(http://\S+) +code +(\w+)", terminal.shows(" code "))
    assert found
    hub = HubProcess(tmp_path, "vendor_fishbowl")
    hub.told = {"url": found[1], "code": found[2]}
    context = await browser.new_context(**PHONE)
    ann = Seat(await context.new_page(), hub)
    await ann.join("Ann", typed=True)
    terminal.shows("1 person")
    terminal.tmux("send-keys", "-t", "talk", "n")
    await ann.sees("Three questions before we begin")
    terminal.tmux("send-keys", "-t", "talk", "C-q")
    terminal.shows("End the hub, too?")
    choose(terminal, "Yes: everybody is cut off")
    await ann.sees("Connection lost.")
