"""Who waits at the door: nobody keeps others out by saying nothing, and whole rooms come in."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidStatus

from simulator.room.web import waiting
from simulator.room.web.guarding import Tally
from simulator.room.web.waiting import Waiting
from tests.simulator.room.web.conftest import Clock, Served, say, serving, told

HERE, THERE, ELSEWHERE = "192.0.2.1", "192.0.2.2", "2001:db8::1"


class Silent:
    """Somebody who says nothing."""

    def __init__(self, waiting: Waiting, address: str) -> None:
        self.dropped = False
        place = waiting.come(address, self.drop)
        assert place
        self.place = place

    def drop(self) -> None:
        self.dropped = True


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> Waiting:
    """A door with few places."""
    monkeypatch.setattr(waiting, "MOST", 4)
    monkeypatch.setattr(waiting, "SHARE", 3)
    return Waiting(Clock())


def test_oldest_of_an_address_makes_room_for_its_next(few: Waiting):
    other = Silent(few, THERE)
    silent = [Silent(few, HERE) for _ in range(5)]
    assert [one.dropped for one in silent] == [True, True, False, False, False]
    assert not other.dropped


def test_full_door_opens_at_the_cost_of_who_has_most_there(few: Waiting):
    silent = [Silent(few, address) for address in (THERE, HERE, HERE, ELSEWHERE)]
    late = Silent(few, "192.0.2.9")
    assert [one.dropped for one in silent] == [False, True, False, False]
    assert not late.dropped


def test_who_is_gone_or_seated_does_not_count(few: Waiting):
    silent = [Silent(few, HERE) for _ in range(3)]
    silent[0].place.leave()
    silent[0].place.leave()
    silent += [Silent(few, HERE)]
    assert not any(one.dropped for one in silent)


def test_who_said_who_they_are_is_not_given_up(few: Waiting):
    first, *others = [Silent(few, HERE) for _ in range(3)]
    with first.place.heard():
        others += [Silent(few, HERE)]
        late = Silent(few, HERE)
    assert [one.dropped for one in (first, *others, late)] == [False, True, False, False, False]
    with others[1].place.heard(), others[2].place.heard(), late.place.heard():
        Silent(few, HERE)
        assert first.dropped  # its word was refused: it is as silent as the others


def test_door_is_full_while_everybody_there_is_being_answered(few: Waiting):
    places = [Silent(few, address).place for address in (HERE, HERE, THERE, THERE)]
    with places[0].heard(), places[1].heard(), places[2].heard():
        with places[3].heard():
            assert few.come(ELSEWHERE, lambda: None) is None
        assert few.come(ELSEWHERE, lambda: None)


def test_tally_tells_the_first_at_once_and_then_all_of_a_minute():
    tally = Tally(60)
    assert [tally.count(now) for now in (0, 1, 59, 60, 61, 120)] == [1, 0, 0, 3, 0, 2]


# On real sockets.


async def is_dropped(client: ClientConnection) -> bool:
    """Return whether the hub dropped a connection, which it is asked about."""
    try:
        async with asyncio.timeout(5):
            await (await client.ping())
    except ConnectionClosed:
        return True
    return False


async def test_silent_sockets_of_one_address_keep_nobody_out(
    served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(waiting, "MOST", 6)
    monkeypatch.setattr(waiting, "SHARE", 4)
    async with AsyncExitStack() as many:
        silent = [await many.enter_async_context(served.socket()) for _ in range(12)]
        async with served.seat(), served.seat():
            assert await is_dropped(silent[0])
            assert not await is_dropped(silent[-1])
            await say(silent[-1], type="join", id="j", code=served.keys.code)
            assert (await told(silent[-1]))["type"] == "welcome"
    (said,) = [one for one in caplog.messages if "door" in one]
    assert said.endswith("given up: 1.")
    served.clock.now += 60
    async with AsyncExitStack() as many:
        for _ in range(5):
            await many.enter_async_context(served.socket())
    again = [one for one in caplog.messages if "door" in one][1]
    assert int(again.rstrip(".").split()[-1]) >= 9


async def test_seats_leave_the_door_to_those_who_come(
    served: Served, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(waiting, "SHARE", 2)
    async with AsyncExitStack() as many:
        seated = [await many.enter_async_context(served.seat()) for _ in range(8)]
        for client in seated:
            await say(client, type="ping", id="p")
            assert await told(client, "ack")


async def test_who_comes_while_all_are_being_answered_may_come_back(
    served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(waiting, "MOST", 1)
    asked, go = asyncio.Event(), asyncio.Event()
    join = served.hub.join

    async def slowly(*given: Any) -> Any:
        asked.set()
        await go.wait()
        return await join(*given)

    monkeypatch.setattr(served.hub, "join", slowly)
    async with served.socket() as first:
        await say(first, type="join", id="j", code=served.keys.code)
        await asked.wait()
        for origin, status in ((None, 503), ("http://evil.example", 403), (None, 503)):
            with pytest.raises(InvalidStatus) as refused:
                await served.socket(origin=origin).__aenter__()
            assert refused.value.response.status_code == status
        go.set()
        assert (await told(first))["type"] == "welcome"
    assert len(caplog.messages) == 1


async def test_behind_a_proxy_the_address_is_that_of_the_person(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(waiting, "SHARE", 2)

    def of(address: str) -> dict[str, Any]:
        return {"additional_headers": {"X-Forwarded-For": address}}

    async with serving(tmp_path, clock, behind_proxy=True) as served, AsyncExitStack() as many:
        first = await many.enter_async_context(served.socket(**of(THERE)))
        silent = [await many.enter_async_context(served.socket(**of(HERE))) for _ in range(3)]
        assert await is_dropped(silent[0])
        assert not await is_dropped(first)
