"""Which hub has a data folder: one at a time, and it leaves a note there of where it is."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from simulator.room.hosting.reach import HostError

LOCK, NOTE = "hub.lock", "hub.json"

GLANCE = 1.0
"""Seconds to wait for whoever only looks whether the lock is held, and holds it for that."""


@dataclass(frozen=True)
class Running:
    """A hub that runs. here: what reaches it from this machine. The keys are secrets."""

    url: str
    here: str
    code: str
    facilitator: str
    projector: str
    process: int


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Have a data folder to oneself, until the process ends in whatever way.

    Raises HostError where another hub has it.
    """
    connection = _locked(folder, GLANCE)
    if connection is None:
        found = running(folder)
        where = f" at {found.url} (process {found.process})" if found else ""
        raise HostError(f"A hub already uses {folder}{where}; --data takes another folder.")
    try:
        yield
    finally:
        with suppress(OSError):
            (folder / NOTE).unlink()
        connection.close()


def running(folder: Path) -> Running | None:
    """Return the hub that has a data folder; None where none has, or it is not ready yet."""
    if not (folder / LOCK).exists():
        return None
    with suppress(HostError):
        connection = _locked(folder)
        if connection is not None:
            connection.close()
            return None
    try:
        return Running(**json.loads((folder / NOTE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def note(folder: Path, hub: Running) -> None:
    """Leave a note of a hub, which only the owner of the folder can read."""
    draft = folder / f"{NOTE}.new"
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(hub), file)
    draft.replace(folder / NOTE)


def _locked(folder: Path, patience: float = 0.0) -> sqlite3.Connection | None:
    """Return what holds the folder's lock; None where it is held. The system lets go of it.

    SQLite's locks are those that work alike on every system.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(folder / LOCK, timeout=patience, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise HostError(f"{folder} cannot be used as a data folder: {error}.") from None
    try:
        connection.execute("PRAGMA journal_mode=MEMORY")  # or a journal lies beside it
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return None
        raise HostError(f"{folder} cannot be used as a data folder: {error}.") from None
    return connection
