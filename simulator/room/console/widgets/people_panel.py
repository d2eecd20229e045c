"""Everybody in the room, hands up first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.room.console.wording import HAND, count, person_name, person_state

if TYPE_CHECKING:
    from simulator.room.console.view import Part, View

MOST = 200
"""People that the panel lists; the list by key has all."""


class PeoplePanel(VerticalScroll):
    """Shows who is there; those who want something come first."""

    def compose(self) -> ComposeResult:
        """A heading and the names."""
        yield Static("", id="people-title", markup=False)
        yield Static("", id="people-list", markup=False)

    def show(self, view: View) -> None:
        """Show the people of this view."""
        people = view.people
        here = sum(bool(each.get("here", True)) for each in people)
        told = count(len(people), "person", "people")
        away = f", {len(people) - here} away" if here < len(people) else ""
        self.query_one("#people-title", Static).update(f"{told}{away}")
        rows = [person_row(each, view) for each in people[:MOST]]
        if len(people) > MOST:
            rows.append(Content.styled(f"… and {len(people) - MOST} more", "$quiet"))
        self.query_one("#people-list", Static).update(Content("\n").join(rows))


def person_row(person: Part, view: View) -> Content:
    """Return somebody on a row: what they want, who they are, where they are."""
    wants = HAND.get(person.get("hand", ""), "")
    state = person_state(person, view).removeprefix(wants).lstrip(", ")
    mark = ("? " if person.get("hand") == "help" else "▲ " if wants else "", "bold $you")
    name = (person_name(person), "" if person.get("here", True) else "$quiet")
    return Content.assemble(mark, name, (f"  {state}" if state else "", "$quiet"))
