"""The tables of rooms, and what both databases are asked in the same words."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from simulator.errors import RoomStoreError
from simulator.room.store.stored import Entry, as_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager

    from simulator.room.store.stored import Batch

SCHEMA = 1
"""The version of the tables; a database of another version is left alone."""

TABLES = (
    "CREATE TABLE IF NOT EXISTS event (pos {pos}, stream TEXT NOT NULL, ver INTEGER NOT NULL, "
    "payload TEXT NOT NULL, UNIQUE (stream, ver))",
    "CREATE TABLE IF NOT EXISTS name (stream TEXT NOT NULL, seat TEXT NOT NULL, "
    "name TEXT NOT NULL, PRIMARY KEY (stream, seat))",
    "CREATE TABLE IF NOT EXISTS key (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    f"INSERT INTO meta VALUES ('schema', '{SCHEMA}') ON CONFLICT DO NOTHING",
)


Asking = Callable[..., list[Any]]
"""Runs one statement, `?` for each of the values given with it, and returns its rows."""


class Tables(ABC):
    """The methods of a Store that are the same on every database."""

    where: str
    """The file or address, as it may be shown."""

    @abstractmethod
    def _transaction(self, *alone: str) -> AbstractContextManager[Asking]:
        """Begin a transaction, alone with what is named; commit it at the end."""

    def read(self, stream: str, after: int = 0) -> list[Entry]:
        """Return a stream's entries that came after a ver, in order."""
        with self._transaction() as ask:
            return _entries(ask, stream, after)

    def streams(self) -> list[str]:
        """Return every stream, the one begun first first."""
        with self._transaction() as ask:
            return [row[0] for row in ask("SELECT stream FROM event WHERE ver = 1 ORDER BY pos")]

    def ends(self) -> dict[str, int]:
        """Return every stream's last ver, without reading what lies before it."""
        with self._transaction() as ask:
            return dict(ask(_ENDS))

    def names(self, stream: str) -> dict[str, str]:
        """Return what the seats of a stream are called."""
        with self._transaction() as ask:
            rows = ask("SELECT seat, name FROM name WHERE stream = ? ORDER BY seat", (stream,))
        return {seat: name for seat, name in rows}

    def put_name(self, stream: str, seat: str, name: str | None) -> None:
        """Keep what a seat is called; None forgets it."""
        with self._transaction(stream) as ask:
            ask("DELETE FROM name WHERE stream = ? AND seat = ?", (stream, seat))
            if name is not None:
                ask("INSERT INTO name VALUES (?, ?, ?)", (stream, seat, name))

    def key(self, name: str) -> str | None:
        """Return a small value kept under a name."""
        with self._transaction() as ask:
            rows = ask("SELECT value FROM key WHERE name = ?", (name,))
        return rows[0][0] if rows else None

    def put_key(self, name: str, value: str | None) -> None:
        """Keep a small value under a name; None forgets it."""
        with self._transaction(name) as ask:
            ask("DELETE FROM key WHERE name = ?", (name,))
            if value is not None:
                ask("INSERT INTO key VALUES (?, ?)", (name, value))

    def rewrite(self, stream: str, change: Callable[[Entry], dict[str, Any] | None]) -> None:
        """Put other payloads in the place of a stream's; None leaves an entry as it is."""
        with self._transaction(stream) as ask:
            for entry in _entries(ask, stream, 0):
                if (payload := change(entry)) is not None:
                    row = (as_text(payload), entry.pos)
                    ask("UPDATE event SET payload = ? WHERE pos = ?", row)

    def drop(self, stream: str) -> None:
        """Forget a stream's entries and names."""
        with self._transaction(stream) as ask:
            ask("DELETE FROM event WHERE stream = ?", (stream,))
            ask("DELETE FROM name WHERE stream = ?", (stream,))

    @staticmethod
    def _keep_names(ask: Asking, batches: Iterable[Batch], kept: Iterable[bool]) -> None:
        """Keep the names that come with those of the batches that were kept."""
        for batch, ok in zip(batches, kept, strict=True):
            for seat, name in batch.names if ok else ():
                ask(_NAME, (batch.stream, seat, name))

    def _check(self, ask: Asking) -> None:
        """Raise RoomStoreError if the tables are those of another version."""
        rows = ask("SELECT value FROM meta WHERE key = 'schema'")
        found = rows[0][0] if rows else "unknown"
        if found != str(SCHEMA):
            raise RoomStoreError(
                f"The rooms in {self.where} were kept by another version of detente (their schema "
                f"is {found}, this program knows {SCHEMA}). Use that version, or another database."
            )


# One step a stream, from one to the next in the index, however long they are.
_ENDS = (
    "WITH RECURSIVE each (stream) AS (SELECT min(stream) FROM event UNION ALL "
    "SELECT (SELECT min(stream) FROM event WHERE stream > each.stream) FROM each "
    "WHERE each.stream IS NOT NULL) "
    "SELECT stream, (SELECT max(ver) FROM event WHERE event.stream = each.stream) FROM each "
    "WHERE stream IS NOT NULL"
)
_NAME = (
    "INSERT INTO name VALUES (?, ?, ?) "
    "ON CONFLICT (stream, seat) DO UPDATE SET name = excluded.name"
)


def _entries(ask: Asking, stream: str, after: int) -> list[Entry]:
    rows = ask(
        "SELECT pos, stream, ver, payload FROM event WHERE stream = ? AND ver > ? ORDER BY ver",
        (stream, after),
    )
    return [Entry(pos, name, ver, json.loads(payload)) for pos, name, ver, payload in rows]
