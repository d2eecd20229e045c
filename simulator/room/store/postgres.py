"""Rooms in PostgreSQL: several hubs, on one machine or many, with one database."""

from __future__ import annotations

import time
from contextlib import contextmanager
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import errors
from psycopg.pq import TransactionStatus

from simulator.errors import RoomStoreError
from simulator.room.store.connecting import connect, shown, told
from simulator.room.store.notices import CHANNEL, packed
from simulator.room.store.stored import as_text, fitting
from simulator.room.store.tables import TABLES, Tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from simulator.room.store.stored import Batch
    from simulator.room.store.tables import Asking

PATIENCE = 5.0
"""Seconds to wait for a server that was there and is being started again."""

_IDENTITY = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"

# The planner's statistics would keep samples of what people said and are called.
_UNSAMPLED = (
    "ALTER TABLE event ALTER payload SET STATISTICS 0",
    "ALTER TABLE name ALTER name SET STATISTICS 0",
    "ALTER TABLE key ALTER value SET STATISTICS 0",
)


class PostgresStore(Tables):
    """A Store at an address; what it keeps is told to whoever `listen`s there.

    A connection that was lost is opened again. An append during which it is lost is tried once
    more, after a look at whether it was kept.
    """

    def __init__(self, address: str):
        self.where = shown(address)
        self._address = address
        self._connection = connect(address)
        self._gone = 0.0  # since when there is no server, on a clock that only goes on
        try:
            with self._transaction("tables") as ask:
                if ask("SELECT to_regclass('meta')") == [(None,)]:
                    for table in (*TABLES, *_UNSAMPLED):
                        ask(table.format(pos=_IDENTITY))
                self._check(ask)
        except BaseException:
            self._connection.close()
            raise

    @property
    def backend(self) -> int:
        """The server's number for this connection, which its notifications carry; 0 if lost."""
        return 0 if self._connection.closed else self._connection.info.backend_pid

    def append(self, batches: Sequence[Batch]) -> list[bool]:
        """Keep batches in one transaction; False for each whose `after` is not the last ver.

        Tells how far their streams are now, in one notification (a second one from about 500
        streams on), at the moment the transaction commits.
        """
        try:
            return self._append(batches)
        except RoomStoreError:
            if not self._connection.closed:
                raise
        return self._append(batches, in_doubt=True)

    def compact(self) -> None:
        """Write the tables anew, so that no byte is left in them of what was erased.

        The server's own log (pg_wal) has it until the server uses those files again: on a server
        that writes little, until `CHECKPOINT; SELECT pg_switch_wal();` some times over. What its
        owner archives, replicates or backs up is beyond this, and so are the file system's freed
        blocks. Nobody can read or write while the tables are written.
        """
        with self._watched():
            for table in ("event", "name", "key"):
                self._first(f"VACUUM FULL {table}")

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def _append(self, batches: Sequence[Batch], in_doubt: bool = False) -> list[bool]:
        streams = list({batch.stream for batch in batches})
        with self._transaction(*streams) as ask:
            # The streams' locks were free: a commit in doubt is over now, one way or the other.
            there = [in_doubt and _there(ask, batch) for batch in batches]
            last = _last(ask, streams)
            new = [batch for batch, kept in zip(batches, there, strict=True) if not kept]
            kept, rows = fitting(new, last)
            if rows:
                columns = [list(column) for column in zip(*rows, strict=True)]
                ask(_INSERT, columns)
                self._keep_names(ask, new, kept)
                for text in packed({stream: last[stream] for stream in columns[0]}):
                    ask("SELECT pg_notify(?, ?)", (CHANNEL, text))
        answers = iter(kept)
        return [kept or next(answers) for kept in there]

    @contextmanager
    def _transaction(self, *alone: str) -> Iterator[Asking]:
        with self._watched():
            self._first("BEGIN")
            try:
                if alone:  # sorted: two who take the same ones never wait for each other
                    locks = sorted(_lock(stream) for stream in alone)
                    self._ask("SELECT pg_advisory_xact_lock(k) FROM unnest(?::bigint[]) k", [locks])
                yield self._ask
                self._ask("COMMIT")
            finally:
                if self._connection.info.transaction_status in _UNDER_WAY:
                    self._ask("ROLLBACK")

    def _first(self, statement: str) -> None:
        """Ask what nothing came before: if the connection was lost while idle, ask anew."""
        self._ready()
        try:
            self._ask(statement)
        except psycopg.OperationalError as error:
            if not (self._connection.closed or isinstance(error, _GOING)):
                raise
            self._connection.close()
            self._ready()
            self._ask(statement)

    def _ready(self) -> None:
        """Open the connection again if it was lost, waiting a little for the server."""
        while self._connection.closed:
            try:
                self._connection = connect(self._address)
            except RoomStoreError:
                now = time.monotonic()
                self._gone = self._gone or now
                if now > self._gone + PATIENCE:  # nor does whoever asks next wait as long again
                    raise
                time.sleep(0.1)
            else:
                self._gone = 0.0

    def _ask(self, statement: str, values: Sequence[Any] = (), /) -> list[Any]:
        cursor = self._connection.execute(statement.replace("?", "%s").encode(), values)
        return cursor.fetchall() if cursor.description else []

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Tell errors, and close a connection whose server is going away."""
        with told(self.where):
            try:
                yield
            except _GOING:
                self._connection.close()
                raise


_INSERT = (
    "INSERT INTO event (stream, ver, payload) SELECT * FROM unnest(?::text[], ?::int[], ?::text[])"
)
_UNDER_WAY = (TransactionStatus.INTRANS, TransactionStatus.INERROR)
_GOING = (
    errors.AdminShutdown,
    errors.CrashShutdown,
    errors.IdleInTransactionSessionTimeout,
)


def _lock(stream: str) -> int:
    """Return the number of a stream's advisory lock."""
    return int.from_bytes(blake2b(stream.encode(), digest_size=8).digest(), signed=True)


def _last(ask: Asking, streams: list[str]) -> dict[str, int]:
    rows = ask(
        "SELECT s, coalesce((SELECT max(ver) FROM event WHERE stream = s), 0) "
        "FROM unnest(?::text[]) s",
        [streams],
    )
    return dict(rows)


def _there(ask: Asking, batch: Batch) -> bool:
    """Say whether exactly this batch is kept in its place."""
    rows = ask(
        "SELECT payload FROM event WHERE stream = ? AND ver > ? AND ver <= ? ORDER BY ver",
        (batch.stream, batch.after, batch.after + len(batch.payloads)),
    )
    return bool(rows) and [row[0] for row in rows] == [as_text(one) for one in batch.payloads]
