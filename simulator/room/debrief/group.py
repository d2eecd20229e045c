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


def _plain(value: Any) -> Any:
    """Return records as JSON has them; `asdict` copies every level of every curve, which takes."""
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        deep = bool(value) and (isinstance(value[0], tuple) or is_dataclass(value[0]))
        return [_plain(one) for one in value] if deep else list(value)
    return value
