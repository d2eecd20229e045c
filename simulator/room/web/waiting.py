"""Who waits at the door without a seat yet: so many, and of one address no more than its share."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from simulator.room.web.guarding import Tally, neighbourhood

MOST = 1_200
"""Connections without a seat yet."""

SHARE = 600
"""Of one address, that have not said yet who is there: a whole room comes from one, all at once."""

LOGGED_EVERY = 60.0
"""Seconds: a flood fills no log."""


class Place:
    """Where one connection waits. drop: ends it at once."""

    __slots__ = ("_waiting", "address", "drop")

    def __init__(self, waiting: Waiting, address: str, drop: Callable[[], None]) -> None:
        self._waiting = waiting
        self.address = address
        self.drop = drop

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Within, it has said who it is, and is not given up."""
        self._waiting.hear(self)
        try:
            yield
        finally:
            self._waiting.hush(self)

    def leave(self) -> None:
        """Wait no longer."""
        self._waiting.leave(self)


class Waiting:
    """All places at a door. now: seconds that only go forward.

    Whoever comes has a place. Where there is none left, the one is given up that has been silent
    for longest, of those of the same address where that has its share, else of the address with
    most of them. It comes back by itself, if it is a client of ours.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._all: set[Place] = set()
        self._silent: dict[str, dict[Place, None]] = {}
        self._given_up = Tally(LOGGED_EVERY)

    def come(self, address: str, drop: Callable[[], None]) -> Place | None:
        """Return a place; None while all of them are taken by others who are being answered."""
        here = neighbourhood(address)
        if len(self._silent.get(here, ())) >= SHARE:
            self._give_up(here)
        elif len(self._all) >= MOST:
            if not self._silent:
                self._log()
                return None
            self._give_up(max(self._silent, key=lambda one: len(self._silent[one])))
        place = Place(self, here, drop)
        self._all.add(place)
        self.hush(place)
        return place

    def hear(self, place: Place) -> None:
        """Note that somebody said who they are."""
        silent = self._silent.get(place.address, {})
        silent.pop(place, None)
        if not silent:
            self._silent.pop(place.address, None)

    def hush(self, place: Place) -> None:
        """Note that somebody has (again) to say who they are, if they still wait."""
        if place in self._all:
            self._silent.setdefault(place.address, {})[place] = None

    def leave(self, place: Place) -> None:
        """Note that somebody waits no longer."""
        self._all.discard(place)
        self.hear(place)

    def _give_up(self, address: str) -> None:
        oldest = next(iter(self._silent[address]))
        self.leave(oldest)
        oldest.drop()
        self._log()

    def _log(self) -> None:
        """Say it to whoever runs the hub, who need not know addresses."""
        if number := self._given_up.count(self._now()):
            message = "Too many wait at the door without saying who they are; given up: %s."
            logging.getLogger(__name__).warning(message, f"{number:,}")
