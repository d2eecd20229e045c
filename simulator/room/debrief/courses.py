"""The feelings of all conversations, round by round, laid over one another."""

from __future__ import annotations

from collections.abc import Sequence

from engine import clean
from simulator.room.debrief.gathered import Held
from simulator.room.debrief.measures import median_course
from simulator.room.debrief.model import Curve, Overlay
from simulator.room.debrief.naming import conversation_label, ended, full_label
from simulator.room.debrief.parting import own_turns


def overlays(everything: Sequence[Held]) -> tuple[Overlay, ...]:
    """Return the feelings persona by persona, each with a curve of every branch."""
    starts = list(own_turns(everything))
    found = []
    for stem in dict.fromkeys(held.stem for held in everything):
        of_persona = [(held, first) for held, first, _ in starts if held.stem == stem]
        held = of_persona[0][0]
        found += [_overlay(held, name, of_persona) for name in held.labels]
    return tuple(found)


def _overlay(persona: Held, name: str, branches: Sequence[tuple[Held, int]]) -> Overlay:
    numbers: dict[tuple[str, int], int] = {}
    for held, _ in branches:
        numbers.setdefault((held.conversation, held.round), len(numbers))
    curves = tuple(
        _curve(held, first, name, numbers[held.conversation, held.round])
        for held, first in branches
    )
    return Overlay(
        clean(persona.title),
        name,
        clean(persona.labels[name]),
        persona.higher_is[name],
        curves,
        median_course([curve.levels for curve in curves if curve.main]),
    )


def _curve(held: Held, first: int, name: str, number: int) -> Curve:
    begins = max(0, first - 1)  # a branch starts at the last turn it has in common
    return Curve(
        held.conversation,
        held.branch,
        full_label(held),
        held.main,
        ended(held)[0],
        begins,
        tuple(round(turn["feelings"][name], 3) for turn in held.turns[begins:]),
        tuple(n for n, turn in enumerate(held.turns) if n >= first and turn["acts"]),
        _short(held),
        number,
    )


def _short(held: Held) -> str:
    called = conversation_label(held.conversation).removeprefix("Conversation ")
    return called if held.rounds == 1 else f"{called}/{held.round}"
