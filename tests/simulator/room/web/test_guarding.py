from __future__ import annotations

import pytest

from simulator.room.web.guarding import (
    MOST_ADDRESSES,
    Allowed,
    Attempts,
    Paces,
    TokenBucket,
    origin_of,
)


def test_bucket_gives_its_burst_then_its_rate():
    bucket = TokenBucket(2, 3, 0)
    assert [bucket.take(0) for _ in range(4)] == [True, True, True, False]
    assert not bucket.take(0.4)
    assert bucket.take(0.5)
    assert not bucket.take(0.6)


def test_bucket_never_holds_more_than_its_burst():
    bucket = TokenBucket(2, 3, 0)
    assert [bucket.take(1000) for _ in range(4)] == [True, True, True, False]


def test_clock_that_goes_back_fills_nothing():
    bucket = TokenBucket(1, 1, 100)
    assert bucket.take(100)
    assert not bucket.take(50)
    assert not bucket.take(50.9)
    assert bucket.take(51)


def test_large_cost_waits_for_as_much():
    bucket = TokenBucket(1, 5, 0)
    assert bucket.take(0, 4)
    assert not bucket.take(0, 2)
    assert bucket.take(1, 2)


def test_paces_of_busy_seats_are_never_forgotten():
    paces = Paces(most=2)
    busy, quiet = paces.of(("r", "s1"), (1, 2), 0), paces.of(("r", "s2"), (1, 2), 0)
    assert busy.take(0)
    paces.of(("r", "s3"), (1, 2), 0)
    assert paces.of(("r", "s1"), (1, 2), 0) is busy
    assert paces.of(("r", "s2"), (1, 2), 0) is not quiet


def test_only_failures_count():
    attempts = Attempts(0, each=(0.1, 2), together=(1, 10))
    assert all(attempts.may("10.0.0.1", 0) for _ in range(100))
    attempts.failed("10.0.0.1", 0)
    attempts.failed("10.0.0.1", 0)
    assert not attempts.may("10.0.0.1", 9)
    assert attempts.may("10.0.0.2", 9)
    assert attempts.may("10.0.0.1", 10)


def test_all_addresses_together_have_a_limit():
    attempts = Attempts(0, each=(1, 2), together=(1, 3))
    for n in range(3):
        attempts.failed(f"10.0.0.{n}", 0)
    assert not attempts.may("10.0.0.9", 0.5)
    assert attempts.may("10.0.0.9", 1)


@pytest.mark.parametrize(
    ("one", "other"), [("2001:db8::1", "2001:db8::ffff:1"), ("::ffff:10.0.0.1", "10.0.0.1")]
)
def test_neighbours_count_as_one(one: str, other: str):
    attempts = Attempts(0, each=(1, 1))
    attempts.failed(one, 0)
    assert not attempts.may(other, 0)
    assert attempts.may("2001:db8:0:1::1", 0)


def test_addresses_kept_are_limited_and_the_latest_stay():
    attempts = Attempts(0, each=(0.001, 1), together=(1e6, 1e6))
    for n in range(MOST_ADDRESSES + 1):
        attempts.failed(f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}", 0)
    assert not attempts.may(f"10.0.{MOST_ADDRESSES >> 8}.{MOST_ADDRESSES & 255}", 0)
    assert len(attempts._by) <= MOST_ADDRESSES


HERE = Allowed.at("http", 8765, ["192.168.0.5", "trainer-laptop"])


@pytest.mark.parametrize(
    "host",
    ["localhost:8765", "127.0.0.1:8765", "[::1]:8765", "192.168.0.5:8765", "Trainer-Laptop:8765"],
)
def test_own_names_are_allowed_with_their_pages(host: str):
    assert HERE.host(host)
    assert HERE.origin(f"http://{host}", host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "localhost",
        "localhost:80",
        "127.0.0.1:8766",
        "127.1:8765",
        "localhost.:8765",
        "evil.example:8765",
        "*",
        "trainer-laptop.evil.example:8765",
        "user@localhost:8765",
    ],
)
def test_other_names_are_not(host: str):
    assert not HERE.host(host)


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "http://evil.example",
        "https://localhost:8765",
        "http://localhost",
        "http://localhost:8765.evil.example",
        "http://192.168.0.5:8765",
        "file://",
    ],
)
def test_other_origins_are_not(origin: str):
    assert not HERE.origin(origin, "localhost:8765")


def test_address_at_which_one_arrived_may_be_named():
    assert HERE.host("10.1.2.3:8765", "10.1.2.3")
    assert not HERE.host("10.1.2.3:8765", "10.1.2.4")
    assert HERE.host("10.1.2.3:8765", "::ffff:10.1.2.3")
    assert HERE.host("[2001:db8::1]:8765", "2001:db8::1")


def test_ports_of_the_scheme_may_be_left_out():
    assert Allowed.at("https", 443).host("localhost")
    assert Allowed.at("http", 80).host("127.0.0.1", "127.0.0.1")
    assert not Allowed.at("http", 443).host("localhost")


def test_public_url_is_allowed_behind_a_proxy():
    behind = Allowed.at("http", 8765, public="https://Rooms.Example.org/")
    assert behind.public == "https://rooms.example.org"
    for host in ("rooms.example.org", "rooms.example.org:443", "127.0.0.1:8765"):
        assert behind.host(host)
        assert behind.origin("https://rooms.example.org", host)
    assert not behind.host("rooms.example.org:8765")
    assert not behind.origin("http://rooms.example.org", "rooms.example.org")
    assert behind.origin("http://127.0.0.1:8765", "127.0.0.1:8765")


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("http://example.org:80", "http://example.org"),
        ("https://example.org:8443/", "https://example.org:8443"),
        ("http://[2001:DB8::1]:8765", "http://[2001:db8::1]:8765"),
        ("https://räume.example", "https://xn--rume-loa.example"),
    ],
)
def test_origin_of_a_url(url: str, origin: str):
    assert origin_of(url) == origin


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "ftp://example.org",
        "https://",
        "https://example.org/rooms",
        "http://a:b",
        "https://me:secret@example.org",
        "https://example.org?x=1",
        "http://[::1",
        "http://a..b",
    ],
)
def test_what_is_no_url_of_a_hub_is_told(url: str):
    with pytest.raises(ValueError, match=r"\.$"):
        origin_of(url)
