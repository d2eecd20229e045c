"""What waits to be sent to one client, within bounds: who reads too slowly is dropped."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

MOST_MESSAGES = 256
MOST_CHARACTERS = 256 * 1024
"""Waiting for a participant. The facilitator is shown everybody, and may have more waiting."""

LAST_WORDS = 5.0
"""Seconds in which a client has to take what was said before the hub hung up."""

POLICY, AGAIN = 1008, 1012
"""How a WebSocket closes: for good, or to come back."""


class SocketOutbox:
    """The hub's way to one client. Nothing here waits.

    What is put together goes out together, when the hub is done telling everybody; a task sends
    what has to wait for the client.

    later: the connection's own `send`. drop: ends it at once, whatever is still to be sent. send:
    sends texts at once, or returns False.
    """

    __slots__ = (
        "_at_once",
        "_characters",
        "_close",
        "_drop",
        "_due",
        "_most",
        "_send",
        "_sending",
        "_waiting",
        "ended",
    )

    def __init__(
        self,
        later: Send,
        drop: Callable[[], None],
        send: Callable[[Collection[str]], bool] = lambda _: False,
    ) -> None:
        self._send = later
        self._at_once = send
        self._drop = drop
        self._due = False
        self._waiting: list[str] = []  # an empty deque takes 0.8 KB
        self._characters = 0
        self._most = (MOST_MESSAGES, MOST_CHARACTERS)
        self._sending: asyncio.Task[None] | None = None
        self._close = 0
        self.ended = False

    def widen(self, times: int) -> None:
        """Let so many times as much wait."""
        self._most = (self._most[0] * times, self._most[1] * times)

    def put(self, text: str) -> None:
        """Send one message, after those that wait. One alone may be of any size."""
        if self.ended:
            return
        messages, characters = self._most
        if len(self._waiting) >= messages or self._characters >= characters:
            self.ended = True
            self._waiting.clear()
            self._drop()  # it comes back with its position, and is told what it missed
            return
        self._characters += len(text)
        self._waiting.append(text)
        if not self._due and self._sending is None:
            self._due = True
            asyncio.get_running_loop().call_soon(self._go)

    def refuse(self, message_id: str | None, code: str, message: str) -> None:
        """Say why a message is not obeyed."""
        self.put(_told("refused", id=message_id, code=code, message=message))

    def hang_up(self, code: str, message: str, again: bool) -> None:
        """Say so and close. Whoever does not listen to it is dropped."""
        if self.ended:
            return
        self.put(_told("bye", code=code, message=message, again=again))
        self.ended = True
        self._close = AGAIN if again else POLICY
        asyncio.get_running_loop().call_later(LAST_WORDS, self._drop)

    def _go(self) -> None:
        self._due = False
        if not self._close and self._at_once(self._waiting):
            self._waiting.clear()
            self._characters = 0
        else:
            self._sending = asyncio.get_running_loop().create_task(self._send_all())

    async def _send_all(self) -> None:
        try:
            while self._waiting:
                text = self._waiting.pop(0)
                self._characters -= len(text)
                await self._send({"type": "websocket.send", "text": text})
            if self._close:
                await self._send({"type": "websocket.close", "code": self._close})
        except (OSError, RuntimeError):  # gone, or closing already
            self.ended = True
            self._waiting.clear()
        finally:
            self._sending = None


def _told(kind: str, **fields: Any) -> str:
    return json.dumps({"type": kind, **fields}, ensure_ascii=False, separators=(",", ":"))
