"""Opening a conversation: who plays, what reads the lines, who sits where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine import clean
from simulator.room.refusal import Refusal

if TYPE_CHECKING:
    from engine import Persona
    from simulator.room.deciding.decision import Decision

MOST_CONVERSATIONS = 1_000
"""Of one room, those that are over counted, too."""

CAREFUL_UP_TO = 40
"""Open conversations whose lines the careful model reads; it takes some ten times as long as the
quick one, which a room of hundreds needs."""

SEEDS = 10_000


def persona_for(decision: Decision, wanted: str | None, number: int = 0) -> str:
    """Return what a persona is loaded by: the one asked for, else the exercise's in turn.

    Only the exercise's and the bundled ones may be asked for, no path of somebody's. Raises
    Refusal.
    """
    personas = decision.room.exercise.personas
    if wanted is None:
        return personas[number % len(personas)]
    if wanted not in personas and ("/" in wanted or "\\" in wanted or "." in wanted):
        raise Refusal("unknown", "There is no such persona.")
    return wanted


def open_conversation(
    decision: Decision, kind: str, source: str, level: str | None, seats: dict[str, str]
) -> str:
    """Open a conversation with the persona of a source, and return its id. Raises Refusal."""
    room, world = decision.room, decision.world
    if len(room.conversations) >= MOST_CONVERSATIONS:
        raise Refusal("full", "There are too many conversations in this room.")
    cast = _cast(decision, source)
    seed = world.draw(SEEDS)
    wanted = level or room.exercise.level
    turn, model = world.counterparts.opening(room.casts[cast], seed, wanted, _model(decision))
    conversation = f"c{len(room.conversations) + 1}"
    decision.happen(
        "held",
        conversation=conversation,
        kind=kind,
        cast=cast,
        level=wanted,
        seed=seed,
        model=model,
        seats=seats,
        turn=turn,
    )
    return conversation


def _model(decision: Decision) -> str:
    asked = decision.world.model or decision.room.exercise.model
    if asked != "auto":
        return asked
    many = max(len(decision.room.breakouts), len(decision.room.participants))
    return "careful" if many <= CAREFUL_UP_TO else "quick"


def _cast(decision: Decision, source: str) -> str:
    """Let a persona play in this room, if it does not yet, and return what it is called by."""
    room = decision.room
    persona = decision.world.counterparts.load(source, room.exercise.language)
    for cast in room.casts.values():
        if (cast.source, cast.version) == (source, persona.version):
            return cast.id
    cast_id = f"k{len(room.casts) + 1}"
    decision.happen("cast", cast=cast_id, source=source, **_told(persona))
    return cast_id


def _told(persona: Persona) -> dict[str, Any]:
    brief, method = persona.brief, persona.method
    return {
        "stem": persona.stem,
        "version": persona.version,
        "language": persona.asked_in,
        "name": clean(persona.name),
        "title": clean(persona.title),
        "brief": {
            "situation": _paragraphs(brief.situation),
            "role": _paragraphs(brief.role),
            "know": [clean(one) for one in brief.know],
            "want": [clean(one) for one in brief.want],
        },
        "labels": {name: clean(one.label) for name, one in persona.feelings.items()},
        "higher_is": {name: one.higher_is for name, one in persona.feelings.items()},
        "steps": {name: clean(step.title) for name, step in method.steps.items()} if method else {},
        "needs": {name: clean(one.title) for name, one in persona.interests.items()},
        "issues": {name: clean(one.title) for name, one in persona.issues.items()},
        "method": clean(method.name) if method else "",
    }


def _paragraphs(text: str) -> list[str]:
    return [clean(one) for one in text.strip().split("\n\n" if "\n\n" in text else "\n")]
