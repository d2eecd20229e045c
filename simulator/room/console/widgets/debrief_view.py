"""The debrief of the group as the facilitator leads it: the step, what to ask, what to point at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.room.console.wording import shown, to_do

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simulator.room.console.view import Part, View

MOST = 6
"""Turning lines that are told; the projector's page has all."""


class DebriefView(VerticalScroll):
    """Shows the guided sequence at the step that the projector is at."""

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static("", id="debrief", markup=False)

    def show(self, view: View) -> None:
        """Show what there is to do, and the debrief of the group at the step of the projector."""
        debrief, step = view.debrief, view.step
        if view.kind != "debrief":
            blocks = [Content.styled(to_do(view), "bold")]
            blocks += _found(debrief) if debrief else []
        else:
            key = view.key("projector.debrief")
            blocks = list(_blocks(debrief, step, key)) if debrief else []
        self.query_one("#debrief", Static).update(Content("\n\n").join(blocks))


def _blocks(debrief: Part, step: str, key: str) -> Iterator[Content]:
    guide = debrief["guide"]
    names = [each["name"] for each in guide]
    title = guide[names.index(step)]["title"] if step in names else ""
    yield Content("  ").join(
        Content.styled(
            f"{'●' if each['title'] == title else '○'}\N{NO-BREAK SPACE}"
            f"{shown(each['title'])} {each['minutes']} min".replace(" ", "\N{NO-BREAK SPACE}"),
            "bold $them" if each["name"] == step else "$quiet",
        )
        for each in guide
        if each["page"] == 1
    )
    if step not in names:
        yield Content.styled(
            f"{key} shows the debrief on the projector, and each time its next step.", "$quiet"
        )
    else:
        yield _step(guide[names.index(step)])
    yield from _found(debrief)


def _step(step: Part) -> Content:
    asked = Content("\n").join(Content(f"· {shown(each)}") for each in step["questions"])
    place = f"  page {step['page']} of {step['pages']}" if step["pages"] > 1 else ""
    return Content.assemble((shown(step["purpose"]), "italic"), (place, "$quiet"), "\n", asked)


def _found(debrief: Part) -> Iterator[Content]:
    if debrief["few"]:
        yield Content.styled(shown(debrief["few"]), "$quiet")
    if debrief["endings"]:
        rows = [f"{each['count']:>3}  {shown(each['title'])}" for each in debrief["endings"]]
        yield _headed("How they ended", rows)
    if debrief["turning"]:
        rows = [
            f"{'▲' if each['weight'] > 0 else '▼'} {shown(each['line'])}  ({shown(each['label'])})"
            for each in debrief["turning"][:MOST]
        ]
        yield _headed("Lines that turned them", rows)
    if debrief["steps"]:
        rows = [
            f"{each['reached']:>3} of {each['of']}  {shown(each['title'])}"
            for each in debrief["steps"]
        ]
        yield _headed("Steps of the method", rows)


def _headed(heading: str, rows: list[str]) -> Content:
    return Content.assemble((heading, "bold $quiet"), "\n", "\n".join(rows))
