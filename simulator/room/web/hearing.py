"""What a client sent, read: a message of the protocol, or why it is none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from engine import clean
from simulator.room.protocol.asked import Asked, parse

LARGEST = 8 * 1024
"""Bytes of a message."""


class Unreadable(Exception):
    """What came is no message. fatal: no client of ours sends such, so it is hung up on."""

    def __init__(
        self, message_id: str | None, code: str, message: str, fatal: bool = False
    ) -> None:
        super().__init__(message)
        self.id = message_id
        self.code = code
        self.message = message
        self.fatal = fatal


def heard(event: Mapping[str, Any]) -> Asked:
    """Return the message that an event `websocket.receive` brings. Raises Unreadable."""
    text = event.get("text")
    if text is None:
        raise Unreadable(None, "malformed", "Messages here are text, in JSON.", fatal=True)
    if len(text) > LARGEST or (not text.isascii() and len(text.encode()) > LARGEST):
        message = f"That is too long: a message has at most {LARGEST:,} bytes."
        raise Unreadable(None, "too_large", message, fatal=True)
    try:
        return parse(text)
    except ValidationError as error:
        raise _fault(text, error) from None


def _fault(text: str, error: ValidationError) -> Unreadable:
    found = error.errors(include_url=False, include_input=False, include_context=True)[0]
    kind = found["type"]
    where = clean(".".join(str(step) for step in found["loc"][1:]))[:60]
    if kind == "json_invalid":
        return Unreadable(None, "malformed", "That is no JSON.")
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return Unreadable(_id_in(text), "unknown", "There is no message of this type.")
    if kind == "string_too_long":
        most = found.get("ctx", {}).get("max_length", 0)
        return Unreadable(_id_in(text), "too_large", f"`{where}` has at most {most:,} characters.")
    return Unreadable(
        _id_in(text), "malformed", f"`{where}` is not as it should be: {found['msg']}."
    )


def _id_in(text: str) -> str | None:
    """Return the id of a message that is otherwise wrong, so that its sender knows which it was."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    message_id = found.get("id") if isinstance(found, dict) else None
    return message_id if isinstance(message_id, str) and 0 < len(message_id) <= 40 else None
