from __future__ import annotations

import socket

import pytest

from simulator.room.hosting.reach import HostError, bind, reach_of, ws_of


def test_loopback_is_said_to_be_for_this_machine_only():
    reach = reach_of("127.0.0.1", 8765, tls=False)
    assert (reach.url, reach.here) == ("http://127.0.0.1:8765",) * 2
    assert reach.ws == "ws://127.0.0.1:8765/ws"
    assert reach.told == (
        "Only this machine can reach it; --host 0.0.0.0 lets everybody in your network join."
    )
    assert not reach.allowed.host("192.168.0.5:8765", "192.168.0.6")


def test_all_addresses_are_said_to_be_open_to_the_network():
    reach = reach_of("0.0.0.0", 8765, tls=False)
    assert reach.here == "http://127.0.0.1:8765"
    assert "through the network" in reach.told
    assert "unencrypted" in reach.told
    name = socket.gethostname().partition(".")[0]
    assert reach.allowed.host(f"{name}:8765")
    assert not reach.allowed.host("0.0.0.0:8765")


def test_certificate_makes_it_https():
    reach = reach_of("0.0.0.0", 443, tls=True)
    assert reach.url.startswith("https://")
    assert reach.ws.startswith("wss://")
    assert "unencrypted" not in reach.told


def test_port_of_the_scheme_is_left_out():
    assert reach_of("127.0.0.1", 80, tls=False).url == "http://127.0.0.1"
    assert reach_of("127.0.0.1", 443, tls=True).here == "https://127.0.0.1"


def test_public_url_is_what_others_type():
    reach = reach_of("127.0.0.1", 8765, tls=False, public="https://rooms.example.org")
    assert reach.url == "https://rooms.example.org"
    assert ws_of(reach.here) == "ws://127.0.0.1:8765/ws"
    assert "https://rooms.example.org" in reach.told
    with pytest.raises(HostError, match="more than a host"):
        reach_of("127.0.0.1", 8765, tls=False, public="https://rooms.example.org/x")


def test_ipv6_address_stands_in_brackets():
    assert reach_of("::1", 8765, tls=False).url == "http://[::1]:8765"


def test_taken_port_is_passed_over_unless_it_was_asked_for():
    with bind("127.0.0.1", None) as first, bind("127.0.0.1", None) as second:
        taken = first.getsockname()[1]
        assert second.getsockname()[1] != taken
        with pytest.raises(HostError, match=f"Port {taken} is taken"):
            bind("127.0.0.1", taken)


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host", "nowhere.invalid", "x" * 300])
def test_address_of_another_machine_is_told(host: str):
    with pytest.raises(HostError, match=r"no (address|host)"):
        bind(host, 0)
