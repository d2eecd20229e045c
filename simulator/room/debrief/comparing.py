"""What the conversations of a group reached, and how the items of that compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine import clean
from simulator.room.debrief.gathered import Held
from simulator.room.debrief.measures import LEAST_TO_COMPARE, difficulty, discrimination
from simulator.room.debrief.model import Item, StepReached
from simulator.room.debrief.naming import plain

Goal = tuple[str, str]
"""Kind and name of something that can be reached: a step, a need, an issue."""


def steps_reached(main: Sequence[Held]) -> tuple[StepReached, ...]:
    """Return the steps of every method practised, in its order, with how many showed each."""
    found: dict[tuple[str, str], list[bool]] = {}
    for held in main:
        shown = {name for turn in held.turns for name in turn["steps"]}
        for name, title in held.method_steps.items():
            found.setdefault((name, title), []).append(name in shown)
    return tuple(
        StepReached(name, clean(title), sum(reached), len(reached))
        for (name, title), reached in found.items()
    )


def items(main: Sequence[Held]) -> tuple[Item, ...]:
    """Return the items persona by persona, of those that were met by more than one."""
    found: list[Item] = []
    for stem in dict.fromkeys(held.stem for held in main):
        of_persona = [held for held in main if held.stem == stem]
        if len(of_persona) >= LEAST_TO_COMPARE:
            found += _items(of_persona)
    return tuple(found)


def _items(of_persona: Sequence[Held]) -> Iterator[Item]:
    persona = of_persona[0]
    reached = [_reached(held) for held in of_persona]
    goals = [("step", name) for name in persona.method_steps]
    # what nobody came to is not told: whoever meets the persona again shall find it themselves
    goals += sorted({goal for goals in reached for goal in goals if goal[0] != "step"})
    for kind, name in goals:
        yes = [(kind, name) in one for one in reached]
        rest = [len(one - {(kind, name)}) for one in reached]
        yield Item(
            clean(persona.title),
            kind,
            name,
            clean(_title(persona, kind, name)),
            sum(yes),
            len(yes),
            difficulty(yes),
            discrimination(yes, rest),
        )


def _reached(held: Held) -> set[Goal]:
    shown = {name for turn in held.turns for name in turn["steps"] if name in held.method_steps}
    last = held.turns[-1]
    return {
        *(("step", name) for name in shown),
        *(("need", name) for name in last["disclosed"]),
        *(("issue", name) for name in last["agreed"]),
    }


def _title(persona: Held, kind: str, name: str) -> str:
    titles = {"step": persona.method_steps, "need": persona.needs, "issue": persona.issues}[kind]
    return titles.get(name) or plain(name)
