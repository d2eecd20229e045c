"""What a browser posts twice is done once."""

from __future__ import annotations

import asyncio

import pytest

from simulator.room.hub.hub import Joined
from simulator.room.refusal import Refusal
from simulator.room.web import repeating
from simulator.room.web.repeating import Repeating

FORM = ("127.0.0.1", "one", "abc123")


class Seats:
    """Gives a seat a time, unless it is full; the door waits until it may."""

    def __init__(self) -> None:
        self.full = False
        self.given = 0
        self.may = asyncio.Event()

    async def join(self) -> Joined:
        await self.may.wait()
        if self.full:
            raise Refusal("full", "The room is full.")
        self.given += 1
        return Joined("r", f"s{self.given}", "token", "participant", "Red Fox")


async def test_who_refuses_once_is_asked_again() -> None:
    seats, forms = Seats(), Repeating(lambda: 0.0)
    seats.may.set()
    seats.full = True
    for _ in range(2):
        with pytest.raises(Refusal, match="full"):
            await forms.once(FORM, seats.join)
    seats.full = False
    assert (await forms.once(FORM, seats.join)).seat == "s1"
    assert (await forms.once(FORM, seats.join)).seat == "s1"


async def test_a_browser_that_hung_up_is_answered_the_second_time() -> None:
    seats, forms = Seats(), Repeating(lambda: 0.0)
    first = asyncio.ensure_future(forms.once(FORM, seats.join))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    seats.may.set()
    assert (await forms.once(FORM, seats.join)).seat == "s1"
    assert seats.given == 1


async def test_old_forms_are_forgotten_and_never_too_many_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(repeating, "MOST_REMEMBERED", 2)
    seats, forms = Seats(), Repeating(lambda: 0.0)
    seats.may.set()
    for number in range(3):
        await forms.once((*FORM[:2], str(number)), seats.join)
    known = [(await forms.once((*FORM[:2], which), seats.join)).seat for which in "120"]
    assert known == ["s2", "s3", "s4"]
