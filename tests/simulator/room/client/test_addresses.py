"""From what somebody typed or scanned to the address of the hub's WebSocket."""

from __future__ import annotations

import pytest

from simulator.room.client.addresses import AddressError, code_in, loopback, socket_address


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://192.168.0.5:8000", "ws://192.168.0.5:8000/ws"),
        ("https://group.example.org/join?code=K7Q2", "wss://group.example.org/ws"),
        ("192.168.0.5:8000", "ws://192.168.0.5:8000/ws"),
        (" localhost:8000/ ", "ws://localhost:8000/ws"),
        ("http://[::1]:8000/", "ws://[::1]:8000/ws"),
        ("ws://127.0.0.1:8000/other", "ws://127.0.0.1:8000/other"),
    ],
)
def test_a_join_address_leads_to_the_hub(url: str, address: str) -> None:
    assert socket_address(url) == address


@pytest.mark.parametrize("url", ["", "ftp://here", "http://", "http://here:port", "http://a:99999"])
def test_what_leads_nowhere_is_told_with_an_example(url: str) -> None:
    with pytest.raises(AddressError, match=r"One looks like http://"):
        socket_address(url)


def test_an_address_may_carry_the_code() -> None:
    assert code_in("http://here:8000/join?code=K7Q2") == "K7Q2"
    assert code_in("http://here:8000/") == ""


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("ws://127.0.0.1:8000/ws", True),
        ("ws://localhost/ws", True),
        ("ws://[::1]:8000/ws", True),
        ("ws://192.168.0.5:8000/ws", False),
        ("wss://group.example.org/ws", False),
    ],
)
def test_this_machine_is_known_by_its_address(address: str, own: bool) -> None:
    assert loopback(address) is own
