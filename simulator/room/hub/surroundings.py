"""What a room needs of the hub it is in."""

from __future__ import annotations

import asyncio
import secrets
import sys
from typing import TYPE_CHECKING, Any

from simulator.errors import happened
from simulator.room.counterparts import Asking, StageError
from simulator.room.debrief.gathering import gathered
from simulator.room.deciding.decision import stamp
from simulator.room.state.erasing import erase
from simulator.room.views.parts import Looks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from simulator.room.counterparts import Stage
    from simulator.room.hub.hub import Hub
    from simulator.room.state import Room
    from simulator.room.state.events import Event
    from simulator.room.store import Writer


class Surroundings:
    """What a room's actor needs of the hub."""

    def __init__(
        self,
        hub: Hub,
        writer: Writer,
        model: str,
        stage: Stage,
        draw: Callable[[int], int],
    ):
        self.writer = writer
        self.worker = secrets.token_hex(4)
        self.model = model
        self.draw = draw
        self.aside = asyncio.Lock()
        """Held while a debrief is made: one at a time, or they starve the rooms."""
        self._hub = hub
        self._stage = stage

    def now(self) -> datetime:
        """Return the time, UTC."""
        return self._hub.now()

    def counterparts(self, room: str) -> Asking:
        """Return what answers in a room."""
        return Asking(room, self._stage)

    def looks(self, room: Room, names: Mapping[str, str]) -> Looks:
        """Return what rendering a room needs beside it."""
        join = {"url": self._hub.address, "code": room.code, "qr": f"/qr/{room.id}"}
        return Looks(names, stamp(self.now()), join, self._group_debrief)

    def index(self, room: Room, events: Iterable[Event]) -> None:
        """Note who can come in by which code and token."""
        self._hub.index(room, events)

    def fresh_code(self) -> tuple[str, str]:
        """Return a code no open room has, and when it expires."""
        return self._hub.fresh_code()

    async def erase(self, room: str, seat: str | None) -> None:
        """Erase what a seat, or everybody, typed from what is kept."""
        await self.writer.run(lambda store: erase(store, room, seat))

    def report(self, where: str, error: Exception) -> None:
        """Tell whoever runs the hub of something unforeseen; never what was typed."""
        what = str(error) if isinstance(error, StageError) else happened(error)
        print(f"{where}: {what}", file=sys.stderr, flush=True)

    def _group_debrief(self, room: Room) -> dict[str, Any]:
        from simulator.room.debrief import build_group  # only at the end of an exercise

        names = self._hub.names_in(room.id)
        return build_group(gathered(room, names)).as_dict()
