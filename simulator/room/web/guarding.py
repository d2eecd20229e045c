"""Who may come in, and how often: names and origins, rates, failed attempts. No clock in it."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

Rate = tuple[float, float]
"""So many a second, and so many at once."""

EACH: Rate = (0.1, 60)
"""Failed attempts of one address: a whole class may sit behind it, and mistype."""

ALL: Rate = (5, 500)
"""Failed attempts of all addresses together: too few to find a code by guessing."""

MOST_ADDRESSES = 10_000

MOST_PACES = 10_000
"""Seats whose pace is remembered before those long quiet are forgotten."""

PORTS = {"http": 80, "https": 443}
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


class TokenBucket:
    """So many a second (`rate`), and up to `burst` at once; `now` in seconds of any clock."""

    __slots__ = ("_at", "_burst", "_level", "_rate")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate = rate
        self._burst = burst
        self._level = burst
        self._at = now

    def has(self, now: float, cost: float = 1) -> bool:
        """Return whether so much more may be taken. A clock that went back fills nothing."""
        self._level = min(self._burst, self._level + max(0.0, now - self._at) * self._rate)
        self._at = now
        return self._level >= cost

    def take(self, now: float, cost: float = 1) -> bool:
        """Take so much; return whether there was so much to take."""
        if not self.has(now, cost):
            return False
        self._level -= cost
        return True

    def untouched(self, now: float) -> bool:
        """Return whether it is full again, as if nothing had been taken."""
        return self.has(now) and self._level >= self._burst


class Paces:
    """What each seat may still ask, on whatever connection: who comes back has it no fresh."""

    def __init__(self, most: int = MOST_PACES) -> None:
        self._by: dict[tuple[str, str], TokenBucket] = {}
        self._most = most

    def of(self, seat: tuple[str, str], rate: Rate, now: float) -> TokenBucket:
        """Return the bucket of a seat of a room."""
        if seat not in self._by:
            if len(self._by) >= self._most:  # those full again are as good as new ones
                self._by = {one: b for one, b in self._by.items() if not b.untouched(now)}
            self._by[seat] = TokenBucket(*rate, now)
        return self._by[seat]


class Attempts:
    """Failed attempts to come in, of each address and of all. Those that succeed do not count."""

    def __init__(self, now: float, each: Rate = EACH, together: Rate = ALL) -> None:
        self._each = each
        self._all = TokenBucket(*together, now)
        self._by: dict[str, TokenBucket] = {}

    def may(self, address: str, now: float) -> bool:
        """Return whether this address may try (again)."""
        bucket = self._by.get(neighbourhood(address))
        return self._all.has(now) and (bucket is None or bucket.has(now))

    def failed(self, address: str, now: float) -> None:
        """Count a failed attempt."""
        self._all.take(now)
        self._bucket(neighbourhood(address), now).take(now)

    def _bucket(self, place: str, now: float) -> TokenBucket:
        if place not in self._by:
            if len(self._by) >= MOST_ADDRESSES:
                self._forget(now)
            self._by[place] = TokenBucket(*self._each, now)
        return self._by[place]

    def _forget(self, now: float) -> None:
        """Drop those long quiet; where all are busy, the oldest half."""
        busy = {place: b for place, b in self._by.items() if not b.untouched(now)}
        late = list(busy)[len(busy) // 2 :] if len(busy) >= MOST_ADDRESSES else busy
        self._by = {place: busy[place] for place in late}


class Tally:
    """Counts what would fill a log: told at once, then at most every so many seconds."""

    def __init__(self, every: float) -> None:
        self._every = every
        self._since = -every
        self._untold = 0

    def count(self, now: float) -> int:
        """Count one more; return how many there were since they were last told, 0 to tell none."""
        self._untold += 1
        if now - self._since < self._every:
            return 0
        told, self._untold, self._since = self._untold, 0, now
        return told


def neighbourhood(address: str) -> str:
    """Return what one person can hardly have many of: an IPv4 address, an IPv6 /64."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ipaddress.ip_network((int(ip) >> 64 << 64, 64)))


@dataclass(frozen=True)
class Allowed:
    """The names this hub answers to, and the origins of its own pages. No wildcard.

    A page elsewhere whose name is made to lead here (DNS rebinding) still comes with its own name,
    which is none of these.

    scheme: http or https, of this hub itself. names: what `Host` may say, in lower case. public:
    the origin that others see in front of it, or "".
    """

    scheme: str
    port: int
    names: frozenset[str]
    public: str = ""

    @classmethod
    def at(cls, scheme: str, port: int, hosts: Iterable[str] = (), public: str = "") -> Allowed:
        """Return what is allowed at a port, under these hosts besides this machine's own loopback.

        public is a URL. Raises ValueError with a sentence if it is none that can be used.
        """
        names = set()
        for host in (*_LOOPBACK, *map(bracketed, hosts)):
            names.add(f"{host.lower()}:{port}")
            if PORTS[scheme] == port:
                names.add(host.lower())
        origin = origin_of(public) if public else ""
        return cls(scheme, port, frozenset(names.union(_names(origin) if origin else ())), origin)

    def host(self, host: str, arrived_at: str = "") -> bool:
        """Return whether a request may name this host.

        arrived_at: the address of this machine at which it came in, which it may name, too.
        """
        name = host.lower()
        if name in self.names:
            return True
        here = bracketed(arrived_at) if arrived_at else ""
        return bool(here) and name in (
            f"{here}:{self.port}",
            here if PORTS[self.scheme] == self.port else "",
        )

    def origin(self, origin: str, host: str) -> bool:
        """Return whether a page of this origin is one of ours; `host` is already allowed."""
        return origin.lower() in (self.own_origin(host), self.public or None)

    def secure(self, host: str) -> bool:
        """Return whether whoever asked for this host did so by HTTPS."""
        return self.own_origin(host).startswith("https:")

    def own_origin(self, host: str) -> str:
        """Return the origin of our pages as whoever asked for this host sees it."""
        if self.public and host.lower() in _names(self.public):
            return self.public
        return f"{self.scheme}://{host.lower()}"


def _names(origin: str) -> tuple[str, ...]:
    """Return what `Host` says to those who ask an origin for something."""
    scheme, _, name = origin.partition("://")
    return (name,) if name.rpartition(":")[2].isdigit() else (name, f"{name}:{PORTS[scheme]}")


def bracketed(host: str) -> str:
    """Return a host as it stands in a URL: an IPv6 address in brackets, a mapped one as IPv4."""
    try:
        ip = ipaddress.ip_address(host.split("%")[0])
    except ValueError:
        return host
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ip.ipv4_mapped) if ip.ipv4_mapped else f"[{ip}]"
    return str(ip)


def origin_of(url: str) -> str:
    """Return the origin of the URL of a hub: https://rooms.example.org.

    Raises ValueError with a sentence where it is no such URL: with a path, a name, a password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError(f"{url} is no URL.") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError(f"{url} is no URL of a hub: it begins with http:// or https://.")
    if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError(f"{url} has more than a host and a port in it.")
    try:
        name = bracketed(parts.hostname)
        name = name if name.startswith("[") else name.encode("idna").decode()
    except UnicodeError:
        raise ValueError(f"{url}: {parts.hostname} is no name of a host.") from None
    own_port = port is None or port == PORTS[parts.scheme]
    return f"{parts.scheme}://{name}" + ("" if own_port else f":{port}")
