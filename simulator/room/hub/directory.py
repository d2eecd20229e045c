"""What finds a room: the code people type, the token a client has."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from simulator.room.state.records import FACILITATOR, PROJECTOR
from simulator.session import ALPHABET

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.room.state.events import Event

CODE_LETTERS = 6
"""Of an alphabet of 31: 887 million codes, of which a hub has at most 200 open."""


def fingerprint(token: str) -> str:
    """Return what is kept of a token: its SHA-256 in hex."""
    return sha256(token.encode()).hexdigest()


def plain_code(code: str) -> str:
    """Return a code as it is kept, however it was typed: `ABC-def` is `abcdef`."""
    return "".join(char for char in code.casefold() if char.isalnum())


class Directory:
    """Rooms by code, and seats by token. That a code was a room's does not say that it still is."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._tokens: dict[str, tuple[str, str]] = {}

    def note(self, room: str, events: Iterable[Event]) -> None:
        """Note what finds a room and its seats by what happened in it."""
        for event in events:
            if event.kind == "opened":
                self._tokens[event.data["facilitator"]] = (room, FACILITATOR)
                self._tokens[event.data["projector"]] = (room, PROJECTOR)
            if event.kind == "seated":
                self._tokens[event.data["token"]] = (room, event.data["seat"])
            if event.kind in ("opened", "coded"):
                self._codes[event.data["code"]] = room

    def room(self, code: str) -> str | None:
        """Return the room a code (as it is kept) was last given to."""
        return self._codes.get(code)

    def seat(self, token: str) -> tuple[str, str] | None:
        """Return the room and the seat of a token."""
        return self._tokens.get(fingerprint(token))

    def fresh_code(self) -> str:
        """Return a code no room has had."""
        while True:
            code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LETTERS))
            if code not in self._codes:
                return code
