"""Where a hub is: from what somebody typed or scanned to the address of its WebSocket."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit, urlunsplit

from simulator.errors import SimulatorError

SOCKET = "/ws"
"""The path of the hub's WebSocket."""

SCHEMES = {"http": "ws", "https": "wss", "ws": "ws", "wss": "wss"}


class AddressError(SimulatorError):
    """What was given is no address of a hub; the message says what one looks like."""


def socket_address(url: str) -> str:
    """Return the WebSocket address of the hub that a join address leads to.

    A missing scheme is http. An address of a WebSocket is returned as it is. Raises AddressError.
    """
    asked = url.strip()
    parts = urlsplit(asked if "://" in asked else f"http://{asked}")
    try:
        known = parts.scheme in SCHEMES and parts.hostname and parts.port != 0
    except ValueError:  # a port that is none
        known = False
    if not known:
        raise AddressError(
            f"{url!r} is no address of a hub. One looks like http://192.168.0.5:8000"
        )
    path = parts.path if parts.scheme in ("ws", "wss") else SOCKET
    return urlunsplit((SCHEMES[parts.scheme], parts.netloc, path, "", ""))


def code_in(url: str) -> str:
    """Return the room code that a join address carries (`?code=…`), or nothing."""
    return parse_qs(urlsplit(url).query).get("code", [""])[0]


def loopback(address: str) -> bool:
    """Return whether an address is this machine's own: no proxy leads there."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
