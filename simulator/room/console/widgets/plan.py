"""The exercise's plan: the clock, the phases, and what to say now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.room.console.wording import MODES, shown
from simulator.room.ticking import minutes

if TYPE_CHECKING:
    from simulator.room.console.view import View

SOON = 60
"""Seconds before the end, from which on the clock is set apart."""


class Plan(VerticalScroll):
    """Shows where the exercise is."""

    def compose(self) -> ComposeResult:
        """The clock, the phases, what to say."""
        yield Static("", id="clock", markup=False)
        yield Static("", id="phases", markup=False)
        yield Static("", id="say", markup=False)

    def show(self, view: View) -> None:
        """Show the phases of this view, and its clock."""
        self.query_one("#phases", Static).update(_phases(view))
        self.query_one("#say", Static).update(_say(view))
        self.tick(view)

    def tick(self, view: View) -> None:
        """Show the clock alone: once a second."""
        self.query_one("#clock", Static).update(_clock(view))


def _clock(view: View) -> Content:
    if view.paused:
        told = f" {minutes(view.left)} left" if view.left is not None else ""
        return Content.assemble(("Everything is held", "bold $you"), told)
    if view.left is None:
        return Content.styled("No clock runs", "$quiet")
    style = "bold $worse" if view.left < 0 else "bold $you" if view.left < SOON else "bold"
    words = " over" if view.left < 0 else " left"
    return Content.assemble((minutes(abs(view.left)), style), (words, "$quiet"))


def _phases(view: View) -> Content:
    rows = []
    for at, phase in enumerate(view.phases):
        length = f"  {phase['minutes']:g} min" if phase["minutes"] else ""
        now = at == view.phase
        mark, style = ("●", "bold $them") if now else ("✓" if at < view.phase else "○", "")
        title = Content.assemble((f"{mark} {shown(phase['title'])}", style or "$quiet"))
        rows.append(Content.assemble(title, (length, "$quiet")))
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
