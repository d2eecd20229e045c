"""Telling clients what changed: each part made and encoded once for all who are shown it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from pydantic_core import to_json

from simulator.room.state.records import FACILITATOR, PROJECTOR
from simulator.room.views import Part, parts_of, render
from simulator.room.views.parts import GROWING, SLOW

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.room.state import Room
    from simulator.room.views.parts import Looks


PASSING = ("conversation", "turns", "proposals")
LEADERS_PASSING = ("watched", "proposals", "group")
"""Parts that come and go, for the facilitator and for everybody else."""


class Outbox(Protocol):
    """What takes a client's messages. Neither method blocks or raises."""

    def put(self, text: str) -> None:
        """Send a message; whose box is full is hung up on by the box itself."""

    def hang_up(self, code: str, message: str, again: bool) -> None:
        """Send `bye`, and close. again: whether coming back is of use."""


@dataclass(slots=True, eq=False)
class Attachment:
    """One connection of a seat. told: each part as it was last told, and up to which position."""

    room: str
    seat: str
    outbox: Outbox
    told: dict[str, tuple[Part, int]] = field(default_factory=dict)
    watching: str = ""


def encoded(message: dict[str, Any]) -> str:
    """Return a message as it is sent."""
    return to_json(message).decode()  # what is told grows with the room: thrice as fast as json


class Teller:
    """Tells the connections of one room what changed since they were last told."""

    def __init__(self) -> None:
        self._flushed = 0
        self._slow_flushed = 0

    def resume(self, room: Room, attachment: Attachment, pos: int) -> None:
        """Take a client at its word that it knows everything up to a position.

        But for the parts that are told late, and for what it watched: these are told again. Parts
        that come and go count as shown, so that it is told which of them are gone.
        """
        if not pos:
            return
        seat = room.seats[attachment.seat]
        passing = LEADERS_PASSING if seat.role == FACILITATOR else PASSING
        attachment.told = {name: (Part(name, "", "before"), 0) for name in passing}
        if max(room.moded, seat.moved) <= pos <= room.ver:
            parts = parts_of(room, seat, attachment.watching)
            sure = (part for part in parts if part.name not in SLOW and part.name != "watched")
            attachment.told |= {part.name: (part, pos) for part in sure}

    def behind(self, room: Room) -> bool:
        """Whether parts that nobody waits for changed since they were last told."""
        return any(room.touched.get((name, ""), 0) > self._slow_flushed for name in SLOW)

    def flush(
        self, room: Room, attachments: Iterable[Attachment], looks: Looks, slow: bool
    ) -> list[tuple[Attachment, Exception]]:
        """Tell everybody what changed; slow: also what nobody waits for.

        Return whom it could not be told, and why: nobody else goes without for that.
        """
        failed: list[tuple[Attachment, Exception]] = []
        everybody = slow or max(room.moded, room.urgent) > self._flushed
        concerned = set() if everybody else self._concerned(room)
        everybody = everybody or "" in concerned
        cache: dict[tuple[Part, int], str] = {}
        for attachment in attachments:
            if everybody or attachment.seat in concerned:
                try:
                    self.tell(room, attachment, looks, slow, cache)
                except Exception as error:
                    failed.append((attachment, error))
        self._flushed = room.ver
        if slow:
            self._slow_flushed = room.ver
        return failed

    def _concerned(self, room: Room) -> set[str]:
        """Return the seats that what changed concerns; "" among them stands for everybody."""
        seats: set[str] = set()
        for (name, of), ver in room.touched.items():
            if ver <= self._flushed or name in SLOW:
                continue  # what is urgent of these is found by `room.urgent`
            if name in ("me", "notices"):
                seats.add(of)
                continue
            conversation = room.conversations.get(of)
            if conversation is None or conversation.kind == "fishbowl":
                return {""}
            seats |= conversation.seats.keys() | {FACILITATOR, PROJECTOR}
        return seats

    def tell(
        self,
        room: Room,
        attachment: Attachment,
        looks: Looks,
        slow: bool = True,
        cache: dict[tuple[Part, int], str] | None = None,
    ) -> None:
        """Tell one connection what it was not told yet."""
        known, touched, moded = attachment.told, room.touched, room.moded
        pieces = []
        now: dict[str, tuple[Part, int]] = {}
        for part in parts_of(room, room.seats[attachment.seat], attachment.watching):
            name, since = part.name, 0
            told = known.get(name)
            if told is not None and told[0] == part:
                since = told[1]
                last = max(touched.get(part[:2], 0), moded)
                waits = name in SLOW and not slow and room.urgent <= since
                if last <= since or waits:
                    now[name] = told
                    continue
            since = since if moded <= since else 0
            pieces.append(f'"{name}":{_piece(room, part, since, looks, cache)}')
            now[name] = (part, room.ver)
        pieces += [f'"{name}":null' for name in known if name not in now]
        attachment.told = now
        if pieces:
            parts_told = ",".join(pieces)
            attachment.outbox.put(f'{{"type":"changed","pos":{room.ver},"parts":{{{parts_told}}}}}')


def _piece(
    room: Room, part: Part, since: int, looks: Looks, cache: dict[tuple[Part, int], str] | None
) -> str:
    key = (part, since if part.name in GROWING else 0)
    if cache is not None and key in cache:
        return cache[key]
    piece = encoded(render(room, part, since, looks))
    if cache is not None:
        cache[key] = piece
    return piece
