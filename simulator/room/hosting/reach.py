"""Where a hub listens, under which names, and who can reach it there."""

from __future__ import annotations

import errno
import ipaddress
import socket
from contextlib import suppress
from dataclasses import dataclass

from simulator.errors import SimulatorError
from simulator.room.web.guarding import PORTS, Allowed, bracketed

PORT = 8765
"""The first port that is tried where none is asked for."""

TRIED = 20

LOOPBACK = "127.0.0.1"
EVERYWHERE = ("0.0.0.0", "::")

_ELSEWHERE = ("192.0.2.1", "2001:db8::1")
"""Addresses for documentation (RFC 5737, RFC 3849): nothing is sent to them."""


class HostError(SimulatorError):
    """A hub cannot be started as asked; the message says why."""


@dataclass(frozen=True)
class Reach:
    """Where a hub is. url: what participants type. here: what reaches it from this machine.

    told: who can reach it, in sentences.
    """

    url: str
    here: str
    told: str
    allowed: Allowed

    @property
    def ws(self) -> str:
        """The address of its WebSocket."""
        return ws_of(self.url)


def ws_of(url: str) -> str:
    """Return the WebSocket's address of a hub's."""
    return f"{url.replace('http', 'ws', 1)}/ws"


def bind(host: str, port: int | None) -> socket.socket:
    """Return a socket that listens at a host's port; None: at the usual one or the next free.

    Raises HostError.
    """
    family, address = _address(host)
    ports = (port,) if port is not None else (*range(PORT, PORT + TRIED), 0)
    for one in ports:
        try:
            both = address == "::" and socket.has_dualstack_ipv6()
            return socket.create_server((address, one), family=family, dualstack_ipv6=both)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or port is not None:
                raise HostError(_why_not(host, one, error)) from None
    raise HostError("This machine has no free port.")


def reach_of(host: str, port: int, tls: bool, public: str = "") -> Reach:
    """Return how a hub that listens at a host's port is reached. Raises HostError."""
    scheme = "https" if tls else "http"
    hosts = _own_hosts(host) if host in EVERYWHERE else (host,)
    try:
        allowed = Allowed.at(scheme, port, hosts, public)
    except ValueError as error:
        raise HostError(str(error)) from None
    shown = "" if port == PORTS[scheme] else f":{port}"
    near = [f"{scheme}://{bracketed(name)}{shown}" for name in hosts]
    here = f"{scheme}://{LOOPBACK}{shown}" if host in EVERYWHERE else near[0]
    return Reach(allowed.public or near[0], here, _who(host, near, tls, allowed.public), allowed)


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches a host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _who(host: str, near: list[str], tls: bool, public: str) -> str:
    behind = f"Whatever leads {public} to this machine leads others to it." if public else ""
    if is_loopback(host):
        only = "Only this machine can reach it"
        hint = "" if public else "; --host 0.0.0.0 lets everybody in your network join"
        return f"{only}{hint}. {behind}".rstrip()
    places = " or ".join(near)
    plain = "What is typed goes through the network unencrypted; see --certificate."
    who = f"Whoever can reach this machine through the network can open it, at {places}."
    return " ".join(filter(None, (who, behind, "" if tls or public else plain)))


def _own_hosts(every: str) -> tuple[str, ...]:
    """Return this machine's addresses toward others, then its names. 0.0.0.0 has no IPv6."""
    elsewhere = _ELSEWHERE if every == "::" else _ELSEWHERE[:1]
    found = [address for address in map(_address_toward, elsewhere) if address]
    name = socket.gethostname().partition(".")[0]
    names = [name, f"{name}.local"] if name and name != "localhost" else []
    return tuple(dict.fromkeys((*found, *names))) or (LOOPBACK,)


def _address_toward(other: str) -> str:
    family = socket.AF_INET6 if ":" in other else socket.AF_INET
    with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.connect((other, 9))  # of a datagram socket: only looks up the way
        return str(probe.getsockname()[0])
    return ""


def _address(host: str) -> tuple[socket.AddressFamily, str]:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise HostError(
            f"There is no host {host!r}; --host takes an address of this machine."
        ) from None
    family, _, _, _, where = found[0]
    return family, str(where[0])


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program; --port takes another one."
    if error.errno == errno.EACCES:
        return f"Port {port} may not be used here; ports from 1024 on may."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"This machine has no address {host}."
    return f"Nothing can listen at {host}, port {port}: {error.strerror or error}."
