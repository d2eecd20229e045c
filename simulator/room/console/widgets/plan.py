"""The exercise's plan: the clock, the phases, and what to say now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.room.client.ticking import minutes
from simulator.room.console.view import View
from simulator.room.console.wording import MODES, shown
from simulator.tui.widgets.masthead import row

if TYPE_CHECKING:
    from textual.app import ComposeResult

FEWEST = 4
"""Phases that are shown however little room there is."""

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
        rows = max(FEWEST, self.size.height // 3)
        self._phases.update(_phases(self._view, self.scrollable_content_region.width, rows))

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
    """Return a row for each phase, or for as many around the present one as there is room for."""
    phases = list(enumerate(view.phases))
    first = min(max(0, view.phase - 1), max(0, len(phases) - most))
    rows = []
    for at, phase in phases[first : first + most]:
        length = f"{phase['minutes']:g} min" if phase["minutes"] else ""
        now = at == view.phase
        mark, style = ("●", "bold $them") if now else ("✓" if at < view.phase else "○", "$quiet")
        title = Content.styled(f"{mark} {shown(phase['title'])}", style)
        rows.append(row(title, Content.styled(length, "$quiet"), width))
    if len(phases) > most:
        rows.append(Content.styled(f"{view.phase + 1} of {len(phases)}: J has all", "$quiet"))
    if not rows and view.mode:
        rows.append(Content(MODES.get(view.mode, view.mode)))
    return Content("\n").join(rows)


def _say(view: View) -> Content:
    phases = view.phases
    if not 0 <= view.phase < len(phases):
        return Content("")
    say = phases[view.phase].get("say", "")
    told = "\n\n".join(shown(each) for each in say.split("\n\n") if each.strip())
    return Content.assemble(("Say now\n", "$quiet"), told) if told else Content("")
