"""Which parts a seat is shown, of what, and how each is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.room.state.records import FACILITATOR, OBSERVER, PARTICIPANT, PROJECTOR
from simulator.room.views import facilitator, fishbowl, projector, shared

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from simulator.room.state import Room, Seat


class Part(NamedTuple):
    """A part of a view: its name, what it is of, and the form it takes for whom.

    What a seat alone is shown is `of` that seat; equal parts are equal for everybody who has them.
    """

    name: str
    of: str = ""
    form: str = ""


class Looks(NamedTuple):
    """What rendering needs besides the room: names by seat, hub time, and the join address.

    join: {url, code, qr}; qr is an address of the hub's own. debrief makes that of the group.
    """

    names: Mapping[str, str]
    now: str
    join: Mapping[str, str]
    debrief: Callable[[Room], dict[str, Any]]


SLOW = frozenset(("people", "tables", "grid", "proposals", "room", "group", "bookmarks"))
"""Parts that many things change and nobody waits for: told a few times a second at most."""


_EVERYBODY = frozenset((FACILITATOR, PROJECTOR, PARTICIPANT, OBSERVER))
_PEOPLE = frozenset((PARTICIPANT, OBSERVER))
_LEADS = frozenset((FACILITATOR,))

GETS: dict[str, frozenset[str]] = {
    "room": _EVERYBODY,
    "clock": _EVERYBODY,
    "me": _PEOPLE,
    "notices": _PEOPLE,
    "questions": _PEOPLE,
    "conversation": _PEOPLE | {PROJECTOR},
    "turns": _PEOPLE | {PROJECTOR},
    "proposals": _EVERYBODY,
    "tables": frozenset((PROJECTOR,)),
    "people": _LEADS,
    "grid": _LEADS,
    "bookmarks": _LEADS,
    "screen": _LEADS | {PROJECTOR},
    "watched": _LEADS,
    "group": _LEADS,
}
"""Roles by part: who is ever shown it. Whether they are now, `parts_of` says."""


# Those that are of nobody are made once: parts_of is asked for everybody at every line.
_ROOM, _CLOCK, _QUESTIONS, _PROPOSALS, _SCREEN, _PEOPLE_PART, _GRID, _BOOKMARKS, _GROUP = (
    Part(name)
    for name in (
        "room",
        "clock",
        "questions",
        "proposals",
        "screen",
        "people",
        "grid",
        "bookmarks",
        "group",
    )
)
_TABLES = Part("tables")
_WITH_KEYS, _ALL_PROPOSALS = Part("room", "", "keys"), Part("proposals", "", "all")


def parts_of(room: Room, seat: Seat, watching: str) -> list[Part]:
    """Return the parts a seat is shown now; watching is the facilitator's conversation, or ""."""
    if seat.role == FACILITATOR:
        return _facilitators(room, watching)
    shown = room.conversation_of(seat)
    if seat.role == PROJECTOR:
        parts = [_WITH_KEYS, _CLOCK, _SCREEN, _TABLES]
        form = "gauges" if room.screen.get("gauges") else ""
    else:
        parts = [_ROOM, _CLOCK, Part("me", seat.id), Part("notices", seat.id)]
        parts.append(_QUESTIONS)
        form = ""
    if shown is not None:
        parts += [Part("conversation", shown.id, form), Part("turns", shown.id)]
        if shown.id == room.fishbowl:
            parts.append(_PROPOSALS)
    return parts


def _facilitators(room: Room, watching: str) -> list[Part]:
    parts = [_WITH_KEYS, _CLOCK, _PEOPLE_PART, _GRID, _BOOKMARKS, _SCREEN]
    if room.mode == "fishbowl":
        parts.append(_ALL_PROPOSALS)
    if watching or (room.mode == "fishbowl" and room.fishbowl):
        parts.append(Part("watched", watching or room.fishbowl))
    if room.mode in ("debrief", "closed"):
        parts.append(_GROUP)
    return parts


def render(room: Room, part: Part, since: int, looks: Looks) -> dict[str, Any]:
    """Return a part as it is told; since: the position up to which its turns are known."""
    if part.name in GROWING:
        return GROWING[part.name](room, part.of, since, looks)
    return _RENDERS[part.name](room, part, looks)


GROWING: dict[str, Callable[[Room, str, int, Looks], dict[str, Any]]] = {
    "turns": shared.turns,
    "watched": facilitator.watched,
}
"""Parts of which only what is new is told: from which turn on, and those."""

_RENDERS: dict[str, Callable[[Room, Part, Looks], dict[str, Any]]] = {
    "room": lambda room, part, looks: shared.room_part(room, bool(part.form)),
    "clock": lambda room, _, looks: shared.clock(room, looks),
    "me": lambda room, part, looks: shared.me(room, room.seats[part.of], looks),
    "notices": lambda room, part, _: shared.notices(room, room.seats[part.of]),
    "questions": lambda room, _, __: shared.questions(room),
    "conversation": lambda room, part, looks: shared.conversation(
        room, room.conversations[part.of], looks, bool(part.form)
    ),
    "proposals": lambda room, part, _: fishbowl.proposals(room, counts=bool(part.form)),
    "tables": lambda room, _, looks: projector.tables(room, looks),
    "people": lambda room, _, looks: facilitator.people(room, looks),
    "grid": lambda room, _, looks: facilitator.grid(room, looks),
    "bookmarks": lambda room, _, looks: facilitator.bookmarks(room, looks),
    "screen": lambda room, _, looks: projector.screen(room, looks),
    "group": lambda room, _, looks: {"debrief": looks.debrief(room)},
}
"""How each part that is told whole is made."""
