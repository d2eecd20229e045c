"""Connections to PostgreSQL, and sentences about those that fail: never with a password."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from simulator.errors import RoomStoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

OPTIONS: dict[str, Any] = {
    "autocommit": True,  # transactions are begun in words
    "application_name": "detente",
    "client_encoding": "utf8",
    "connect_timeout": 10,
    # A network that went away without a word is noticed within half a minute.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}

_SETTINGS = (
    # A hub that hangs in the middle of a transaction must not hold up the others for ever.
    "SET lock_timeout = '10s'",
    "SET idle_in_transaction_session_timeout = '20s'",
    # What is committed survives the power going, even where the server's owner chose otherwise.
    "SELECT set_config('synchronous_commit', 'on', false) "
    "WHERE current_setting('synchronous_commit') = 'off'",
)


def connect(address: str) -> psycopg.Connection:
    """Return a connection that was made ready. Raises RoomStoreError."""
    with told(shown(address)):
        checked(address)
        connection = psycopg.connect(address, **OPTIONS)
        try:
            for setting in _SETTINGS:
                connection.execute(setting.encode())
        except BaseException:
            connection.close()
            raise
    return connection


def checked(address: str) -> None:
    """Raise RoomStoreError for an address that cannot be understood."""
    try:
        conninfo_to_dict(address)
    except psycopg.Error:
        raise RoomStoreError(
            f"The address of {shown(address)} cannot be understood. In a password, write "
            "characters such as @ : / ? # % as %40 %3A %2F %3F %23 %25."
        ) from None  # the driver's own words may hold a piece of the password


def shown(address: str) -> str:
    """Return where an address points, without a name, a password or settings."""
    place = address.partition("://")[2].rpartition("@")[2].partition("?")[0]
    return f"postgresql://{place}" if _PLACE.fullmatch(place) else "the PostgreSQL database"


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn the driver's errors into RoomStoreError."""
    try:
        yield
    except psycopg.Error as error:
        raise RoomStoreError(
            f"The rooms in {where} cannot be used: {reason(error)}."
        ) from None  # likewise


def reason(error: psycopg.Error) -> str:
    """Return why something failed, for the end of a sentence."""
    if isinstance(error, psycopg.errors.DiskFull):
        return "the server's disk is full"
    if isinstance(error, psycopg.errors.LockNotAvailable):
        return "another program has kept them busy for 10 seconds"
    if error.diag.message_primary:
        return f"the server says: {error.diag.message_primary}"
    if isinstance(error, psycopg.errors.ConnectionTimeout):
        return _NOBODY
    first = str(error).partition("\n")[0]
    if not isinstance(error, psycopg.OperationalError):  # about a value, not about the address
        return first
    said = first.rpartition(" failed: ")[2].removeprefix("FATAL:").strip()
    if said in ("Connection refused", "No such file or directory"):
        return _NOBODY
    if "password" in said:
        return "the server does not accept this user name with this password"
    if "closed" in said or "lost" in said:
        return "the connection was lost"
    if said == first:  # its words may hold a piece of the password, taken for a host
        return "no server was found there"
    return f"the server says: {said}"


_NOBODY = "no server answers there"
_PLACE = re.compile(r"[\w.:,\[\]%/-]*")
