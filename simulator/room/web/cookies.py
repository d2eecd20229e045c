"""The cookies that hold a browser's seats: one a room, and one for its projector."""

from __future__ import annotations

from typing import Literal

from starlette.requests import HTTPConnection
from starlette.responses import Response

Kind = Literal["seat", "projector"]

KEPT = 7 * 24 * 3600
"""Seconds a browser keeps its seat."""


def token_of(connection: HTTPConnection, kind: Kind, room: str | None = None) -> str:
    """Return the token that a browser sent for a room, or "".

    Without a room: for that which the URL names (`?room=`), else for the one joined last.
    """
    room = room or connection.query_params.get("room")
    if room is not None:
        return connection.cookies.get(_name(kind, room), "")
    held = [token for name, token in connection.cookies.items() if name.startswith(_name(kind, ""))]
    return held[-1] if held else ""


def keep_token(response: Response, kind: Kind, room: str, token: str, secure: bool) -> None:
    """Let the browser keep a seat: for no script, for no other site; `secure`: for HTTPS only."""
    response.set_cookie(
        _name(kind, room), token, KEPT, path="/", secure=secure, httponly=True, samesite="strict"
    )


def forget_token(response: Response, kind: Kind, room: str, secure: bool) -> None:
    """Let the browser forget a seat."""
    response.delete_cookie(
        _name(kind, room), path="/", secure=secure, httponly=True, samesite="strict"
    )


def _name(kind: Kind, room: str) -> str:
    return f"detente-{kind}-{room}"
