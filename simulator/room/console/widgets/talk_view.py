"""One conversation whole: the transcript, what the counterpart feels, who is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.room.console.flows.talk import branch_told
from simulator.room.console.talk_script import pieces_of
from simulator.room.console.view import waiting_turn
from simulator.room.console.wording import seats_told, shown
from simulator.tui.gauging import EMPTY, FULL, STILL
from simulator.tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from simulator.room.console.view import Part
    from simulator.tui.script import Piece

BAR = 14


class TalkView(Vertical):
    """Shows the conversation that is looked on. What is read further up stays where it is."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._shown: list[Piece] = []
        self._of = ("", "")

    def compose(self) -> ComposeResult:
        """The transcript with a panel beside it, the strip and the banner below."""
        with Horizontal():
            yield Transcript()
            with VerticalScroll(id="side"):
                yield Static("", id="feelings", markup=False)
                yield Static("", id="around", markup=False)
        yield Static("", id="strip", markup=False)
        yield Static("", id="banner", markup=False)

    def show(self, watched: Part) -> None:
        """Show a conversation; an empty one where it is not there yet."""
        if not watched:
            self._replace([])
            return
        self._show_script(watched)
        self.query_one("#feelings", Static).update(_feelings(watched))
        self.query_one("#around", Static).update(_around(watched))
        self.query_one("#strip", Static).update(_strip(watched))
        banner = self.query_one("#banner", Static)
        told = _banner(watched)
        banner.update(told)
        banner.display = bool(told)

    def page(self, pages: int) -> None:
        """Scroll the transcript by whole pages."""
        self.query_one(Transcript).page(pages)

    def _show_script(self, watched: Part) -> None:
        script, of = pieces_of(watched), (watched["conversation"], watched["branch"])
        same = of == self._of and script[: len(self._shown)] == self._shown
        self._of = of
        if not same:
            self._replace(script)
        elif len(script) > len(self._shown):
            transcript = self.query_one(Transcript)
            transcript.add(script[len(self._shown) :], glide=transcript.is_vertical_scroll_end)
            self._shown = script

    def _replace(self, script: list[Piece]) -> None:
        self._shown = script
        self.query_one(Transcript).show(script)


def _levels(watched: Part) -> list[tuple[str, float, float]]:
    """Return label, level and last change of each feeling."""
    turns = watched["turns"]
    if not turns:
        return []
    now = turns[-1]["feelings"]
    before = turns[-2]["feelings"] if len(turns) > 1 else now
    labels = watched["labels"]
    return [
        (shown(labels.get(name, name)), level, level - before.get(name, level))
        for name, level in now.items()
    ]


def _arrow(change: float) -> str:
    return "·" if abs(change) < STILL else "▲" if change > 0 else "▼"


def _feelings(watched: Part) -> Content:
    rows = [Content.styled(_stance(watched), "bold $them")]
    for label, level, change in _levels(watched):
        full = min(BAR, max(0, round(level * BAR)))
        told = f" {level * 100:>3.0f} {_arrow(change)}"
        bar = Content.assemble((FULL * full, "$them"), (EMPTY * (BAR - full), "$rail"), told)
        rows += [Content(label.capitalize()), bar]
    return Content("\n").join(rows)


def _strip(watched: Part) -> Content:
    levels = [
        f"{label} {level * 100:.0f} {_arrow(change)}" for label, level, change in _levels(watched)
    ]
    return Content.assemble((_stance(watched), "bold $them"), "  ", "  ".join(levels))


def _around(watched: Part) -> Content:
    parts = [Content.assemble(("In it\n", "$quiet"), seats_told(watched["seats"]) or "nobody")]
    if len(watched["branches"]) > 1:
        rows = [Content.styled("Branches", "$quiet")]
        for each in watched["branches"]:
            now = each["branch"] == watched["branch"]
            rows.append(Content.styled(branch_told(each), "bold" if now else "$quiet"))
        parts.append(Content("\n").join(rows))
    return Content("\n\n").join(parts)


def _stance(watched: Part) -> str:
    turns = watched["turns"]
    return shown(turns[-1]["stance"]) if turns else ""


def _banner(watched: Part) -> str:
    if watched["frozen"]:
        return "Frozen: nothing can be said here. Z lets it go on."
    persona = shown(watched["persona"])
    if waiting_turn(watched):
        return f"A line waits for {persona}'s answer, which is yours: A."
    if watched["chair"] == "once":
        return f"You give {persona}'s next answer. T gives the chair back."
    if watched["chair"] == "on":
        return f"You answer in {persona}'s place. T gives the chair back."
    return ""
