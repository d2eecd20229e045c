"""Everybody in the room, hands up first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.room.console.view import View
from simulator.room.console.wording import HAND, count, names_of, person_name, person_state

if TYPE_CHECKING:
    from simulator.room.console.view import Part

MOST = 200
"""People that the panel lists; the list by key has all."""


class PeoplePanel(VerticalScroll):
    """Shows who is there; those who want something come first."""

    def __init__(self) -> None:
        super().__init__(can_focus=False)
        self._view = View()

    def compose(self) -> ComposeResult:
        """A heading and the names."""
        yield Static("", id="people-title", markup=False)
        yield Static("", id="people-list", markup=False)

    def show(self, view: View) -> None:
        """Show the people of this view."""
        self._view = view
        people = view.people
        here = sum(bool(each.get("here", True)) for each in people)
        told = count(len(people), "person", "people")
        how = "not on the page" if view.looking_back else "away"  # they read their debrief
        away = f", {len(people) - here} {how}" if here < len(people) else ""
        self.query_one("#people-title", Static).update(f"{told}{away}")
        self._show_people()

    def on_resize(self) -> None:
        """Use the width there is, once everything has its place: before, the height would stay."""
        self.call_after_refresh(self._show_people)

    def _show_people(self) -> None:
        people, width = self._view.people, self.scrollable_content_region.width
        rows = [person_rows(each, self._view, width) for each in people[:MOST]]
        if len(people) > MOST:
            rows.append(Content.styled(f"… and {len(people) - MOST} more", "$quiet"))
        self.query_one("#people-list", Static).update(Content("\n").join(rows))


def person_rows(person: Part, view: View, width: int) -> Content:
    """Return what somebody wants, who they are and where they are.

    It is one row where that fits, else two or three: however long a name is, it hides nothing else.
    """
    wants = HAND.get(person.get("hand", ""), "")
    state = person_state(person, view).removeprefix(wants).lstrip(", ")
    mark = (f"{person['hand'].upper()} " if wants else "", "bold $you")
    style = "" if person.get("here", True) else "$quiet"
    whole = Content.assemble(mark, (person_name(person), style))
    place = Content.styled(f"  {state}" if state else "", "$quiet")
    if whole.cell_length + place.cell_length <= width:
        return whole + place
    rows = [whole, place]
    if whole.cell_length > width:
        name, called = names_of(person)
        below = (f"  ({called})" if called else "", style)
        second = Content.assemble(below)
        fits = second.cell_length + place.cell_length <= width
        rows = [
            Content.assemble(mark, (name, style)),
            *([second + place] if fits else [second, place]),
        ]
    told = [each.truncate(width, ellipsis=True) for each in rows if each]
    return Content("\n").join(told)
