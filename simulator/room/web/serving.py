"""What of uvicorn is set, and what it lacks: a WebSocket that can be dropped, a word when ready."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import OPEN

from simulator.room.web.inbox import Gate, Inbox

if TYPE_CHECKING:
    from uvicorn._types import ASGISendEvent

try:
    import resource
except ImportError:  # Windows, which has no such limit
    resource = None  # type: ignore[assignment]

DIRECT = "detente.direct"
"""The extension of a WebSocket's scope that does something at once: {"drop", "send"}, functions."""

LARGEST_FRAME = 16 * 1024
"""Bytes of a message that are read at all. Half of it is refused with a sentence."""

LARGEST_HEAD = 16 * 1024
"""Bytes of a request's line and headers."""

HEAD_WITHIN = 15
"""Seconds in which a connection has to ask for something."""

GRACE = 5
"""Seconds in which those connected have to go when the hub stops."""

CONNECTIONS = 16_384
"""Files and connections a process may have open; often 1024 where nobody asks for more."""

UNREAD = 256 * 1024
"""Bytes that may lie in a connection unread before pings of its client are no longer answered."""


class DirectSocket(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket, but one that nobody reads at the other end does not stay for ever.

    And what can be sent at once need not wait for a task: a line goes to everybody in its room.
    And it is small: nothing of the request, its cookie least of all, is kept once it is open.
    """

    # So many attributes are a dict of 2 KB for each connection; as slots they are 300 bytes.
    __slots__ = (
        "app",
        "app_state",
        "asgi_version",
        "client",
        "close_sent",
        "close_timeout",
        "close_timer",
        "config",
        "conn",
        "connections",
        "curr_msg_data_type",
        "default_headers",
        "disconnected",
        "frames",
        "handshake_complete",
        "handshake_initiated",
        "initial_response",
        "last_ping_rtt",
        "logger",
        "loop",
        "pending_ping_payload",
        "ping_interval",
        "ping_sent_at",
        "ping_timeout",
        "ping_timer",
        "pong_timer",
        "queue",
        "read_paused",
        "request",
        "response",
        "root_path",
        "scheme",
        "scope",
        "server",
        "tasks",
        "transport",
        "writable",
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.queue = Inbox()  # type: ignore[assignment]  # it has what is used of them
        self.writable = Gate()  # type: ignore[assignment]

    async def run_asgi(self) -> None:
        """Run the application; afterwards nothing keeps the connection but what is on its way."""
        direct: dict[object, object] = {"drop": self.transport.abort, "send": self.send_at_once}
        self.scope["extensions"] = {**(self.scope["extensions"] or {}), DIRECT: direct}
        try:
            await super().run_asgi()
        finally:
            self.loop.call_later(GRACE, self.transport.abort)

    async def send(self, message: ASGISendEvent) -> None:
        """Send what the application does. A refusal in HTTP is an answer, too, and no mistake."""
        await super().send(message)
        if message["type"] == "websocket.http.response.body":
            self.handshake_complete = True  # or each is logged as forgotten

    def start_keepalive(self) -> None:
        """Look from now on whether the client is there. What it came with is not asked again."""
        super().start_keepalive()
        self.request.headers.clear()  # what reads the connection keeps the request
        del self.request, self.response
        self.scope.clear()  # type: ignore[attr-defined]  # a TypedDict, and nobody's any more
        self.server = self.client = None

    def send_at_once(self, texts: Iterable[str]) -> bool:
        """Send messages; False where that has to be waited for, and nothing is sent."""
        open_now = self.conn.state is OPEN and not self.transport.is_closing()
        if not open_now or not self.writable.is_set():
            return False
        for text in texts:
            self.conn.send_text(text.encode())
        self.transport.write(b"".join(self.conn.data_to_send()))
        return True

    def handle_ping(self) -> None:
        """Answer a ping; to who never reads the answers, no more of them are kept."""
        if self.transport.get_write_buffer_size() > UNREAD:
            self.transport.abort()
        else:
            super().handle_ping()


class PromptHttp(H11Protocol):
    """uvicorn's HTTP, but a request's head has to come in time, however it trickles in."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, and wait for its first request as for any later one."""
        super().connection_made(transport)
        self.timeout_keep_alive_task = self.loop.call_later(
            self.timeout_keep_alive, self.timeout_keep_alive_handler
        )

    def data_received(self, data: bytes) -> None:
        """Read on. A request that is there stops the wait, single bytes of one do not."""
        self.conn.receive_data(data)
        self.handle_events()


class ReadyServer(uvicorn.Server):
    """A server that calls `ready` once it accepts connections."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept connections, then say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()


def server_of(
    app: Any,
    ready: Callable[[], None],
    certificate: tuple[str, str] | None = None,
    behind_proxy: bool = False,
) -> ReadyServer:
    """Return the server of an application. certificate: paths of it and of its key.

    behind_proxy: believe a proxy on this machine about where requests come from.
    """
    cert, key = certificate or (None, None)
    config = uvicorn.Config(
        app,
        ws=DirectSocket,
        http=PromptHttp,
        loop="asyncio",
        lifespan="off",
        ws_max_size=LARGEST_FRAME,
        ws_per_message_deflate=False,
        ws_ping_interval=20.0,
        ws_ping_timeout=20.0,
        h11_max_incomplete_event_size=LARGEST_HEAD,
        timeout_keep_alive=HEAD_WITHIN,
        timeout_graceful_shutdown=GRACE,
        proxy_headers=behind_proxy,
        server_header=False,
        access_log=False,  # paths and addresses of participants are nobody's business
        log_level="warning",
        ssl_certfile=cert,
        ssl_keyfile=key,
    )
    return ReadyServer(config, ready)


def allow_connections() -> None:
    """Let this process have as many connections at once as the system lets it."""
    if resource is None:
        return
    least, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(least, min(most, CONNECTIONS)), most))
