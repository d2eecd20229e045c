"""What a seat can do now, as one sentence and one kind of message; for both forms of a seat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

Parts = Mapping[str, Any]


class Doing(NamedTuple):
    """What a line that is typed becomes, "" for nothing, and what is said of it beforehand."""

    kind: str
    told: str


def doing(parts: Parts) -> Doing:
    """Return what the seat can do with a line now."""
    me, room, talk = parts.get("me", {}), parts.get("room", {}), parts.get("conversation", {})
    if not me:
        return Doing("", "Waiting for the hub.")
    if room.get("mode") == "closed":
        return Doing("", "The exercise is over.")
    if room.get("mode") == "debrief":
        return Doing("", "The conversations are over.")
    if room.get("paused"):
        return Doing("", "Everything is held for a moment.")
    if me["may_say"]:
        return Doing("say", "What do you say?")
    if voting(parts):
        return Doing("", "The vote is open: choose the line that is said next.")
    if talk.get("frozen"):
        return Doing("", "Your conversation is held by the facilitator for a moment.")
    if answer_awaited(parts):
        return Doing(_aside(me), f"{talk['persona']} is about to answer.")
    if me["may_propose"] and not talk.get("speaker"):
        return Doing("propose", "What should be said next? Propose a line.")
    return _listening(parts)


def _listening(parts: Parts) -> Doing:
    me, room, talk = parts["me"], parts.get("room", {}), parts.get("conversation", {})
    if not talk:
        return Doing("", "Nothing to do yet; look to the facilitator.")
    if room.get("mode") == "brief":
        return Doing("", "Read your brief. It begins with the next phase.")
    if ended(parts):
        return Doing("", f"The conversation with {talk['persona']} is over.")
    if me["part"] == "coach":
        return Doing("advise", "Whisper to the speaker.")
    if talk.get("speaker"):
        return Doing("", f"{talk['speaker']} speaks.")
    return Doing("", "You listen.")


def _aside(me: Parts) -> str:
    return "advise" if me["part"] == "coach" else ""


def voting(parts: Parts) -> bool:
    """Return whether the vote is open, for whoever may vote."""
    open_now = bool(parts.get("proposals", {}).get("open"))
    return open_now and parts.get("me", {}).get("role") == "participant"


def answer_awaited(parts: Parts) -> bool:
    """Return whether the last line is not answered yet."""
    turns = parts.get("turns", {}).get("turns", ())
    return bool(turns and turns[-1]["waiting"])


def ended(parts: Parts) -> bool:
    """Return whether the conversation that is shown has come to an ending."""
    turns = parts.get("turns", {}).get("turns", ())
    return bool(turns and turns[-1]["ending"])


def may_debrief(parts: Parts) -> bool:
    """Return whether what the conversation showed may be read."""
    over = ended(parts) or parts.get("room", {}).get("mode") in ("debrief", "closed")
    return over and bool(parts.get("me", {}).get("conversation"))


def message(kind: str, text: str, parts: Parts) -> dict[str, Any]:
    """Return the fields of the message that a typed line becomes."""
    fields: dict[str, Any] = {"text": text}
    return fields | ({"conversation": parts["me"]["conversation"]} if kind == "say" else {})


def questions(parts: Parts) -> list[dict[str, Any]]:
    """Return the questions that are still to be answered."""
    asked = parts.get("questions", {})
    if not asked or asked["when"] in parts.get("me", {}).get("answered", ()):
        return []
    return list(asked["questions"])


def phase_title(parts: Parts) -> str:
    """Return what the phase is called; "" before it is told."""
    room = parts.get("room", {})
    phases, at = room.get("phases", ()), room.get("phase", -1)
    return str(phases[at]["title"]) if 0 <= at < len(phases) else ""
