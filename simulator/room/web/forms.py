"""The small forms that browsers post: from our own pages only, and within bounds."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from simulator.room.web.guarding import Allowed

LARGEST = 4 * 1024
"""Bytes of a form."""

MOST_FIELDS = 10

WITHIN = 10.0
"""Seconds for all of it to come."""

KIND = "application/x-www-form-urlencoded"


async def form_of(request: Request, allowed: Allowed) -> dict[str, str]:
    """Return the fields of a posted form. Raises HTTPException with a sentence."""
    _check_origin(request, allowed)
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != KIND:
        raise HTTPException(415, "That is no form of ours.")
    try:
        async with asyncio.timeout(WITHIN):
            body = await _body(request)
    except TimeoutError:
        raise HTTPException(408, "This form did not come in time.") from None
    try:
        fields = parse_qsl(
            body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"
        )
    except ValueError:
        raise HTTPException(400, "This form cannot be read.") from None
    return dict(fields)


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise HTTPException(413, "That is too long.")
    return body


def _check_origin(request: Request, allowed: Allowed) -> None:
    """Refuse what another site let a browser post. Every browser says where a form comes from."""
    host, origin = request.headers.get("host", ""), request.headers.get("origin", "")
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site != "same-origin" or not allowed.origin(origin, host):
        raise HTTPException(403, "This did not come from a page of this hub.")
