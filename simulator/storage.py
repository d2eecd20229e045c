"""The journal's tables and connections: the one module that knows SQLAlchemy (slow to import)."""

from __future__ import annotations

import sqlite3  # errors of a connection's first pragmas come straight from the driver
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    URL,
    BigInteger,
    Column,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    case,
    create_engine,
    event,
    func,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.schema import CreateTable

from simulator.errors import Conflict, JournalError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    Row = dict[str, Any]

SCHEMA = 3
"""The version of the tables below. An older database is brought up to it; a newer one is left."""

_tables = MetaData()

meta = Table(
    "meta",
    _tables,
    Column("key", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)

session = Table(
    "session",
    _tables,
    Column("id", String(32), primary_key=True),
    Column("persona", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("level", String(16), nullable=False),
    Column("started", String(32), nullable=False),
    Column("model", String(32), nullable=False),
    Column("language", String(32), nullable=False),
)

entry = Table(
    "entry",
    _tables,
    Column("id", Integer, primary_key=True),
    Column("session", ForeignKey(session.c.id), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("at", String(32), nullable=False),
    UniqueConstraint("session", "seq"),
)


class Store:
    """Rows in and rows out. Every write is one transaction, on disk when the method returns.

    Every method raises JournalError, naming the database, when it cannot do its work.
    """

    def __init__(self, path: Path):
        self._where = path
        with self._told():
            self._engine = _connected(URL.create("sqlite", database=str(path)))
        with self._writing() as connection:
            self._check(connection)

    def add_session(self, row: Row, first: Row) -> None:
        """Keep a new session together with its first entry."""
        with self._writing() as connection:
            connection.execute(insert(session), row)
            connection.execute(insert(entry), first)

    def add_entry(self, row: Row) -> None:
        """Keep an entry. Raises Conflict when its place in the session is taken."""
        with self._writing() as connection:
            connection.execute(insert(entry), row)

    def sessions(self) -> Sequence[Any]:
        """Return every session, the one begun last first, each with its `last` entry's number."""
        last = select(func.max(entry.c.seq)).where(entry.c.session == session.c.id)
        return self._rows(
            select(session, last.scalar_subquery().label("last")).order_by(
                session.c.started.desc(), session.c.id
            )
        )

    def entries(self, session_id: str) -> Sequence[Any]:
        """Return the entries of a session in order: kind, payload."""
        return self._rows(
            select(entry.c.kind, entry.c.payload)
            .where(entry.c.session == session_id)
            .order_by(entry.c.seq)
        )

    def outline(self) -> Sequence[Any]:
        """Return every session's entries in order: session, kind, payload (None for a line)."""
        payload = case((entry.c.kind != "line", entry.c.payload))
        return self._rows(
            select(entry.c.session, entry.c.kind, payload.label("payload")).order_by(
                entry.c.session, entry.c.seq
            )
        )

    def close(self) -> None:
        """Give up the connections; a later call opens new ones."""
        self._engine.dispose()

    def _rows(self, query: Any) -> Sequence[Any]:
        with self._told(), self._engine.connect() as connection:
            return connection.execute(query).all()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._told(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError as error:
            raise Conflict(
                "Another process went on with this session since it was read here. "
                "Resume it again to see what was said."
            ) from error
        except (SQLAlchemyError, sqlite3.Error, OSError, ValueError) as error:
            reason = getattr(error, "orig", None) or error
            raise JournalError(f"The journal {self._where} cannot be used: {reason}.") from error

    def _check(self, connection: Connection) -> None:
        if not inspect(connection).has_table("meta"):
            _create(connection)
        query = select(meta.c.value).where(meta.c.key == "schema")
        found = connection.execute(query).scalar()
        if str(found) in _LACKING:
            _add(connection, _LACKING[str(found)])
            found = connection.execute(query).scalar()
        if str(found) != str(SCHEMA):
            raise JournalError(
                f"The journal {self._where} was written by another version of detente "
                f"(its schema is {found}, this program knows {SCHEMA}). Use that version, or "
                "give another folder with --data."
            )


def _create(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        # tables and version appear at once: whoever opens it meanwhile finds all or nothing
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    for table in _tables.sorted_tables:
        connection.execute(CreateTable(table, if_not_exists=True))
    # Two processes may get here at once; the second finds the work done.
    version = insert(meta).prefix_with("OR IGNORE", dialect="sqlite")
    connection.execute(version, {"key": "schema", "value": str(SCHEMA)})


_LACKING: dict[str, dict[str, str]] = {
    "1": {"model": "quick/", "language": ""},
    "2": {"language": ""},
}
"""What older schemas lack in `session`, and what holds for sessions of that time: the first model
read their lines, and personas spoke their own language."""


def _add(connection: Connection, columns: dict[str, str]) -> None:
    """Bring a database of an older schema up to this."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    there = {column["name"] for column in inspect(connection).get_columns("session")}
    for name, value in columns.items():
        if name not in there:  # else another process was quicker
            connection.exec_driver_sql(
                f"ALTER TABLE session ADD COLUMN {name} VARCHAR(32) NOT NULL DEFAULT '{value}'"
            )
    connection.execute(update(meta).where(meta.c.key == "schema").values(value=str(SCHEMA)))


def _connected(url: URL) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _careful)
    return engine


def _careful(connection: Any, _record: Any) -> None:
    # Two processes wait for each other; what is committed survives the power going.
    for pragma in ("busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()
