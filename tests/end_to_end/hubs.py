"""A real hub, in a process of its own, that can be killed and started again at the same place."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

COMMAND = (sys.executable, "-m", "simulator.cli", "host", "--headless", "--model", "quick")


class HubProcess:
    """`detente host --headless` on the loopback address; what it told is in `told`."""

    def __init__(self, data: Path, exercise: str) -> None:
        self.told: dict[str, Any] = {}
        self._data, self._exercise = data, exercise
        self._process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return str(self.told["url"])

    @property
    def code(self) -> str:
        return str(self.told["code"])

    def start(self) -> None:
        """Return once it is ready; after a kill, at the same port."""
        port = str(urlsplit(self.url).port) if self.told else "0"
        command = [*COMMAND, "--port", port, "--data", str(self._data)]
        self._process = subprocess.Popen(
            [*command, "--exercise", self._exercise], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout
        self.told = json.loads(self._process.stdout.readline())

    def kill(self) -> None:
        """As `kill -9` does: it has no time to put anything away."""
        if self._process:
            self._process.kill()
            self._process.communicate()
