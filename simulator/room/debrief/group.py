"""What a group's conversations showed, whole: one record, of which every form shows the same."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from simulator.room.debrief.model import (
    Acted,
    Compared,
    Counted,
    EndingCount,
    GuidedStep,
    Item,
    Mark,
    Overlay,
    Parting,
    StepReached,
    Talk,
    TurningLine,
)

SECTIONS = (
    "endings",
    "timelines",
    "turning",
    "branches",
    "steps",
    "moves",
    "items",
    "acts",
    "answers",
    "bookmarks",
)
"""The parts of a debrief that a step of the guided sequence can show, as they are named in it."""


@dataclass(frozen=True, slots=True)
class GroupDebrief:
    """The conversations of a room in hindsight. Turns are numbered by line, 0 is the opening.

    few: a sentence where there are too few conversations to compare, else "". moves are those of
    all lines together. Where the room is anonymous, nobody is named in it.
    """

    title: str
    anonymous: bool
    few: str
    lines: int
    talks: tuple[Talk, ...]
    endings: tuple[EndingCount, ...]
    timelines: tuple[Overlay, ...]
    turning: tuple[TurningLine, ...]
    branches: tuple[Parting, ...]
    steps: tuple[StepReached, ...]
    moves: Counted
    items: tuple[Item, ...]
    acts: tuple[Acted, ...]
    answers: tuple[Compared, ...]
    bookmarks: tuple[Mark, ...]
    guide: tuple[GuidedStep, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the debrief as plain JSON values."""
        return {one.name: _plain(getattr(self, one.name)) for one in fields(self)}

    def shown_at(self, step: str | None) -> dict[str, Any]:
        """Return what a screen shows at a step of the sequence: `step`, and only its sections.

        The first step for None or a name that is not in the sequence.
        """
        here = next((one for one in self.guide if one.name == step), self.guide[0])
        left_out = {"guide", *(name for name in SECTIONS if name not in here.shows)}
        if "moves" in left_out:
            left_out.add("talks")
        told = {
            one.name: _plain(getattr(self, one.name))
            for one in fields(self)
            if one.name not in left_out
        }
        return {**told, "conversations": len(self.talks), "step": _plain(here)}


def _plain(value: Any) -> Any:
    """Return records as JSON has them; `asdict` copies every level of every curve, which takes."""
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        deep = bool(value) and (isinstance(value[0], tuple) or is_dataclass(value[0]))
        return [_plain(one) for one in value] if deep else list(value)
    return value
