"""The installed program on a real terminal: started, talked to, left, killed and resumed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from signal import SIGKILL

import pytest

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

DETENTE = Path(sys.executable).with_name("detente")
PATIENCE = 60
"""Seconds tmux may take until something is on the screen; it returns as soon as it is."""


class Terminal:
    """A tmux session of 80 by 24."""

    def __init__(self, folder: Path) -> None:
        self.socket = str(folder / "tmux")
        self.folder = folder

    def tmux(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", self.socket, *words], capture_output=True, text=True, check=True
        )
        return done.stdout

    def start(self, *words: str) -> None:
        keep = [f"DETENTE_DATA={self.folder / 'data'}", f"DETENTE_CONFIG={self.folder / 'config'}"]
        command = ["env", *keep, str(DETENTE), *words]
        self.tmux("new-session", "-d", "-s", "talk", "-x", "80", "-y", "24", *command)

    def kill(self) -> None:
        """Kill the program as no program can notice; what starts next is in a new session."""
        os.kill(int(self.tmux("display-message", "-p", "-t", "talk", "#{pane_pid}")), SIGKILL)
        self.socket += "-next"

    def type(self, text: str) -> None:
        self.tmux("send-keys", "-t", "talk", "-l", text)
        self.tmux("send-keys", "-t", "talk", "Enter")

    def shows(self, text: str) -> str:
        """Return the screen as soon as it shows a text."""
        # the waiting is done in one shell, woken by what changes on the screen
        script = (
            f"for _ in $(seq {PATIENCE * 10}); do "
            f'tmux -S "{self.socket}" capture-pane -p -t talk 2>/dev/null | grep -qF -- "$1" '
            f"&& break; read -rt 0.1 <> <(:) || :; done; "
            f'tmux -S "{self.socket}" capture-pane -p -t talk'
        )
        done = subprocess.run(
            ["bash", "-c", script, "bash", text], capture_output=True, text=True, check=True
        )
        assert text in done.stdout
        return done.stdout


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path)
    yield terminal
    subprocess.run(["tmux", "-S", terminal.socket, "kill-server"], capture_output=True, check=False)


def test_a_conversation_survives_a_kill(terminal: Terminal) -> None:
    terminal.start("play", "small_vendor", "--seed", "1")
    terminal.shows("Begin")
    terminal.tmux("send-keys", "-t", "talk", "Enter")
    terminal.shows("What do you say?")
    terminal.type("Thank you for coming [red]in[/], Dana.")
    # markup is shown as typed, and a line that was counted is on disk
    terminal.shows("1 line")
    terminal.shows("[red]in[/]")
    terminal.kill()
    terminal.start("resume")
    terminal.shows("[red]in[/]")
