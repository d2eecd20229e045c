"""All that exploring a persona found, put together from pieces that were found anywhere."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from engine.persona import Persona
from engine.reading import Vocabulary
from engine.workbench.exploring.goals import Goal
from engine.workbench.exploring.invariants import Verdict, judged
from engine.workbench.exploring.play import Chunk, count, replay
from engine.workbench.exploring.policies import POLICIES, Casting
from engine.workbench.exploring.routes import Route, names_of
from engine.workbench.exploring.surveys import Survey
from engine.workbench.exploring.systematic import survey
from engine.workbench.exploring.tally import Tallies


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be explored: so many plays of every policy at every level, of so many lines at
    the most; and, if depth is not 0, at the middle level every line to that depth, and on from so
    many states."""

    policies: tuple[str, ...] = tuple(POLICIES)
    levels: tuple[str, ...] = ("easy", "standard", "hard")
    plays: int = 50
    turns: int = 60
    seed: int = 0
    depth: int = 1
    states: int = 150

    @property
    def surveyed(self) -> tuple[str, ...]:
        """The levels that are gone through line by line."""
        middle = "standard" if "standard" in self.levels else self.levels[0]
        return (middle,) if self.depth else ()


@dataclass(frozen=True, slots=True)
class Exploration:
    """What was found: by going through, by playing, and what of it must not be."""

    persona: Persona
    plan: Plan
    surveys: tuple[Survey, ...]
    tallies: Tallies
    verdicts: tuple[Verdict, ...]


def packed(persona: Persona) -> bytes:
    """Return a persona as another process can take it, without what reads lines."""
    return pickle.dumps(replace(persona, vocabulary=Vocabulary({})))


@lru_cache(maxsize=2)
def casting_of(persona: bytes) -> Casting:
    """Return what policies need of a packed persona; made once in a process."""
    return Casting(pickle.loads(persona))


def part_played(persona: bytes, chunk: Chunk) -> Tallies:
    """Play a chunk: what is done elsewhere."""
    return count(casting_of(persona), chunk)


def part_surveyed(persona: bytes, level: str, depth: int, states: int) -> Survey:
    """Go through a level: what is done elsewhere."""
    return survey(casting_of(persona), level, depth, states)


def explored(
    casting: Casting, plan: Plan, surveys: Sequence[Survey], tallies: Tallies
) -> Exploration:
    """Put together what was found; what only a play reached is traced back to its lines."""
    keys = [(policy, level) for policy in plan.policies for level in plan.levels]
    ordered = {key: tallies[key] for key in keys if key in tallies}
    whole = tuple(_completed(casting, plan, one, ordered) for one in surveys)
    verdicts = judged(casting.persona, whole, ordered, plan.levels)
    return Exploration(casting.persona, plan, whole, ordered, verdicts)


def _completed(casting: Casting, plan: Plan, found: Survey, tallies: Tallies) -> Survey:
    """Return a survey with what was reached in plays at its level, too."""
    route = Route(casting.persona, found.level)
    lines: dict[Goal, tuple[str, ...]] = {}
    for goal in found.missing:
        for (policy, level), tally in tallies.items():
            if level == found.level and goal in tally.first:
                number = tally.first[goal]
                played = replay(casting, policy, level, number, plan.turns, plan.seed)
                path = [action for action, _ in played]
                lines[goal] = names_of(route.shortened(goal, path) or path)
                break
    missing = tuple(goal for goal in found.missing if goal not in lines)
    return replace(found, found={**found.found, **lines}, missing=missing)
