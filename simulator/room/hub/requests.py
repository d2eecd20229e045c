"""What waits to be done in a room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio

    from simulator.room.hub.telling import Attachment
    from simulator.room.protocol.asked import Doing, Looking


@dataclass(frozen=True, slots=True, eq=False)
class Message:
    """A client's message."""

    attachment: Attachment
    message: Doing | Looking


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """Somebody wants a seat; token is the SHA-256 of theirs. done gets the seat's id."""

    role: str
    token: str
    name: str
    done: asyncio.Future[str]


@dataclass(frozen=True, slots=True, eq=False)
class Connected:
    """A seat has a connection, which knows everything up to a position.

    token is told to it with the welcome, "" where it is known there.
    """

    attachment: Attachment
    pos: int
    done: asyncio.Future[None]
    token: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Disconnected:
    """A connection is gone."""

    attachment: Attachment


@dataclass(frozen=True, slots=True, eq=False)
class Elsewhere:
    """Another hub wrote to the room, up to a position; 0 where that is not known."""

    ver: int
    done: asyncio.Future[None] | None = None


@dataclass(frozen=True, slots=True)
class Beat:
    """Time went on. lost: workers that are not there any more."""

    lost: frozenset[str]


Request = Message | Arrival | Connected | Disconnected | Elsewhere | Beat


def resolve(done: asyncio.Future[Any], result: Any) -> None:
    """Give a future its result, unless whoever waited has gone."""
    if not done.done():
        done.set_result(result)


def fail(done: asyncio.Future[Any], error: Exception) -> None:
    """Give a future its error, unless whoever waited has gone."""
    if not done.done():
        done.set_exception(error)
