"""What going through a persona line by line found."""

from __future__ import annotations

from dataclasses import dataclass

from engine.workbench.exploring.goals import Goal


@dataclass(frozen=True, slots=True)
class Stuck:
    """A state no ending was found from: its stance, and the shortest conversation to it found."""

    stance: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What going through a persona at one level found.

    states were told apart, of which gone_on had every line said in them, lines in all; complete:
    within so many lines of the opening nothing was left out; whole: nothing was anywhere. found
    has the shortest conversation found to every goal, as names of actions. tried counts the
    states from which policies looked for an ending because the search went no further.
    """

    level: str
    actions: int
    states: int
    gone_on: int
    lines: int
    complete: int
    whole: bool
    found: dict[Goal, tuple[str, ...]]
    missing: tuple[Goal, ...]
    stuck: tuple[Stuck, ...]
    tried: int
