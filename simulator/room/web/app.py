"""The hub as a web application: the pages for whoever joins, and the WebSocket beside them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from simulator.errors import SimulatorError
from simulator.room.hub.telling import Attachment
from simulator.room.protocol.asked import LONGEST_NAME, Join, Leave
from simulator.room.refusal import Refusal
from simulator.room.web.connection import Connections
from simulator.room.web.cookies import Kind, forget_token, keep_token, token_of
from simulator.room.web.door import NO_SEAT, Door, address_of
from simulator.room.web.forms import form_of
from simulator.room.web.guarding import Allowed
from simulator.room.web.heads import STAND_ALONE, Guarded
from simulator.room.web.mishaps import mishap, status_of, unreached
from simulator.room.web.pages import (
    STATIC,
    render_debrief,
    render_enter,
    render_join,
    render_projector,
    render_seat,
    render_takehome,
    static_path,
)
from simulator.room.web.qr import qr_svg
from simulator.room.web.static import Static

if TYPE_CHECKING:
    from simulator.room.hub.hub import Hub, Joined

LONGEST_CODE = 20


def web_app(
    hub: Hub, allowed: Allowed, now: Callable[[], float], url: Callable[[str], str]
) -> ASGIApp:
    """Return the application of a hub.

    now: seconds of a clock that only goes forward. url: where a room of a code is joined.
    """
    door = Door(hub, now)
    pages = _Pages(hub, allowed, door, url)
    routes = [
        Route("/", pages.join),
        Route("/join", pages.joined, methods=["POST"]),
        Route("/seat", pages.seat),
        Route("/leave", pages.leave, methods=["POST"]),
        Route("/debrief", pages.debrief),
        Route("/debrief/file", pages.debrief_file),
        Route("/projector", pages.projector),
        Route("/enter", pages.enter, methods=["POST"]),
        Route("/qr/{room}", pages.qr),
        Route("/healthz", _healthy),
        Route(f"{static_path()}/{{name}}", Static(STATIC).serve),
    ]
    handlers = {HTTPException: mishap, SimulatorError: unreached, Exception: mishap}
    application = Starlette(routes=routes, exception_handlers=handlers)
    application.router.redirect_slashes = False
    return Guarded(application, allowed, {"/ws": Connections(door, allowed)})


class _Pages:
    """What is answered at each address."""

    def __init__(self, hub: Hub, allowed: Allowed, door: Door, url: Callable[[str], str]) -> None:
        self._hub = hub
        self._allowed = allowed
        self._door = door
        self._url = url
        self._writing: set[tuple[str, str]] = set()

    async def join(self, request: Request) -> Response:
        """The form at the door; `?code=` fills it in, as the QR code does."""
        who = await self._who(request, "seat")
        code = request.query_params.get("code", "")[:LONGEST_CODE]
        seat = who.called if who else ""
        return HTMLResponse(render_join(code=code, seat=seat, form=token_urlsafe()))

    async def joined(self, request: Request) -> Response:
        """Take a seat, and let the browser keep it."""
        form = await form_of(request, self._allowed)
        code, name, role = (form.get(field, "").strip() for field in ("code", "name", "role"))
        try:
            asked = Join.model_validate(
                {"type": "join", "id": "form", "code": code, "name": name}
                | ({"role": role} if role else {})
            )
            known = form.get("form", "")
            who = await self._door.joined_once(asked, address_of(request.scope), known)
        except ValidationError:
            error = f"A code has at most {LONGEST_CODE} letters, a name {LONGEST_NAME}."
            status = 422
        except Refusal as refusal:
            error, status = refusal.message, status_of(refusal)
        else:
            return self._keep(RedirectResponse(f"/seat?room={who.room}", 303), "seat", who, request)
        kept = {"code": code[:LONGEST_CODE], "name": name[:LONGEST_NAME], "role": role}
        return HTMLResponse(render_join(**kept, error=error, form=token_urlsafe()), status)

    async def seat(self, request: Request) -> Response:
        """The page of whoever has a seat; at the door again without one."""
        who = await self._who(request, "seat")
        if who is None:
            return RedirectResponse("/", 303)
        exercise = self._hub.room(who.room).exercise
        page = render_seat(
            seat=who.seat,
            called=who.called,
            title=exercise.title,
            ws=f"/ws?room={who.room}",
            debrief=f"/debrief?room={who.room}",
            language=exercise.language,
        )
        return HTMLResponse(page)

    async def leave(self, request: Request) -> Response:
        """Give the seat up, and let the browser forget it."""
        await form_of(request, self._allowed)
        who = await self._who(request, "seat")
        response = RedirectResponse("/", 303)
        if who:
            asked = Leave(type="leave", id="form")
            await self._hub.ask(Attachment(who.room, who.seat, _Nobody()), asked)
            forget_token(response, "seat", who.room, self._secure(request))
        return response

    async def debrief(self, request: Request) -> Response:
        """The page around one's own debrief."""
        who = await self._seated(request)
        file = f"/debrief/file?room={who.room}"
        back = f"/seat?room={who.room}"
        return HTMLResponse(
            render_debrief(title="Your debrief", frame=file, download=f"{file}&keep=1", back=back)
        )

    async def debrief_file(self, request: Request) -> Response:
        """One's own debrief, a file that needs nothing else."""
        who = await self._seated(request)
        seat = (who.room, who.seat)
        if seat in self._writing:  # it takes a while: conversations are told again for it
            raise HTTPException(429, "Your debrief is being written. Ask again in a moment.")
        self._writing.add(seat)
        try:
            debriefs = await self._hub.own_debriefs(self._token(request, "seat"))
        except Refusal as refusal:  # what was over goes on again
            raise HTTPException(status_of(refusal), refusal.message) from None
        finally:
            self._writing.discard(seat)
        exercise = self._hub.room(who.room).exercise
        file = render_takehome(title=exercise.title, debriefs=debriefs, language=exercise.language)
        headers = {"content-security-policy": STAND_ALONE}
        if "keep" in request.query_params:
            headers["content-disposition"] = 'attachment; filename="debrief.html"'
        return HTMLResponse(file, headers=headers)

    async def projector(self, request: Request) -> Response:
        """What the projector shows; without its key, a page that hands the key over."""
        who = await self._who(request, "projector")
        if who is None or who.role != "projector":
            return HTMLResponse(render_enter())
        exercise = self._hub.room(who.room).exercise
        ws = f"/ws?as=projector&room={who.room}"
        return HTMLResponse(
            render_projector(
                title=exercise.title, ws=ws, qr=f"/qr/{who.room}", language=exercise.language
            )
        )

    async def enter(self, request: Request) -> Response:
        """Take the projector's key, which is in no address, so in no log and no history."""
        form = await form_of(request, self._allowed)
        who = await self._whose(form.get("key", ""), request)
        if who is None or who.role != "projector":
            raise HTTPException(403, "This key opens no projector here.")
        response = PlainTextResponse(f"/projector?room={who.room}")  # where the page goes on
        return self._keep(response, "projector", who, request, form["key"])

    async def qr(self, request: Request) -> Response:
        """The QR code of where a room is joined, for its projector; each code is a new query."""
        room = request.path_params["room"]
        who = await self._whose(
            token_of(request, "projector", self._secure(request), room), request
        )
        if who is None or who.room != room:
            raise HTTPException(404)
        return Response(qr_svg(self._url(self._hub.room(room).code)), media_type="image/svg+xml")

    async def _who(self, request: Request, kind: Kind) -> Joined | None:
        return await self._whose(self._token(request, kind), request)

    def _token(self, request: Request, kind: Kind, room: str | None = None) -> str:
        return token_of(request, kind, self._secure(request), room)

    async def _whose(self, token: str, request: Request) -> Joined | None:
        with suppress(Refusal):
            return await self._door.whose(token, address_of(request.scope))
        return None

    async def _seated(self, request: Request) -> Joined:
        who = await self._who(request, "seat")
        if who is None:
            raise HTTPException(403, NO_SEAT)
        return who

    def _keep(
        self, response: Response, kind: Kind, who: Joined, request: Request, token: str = ""
    ) -> Response:
        keep_token(response, kind, who.room, token or who.token, self._secure(request))
        return response

    def _secure(self, request: Request) -> bool:
        return self._allowed.secure(request.headers["host"])


class _Nobody:
    """The outbox of a seat that is not connected: a form gives it up."""

    def put(self, text: str) -> None:
        """Tell nobody."""

    def hang_up(self, code: str, message: str, again: bool) -> None:
        """Hang up on nobody."""


async def _healthy(_: Request) -> Response:
    return PlainTextResponse("ok\n")
