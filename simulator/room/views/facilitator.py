"""The parts that only the facilitator is shown: people, the grid, a conversation whole."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from simulator.room.views.shared import (
    bookmark,
    branch,
    feelings,
    first_changed,
    seats,
    spoke,
    turn,
)

if TYPE_CHECKING:
    from simulator.room.state import Conversation, Room
    from simulator.room.state.records import Heard
    from simulator.room.views.parts import Looks

SILENT = 180
"""Seconds without a line after which a conversation counts as silent."""

STUCK = 4
"""Lines in a row that made nothing better after which it counts as stuck."""


def people(room: Room, looks: Looks) -> dict[str, Any]:
    """Return `people`, with names: only the facilitator is shown these."""
    return {
        "people": [
            {
                "seat": seat.id,
                "called": seat.called,
                "name": looks.names.get(seat.id, ""),
                "role": seat.role,
                "part": seat.part,
                "conversation": seat.conversation,
                "came": seat.came,
                "here": seat.here,
                "hand": seat.hand,
                "lines": seat.lines,
                "answered": list(seat.answers),
                "baton": room.baton == seat.id,
            }
            for seat in room.people
        ]
    }


def grid(room: Room, looks: Looks) -> dict[str, Any]:
    """Return `grid`: who asks for help first, then stuck, then silent, then by what is left."""
    ranked = []
    for one in room.conversations.values():
        if one.open and (one.kind == "breakout" or one.id == room.fishbowl):
            card = _card(room, one, looks)
            silent = bool(card["silent"])
            over = bool(card["ending"])
            rank = (not card["help"], over, not card["stuck"], not silent, card["quiet_since"])
            ranked.append((rank, card))
    return {"cards": [card for _, card in sorted(ranked, key=lambda pair: pair[0])]}


def _card(room: Room, one: Conversation, looks: Looks) -> dict[str, Any]:
    last = one.now.last
    ending = None if last.waiting else last.digest["ending"]
    inside = [room.seats[seat] for seat in one.seats]
    quiet_since = max(last.at, one.since, room.going)  # alike in form, so the latest
    return {
        "conversation": one.id,
        "kind": one.kind,
        "persona": one.cast.name,
        "seats": seats(room, one, looks),
        "stance": last.digest["stance"],
        "feelings": feelings(one),
        "last": last.line or "",
        "turns": len(one.now.turns) - 1,
        "quiet_since": quiet_since,
        "silent": not ending and _speakable(room, one) and _long(quiet_since, looks),
        "stuck": "" if ending else _speechless(room, one) or _stuck(one),
        "help": [seat.id for seat in inside if seat.hand],
        "frozen": one.frozen,
        "chair": one.chair,
        "waiting": last.waiting,
        "ending": ending["title"] if ending else "",
        "here": sum(seat.here for seat in inside),
    }


def _speakable(room: Room, one: Conversation) -> bool:
    """Whether anybody could say something in a conversation now."""
    return room.mode == one.kind and not room.paused and not one.frozen


def _long(quiet_since: str, looks: Looks) -> bool:
    quiet = datetime.fromisoformat(looks.now) - datetime.fromisoformat(quiet_since)
    return quiet.total_seconds() >= SILENT


def _speechless(room: Room, one: Conversation) -> str:
    """Return a sentence where the others wait for a speaker who is not there."""
    speaker = room.seats.get(one.speaker)
    others = any(room.seats[seat].here for seat in one.seats if seat != one.speaker)
    if speaker is None or speaker.here or not others:
        return ""
    return "The speaker is not connected; anybody there can pass the parts on."


def _stuck(one: Conversation) -> str:
    """Return a sentence why a conversation seems stuck, "" where it does not."""
    latest = one.now.turns[1:][-STUCK:]
    if len(latest) < STUCK:
        return ""
    if all(turn.digest["weight"] < 0 for turn in latest):
        return f"The last {STUCK} lines made it worse."
    stances = {turn.digest["stance"] for turn in latest}
    if len(stances) == 1 and all(turn.digest["weight"] <= 0 for turn in latest):
        return f"Nothing moved in the last {STUCK} lines."
    lines = [(turn.line or "").casefold() for turn in latest]
    if len(set(lines)) < len(lines):
        return "The same line was said again."
    return ""


def bookmarks(room: Room, looks: Looks) -> dict[str, Any]:
    """Return `bookmarks`: everybody's."""
    return {"bookmarks": [bookmark(room, one, looks) for one in room.bookmarks]}


def watched(room: Room, wanted: str, since: int, looks: Looks) -> dict[str, Any]:
    """Return `watched`: a conversation with how each line was heard and what it did.

    Of its turns those that changed after a position, and what follows.
    """
    one = room.conversations[wanted]
    first = first_changed(one, since)
    return {
        "conversation": one.id,
        "kind": one.kind,
        "persona": one.cast.name,
        "title": one.cast.title,
        "branch": one.branch,
        "branches": [
            branch(each) | {"turns": len(each.turns) - 1} for each in one.branches.values()
        ],
        "chair": one.chair,
        "frozen": one.frozen,
        "labels": one.cast.labels,
        "higher_is": one.cast.higher_is,
        "seats": seats(room, one, looks),
        "first": first,
        "turns": [
            _seen(room, first + n, heard, looks) for n, heard in enumerate(one.now.turns[first:])
        ],
    }


def _seen(room: Room, number: int, heard: Heard, looks: Looks) -> dict[str, Any]:
    digest = heard.digest
    seen = turn(room, number, heard, looks) | {
        key: digest[key] for key in ("stance", "feelings", "moves", "steps", "because")
    }
    seen["by"] = spoke(room, heard, looks)
    return seen | ({"planned": digest["parts"]} if heard.waiting else {})
