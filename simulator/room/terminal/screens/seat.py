"""The seat: the conversation, what is proposed, and the line to be typed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from simulator.room.client.client import Standing
from simulator.room.client.ticking import minutes
from simulator.room.console.wording import shown
from simulator.room.terminal.actions import SEAT_ACTIONS
from simulator.room.terminal.doing import Doing, doing, message, phase_title, voting
from simulator.room.terminal.script import brief_pieces, talk_pieces
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.binding import BindingType

    from simulator.room.terminal.doing import Parts
    from simulator.tui.actions import Action
    from simulator.tui.script import Piece

HANDS = {"": "hand", "hand": "help", "help": ""}
"""What the key makes of a hand: up, then a call for help, then down."""

HAND_TOLD = {"hand": "your hand is up", "help": "you called for help"}


class SeatScreen(Screen[None]):
    """Is shown the parts; posts what was typed and asked for. What is typed stays until sent."""

    CSS_PATH = "seat.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [action.binding for action in SEAT_ACTIONS]

    @dataclass
    class Typed(Message):
        """A line was typed; fields are those of the message of a kind that it becomes."""

        kind: str
        fields: dict[str, Any]
        text: str

    @dataclass
    class Asked(Message):
        """Something else is asked of the hub."""

        kind: str
        fields: dict[str, Any]

    @dataclass
    class NoteAsked(Message):
        """A turn is to be marked: the bookmark's fields but for the note, and what was said."""

        fields: dict[str, Any]
        quote: str

    class BriefAsked(Message):
        """The brief is to be read."""

    class QuestionsAsked(Message):
        """The questions are to be asked again."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: Parts = {}
        self._now = Doing("", "")
        self._pieces: list[Piece] = []
        self._lines: list[tuple[Any, ...]] = []
        self._clock = ""

    def compose(self) -> ComposeResult:
        """The conversation, what is proposed, the line."""
        yield Masthead("detente")
        yield Static("", id="line-state", markup=False)
        yield Static("", id="notice", markup=False)
        yield Transcript(id="transcript")
        yield OptionList(markup=False, id="lines", compact=True)
        yield Static("", id="doing", markup=False)
        yield Input(id="line", compact=True, select_on_focus=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Let the line be typed."""
        line = self.query_one("#line", Input)
        line.cursor_blink = False
        line.focus()

    def show(self, parts: Parts, standing: Standing) -> None:
        """Show the view as it is now."""
        self._parts = parts
        self._show_standing(standing)
        self._show_notice()
        self._show_script()
        self._show_lines()
        self._show_doing()
        self._show_head()
        self.refresh_bindings()

    def tick(self, left: float | None) -> None:
        """Show the clock. left: seconds, None where none runs."""
        self._clock = "" if left is None else f"{minutes(left)} left"
        self._show_head()

    def sent(self, text: str) -> None:
        """Empty the box, where what was sent is still in it."""
        line = self.query_one("#line", Input)
        if line.value == text:
            line.clear()
        self._say("")

    def keep(self, why: str) -> None:
        """Say why a line was not sent; it stays in the box."""
        self._say(shown(why))

    def questions_wait(self) -> bool:
        """Say how the questions are come back to; they wait."""
        self._say("The questions wait: F7.")
        return False

    def questions_done(self) -> None:
        """Say that the answers are kept."""
        self._say("Thank you. Your answers are kept.")

    def commands(self) -> Iterator[tuple[Action, Callable[[], object]]]:
        """Yield what the seat can do now, for the palette, and what does it."""
        for action in SEAT_ACTIONS:
            if action.footer and self.check_action(action.method, ()):
                yield action, partial(self.run_action, action.method)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense now."""
        me = self._parts.get("me", {})
        offered = {
            "rotate": bool(me.get("part")),
            "debrief": bool(me.get("conversation")) and bool(self._ended()),
            "mark": bool(self._parts.get("turns", {}).get("turns")),
            "questions": bool(self._parts.get("questions", {}).get("questions")),
            "withdraw": self._own_marked() is not None,
        }
        return offered.get(action, True)

    # What is asked for.

    @on(Input.Submitted, "#line")
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        kind, text = self._now.kind, event.value
        if not kind:
            self._say("Not now; your line stays in the box." if text else "")
        elif text.strip() or kind == "say":
            self._say("Sending …")
            self.post_message(self.Typed(kind, message(kind, text, self._parts), text))

    @on(OptionList.OptionSelected, "#lines")
    def _vote(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if not voting(self._parts):
            self._say("The vote is not open.")
            return
        own = self._parts["me"]["vote"]
        proposal = None if event.option_id == own else event.option_id
        self.post_message(self.Asked("vote", {"proposal": proposal}))

    def action_hand(self) -> None:
        """Put the hand up, call for help, take it down."""
        up = HANDS[self._parts.get("me", {}).get("hand", "")]
        self.post_message(self.Asked("hand", {"up": up}))

    def action_brief(self) -> None:
        """Read the brief."""
        self.post_message(self.BriefAsked())

    def action_mark(self) -> None:
        """Mark the last turn."""
        turns = self._parts["turns"]
        last = turns["turns"][-1]
        fields = {"conversation": turns["conversation"], "turn": last["n"]}
        self.post_message(self.NoteAsked(fields, shown(last["line"] or "")))

    def action_rotate(self) -> None:
        """Pass the parts on."""
        talk = self._parts["me"]["conversation"]
        self.post_message(self.Asked("rotate", {"conversation": talk}))

    def action_debrief(self) -> None:
        """Read what the conversation showed."""
        talk = self._parts["me"]["conversation"]
        self.post_message(self.Asked("debrief", {"conversation": talk}))

    def action_questions(self) -> None:
        """Answer the questions."""
        self.post_message(self.QuestionsAsked())

    def action_withdraw(self) -> None:
        """Take back the marked proposal, which is one's own."""
        self.post_message(self.Asked("withdraw", {"proposal": self._own_marked()}))

    def action_page(self, pages: int) -> None:
        """Read further back, or on."""
        self.query_one(Transcript).page(pages)

    # What is shown.

    def _show_standing(self, standing: Standing) -> None:
        state = self.query_one("#line-state", Static)
        told = ""
        if standing.how == "gone":
            told = f"{standing.why} Ctrl+Q leaves."
        elif standing.how == "waiting" or (standing.how == "connecting" and self._parts):
            told = f"{standing.why} Trying again; what you send now is sent then.".strip()
        elif not self._parts:
            told = "Connecting …"
        state.update(shown(told))
        state.display = bool(told)

    def _show_notice(self) -> None:
        notices = self._parts.get("notices", {}).get("notices", ())
        whispers = self._parts.get("me", {}).get("whispers", ())
        told = (
            [Content.assemble(("The facilitator  ", "$quiet"), shown(notices[-1]["text"]))]
            if notices
            else []
        )
        if whispers:
            told.append(Content.assemble(("Your coach  ", "$quiet"), shown(whispers[-1])))
        notice = self.query_one("#notice", Static)
        notice.update(Content("\n").join(told))
        notice.display = bool(told)

    def _show_script(self) -> None:
        script = talk_pieces(self._parts) or brief_pieces(self._parts)
        if script == self._pieces:
            return
        transcript = self.query_one(Transcript)
        known = len(self._pieces)
        if known and script[:known] == self._pieces:
            transcript.add(script[known:])
        else:
            transcript.show(script)
        self._pieces = script

    def _show_lines(self) -> None:
        told = self._parts.get("proposals", {})
        own = self._parts.get("me", {}).get("vote", "")
        rows = [
            (each["proposal"], shown(each["text"]), each.get("votes"), each["proposal"] == own)
            for each in told.get("proposals", ())
        ]
        if rows != self._lines:
            self._lines = rows
            listed = self.query_one("#lines", OptionList)
            marked = listed.highlighted_option.id if listed.highlighted_option else None
            listed.clear_options()
            listed.add_options([Option(_row(*each[1:]), id=each[0]) for each in rows])
            ids = [each[0] for each in rows]
            if ids:
                listed.highlighted = ids.index(marked) if marked in ids else 0
            listed.display = bool(rows)

    def _show_doing(self) -> None:
        before, self._now = self._now, doing(self._parts)
        if self._now == before:
            return
        self._say("")
        self.query_one("#line", Input).placeholder = shown(self._now.told if self._now.kind else "")
        opened = voting(self._parts) and not before.told.startswith("The vote")
        if opened and not self.query_one("#line", Input).value:
            self.query_one("#lines").focus()
        elif self._now.kind and not before.kind:
            self.query_one("#line").focus()

    def _show_head(self) -> None:
        me, talk = self._parts.get("me", {}), self._parts.get("conversation", {})
        title = shown(talk.get("persona", "")) or phase_title(self._parts) or "detente"
        told = [shown(me.get("called", "")), shown(me.get("part", ""))]
        told += [HAND_TOLD.get(me.get("hand", ""), ""), self._clock]
        masthead = self.query_one(Masthead)
        masthead.entitle(title, phase_title(self._parts) if talk else "")
        masthead.remark(" · ".join(each for each in told if each))

    def _say(self, text: str) -> None:
        """Say something above the line; "" says what can be done now."""
        told = text or ("" if self._now.kind else shown(self._now.told))
        now = self.query_one("#doing", Static)
        now.update(told)
        now.display = bool(told)

    def _ended(self) -> bool:
        mode, turns = self._parts.get("room", {}).get("mode"), self._parts.get("turns", {})
        said = turns.get("turns", ())
        ended = mode == "breakout" and bool(said) and bool(said[-1]["ending"])
        return ended or mode in ("debrief", "closed")

    def _own_marked(self) -> str | None:
        lines = self.query_one("#lines", OptionList) if self.is_mounted else None
        marked = lines.highlighted_option if lines and lines.has_focus else None
        own = self._parts.get("me", {}).get("proposals", ())
        return marked.id if marked and marked.id in own else None


def _row(text: str, votes: object, own: bool) -> Content:
    told = "" if votes is None else f"{votes:>3}  "
    return Content.assemble((told, "bold $you"), text, ("  your vote" if own else "", "$you"))
