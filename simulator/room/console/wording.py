"""What the console says of people, turns and conversations, safe to show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.room.console.view import Part, View

HAND = {"help": "asks for help", "hand": "hand up"}
PARTS = {"speaker": "speaks", "coach": "coaches", "observer": "observes"}
MODES = {
    "lobby": "waiting for people",
    "fishbowl": "fishbowl",
    "breakout": "breakouts",
    "debrief": "debrief",
    "closed": "closed",
}
ACTS = {
    "answer": "the facilitator answered",
    "prompt": "the facilitator let them say this",
    "nudge": "the facilitator moved a feeling",
}

_DIRECTION = re.compile(r"\*\((.*?)\)\*")


@lru_cache(maxsize=4096)
def shown(text: str) -> str:
    """Return a text that a terminal can be given: no escapes, controls or bidi marks."""
    from engine import clean  # a second, that the first paint does not wait for

    return clean(text)


def as_read(text: str) -> str:
    """Return a line as it reads in a conversation, safe to show: directions in brackets alone."""
    return _DIRECTION.sub(r"(\1)", shown(text))


def names_of(person: Part) -> tuple[str, str]:
    """Return the name somebody gave and the pseudonym; "" where there is no other than the one."""
    name, called = shown(person.get("name", "")), shown(person.get("called", ""))
    if not name or name == called:
        return called or "somebody", ""
    return name, called


def person_name(person: Part) -> str:
    """Return how the facilitator knows somebody: the name, then the pseudonym if it is another."""
    name, called = names_of(person)
    return f"{name} ({called})" if called else name


def person_state(person: Part, view: View) -> str:
    """Return in a few words what there is to know of somebody."""
    said = [HAND.get(person.get("hand", ""), "")]
    if not person.get("here", True):
        said.append("away")
    if person.get("role") == "observer":
        said.append("observer")
    conversation = person.get("conversation", "")
    if conversation:
        said.append(conversation)
    elif view.mode == "breakout" and person.get("role") == "participant":
        said.append("in no conversation")
    return ", ".join(each for each in said if each)


def conversation_name(card: Part, conversation: str = "") -> str:
    """Return how a conversation is called: its name in the room, and who the counterpart is."""
    name = card.get("conversation", conversation)
    return f"{name} {shown(card['persona'])}" if card.get("persona") else name


def seats_told(seats: Iterable[Mapping[str, Any]]) -> str:
    """Return those in a conversation, each with their part where it is not to speak."""
    told = []
    for seat in seats:
        part = PARTS.get(seat.get("part", ""), "")
        called = shown(seat["called"])
        told.append(called if part in ("", "speaks") else f"{called} {part}")
    return ", ".join(told)


def state_of(card: Part, silent: float) -> tuple[str, str]:
    """Return what needs saying of a conversation, and its kind: alert, note, or "" for nothing.

    silent: seconds since its last line.
    """
    if card["help"]:
        wanting = [seat for seat in card["seats"] if seat["seat"] in card["help"]]
        return f"hand up: {', '.join(shown(seat['called']) for seat in wanting)}", "alert"
    if card["waiting"]:
        return "a line waits for your answer: A", "alert"
    if card["ending"]:
        return f"ended: {shown(card['ending'])}", "note"
    if card["chair"] in ("once", "on"):
        return "you are in the chair", "alert"
    if card["frozen"]:
        return "frozen", "note"
    if card["stuck"]:
        return shown(card["stuck"]), "alert"
    if not card["here"] and card["seats"]:
        return "nobody is here", "alert"
    if silent >= 60:
        return f"silent for {int(silent // 60)} min", "note"
    return "", ""


def count(number: int, one: str, several: str = "") -> str:
    """Return a number and what is counted: `1 person`, `3 people`."""
    return f"{number} {one if number == 1 else several or one + 's'}"
