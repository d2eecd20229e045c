from __future__ import annotations

import asyncio
import json
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from simulator.errors import RoomStoreError
from simulator.room.web import connection, door
from tests.simulator.room.web.conftest import Clock, Served, say, serving, told

PING = {"type": "ping", "id": "p"}


async def status_of(served: Served, **given: Any) -> int:
    """Return the HTTP status a WebSocket is answered with."""
    try:
        async with served.socket(**given):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "localhost", "127.0.0.1"])
async def test_other_host_is_not_accepted(served: Served, host: str):
    answer = await served.ask(
        "/ws",
        host=host.format(port=served.port),
        connection="Upgrade",
        upgrade="websocket",
        sec_websocket_key="dGhlIHNhbXBsZSBub25jZQ==",
        sec_websocket_version="13",
    )
    assert answer.status == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:{port}", "http://localhost:{port}"]
)
async def test_other_origin_is_not_accepted(served: Served, origin: str):
    assert await status_of(served, origin=origin.format(port=served.port)) == 403


async def test_own_origin_is_accepted_and_so_is_none(served: Served):
    assert await status_of(served, origin=served.url) == 101
    assert await status_of(served) == 101


async def test_cookie_is_enough_for_our_page_only(served: Served):
    cookie, room = await served.seated()
    given: dict[str, Any] = {"query": f"?room={room}", "additional_headers": {"Cookie": cookie}}
    async with served.socket(**given, origin=served.url) as page:
        await say(page, type="hello")
        assert (await told(page))["type"] == "welcome"
    async with served.socket(**given) as program:
        await say(program, type="hello")
        assert await told(program) | {"message": ""} == {
            "type": "bye",
            "code": "no_seat",
            "message": "",
            "again": False,
        }


async def test_token_in_hello_is_enough(served: Served):
    cookie, _ = await served.seated()
    async with served.seat(cookie.partition("=")[2]) as program:
        await say(program, **PING)
        assert (await told(program, "ack"))["id"] == "p"


async def test_who_joins_is_told_a_token_to_come_back_with(served: Served):
    async with served.socket() as first:
        await say(first, type="join", id="j", code=served.keys.code.upper(), name="Ann")
        welcome = await told(first, "welcome")
    assert len(welcome["token"]) >= 22  # 128 bits in base64
    async with served.socket() as second:
        await say(second, type="hello", token=welcome["token"], pos=welcome["pos"])
        again = await told(second, "welcome")
    assert (again["seat"], "token" in again) == (welcome["seat"], False)


async def test_wrong_code_is_refused_and_may_be_tried_again(served: Served):
    async with served.socket() as client:
        await say(client, type="join", id="1", code="zzzzzz")
        assert (await told(client))["code"] == "no_room"
        await say(client, type="join", id="2", code=served.keys.code)
        assert (await told(client))["type"] == "welcome"


async def test_guessing_codes_is_limited_and_seats_go_on(served: Served):
    async with served.seat() as seated:
        for n in range(60):
            served.clock.now += 0.125  # within the pace
            if n % 20 == 0:
                guessing = served.socket()
                client = await guessing.__aenter__()
            await say(client, type="join", id="1", code="zzzzzz")
            assert (await told(client))["code"] == "no_room"
        async with served.socket() as late:
            await say(late, type="join", id="1", code=served.keys.code)
            assert (await told(late))["code"] == "too_often"
        await say(seated, **PING)
        assert await told(seated, "ack")


async def test_first_message_is_hello_or_join(served: Served):
    async with served.socket() as client:
        await say(client, **PING)
        refused = await told(client)
        assert (refused["id"], refused["code"]) == ("p", "not_allowed")


async def test_who_says_nothing_is_hung_up_on(served: Served, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(connection, "AT_THE_DOOR", 0.01)
    async with served.socket() as client:
        bye = await told(client)
        assert (bye["code"], bye["again"]) == ("too_late", True)
        with pytest.raises(ConnectionClosed):
            await client.recv()


@pytest.mark.parametrize(("version", "word"), [(0, "older"), (2, "newer")])
async def test_other_version_is_told_and_hung_up_on(served: Served, version: int, word: str):
    async with served.socket() as client:
        await say(client, type="hello", v=version, token=served.keys.facilitator)
        bye = await told(client)
        assert (bye["type"], bye["code"], bye["again"]) == ("bye", "old_version", False)
        assert word in bye["message"]


@pytest.mark.parametrize(
    ("text", "code", "message_id"),
    [
        ("{", "malformed", None),
        ("[]", "malformed", None),
        ("[" * 8000, "malformed", None),
        ('{"type":"fly","id":"x"}', "unknown", "x"),
        ('{"id":"x"}', "unknown", "x"),
        ('{"type":"say","id":"x"}', "malformed", "x"),
        ('{"type":"ping","id":"x","more":1}', "malformed", "x"),
        ('{"type":"ping","id":7}', "malformed", None),
        ('{"type":"propose","id":"x","text":"%s"}' % ("y" * 2001), "too_large", "x"),
        ('{"type":"hello","token":"x"}', "not_allowed", None),
    ],
)
async def test_what_is_no_message_is_refused_and_the_line_stays(
    served: Served, text: str, code: str, message_id: str | None
):
    async with served.seat() as client:
        await client.send(text)
        refused = await told(client, "refused")
        assert (refused["code"], refused["id"]) == (code, message_id)
        assert refused["message"].endswith(".")
        await say(client, **PING)
        assert await told(client, "ack")


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b"{}", "malformed"),
        ("x" * 8193, "too_large"),
        ('{"type":"ping","id":"%s"}' % ("ä" * 4200), "too_large"),
    ],
)
async def test_no_client_of_ours_sends_such(served: Served, message: str | bytes, code: str):
    async with served.seat() as client:
        await client.send(message)
        assert (await told(client, "refused"))["code"] == code
        bye = await told(client, "bye")
        assert (bye["code"], bye["again"]) == (code, False)
        with pytest.raises(ConnectionClosed) as closed:
            await client.recv()
        assert closed.value.rcvd
        assert closed.value.rcvd.code == 1008


async def test_largest_messages_are_not_read_at_all(served: Served):
    async with served.seat() as client:
        await client.send("x" * 20_000)
        with pytest.raises(ConnectionClosed) as closed:
            await told(client, "bye")
        assert closed.value.rcvd
        assert closed.value.rcvd.code == 1009


async def test_flood_is_refused_then_hung_up_on(served: Served):
    async with served.seat() as client:  # the clock of the guards stands still
        for n in range(19):  # to join was the first
            await say(client, type="ping", id=str(n))
            assert (await told(client, "ack", "refused"))["type"] == "ack"
        for n in range(31):
            await say(client, type="ping", id=str(n))
            refused = await told(client, "refused")
            assert (refused["id"], refused["code"]) == (str(n), "too_often")
        bye = await told(client, "bye")
        assert (bye["code"], bye["again"]) == ("too_often", True)


async def test_pace_is_the_seats_whatever_its_connections(served: Served):
    cookie, _ = await served.seated()
    token = cookie.partition("=")[2]
    async with served.seat(token) as first, served.seat(token) as second:
        for n in range(9):
            for client in (first, second):
                await say(client, type="ping", id=str(n))
                assert (await told(client, "ack", "refused"))["type"] == "ack"
        await say(second, **PING)
        assert (await told(second, "ack", "refused"))["code"] == "too_often"
    async with served.socket() as again:
        await say(again, type="hello", token=token)
        bye = await told(again)
        assert (bye["code"], bye["again"]) == ("too_often", True)
    served.clock.now += 1
    async with served.seat(token):
        pass


async def test_long_lines_count_for_several(served: Served):
    async with served.seat() as client:  # the clock of the guards stands still
        for n in range(3):
            await say(client, type="propose", id=str(n), text="x" * 2000)
            assert (await told(client, "refused"))["code"] == "not_allowed"  # no fishbowl is open
        await say(client, type="propose", id="more", text="x" * 2000)
        assert (await told(client, "refused"))["code"] == "too_often"
        await say(client, **PING)
        assert await told(client, "ack")


async def test_pace_comes_back_with_time(served: Served):
    async with served.seat() as client:
        answer = {"type": "ack"}
        while answer["type"] == "ack":
            await say(client, **PING)
            answer = await told(client, "ack", "refused")
        served.clock.now += 0.125
        await say(client, **PING)
        assert await told(client, "ack")


async def test_facilitator_may_do_more_at_once(served: Served):
    async with served.seat(served.keys.facilitator) as leads:
        for n in range(200):
            await say(leads, type="ping", id=str(n))
        assert [(await told(leads, "ack", "refused"))["type"] for _ in range(200)] == ["ack"] * 200


async def test_seat_has_only_so_many_connections(served: Served):
    cookie, _ = await served.seated()
    token = cookie.partition("=")[2]
    seats = [served.seat(token) for _ in range(door.MOST_OF_A_SEAT)]
    for seat in seats:
        await seat.__aenter__()
    async with served.socket() as more:
        await say(more, type="hello", token=token)
        bye = await told(more)
        assert (bye["code"], bye["again"]) == ("too_often", True)
    await seats[0].__aexit__(None, None, None)
    async with served.seat(token):
        pass


async def test_database_that_is_away_is_told_without_its_address(
    served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    async def away(*_: str) -> None:
        raise RoomStoreError("The rooms in postgresql://10.0.0.1/rooms cannot be used.")

    cookie, _ = await served.seated()
    monkeypatch.setattr(served.hub, "whose", away)
    async with served.socket() as client:
        await say(client, type="hello", token=cookie.partition("=")[2])
        bye = await told(client)
        assert (bye["code"], bye["again"]) == ("not_kept", True)
        assert "10.0.0.1" not in bye["message"]
    answer = await served.ask("/seat", cookie=cookie)
    assert answer.status == 503
    assert "10.0.0.1" not in answer.body
    assert caplog.messages.count("The rooms in postgresql://10.0.0.1/rooms cannot be used.") == 2


async def test_removed_seat_is_hung_up_on_and_does_not_come_back(served: Served):
    cookie, _ = await served.seated()
    token = cookie.partition("=")[2]
    async with served.seat(token) as client, served.seat(served.keys.facilitator) as leads:
        seat = (await served.hub.whose(token)).seat
        await say(leads, type="remove", id="r", seat=seat)
        bye = await told(client, "bye")
        assert (bye["code"], bye["again"]) == ("no_seat", False)
    async with served.socket() as again:
        await say(again, type="hello", token=token)
        assert (await told(again))["code"] == "no_seat"


def here(served: Served, token: str) -> bool:
    """Return whether a seat has a connection."""
    found = served.hub._directory.seat(token)
    assert found
    room, seat = found
    return served.hub.room(room).seats[seat].here


async def test_slow_reader_is_dropped_and_misses_nothing(tmp_path: Path, clock: Clock):
    def narrow(listening: socket.socket) -> None:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)

    async with serving(tmp_path, clock, narrow) as served:
        cookie, _ = await served.seated()
        token = cookie.partition("=")[2]
        held = socket.create_connection(("127.0.0.1", served.port))
        held.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        async with (
            served.socket(sock=held, ping_interval=None, max_queue=1) as slow,
            served.seat(served.keys.facilitator) as leads,
        ):
            await say(slow, type="hello", token=token)
            pos = (await told(slow))["pos"]
            await told(slow)
            slow.transport.pause_reading()
            for n in range(600):
                clock.now += 1
                text = f"{n} {'x' * 1900}"
                await say(leads, type="broadcast", id=str(n), text=text)
                await told(leads, "ack")
                if not here(served, token):
                    break
            assert not here(served, token)
            slow.transport.resume_reading()
            with suppress(ConnectionClosed):
                async for text_told in slow:  # what was on its way; then it ends
                    pos = json.loads(text_told)["pos"]
            assert not slow.close_code or slow.close_code == 1006
        async with served.socket() as again:
            await say(again, type="hello", token=token, pos=pos)
            await told(again, "welcome")
            notices = (await told(again, "changed"))["parts"]["notices"]["notices"]
            assert notices[-1]["text"] == text


async def test_what_is_typed_reaches_others_as_text(served: Served):
    await served.seated("<img src=x onerror=alert(1)>\u202e\x1b[31m")
    async with served.socket() as leads:
        await say(leads, type="hello", token=served.keys.facilitator)
        people = (await told(leads, "changed"))["parts"]["people"]["people"]
    name = people[0]["name"]
    assert name == "<img src=x onerror=alert(1)>"


async def test_clients_may_vanish_at_any_time(served: Served):
    for _ in range(3):
        client = await asyncio.open_connection("127.0.0.1", served.port)
        client[1].transport.abort()
    async with served.socket() as raw:
        raw.transport.abort()
    async with served.seat() as seated:
        seated.transport.abort()
    async with served.seat() as last:
        await say(last, **PING)
        assert await told(last, "ack")


async def test_there_is_one_address_for_sockets(served: Served):
    with pytest.raises(InvalidStatus) as refused:
        async with connect(f"ws://{served.host}/seat", proxy=None):
            pass
    assert refused.value.response.status_code == 403
