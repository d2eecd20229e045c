"""What a store of rooms is asked for, whatever database is behind it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Entry(NamedTuple):
    """One event as it is kept. `pos` orders a whole database, with gaps; `ver` 1, 2 … a stream."""

    pos: int
    stream: str
    ver: int
    payload: dict[str, Any]


class Batch(NamedTuple):
    """Payloads to be kept as ver after + 1, after + 2 … of a stream; all of them or none.

    names: (seat, name) of those who come with them, kept where the payloads are.
    """

    stream: str
    after: int
    payloads: list[dict[str, Any]]
    names: tuple[tuple[str, str], ...] = ()


class Store(Protocol):
    """Every method blocks, is on disk when it returns, and raises RoomStoreError.

    A store is for one thread at a time, whichever that is.
    """

    def append(self, batches: Sequence[Batch]) -> list[bool]:
        """Keep batches in one transaction; False for each whose `after` is not its stream's last.

        Batches of one stream follow each other in the order given. After a RoomStoreError nothing
        is certain: read the streams again before going on.
        """

    def read(self, stream: str, after: int = 0) -> list[Entry]:
        """Return a stream's entries that came after a ver, in order."""

    def streams(self) -> list[str]:
        """Return every stream, the one begun first first."""

    def ends(self) -> dict[str, int]:
        """Return every stream's last ver, without reading what lies before it."""

    def names(self, stream: str) -> dict[str, str]:
        """Return what the seats of a stream are called: names are kept apart from its entries."""

    def put_name(self, stream: str, seat: str, name: str | None) -> None:
        """Keep what a seat is called; None forgets it."""

    def key(self, name: str) -> str | None:
        """Return a small value kept under a name, such as a secret."""

    def put_key(self, name: str, value: str | None) -> None:
        """Keep a small value under a name; None forgets it."""

    def rewrite(self, stream: str, change: Callable[[Entry], dict[str, Any] | None]) -> None:
        """Put other payloads in the place of a stream's; an entry changed to None stays as it is.

        For erasure only. What was there is gone from the files after `compact`.
        """

    def drop(self, stream: str) -> None:
        """Forget a stream's entries and names; they are gone from the files after `compact`."""

    def compact(self) -> None:
        """Write the files anew, so that no byte is left in them of what was erased."""

    def close(self) -> None:
        """Let go of the database."""


def fitting(
    batches: Iterable[Batch], last: dict[str, int]
) -> tuple[list[bool], list[tuple[str, int, str]]]:
    """Return which batches follow their stream's last ver, and the rows (stream, ver, payload).

    `last` holds every stream's last ver (0 for a new one) and is brought up to date.
    """
    kept, rows = [], []
    for stream, after, payloads, _ in batches:
        kept.append(after == last[stream])
        if kept[-1]:
            texts = enumerate(map(as_text, payloads), after + 1)
            rows += [(stream, ver, text) for ver, text in texts]
            last[stream] += len(payloads)
    return kept, rows


def as_text(payload: dict[str, Any]) -> str:
    """Return a payload as JSON, its words as they are: what is erased can be searched for."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


_SURROGATE = re.compile("[\ud800-\udfff]")  # halves of characters, which no database takes
