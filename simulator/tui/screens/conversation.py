"""The conversation: the transcript, the gauges, and the line to be said next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Input

from simulator.errors import SimulatorError
from simulator.tui.actions import bindings
from simulator.tui.gauging import gauges
from simulator.tui.screens.brief import BriefAgain
from simulator.tui.screens.rewind import RewindScreen
from simulator.tui.script import Piece, as_text, pieces, reply_text, shown
from simulator.tui.widgets.gauge_panel import GaugePanel, GaugeStrip
from simulator.tui.widgets.line_input import LineInput
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from textual.binding import BindingType

    from simulator.rehearsal import Rehearsal

IN_THE_INPUT = (
    "conversation.page_up",
    "conversation.page_down",
    "conversation.earlier",
    "conversation.later",
)


class ConversationScreen(Screen[None]):
    """Owns one rehearsal. Its state is shown through the classes -gauges, -stance and -over."""

    SCOPE = "conversation"
    CSS_PATH = "conversation.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("conversation", leaving_out=IN_THE_INPUT)

    @dataclass
    class Left(Message):
        """The trainee left; everything is kept that can be."""

        rehearsal: Rehearsal

    @dataclass
    class Finished(Message):
        """The conversation is over and its debrief asked for."""

        rehearsal: Rehearsal

    @dataclass
    class Toggled(Message):
        """Gauges or stance were switched on or off."""

        gauges: bool
        stance: bool

    def __init__(
        self, rehearsal: Rehearsal, *, gauges: bool, stance: bool, rewind_to: int = 0
    ) -> None:
        super().__init__()
        self.rehearsal = rehearsal
        self._counterpart = shown(rehearsal.persona.name)
        self._rewind_to = rewind_to
        self._shown_state = (False, False)
        self.set_class(gauges, "-gauges")
        self.set_class(stance, "-stance")

    def compose(self) -> ComposeResult:
        """Transcript and panel side by side, strip and input below them."""
        yield Masthead(self._counterpart, shown(self.rehearsal.persona.title))
        with Horizontal(id="stage"):
            yield Transcript(id="transcript")
            yield GaugePanel(self._counterpart)
        yield GaugeStrip()
        yield LineInput(id="line")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show what was said so far."""
        self.query_one(LineInput).focus()
        self._show_all()
        if self._rewind_to:
            self.take_back_to(self._rewind_to)
        if self.rehearsal.drift:
            self.notify(self.rehearsal.drift.told, severity="warning", timeout=12, markup=False)

    def take_back_to(self, number: int) -> None:
        """Take back line `number` (from 1) and all after it, and put its text in the input."""
        said = self.rehearsal.lines[number - 1]
        try:
            self.rehearsal.rewind(len(self.rehearsal.lines) - number + 1)
        except SimulatorError as error:
            self._tell(error)
            return
        self._show_all()
        self.query_one(LineInput).put(said)
        self.notify(
            f"Line {number} is yours to say again. The journal keeps the first attempt.",
            markup=False,
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the debrief when there is one, and rewinding when something was said."""
        if action == "debrief":
            return self.rehearsal.ended
        if action == "toggle_stance":
            return not self.rehearsal.ended  # it is shown then
        if action == "rewind":
            return True if self.rehearsal.lines else None
        return True

    @on(Input.Submitted, "#line")
    def _say(self, message: Input.Submitted) -> None:
        message.stop()
        if self.rehearsal.ended:
            return
        try:
            turn = self.rehearsal.say(message.value)
        except SimulatorError as error:
            self._tell(error)
            return
        message.input.clear()
        added = pieces(self.rehearsal.persona.name, turn)
        self.query_one(Transcript).add(added + self._last_word())
        self._show_state()

    @on(LineInput.PageAsked)
    def _page(self, message: LineInput.PageAsked) -> None:
        message.stop()
        self.query_one(Transcript).page(message.pages)

    def action_rewind(self) -> None:
        """Ask for a line to be said differently."""
        self.app.push_screen(RewindScreen(self.rehearsal.lines), self._rewound)

    def action_brief(self) -> None:
        """Show the brief again."""
        self.app.push_screen(BriefAgain(self.rehearsal.persona))

    def action_toggle_gauges(self) -> None:
        """Show or hide the gauges."""
        self._toggle("-gauges")

    def action_toggle_stance(self) -> None:
        """Show or hide the stance."""
        self._toggle("-stance")
        self._show_remark()

    def action_copy_reply(self) -> None:
        """Copy the last reply."""
        self.app.copy_to_clipboard(reply_text(self.rehearsal.persona.name, self.rehearsal.turn))
        self.notify(f"Copied what {self._counterpart} said last.", markup=False)

    def action_copy_transcript(self) -> None:
        """Copy everything said so far."""
        self.app.copy_to_clipboard(as_text(self.rehearsal.persona.name, self.rehearsal.turns))
        self.notify("Copied the whole conversation.", markup=False)

    def action_debrief(self) -> None:
        """Go on to what the conversation showed."""
        self.post_message(self.Finished(self.rehearsal))

    def action_leave(self) -> None:
        """Leave; the journal has everything."""
        self.post_message(self.Left(self.rehearsal))

    def _rewound(self, number: int | None) -> None:
        if number:
            self.take_back_to(number)

    def _toggle(self, name: str) -> None:
        self.toggle_class(name)
        self.post_message(self.Toggled(self.has_class("-gauges"), self.has_class("-stance")))

    def _show_all(self) -> None:
        name = self.rehearsal.persona.name
        told = [piece for turn in self.rehearsal.turns for piece in pieces(name, turn)]
        self.query_one(Transcript).show(told + self._last_word())
        self._show_state()

    def _show_state(self) -> None:
        """Bring everything but the transcript up to the last turn."""
        now = gauges(self.rehearsal.persona, self.rehearsal.turns)
        self.query_one(GaugePanel).show(now)
        self.query_one(GaugeStrip).show(now)
        line = self.query_one(LineInput)
        line.remember(list(self.rehearsal.lines))
        self._show_remark()
        state = (self.rehearsal.ended, bool(self.rehearsal.lines))
        if state != self._shown_state:  # the footer is slow: only when the keys change
            self._shown_state = state
            self.set_class(self.rehearsal.ended, "-over")
            (self.query_one(Transcript) if self.rehearsal.ended else line).focus()
            self.refresh_bindings()

    def _show_remark(self) -> None:
        count = len(self.rehearsal.lines)
        told = [self.rehearsal.level, f"{count} line{'' if count == 1 else 's'}"]
        if self.has_class("-stance") or self.rehearsal.ended:
            stance = self.rehearsal.persona.stances[self.rehearsal.turn.stance]
            told.append(shown(stance.title))
        self.query_one(Masthead).remark(" · ".join(told))

    def _last_word(self) -> list[Piece]:
        """Return what the transcript says after an ending."""
        ending = self.rehearsal.turn.ending
        if ending is None:
            return []
        return [Piece("note", f"The conversation is over: {shown(ending.title)}.")]

    def _tell(self, error: SimulatorError) -> None:
        self.notify(str(error), title="Nothing was said", severity="error", markup=False)
