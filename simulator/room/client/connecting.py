"""Connecting to a hub, and nowhere else: where its address leads on stays on its host."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from simulator.room.client.addresses import SCHEMES

PORTS = {"ws": 80, "wss": 443}
LEADS_ON = (300, 301, 302, 303, 307, 308)
"""HTTP statuses that name another address (RFC 9110, 15.4)."""


class LeadsAway(Exception):
    """What answers names an address that is not its own. The message is that address's origin."""


class Connect(connect):
    """websockets' own, which would follow anywhere: the seat's token would go there, too."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        """Return where to go on, or the reason not to."""
        if not (isinstance(exc, InvalidStatus) and exc.response.status_code in LEADS_ON):
            return super().process_redirect(exc)
        headers = exc.response.headers
        try:
            onward = _onward(self.uri, headers.get_all("Location")[-1])
        except (ValueError, IndexError):  # no address
            return exc
        del headers["Location"]
        headers["Location"] = onward
        return super().process_redirect(exc)


def _onward(address: str, location: str) -> str:
    """Return the WebSocket address that a location leads to. Raises LeadsAway, ValueError."""
    known, named = urlsplit(address), urlsplit(urljoin(address, location))
    if (
        named.scheme not in SCHEMES
        or not named.hostname
        or not (location.isascii() and location.isprintable())
    ):
        raise ValueError(location)
    onward = named._replace(scheme=SCHEMES[named.scheme], fragment="")
    safer = (known.scheme, onward.scheme) == ("ws", "wss")
    if known.hostname != onward.hostname or not (safer or _place(known) == _place(onward)):
        raise LeadsAway(f"{named.scheme}://{named.netloc.rpartition('@')[2]}")
    return onward.geturl()


def _place(address: SplitResult) -> tuple[str, int]:
    return address.scheme, address.port or PORTS[address.scheme]
