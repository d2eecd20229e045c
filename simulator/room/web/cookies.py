"""The cookies that hold a browser's seats: one a room, and one for its projector."""

from __future__ import annotations

from typing import Literal

from starlette.requests import HTTPConnection
from starlette.responses import Response

Kind = Literal["seat", "projector"]

KEPT = 7 * 24 * 3600
"""Seconds a browser keeps its seat."""

OURS_ALONE = "__Host-"
"""Begins a cookie that a browser takes from this very host by HTTPS only (RFC 6265bis, 4.1.3.2):
another machine of the same domain cannot put its own in our place. Plain HTTP cannot have one."""


def token_of(connection: HTTPConnection, kind: Kind, secure: bool, room: str | None = None) -> str:
    """Return the token that a browser sent for a room, or "". secure: by HTTPS.

    Without a room: for that which the URL names (`?room=`), else for the one joined last.
    """
    room = room or connection.query_params.get("room")
    if room is not None:
        return connection.cookies.get(_name(kind, room, secure), "")
    ours = _name(kind, "", secure)
    held = [token for name, token in connection.cookies.items() if name.startswith(ours)]
    return held[-1] if held else ""


def keep_token(response: Response, kind: Kind, room: str, token: str, secure: bool) -> None:
    """Let the browser keep a seat: for no script, for no other site; `secure`: for HTTPS only."""
    response.set_cookie(
        _name(kind, room, secure),
        token,
        KEPT,
        path="/",
        secure=secure,
        httponly=True,
        samesite="strict",
    )


def forget_token(response: Response, kind: Kind, room: str, secure: bool) -> None:
    """Let the browser forget a seat."""
    response.delete_cookie(
        _name(kind, room, secure), path="/", secure=secure, httponly=True, samesite="strict"
    )


def _name(kind: Kind, room: str, secure: bool) -> str:
    return f"{OURS_ALONE if secure else ''}detente-{kind}-{room}"
