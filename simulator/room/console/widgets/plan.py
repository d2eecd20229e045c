"""The exercise's plan: the clock, the phases, and what to say now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.room.client.ticking import minutes
from simulator.room.console.view import View
from simulator.room.console.wording import MODES, shown
from simulator.tui.widgets.masthead import row
from simulator.tui.wrapping import wrap

if TYPE_CHECKING:
    from textual.app import ComposeResult


GAPS = 4
"""Rows that are for neither the phases nor what to say: the clock's, the heading's, blank ones."""

SOON = 60
"""Seconds before the end, from which on the clock is set apart."""


class Plan(VerticalScroll):
    """Shows where the exercise is."""

    def __init__(self) -> None:
        super().__init__(can_focus=False)
        self._view = View()
        # held here: a second may pass while they come or go
        self._clock, self._phases, self._say = (
            Static("", id=name, markup=False) for name in ("clock", "phases", "say")
        )

    def compose(self) -> ComposeResult:
        """The clock, the phases, what to say."""
        yield self._clock
        yield self._phases
        yield self._say

    def show(self, view: View) -> None:
        """Show the phases of this view, and its clock."""
        self._view = view
        self._show_phases()
        self._say.update(_say(view))
        self.tick(view)

    def on_resize(self) -> None:
        """Use the room there is."""
        self._show_phases()

    def _show_phases(self) -> None:
        """Give the phases whatever what to say leaves, but a third of the rows at least."""
        width, height = self.scrollable_content_region.width, self.size.height
        said = _said(self._view)
        rows = sum(len(wrap(each, width)) for each in said) + max(0, len(said) - 1)
        most = max(height // 3, height - rows - GAPS)
        self._phases.update(_phases(self._view, width, most))

    def tick(self, view: View) -> None:
        """Show the clock alone: once a second."""
        self._clock.update(_clock(view))


def _clock(view: View) -> Content:
    if view.paused:
        told = f" {minutes(view.left)} left" if view.left is not None else ""
        return Content.assemble(("Everything is held", "bold $you"), told)
    if view.left is None:
        return Content.styled("No clock runs", "$quiet")
    style = "bold $worse" if view.left < 0 else "bold $you" if view.left < SOON else "bold"
    words = " over" if view.left < 0 else " left"
    return Content.assemble((minutes(abs(view.left)), style), (words, "$quiet"))


def _phases(view: View, width: int, most: int) -> Content:
    """Return the phases in `most` rows, or as many around the present one as there is room for."""
    phases = [_phase(view, at, width) for at in range(len(view.phases))]
    if not phases:
        return Content(MODES.get(view.mode, view.mode))
    heights = [len(rows) for rows in phases]
    fitting = most if sum(heights) <= most else most - 1  # a row says that there are more
    first, end = _around(max(0, view.phase), heights, fitting)
    rows = [row for phase in phases[first:end] for row in phase]
    if end - first < len(phases):
        rows.append(
            Content.styled(
                f"{view.phase + 1} of {len(phases)}: {view.key('exercise.phase')} has all", "$quiet"
            )
        )
    return Content("\n").join(rows)


def _phase(view: View, at: int, width: int) -> list[Content]:
    """Return a phase in as many rows as its title takes; how long it is ends the last of them."""
    phase = view.phases[at]
    now = at == view.phase
    mark, style = ("●", "bold $them") if now else ("✓" if at < view.phase else "○", "$quiet")
    length = f"{phase['minutes']:g} min" if phase["minutes"] else ""
    titles = _wrapped(shown(phase["title"]), width - 2, cell_len(length) + 2 if length else 0)
    rows = [Content.styled(f"{' ' if n else mark} {text}", style) for n, text in enumerate(titles)]
    return [*rows[:-1], row(rows[-1], Content.styled(length, "$quiet"), width)]


def _wrapped(title: str, width: int, beside: int) -> list[str]:
    """Return a title in as few rows as leave so many cells at the end of the last one."""
    rows = wrap(title, width)
    if cell_len(rows[-1]) + beside > width:
        rows.append("")
    return min(rows, wrap(title, width - beside), key=len)


def _around(now: int, heights: list[int], most: int) -> tuple[int, int]:
    """Return from where up to where `most` rows go: now and the next at least, then either side."""
    first, end = now, min(now + 2, len(heights))
    while True:
        left = most - sum(heights[first:end])
        if first and heights[first - 1] <= left:
            first -= 1
        elif end < len(heights) and heights[end] <= left:
            end += 1
        else:
            return first, end


def _said(view: View) -> list[str]:
    """Return what to say in the present phase, a paragraph each."""
    phases = view.phases
    say = phases[view.phase].get("say", "") if 0 <= view.phase < len(phases) else ""
    return [shown(each) for each in say.split("\n\n") if each.strip()]


def _say(view: View) -> Content:
    told = "\n\n".join(_said(view))
    return Content.assemble(("Say now\n", "$quiet"), told) if told else Content("")
