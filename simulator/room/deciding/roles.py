"""Which role may send which message: one table, asked before anything else is looked at."""

from __future__ import annotations

from simulator.room.refusal import Refusal
from simulator.room.state.records import FACILITATOR, OBSERVER, PARTICIPANT, PROJECTOR

_ANYBODY = frozenset((FACILITATOR, PROJECTOR, PARTICIPANT, OBSERVER))
_PEOPLE = frozenset((PARTICIPANT, OBSERVER))
_PARTICIPANT = frozenset((PARTICIPANT,))
_LEADS = frozenset((FACILITATOR,))
_MARKS = _PEOPLE | _LEADS

MAY: dict[str, frozenset[str]] = {
    "say": _PARTICIPANT,
    "propose": _PARTICIPANT | _LEADS,
    "withdraw": _PARTICIPANT | _LEADS,
    "vote": _PARTICIPANT,
    "hand": _MARKS,
    "advise": _PEOPLE,
    "rotate": _MARKS,
    "bookmark": _MARKS,
    "unbookmark": _MARKS,
    "answers": _PEOPLE,
    "leave": _PEOPLE,
    "branch": _PARTICIPANT | _LEADS,
    "watch": _LEADS,
    "script": _LEADS,
    "debrief": _MARKS,
    "ping": _ANYBODY,
} | dict.fromkeys(
    """begin clock pause freeze broadcast group place fishbowl baton voting reveal play chair answer
    prompt nudge switch project anonymous sit remove remove_since code close erase""".split(),
    _LEADS,
)
"""Roles by message type. What a part in a conversation allows comes on top of it, in `deciding`:
the speaker says and branches, the coach advises, those in a conversation rotate and mark it."""


def refuse_unless_allowed(role: str, asked: str) -> None:
    """Raise Refusal where a role may not send a message of a type."""
    if role not in MAY[asked]:
        who = {FACILITATOR: "The facilitator", PROJECTOR: "The projector"}.get(role, f"An {role}")
        who = "A participant" if role == PARTICIPANT else who
        raise Refusal("not_allowed", f"{who} may not do that.")
