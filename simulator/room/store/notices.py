"""What hubs with one database tell each other: how far each stream is, never what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CHANNEL = "detente_rooms"

LONGEST = 7999
"""Bytes of one notification, by PostgreSQL's documentation of NOTIFY (shorter than 8000)."""


def packed(last: Mapping[str, int]) -> Iterator[str]:
    """Give every stream's last ver as `stream:ver,stream:ver`, in as few texts as hold them."""
    text = ""
    for stream, ver in last.items():
        longer = f"{text},{stream}:{ver}" if text else f"{stream}:{ver}"
        if text and len(longer.encode()) > LONGEST:
            yield text
            longer = f"{stream}:{ver}"
        text = longer
    if text:
        yield text


def unpacked(text: str) -> Iterator[tuple[str, int]]:
    """Give the streams and vers of a packed text; what is none of them is passed over."""
    for word in text.split(","):
        stream, _, ver = word.rpartition(":")
        if stream and ver.isascii() and ver.isdigit():
            yield stream, int(ver)
