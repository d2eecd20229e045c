"""What a page says when something did not work: a sentence, with the right status."""

from __future__ import annotations

import logging
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from simulator.room.refusal import Refusal
from simulator.room.web.connection import UNREACHED
from simulator.room.web.pages import render_message

STATUS = {"no_room": 404, "expired": 404, "locked": 403, "full": 409, "too_often": 429}
"""What a refusal at the door is in HTTP; 422 for the others."""

SENTENCES = {
    404: "There is nothing at this address.",
    405: "This address is not asked in this way.",
    500: "The hub could not do this. Try again; if it stays so, tell the facilitator.",
}


async def unreached(request: Request, error: Exception) -> Response:
    """Say that what is kept cannot be reached; why is for whoever runs the hub."""
    logging.getLogger(__name__).warning("%s", error)
    return await mishap(request, HTTPException(503, UNREACHED))


async def mishap(_: Request, error: Exception) -> Response:
    """Say what went wrong, in a sentence, with the right status."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    phrase = HTTPStatus(status).phrase
    said = error.detail if isinstance(error, HTTPException) and error.detail != phrase else ""
    text = said or SENTENCES.get(status, phrase)
    page = render_message(title="That did not work", text=text, link="/", label="To the door")
    headers = error.headers if isinstance(error, HTTPException) else None
    return HTMLResponse(page, status, headers)


def status_of(refusal: Refusal) -> int:
    """Return what a refusal at the door is in HTTP."""
    return STATUS.get(refusal.code, 422)
