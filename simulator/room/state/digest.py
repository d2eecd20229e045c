"""What a room keeps of a turn: what is shown of it, and what the group's debrief is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine import clean
from simulator.debrief.turning import turned

if TYPE_CHECKING:
    from engine import Persona, Turn

Digest = dict[str, Any]
"""n: the turn's number. parts: [kind, text] of the reply. stance: its title. feelings: 0 to 1.
ending: None or {name, title, outcome, epilogue}. steps: of the method, moves: of the line, by name.
weight: what the line did to the feelings in all, positive for the better; quote: its words that did
it; because: the rule's reason. agreed: titles of options by issue. disclosed: interests by name.
acts: what the facilitator did to it. The line itself is kept beside it."""


def digest_of(persona: Persona, turn: Turn) -> Digest:
    """Return what is kept of a turn; plain JSON values."""
    point = turned(persona, turn) if turn.reading else None
    ending = turn.ending
    return {
        "n": turn.number,
        "parts": [[part.kind, clean(part.text)] for part in turn.reply.parts],
        "stance": clean(persona.stances[turn.stance].title),
        "feelings": {name: round(level, 3) for name, level in turn.feelings.items()},
        "ending": None
        if ending is None
        else {
            "name": ending.name,
            "title": clean(ending.title),
            "outcome": ending.outcome,
            "epilogue": clean(ending.epilogue),
        },
        "steps": list(turn.steps),
        "moves": list(dict.fromkeys(move.move for move in turn.reading.moves))
        if turn.reading
        else [],
        "weight": point.weight if point else 0.0,
        "quote": point.quote if point else "",
        "because": point.shifts[0].because if point and point.shifts else "",
        "agreed": _agreed(persona, turn),
        "disclosed": list(turn.disclosed),
        "acts": [act.kind for act in turn.acts],
    }


def _agreed(persona: Persona, turn: Turn) -> dict[str, str]:
    titles = {}
    for name, option in turn.agreed.items():
        options = persona.issues[name].options
        titles[name] = clean(options[option].title if option in options else option)
    return titles
