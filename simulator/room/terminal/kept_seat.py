"""The seat that somebody has in a room, kept on their machine: they come back as who they were."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.room.client.client import Client

FOLDER = "seats"

KEPT = 7 * 24 * 3600
"""Seconds a seat is kept, as by a browser."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat: the token that is its key, and what it is called."""

    token: str
    called: str = ""


class KeptSeat:
    """Where the seat of one room of one hub is kept: a file that only its owner can read.

    trouble: why it could not be kept, "" where it could.
    """

    def __init__(self, data: Path, address: str, code: str) -> None:
        """address: the hub's WebSocket. code: the room's, however it was typed."""
        plain = "".join(char for char in code.casefold() if char.isalnum())
        name = sha256(f"{address} {plain}".encode()).hexdigest()[:20]
        self.trouble = ""
        self._path = data / FOLDER / f"{name}.json"
        self._seat: Seat | None = None

    def find(self) -> Seat | None:
        """Return the seat that was kept, or None. Those too old are thrown away."""
        for path in self._path.parent.glob("*.json"):
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > KEPT:
                    path.unlink()
        try:
            self._seat = Seat(**json.loads(self._path.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            self._seat = None
        return self._seat

    def hear(self, client: Client) -> None:
        """Keep the seat of a client once it has one; forget it where it is nobody's any more."""
        standing = client.standing
        if standing.how == "gone":
            if standing.code == "no_seat":
                self.forget()
        elif standing.how == "connected":
            called = str(client.parts.get("me", {}).get("called", ""))
            known = self._seat.called if self._seat and self._seat.token == client.token else ""
            self._keep(Seat(client.token, called or known))

    def forget(self) -> None:
        """Throw it away."""
        self._seat = None
        with suppress(OSError):
            self._path.unlink()

    def _keep(self, seat: Seat) -> None:
        if seat == self._seat:
            return
        self._seat = seat
        draft = self._path.with_suffix(f".{os.getpid()}")
        try:
            self._path.parent.mkdir(0o700, parents=True, exist_ok=True)
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                json.dump(asdict(seat), file)
            draft.replace(self._path)
        except OSError as error:
            reason = error.strerror or error
            self.trouble = f"Your seat is not kept on this machine: {self._path.parent}: {reason}."
