"""What is checked of every request and said with every response: names, origins, what pages may."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from simulator.room.web.guarding import Allowed

NOT_HERE = "There is no hub of this name here. Use the address that the hub shows.\n"

OWN_ONLY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self' {socket}; form-action 'self'; frame-src 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""What a page may load. {socket}: older Safari does not count WebSockets to 'self'."""

STAND_ALONE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
"""What a file to take home may: show what is in it, and run nothing."""

ALWAYS = {
    "x-content-type-options": "nosniff",
    # Not `no-referrer`: browsers then say `Origin: null` when one of our own forms is posted.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
"""Of every response that does not say otherwise."""


class Guarded:
    """An application that answers only to the names it has, and whose pages load only it.

    sockets: what serves WebSockets, by path. None of what the application has around its pages is
    kept for them while they last.
    """

    def __init__(self, app: ASGIApp, allowed: Allowed, sockets: Mapping[str, ASGIApp]) -> None:
        self._app = app
        self._allowed = allowed
        self._sockets = sockets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it: 421 for a page, 403 for a WebSocket."""
        host = Headers(scope=scope).get("host", "")
        here = scope["server"][0] if scope.get("server") else ""
        if not self._allowed.host(host, here):
            await _refuse(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._sockets.get(scope["path"], self._app)(scope, receive, send)
        else:
            await self._app(scope, receive, self._with_heads(host, send))

    def _with_heads(self, host: str, send: Send) -> Send:
        socket = self._allowed.own_origin(host).replace("http", "ws", 1)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("content-security-policy", OWN_ONLY.format(socket=socket))
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
            await send(message)

        return sending


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close"})  # before it is accepted: HTTP 403
    else:
        await PlainTextResponse(NOT_HERE, 421, ALWAYS)(scope, receive, send)
