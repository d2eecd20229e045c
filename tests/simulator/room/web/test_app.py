from __future__ import annotations

import asyncio
import logging
import re
from pathlib import Path

import pytest

from simulator.room.web import forms, pages
from simulator.room.web.heads import ALWAYS
from simulator.room.web.qr import qr_svg
from tests.simulator.room.web.conftest import Answer, Clock, Served, say, serving, told


def assert_guarded(answer: Answer) -> None:
    for name in ALWAYS:
        assert name in answer.headers
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    "path", ["/", "/?code=abc", "/projector", "/healthz", "/qr/abc", "/nothing", "/join"]
)
async def test_every_response_says_what_pages_may(served: Served, path: str):
    answer = await served.ask(path)
    assert_guarded(answer)
    assert answer.headers["cache-control"] == "no-store"
    assert f"ws://{served.host};" in answer.headers["content-security-policy"]
    assert "server" not in answer.headers


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/healthz", 200),
        ("/nothing", 404),
        ("/join", 405),
        ("/debrief", 403),
        ("/debrief/file", 403),
        ("/seat", 303),
        ("/qr/abc", 404),
        ("/qr/abc?a=%3Cb%3E", 404),
    ],
)
async def test_status(served: Served, path: str, status: int):
    assert (await served.ask(path)).status == status


@pytest.mark.parametrize("path", ["/", "/join", "/enter", "/static/x", "/healthz", "/seat"])
@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "localhost", "[::1"])
async def test_other_hosts_are_misdirected(served: Served, path: str, host: str):
    host = host.format(port=served.port)
    answer = await served.ask(path, host=host)
    assert answer.status == 421
    assert "evil" not in answer.body
    form = {"code": served.keys.code}
    assert (await served.ask(path, form, host=host, origin=f"http://{host}")).status == 421


async def test_no_host_at_all_is_a_bad_request(served: Served):
    assert (await served.ask("/", host="")).status == 400


@pytest.mark.parametrize("path", ["/join", "/enter", "/leave"])
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": ""},
        {"origin": "null"},
        {"origin": "http://evil.example"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
async def test_forms_come_from_our_pages_only(served: Served, path: str, headers: dict[str, str]):
    form = {"code": served.keys.code, "key": served.keys.projector}
    answer = await served.ask(path, form, **headers)
    assert answer.status == 403
    assert "set-cookie" not in answer.headers
    assert "did not come from a page of this hub" in answer.body
    assert served.hub.room(served.keys.room).people == []


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("code=" + "x" * 5000, "application/x-www-form-urlencoded", 413),
        ("&".join(f"f{n}=1" for n in range(20)), "application/x-www-form-urlencoded", 400),
        ("code=%FF%FE", "application/x-www-form-urlencoded", 400),
        ('{"code": "x"}', "application/json", 415),
        ("code=x", "multipart/form-data; boundary=x", 415),
        ("", "application/x-www-form-urlencoded", 404),
        ("code=" + "x" * 30, "application/x-www-form-urlencoded", 422),
        ("code=x&role=facilitator", "application/x-www-form-urlencoded", 422),
        ("code=x&name=" + "x" * 41, "application/x-www-form-urlencoded", 422),
    ],
)
async def test_bad_forms_get_a_sentence(served: Served, body: str, kind: str, status: int):
    answer = await served.ask("/join", body, content_type=kind)
    assert answer.status == status
    assert re.search(r"<p[^>]*>[A-Z][^<]+\.</p>", answer.body)
    assert_guarded(answer)


async def test_joining_sets_a_cookie_that_only_the_hub_gets(served: Served):
    form = {"code": served.keys.code.upper(), "name": "Ann"}
    answer = await served.ask("/join", form)
    assert (answer.status, answer.headers["location"]) == (303, f"/seat?room={served.keys.room}")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"detente-seat-{served.keys.room}=")
    for part in ("HttpOnly", "SameSite=strict", "Path=/"):
        assert part in cookie
    assert "Secure" not in cookie  # this hub is plain HTTP
    page = await served.ask("/seat", cookie=cookie.split(";")[0])
    assert page.status == 200
    seat = served.hub.room(served.keys.room).people[0]
    assert seat.called in page.body
    assert f'data-ws="/ws?room={served.keys.room}"' in page.body
    assert cookie.split(";")[0].partition("=")[2] not in page.body


async def test_a_form_sent_twice_takes_one_seat(served: Served):
    def form_of(page: str) -> str:
        return re.search(r'name="form" value="([^"]+)"', page)[1]

    form = {"code": served.keys.code, "form": form_of((await served.ask("/")).body)}
    twice = await asyncio.gather(*(served.ask("/join", form) for _ in range(2)))
    cookies = {answer.headers["set-cookie"].split(";")[0] for answer in twice}
    assert len(cookies) == len(served.hub.room(served.keys.room).people) == 1
    (cookie,) = cookies
    await served.ask("/leave", {}, cookie=cookie)
    again = await served.ask("/join", form)  # by the browser's way back: the old seat is gone
    assert again.headers["set-cookie"].split(";")[0] != cookie
    other = form_of((await served.ask("/")).body)
    await served.ask("/join", form | {"form": other})
    assert len(served.hub.room(served.keys.room).people) == 2
    served.clock.now += 301
    await served.ask("/join", form)
    assert len(served.hub.room(served.keys.room).people) == 3


async def test_each_room_has_a_seat_of_its_own(served: Served):
    cookie, room = await served.seated()
    other = "detente-seat-elsewhere=0123456789"
    assert (await served.ask(f"/seat?room={room}", cookie=f"{cookie}; {other}")).status == 200
    assert (await served.ask("/seat?room=elsewhere", cookie=f"{cookie}; {other}")).status == 303


async def test_door_leads_back_to_a_seat(served: Served):
    cookie, room = await served.seated()
    called = served.hub.room(room).people[0].called
    assert called in (await served.ask("/", cookie=cookie)).body
    assert called not in (await served.ask("/")).body


async def test_wrong_code_is_said_and_what_was_typed_stays(served: Served):
    form = {"code": "zzzzzz", "name": '"><script>alert(1)</script>', "role": "observer"}
    answer = await served.ask("/join", form)
    assert answer.status == 404
    assert "There is no room with this code." in answer.body
    assert "<script>alert" not in answer.body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer.body
    assert 'value="zzzzzz"' in answer.body


async def test_code_in_the_address_is_text(served: Served):
    answer = await served.ask("/?code=%22%3E%3Cb%3Ex")
    assert '"><b>x' not in answer.body
    assert "&#34;&gt;&lt;b&gt;x" in answer.body


async def test_guessing_codes_is_limited_for_a_while(served: Served):
    for _ in range(60):
        assert (await served.ask("/join", {"code": "zzzzzz"})).status == 404
    answer = await served.ask("/join", {"code": served.keys.code})
    assert answer.status == 429
    assert "Wait a minute" in answer.body
    served.clock.now += 60
    assert (await served.ask("/join", {"code": served.keys.code})).status == 303


async def test_whole_class_behind_one_address_may_join(served: Served):
    for _ in range(70):
        await served.seated()
    assert len(served.hub.room(served.keys.room).people) == 70


async def test_key_of_the_projector_opens_it_and_is_in_no_address(served: Served):
    assert served.keys.projector not in (await served.ask("/projector")).body
    answer = await served.ask("/enter", {"key": served.keys.projector})
    assert (answer.status, answer.body) == (200, f"/projector?room={served.keys.room}")
    cookie = answer.headers["set-cookie"].split(";")[0]
    page = await served.ask(answer.body, cookie=cookie)
    assert f'data-ws="/ws?as=projector&amp;room={served.keys.room}"' in page.body
    given = {"additional_headers": {"Cookie": cookie}, "origin": served.url}
    async with served.socket(f"?as=projector&room={served.keys.room}", **given) as projector:
        await say(projector, type="hello")
        assert (await told(projector))["role"] == "projector"


@pytest.mark.parametrize("which", ["facilitator", "seat", "nobody"])
async def test_other_keys_open_no_projector(served: Served, which: str):
    cookie, _ = await served.seated()
    token = cookie.partition("=")[2]
    key = {"facilitator": served.keys.facilitator, "seat": token, "nobody": "x"}[which]
    answer = await served.ask("/enter", {"key": key})
    assert answer.status == 403
    assert "set-cookie" not in answer.headers
    assert key not in answer.body.split() or key == "x"


async def test_leaving_gives_the_seat_up(served: Served):
    cookie, room = await served.seated()
    answer = await served.ask("/leave", {}, cookie=cookie)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert (await served.ask("/seat", cookie=cookie)).status == 303
    assert [seat.gone for seat in served.hub.room(room).seats.values() if seat.role[0] == "p"]


async def test_own_debrief_is_a_file_that_runs_nothing(served: Served):
    cookie, room = await served.seated()
    async with served.seat(served.keys.facilitator) as leads:
        await say(leads, type="begin", id="1", phase=2)
        await say(leads, type="group", id="2")
        await told(leads, "ack")
        assert (await told(leads, "ack", "refused"))["type"] == "ack"
    async with served.seat(cookie.partition("=")[2]) as seat:
        conversation = served.hub.room(room).breakouts[0].id
        line = "<script>alert(1)</script> I am sorry, that was my fault."
        await say(seat, type="say", id="1", conversation=conversation, text=line)
        assert (await told(seat, "ack", "refused"))["type"] == "ack"
    early = await served.ask(f"/debrief/file?room={room}", cookie=cookie)
    assert "There is nothing to look back on yet." in early.body
    async with served.seat(served.keys.facilitator) as leads:
        await say(leads, type="close", id="3")
        await told(leads, "ack")
    around = await served.ask("/debrief", cookie=cookie)
    assert f'src="/debrief/file?room={room}"' in around.body
    file = await served.ask(f"/debrief/file?room={room}", cookie=cookie)
    assert "after 1 line." in file.body
    assert "<script" not in file.body
    assert "src=" not in file.body
    policy = file.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert "script" not in policy
    kept = await served.ask(f"/debrief/file?room={room}&keep=1", cookie=cookie)
    assert kept.headers["content-disposition"].startswith("attachment")


async def test_static_files_are_kept_for_good_and_small(served: Served):
    whole = 0
    for file in sorted(pages.STATIC.iterdir()):
        answer = await served.ask(f"{pages.static_path()}/{file.name}")
        assert (answer.status, answer.body) == (200, file.read_text())
        assert "immutable" in answer.headers["cache-control"]
        assert_guarded(answer)
        kind = answer.headers["content-type"].split(";")[0]
        assert kind in ("text/css", "text/javascript", "image/svg+xml")
        whole += len(answer.body)
    assert whole


@pytest.mark.parametrize(
    "path",
    """/../__init__.py /%2e%2e/__init__.py /..%2f__init__.py /%2e%2e%2f__init__.py //etc/passwd
    /%2fetc%2fpasswd /..%5c__init__.py / /. /seat.js%00 /seat.js/ /SEAT.JS /./seat.js
    /../static/seat.js""".split(),
)
async def test_nothing_else_lies_under_static(served: Served, path: str):
    answer = await served.ask(pages.static_path() + path)
    assert answer.status == 404
    assert_guarded(answer)


async def test_files_of_another_version_are_not_there(served: Served):
    assert (await served.ask("/static/000000000000/seat.js")).status == 404


async def test_qr_code_leads_to_the_door(served: Served):
    address = f"/qr/{served.keys.room}?{served.keys.code}"
    assert (await served.ask(address)).status == 404
    entered = await served.ask("/enter", {"key": served.keys.projector})
    answer = await served.ask(address, cookie=entered.headers["set-cookie"].split(";")[0])
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.body == qr_svg(f"{served.url}/?code={served.keys.code}")


async def test_what_breaks_is_told_without_its_inside(
    served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    cookie, room = await served.seated()

    async def broken(_: str) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr(served.hub, "own_debriefs", broken)
    answer = await served.ask(f"/debrief/file?room={room}", cookie=cookie)
    assert answer.status == 500
    assert "inside" not in answer.body
    assert "The hub could not do this." in answer.body
    assert_guarded(answer)


async def test_head_that_trickles_in_is_not_waited_for(
    served: Served, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(served.server.config, "timeout_keep_alive", 0.05)
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    writer.write(b"GET / HT")
    assert await reader.read() == b""
    writer.close()


async def test_form_that_does_not_come_is_not_waited_for(
    served: Served, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(forms, "WITHIN", 0.01)
    answer = await served.ask("/join", "code=x", content_length="100")
    assert answer.status == 408


async def test_no_token_is_in_any_log(
    served: Served, caplog: pytest.LogCaptureFixture, tmp_path: Path
):
    caplog.set_level(logging.DEBUG)
    cookie, room = await served.seated("Ann")
    token = cookie.partition("=")[2]
    await served.ask(f"/seat?room={room}", cookie=cookie)
    await served.ask("/enter", {"key": served.keys.projector})
    own = {"additional_headers": {"Cookie": cookie}, "origin": served.url}
    async with served.socket(f"?room={room}", **own) as page:
        await say(page, type="hello")
        await told(page)
    async with served.seat(token), served.seat(served.keys.facilitator):
        pass
    ours = [one.getMessage() for one in caplog.records if not one.name.startswith("websockets.cl")]
    for secret in (token, served.keys.projector, served.keys.facilitator):
        assert not any(secret in line for line in ours)


async def test_behind_https_a_cookie_is_this_hosts_alone(tmp_path: Path, clock: Clock):
    """And what a neighbour of the same domain may have set is none of ours."""
    public = "https://rooms.example.org"
    async with serving(tmp_path, clock, public=public) as served:
        by_proxy = {"host": "rooms.example.org", "origin": public}
        answer = await served.ask("/join", {"code": served.keys.code}, **by_proxy)
        cookie, *marks = answer.headers["set-cookie"].split("; ")
        assert cookie.startswith(f"__Host-detente-seat-{served.keys.room}=")
        assert {"Secure", "Path=/", "HttpOnly", "SameSite=strict"} <= set(marks)
        assert not any(mark.lower().startswith("domain") for mark in marks)
        page = await served.ask("/seat", host="rooms.example.org", cookie=cookie)
        assert page.status == 200
        plain = cookie.removeprefix("__Host-")
        page = await served.ask("/seat", host="rooms.example.org", cookie=plain)
        assert page.status == 303
        assert (await served.ask("/seat", cookie=plain)).status == 200  # here, by plain HTTP
        gone = await served.ask("/leave", {}, cookie=cookie, **by_proxy)
        assert gone.headers["set-cookie"].startswith("__Host-detente-seat-")
        assert "Max-Age=0" in gone.headers["set-cookie"]
