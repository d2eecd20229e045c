"""The counterpart's own lines, which the facilitator can let it say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.room.console.desk import Choice
from simulator.room.console.wording import as_read, shown

if TYPE_CHECKING:
    from simulator.room.console.desk import Desk
    from simulator.room.console.view import Part

NOW = "now"
"""The place of lines that belong to the present stance."""

PLACES = (
    NOW,
    "anywhere",
    "question",
    "interest",
    "issue",
    "bargaining",
    "stance",
    "ending",
    "opening",
)
"""Where lines belong, those first that can best be said now."""


async def script(desk: Desk) -> None:
    """Let the counterpart say one of its scripted lines now."""
    talk = desk.talk
    result = await desk.fetch("script", conversation=talk)
    if result is None:
        return
    stance = desk.view.card(talk).get("stance", "")
    lines = sorted(result["script"], key=lambda line: PLACES.index(_place(line, stance)))
    choices = [Choice(each["id"], as_read(each["text"]), _told(each, stance)) for each in lines]
    if not choices:
        desk.tell("They have no lines of their own left.")
        return
    chosen = await desk.choose("What do they say now?", choices, search=True)
    if chosen is not None:
        await desk.ask("prompt", conversation=talk, text=chosen)


def _place(line: Part, stance: str) -> str:
    """Return where a line belongs; stance: the title of the present one."""
    place = str(line["place"])
    return NOW if place == "stance" and line["of"] == stance else place


def _told(line: Part, stance: str) -> str:
    place = _place(line, stance)
    return "as they stand now" if place == NOW else shown(f"{place} {line['of']}".strip())
