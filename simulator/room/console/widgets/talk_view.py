"""One conversation whole: the transcript, what the counterpart feels, who is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.room.console.flows.talk import branch_told
from simulator.room.console.talk_script import pieces_of
from simulator.room.console.view import NOTHING, View, waiting_turn
from simulator.room.console.wording import PARTS, given, person_name, shown
from simulator.tui.gauging import Gauge
from simulator.tui.widgets.gauge_panel import STYLES, strip
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
        self._watched: Part = NOTHING
        self._view = View()
        self._follows = True

    def compose(self) -> ComposeResult:
        """The transcript with a panel beside it, the strip and the banner below."""
        with Horizontal():
            yield Transcript()
            with VerticalScroll(id="side"):
                yield Static("", id="feelings", markup=False)
                yield Static("", id="around", markup=False)
        yield Static("", id="strip", markup=False)
        yield Static("", id="banner", markup=False)

    def on_mount(self) -> None:
        """Note whether somebody reads further up."""
        self.watch(self.query_one(Transcript), "scroll_y", self._scrolled, init=False)

    def show(self, view: View, conversation: str) -> None:
        """Show a conversation of a view; nothing where it is not there yet."""
        there = view.watched.get("conversation") == conversation
        watched = view.watched if there else NOTHING
        self._watched, self._view = watched, view
        if not watched:
            self._replace([])
            return
        self._show_script(watched)
        self.query_one("#feelings", Static).update(_feelings(watched))
        self.query_one("#around", Static).update(_around(watched, self._view))
        self._show_strip(watched)
        banner = self.query_one("#banner", Static)
        told = _banner(watched, self._view)
        banner.update(told)
        banner.display = bool(told)
        self._keep_to_the_end()

    def on_resize(self) -> None:
        """Use the width there is."""
        if self._watched:
            self._show_strip(self._watched)
            self._keep_to_the_end()

    def page(self, pages: int) -> None:
        """Scroll the transcript by whole pages."""
        self.query_one(Transcript).page(pages)

    def _show_script(self, watched: Part) -> None:
        answer = self._view.key("talk.answer")
        script, of = pieces_of(watched, answer), (watched["conversation"], watched["branch"])
        same = of == self._of and script[: len(self._shown)] == self._shown
        self._of = of
        if not same:
            self._replace(script)
        elif len(script) > len(self._shown):
            added = script[len(self._shown) :]
            self.query_one(Transcript).add(added, glide=False)
            self._shown = script

    def _scrolled(self) -> None:
        self._follows = self.query_one(Transcript).is_vertical_scroll_end

    def _keep_to_the_end(self) -> None:
        """Stay with the last words, however much room what is below them takes."""
        if self._follows:
            transcript = self.query_one(Transcript)
            self.call_after_refresh(transcript.scroll_end, animate=False)

    def _show_strip(self, watched: Part) -> None:
        width = self.size.width - 4  # its padding
        self.query_one("#strip", Static).update(_strip(watched, width))

    def _replace(self, script: list[Piece]) -> None:
        self._shown = script
        self.query_one(Transcript).show(script)


def _levels(watched: Part) -> list[Gauge]:
    """Return the feelings as they are now, each with what the last line did to it."""
    turns = watched["turns"]
    if not turns:
        return []
    now = turns[-1]["feelings"]
    before = turns[-2]["feelings"] if len(turns) > 1 else now
    labels, better = watched["labels"], watched["higher_is"]
    return [
        Gauge(shown(label), now[name], now[name] - before.get(name, now[name]), better[name])
        for name, label in labels.items()
        if name in now
    ]


def _feelings(watched: Part) -> Content:
    rows = [Content.styled(_stance(watched), "bold $them")]
    for gauge in _levels(watched):
        full, empty = gauge.bar(BAR)
        told = (f" {gauge.percent:>3} ", "")
        arrow = (gauge.arrow, STYLES[gauge.trend])
        rows.append(Content(gauge.label.capitalize()))
        rows.append(Content.assemble((full, "$them"), (empty, "$rail"), told, arrow))
    return Content("\n").join(rows)


def _strip(watched: Part, width: int) -> Content:
    stance = Content.styled(_stance(watched), "bold $them").truncate(max(0, width), ellipsis=True)
    return Content.assemble(stance, "\n", strip(_levels(watched), width))


def _around(watched: Part, view: View) -> Content:
    people = [_part_told(given(seat, view)) for seat in watched["seats"]]
    parts = [Content.assemble(("In it\n", "$quiet"), "\n".join(people) or "nobody")]
    if len(watched["branches"]) > 1:
        rows = [Content.styled("Branches", "$quiet")]
        for each in watched["branches"]:
            now = each["branch"] == watched["branch"]
            rows.append(Content.styled(branch_told(each), "bold" if now else "$quiet"))
        parts.append(Content("\n").join(rows))
    return Content("\n\n").join(parts)


def _part_told(seat: Part) -> str:
    part = PARTS.get(seat.get("part", ""), "")
    return f"{person_name(seat)} {part}".rstrip()


def _stance(watched: Part) -> str:
    turns = watched["turns"]
    return shown(turns[-1]["stance"]) if turns else ""


def _banner(watched: Part, view: View) -> str:
    chair = view.key("talk.chair")
    if watched["frozen"]:
        return f"Frozen: nothing can be said here. {view.key('talk.freeze')} lets it go on."
    persona = shown(watched["persona"])
    if waiting_turn(watched):
        return f"A line waits for {persona}'s answer, which is yours: {view.key('talk.answer')}."
    if watched["chair"] == "once":
        return f"You give {persona}'s next answer. {chair} gives the chair back."
    if watched["chair"] == "on":
        return f"You answer in {persona}'s place. {chair} gives the chair back."
    return ""
