"""What of the debrief a step of the guided sequence shows, page by page: nothing stays behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from simulator.room.debrief.model import GuidedStep, Shown

if TYPE_CHECKING:
    from simulator.room.debrief.group import GroupDebrief

MOST_PAGES = 3
"""Pages of a step: more than a group looks at before it talks."""

FITS = {
    "endings": 6,
    "timelines": 4,
    "turning": 4,
    "branches": 2,
    "steps": 8,
    "moves": 8,
    "items": 8,
    "acts": 4,
    "answers": 3,
    "bookmarks": 4,
}
"""How many of a list a page takes that is read from the last row."""


def pages(step: GuidedStep, debrief: GroupDebrief) -> list[GuidedStep]:
    """Return the step once for each of its pages, the first by its own name."""
    slices = {name: _slices(name, debrief) for name in step.shows}
    count = max(1, *(len(one) for one in slices.values())) if slices else 1
    return [_page(step, slices, number, count) for number in range(count)]


def _page(step: GuidedStep, slices: dict[str, list[Shown]], number: int, count: int) -> GuidedStep:
    shown = tuple(one[number] for one in slices.values() if number < len(one))
    return replace(
        step,
        name=f"{step.name}-{number + 1}" if number else step.name,
        minutes=0 if number else step.minutes,
        shows=tuple(one.name for one in shown),
        shown=shown,
        page=number + 1,
        pages=count,
    )


def _slices(name: str, debrief: GroupDebrief) -> list[Shown]:
    """Return what each page shows of a list."""
    runs = _order(name, debrief)
    size = FITS[name]
    cut = [run[at : at + size] for run in runs for at in range(0, len(run), size)]
    left = sum(len(one) for one in cut[MOST_PAGES:])
    last = min(len(cut), MOST_PAGES) - 1
    return [
        Shown(name, tuple(one), left if place == last else 0)
        for place, one in enumerate(cut[:MOST_PAGES])
    ]


def _order(name: str, debrief: GroupDebrief) -> list[list[int]]:
    """Return the places in a list in the order they are shown; each run begins a page."""
    everything = range(len(getattr(debrief, name)))
    if name == "timelines":  # one persona a page
        overlays = debrief.timelines
        groups = groupby(everything, lambda place: overlays[place].persona)
        return [list(places) for _, places in groups]
    if name == "turning":  # one for the better, one for the worse
        good = [place for place in everything if debrief.turning[place].weight > 0]
        bad = [place for place in everything if debrief.turning[place].weight <= 0]
        return [_taking_turns(good, bad)]
    if name == "bookmarks":  # a participant's without a note tells the group nothing
        marks = debrief.bookmarks
        return [[place for place in everything if marks[place].facilitator or marks[place].note]]
    if name == "answers" and not any(one.after for one in debrief.answers):
        return []  # there is nothing to compare yet
    return [list(everything)]


def _taking_turns(one: Sequence[int], other: Sequence[int]) -> list[int]:
    pairs = zip_longest(one, other)
    return [place for pair in pairs for place in pair if place is not None]
