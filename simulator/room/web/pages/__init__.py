"""The pages of a group exercise: rendered on the server, then driven by one small script each.

Nothing in them asks another host for anything, and no script or style stands in the HTML, so that
the server can forbid both: `script-src 'self'; style-src 'self'`. The styles and scripts lie in
`STATIC`, to be served below `static_path()`, which changes with their content: what was once
fetched from there may be kept for good.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment

    from simulator.debrief import Debrief

_HERE = Path(__file__).parent

STATIC = _HERE / "static"
"""The folder of styles and scripts; flat."""


@cache
def static_path() -> str:
    """Return the path that STATIC is to be served below, such as /static/3f9a0c41d2b7."""
    found = hashlib.sha256()
    for file in sorted(STATIC.iterdir()):
        if file.is_file():
            found.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return f"/static/{found.hexdigest()[:12]}"


def render_join(
    *,
    code: str = "",
    name: str = "",
    role: str = "participant",
    error: str = "",
    seat: str = "",
    form: str = "",
    action: str = "/join",
) -> str:
    """Return the page at the door: a form that posts `code`, `name` and `role` to `action`.

    code, name and role are what was already typed; error is a sentence why that did not do. seat
    is the pseudonym of a seat that this browser already has; the page then leads back to it. form,
    unlike that of any other page, is posted, too: so the form takes one seat however often it is
    sent.
    """
    return _render(
        "join.html",
        code=code,
        name=name,
        role=role,
        error=error,
        seat=seat,
        form=form,
        action=action,
    )


def render_seat(
    *,
    seat: str,
    called: str,
    title: str,
    token: str = "",
    ws: str = "/ws",
    debrief: str = "/debrief",
    language: str = "en",
) -> str:
    """Return the page of a participant or an observer.

    seat is the id of the seat, called its pseudonym, title that of the exercise. token goes into
    the `hello` of the script: leave it empty where the server takes it from a cookie. ws is the
    path of the WebSocket, debrief that of the own debrief. language is that of the exercise, as a
    code such as en.
    """
    return _render(
        "seat.html",
        seat=seat,
        called=called,
        title=title,
        token=token,
        ws=ws,
        debrief=debrief,
        language=language,
    )


def render_projector(
    *, title: str, token: str = "", ws: str = "/ws", qr: str = "/qr.svg", language: str = "en"
) -> str:
    """Return the page for the projector; the facilitator's console chooses what it shows.

    qr is the path of the QR code that leads to the door, as an SVG; the room's code is added to it
    as a query, so that a new code is a new picture. The others are as for `render_seat`.
    """
    return _render("projector.html", title=title, token=token, ws=ws, qr=qr, language=language)


def render_enter() -> str:
    """Return the page that hands over the projector's key, which its address has after the #."""
    return _render("enter.html", title="The projector")


def render_message(*, title: str, text: str, link: str = "", label: str = "") -> str:
    """Return a page that says one thing, such as why something cannot be had, and leads on."""
    return _render("message.html", title=title, text=text, link=link, label=label)


def render_debrief(
    *, title: str, frame: str, download: str = "", back: str = "/seat", language: str = "en"
) -> str:
    """Return the page around somebody's own debrief, which is a whole HTML file at `frame`.

    download is where the file can be had to keep, back the page of the seat.
    """
    return _render(
        "debrief.html", title=title, frame=frame, download=download, back=back, language=language
    )


def render_takehome(*, title: str, debriefs: Iterable[Debrief], language: str = "en") -> str:
    """Return somebody's debriefs as one file that needs nothing else."""
    from simulator.debrief.outline import outline

    told = [{"title": f"{one.persona}: {one.title}", "sections": outline(one)} for one in debriefs]
    return _render("takehome.html", title=title, debriefs=told, language=language)


def _render(template: str, **given: Any) -> str:
    return _environment().get_template(template).render(static=static_path(), **given)


@cache
def _environment() -> Environment:
    # Here, because only the hub needs templates, and every command would wait for them.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
