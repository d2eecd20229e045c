"""Rooms in one SQLite file: one hub on one machine, with nothing to install."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from simulator.errors import RoomStoreError
from simulator.room.store.stored import fitting
from simulator.room.store.tables import TABLES, Tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from simulator.room.store.stored import Batch
    from simulator.room.store.tables import Asking

PATIENCE = 10
"""Seconds to wait for another program that is writing to the same file."""

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # what is committed survives the power going
    "secure_delete = ON",  # what is erased is overwritten
    "temp_store = MEMORY",  # no secret in a temporary file
)


class SqliteStore(Tables):
    """A Store in the file of a path, which only its owner may read: it holds secrets."""

    def __init__(self, path: Path):
        self.where = str(path)
        with self._told():
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            path.chmod(0o600)  # one that was there; SQLite gives -wal and -shm the same rights
            self._connection = sqlite3.connect(
                path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def append(self, batches: Sequence[Batch]) -> list[bool]:
        """Keep batches in one transaction; False for each whose `after` is not the last ver."""
        streams = list({batch.stream for batch in batches})
        with self._transaction("append") as ask:
            last = json.loads(ask(_LAST, [json.dumps(streams)])[0][0])
            kept, rows = fitting(batches, last)
            ask(_INSERT, [json.dumps(rows)])
            self._keep_names(ask, batches, kept)
        return kept

    def compact(self) -> None:
        """Write the files anew, so that no byte is left in them of what was erased.

        What the file system has not yet overwritten of freed blocks, and backups, are beyond it.
        Raises RoomStoreError, too, when another program that reads keeps the old bytes there.
        """
        with self._told():
            self._connection.execute("VACUUM")
            done = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if done[0]:
            raise RoomStoreError(
                f"What was erased is still in {self.where}-wal, because another program reads it. "
                "Close that program and erase once more."
            )

    def close(self) -> None:
        """Let go of the file."""
        with self._told():
            self._connection.close()

    def _prepare(self) -> None:
        with self._told():
            for pragma in _PRAGMAS:
                self._connection.execute(f"PRAGMA {pragma}").close()
        # Tables and version appear at once: whoever opens it meanwhile finds all or nothing.
        with self._transaction("tables") as ask:
            if not ask("SELECT 1 FROM sqlite_master WHERE name = 'meta'"):
                for table in TABLES:
                    ask(table.format(pos="INTEGER PRIMARY KEY AUTOINCREMENT"))
            self._check(ask)

    @contextmanager
    def _transaction(self, *alone: str) -> Iterator[Asking]:
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE" if alone else "BEGIN")
            try:
                yield self._ask
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def _ask(self, statement: str, values: Sequence[Any] = (), /) -> list[Any]:
        return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise RoomStoreError(
                f"The rooms in {self.where} cannot be used: {_reason(error)}."
            ) from error


# One step each for any number of rows. Between steps Python's lock is given away, and a busy loop
# gives it back after 5 ms only.
_LAST = (
    "SELECT json_group_object(value, (SELECT coalesce(max(ver), 0) FROM event "
    "WHERE stream = value)) FROM json_each(?)"
)
_INSERT = (
    "INSERT INTO event (stream, ver, payload) SELECT json_extract(value, '$[0]'), "
    "json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(?)"
)


def _reason(error: sqlite3.Error | OSError) -> str:
    if isinstance(error, OSError):
        return str(error.strerror or error)
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest says which part of it failed
    return _REASONS.get(code, str(error))


_REASONS = {
    sqlite3.SQLITE_BUSY: f"another program has kept the file busy for {PATIENCE} seconds",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_NOTADB: "the file is not a database",
    sqlite3.SQLITE_CORRUPT: "the file is damaged",
    sqlite3.SQLITE_READONLY: "the file can only be read",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened",
    sqlite3.SQLITE_IOERR: "the disk failed",
}
