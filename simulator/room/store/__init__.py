"""Where rooms are kept: an append-only table of events, in SQLite or in PostgreSQL."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.errors import Conflict, RoomStoreError
from simulator.room.store.stored import Batch, Entry, Store
from simulator.room.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["FILE", "Batch", "Conflict", "Entry", "Store", "Writer", "listen", "open_store"]

FILE = "rooms.db"


def open_store(database: str | Path) -> Store:
    """Return the rooms of a folder (made if need be), or of a `postgresql://` address.

    Raises RoomStoreError, which never shows the address's password.
    """
    address = str(database)
    if address.startswith(("postgresql://", "postgres://")):
        with _driver():
            from simulator.room.store.postgres import PostgresStore
        return PostgresStore(address)
    if "://" in address:
        raise RoomStoreError(
            f"Rooms cannot be kept in a database of the kind {address.split('://')[0]!r}: "
            "give a folder, or an address that begins with postgresql://."
        )
    from simulator.room.store.sqlite import SqliteStore

    return SqliteStore(Path(database) / FILE)


async def listen(
    database: str, heard: Callable[[str, int], None], besides: Store | None = None
) -> None:
    """Call `heard(stream, ver)` for what is kept in a PostgreSQL, until cancelled.

    A ver may be told late or twice, and stands for those before it. `heard("", 0)` means that some
    may have been missed, look at every stream: at the beginning, and whenever a lost connection
    was opened again, which goes by itself. What the store `besides` keeps is not told.
    Raises RoomStoreError for an address that cannot be understood.
    """
    with _driver():
        from simulator.room.store.listening import hear
    await hear(database, heard, besides)


@contextmanager
def _driver() -> Iterator[None]:
    """Few hubs need psycopg: it is imported where it is needed, and may be missing."""
    try:
        yield
    except ImportError as error:
        raise RoomStoreError(
            "Rooms in PostgreSQL need psycopg, which is not installed: "
            "install detente[postgres], for example with pip install 'detente[postgres]'."
        ) from error
