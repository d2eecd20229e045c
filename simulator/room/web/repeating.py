"""What a browser posts twice, as by two taps on one button, is done once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.room.hub.hub import Joined

REMEMBERED_FOR = 300.0
"""Seconds."""

MOST_REMEMBERED = 2_000
"""Forms: those of a large room that comes in at once."""

Form = tuple[str, str, str]
"""The address it came from, what the page at the door made it known by, and the code in it."""


class Repeating:
    """The seats taken by forms lately. now: seconds that only go forward."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._taken: dict[Form, tuple[float, asyncio.Future[Joined]]] = {}

    async def once(self, form: Form, join: Callable[[], Awaitable[Joined]]) -> Joined:
        """Join, unless the same form does so or did; then return what came of that.

        Raises Refusal as join does; a form that was refused may be sent again.
        """
        self._forget_before(self._now() - REMEMBERED_FOR)
        if form not in self._taken:
            if len(self._taken) >= MOST_REMEMBERED:
                self.forget(next(iter(self._taken)))
            joining = asyncio.ensure_future(join())
            joining.add_done_callback(lambda done: self._forget_refused(form, done))
            self._taken[form] = (self._now(), joining)
        return await asyncio.shield(self._taken[form][1])

    def forget(self, form: Form) -> None:
        """Let a form join anew."""
        self._taken.pop(form, None)

    def _forget_before(self, moment: float) -> None:
        while self._taken and self._taken[first := next(iter(self._taken))][0] <= moment:
            self.forget(first)

    def _forget_refused(self, form: Form, done: asyncio.Future[Joined]) -> None:
        if done.cancelled() or done.exception() is not None:
            self.forget(form)
