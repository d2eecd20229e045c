"""The lines proposed for the fishbowl, and how the vote on them stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from simulator.room.console.wording import person_name, shown

if TYPE_CHECKING:
    from simulator.room.console.view import View


class ProposalList(Vertical):
    """Lists the proposals; the mark stays on its proposal while others come and go."""

    @dataclass
    class Chosen(Message):
        """This proposal is to be said, edited or as it is."""

        proposal: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._told: list[tuple[str, str, object]] = []

    def compose(self) -> ComposeResult:
        """How the vote stands, and the lines."""
        yield Static("", id="vote", markup=False)
        yield OptionList(markup=False, id="proposals", compact=True)

    def show(self, view: View) -> None:
        """Show the proposals of a view."""
        proposals = view.proposals
        self.query_one("#vote", Static).update(_vote(view))
        told = [
            (each["proposal"], shown(each["text"]), each.get("votes"))
            for each in proposals.get("proposals", ())
        ]
        if told == self._told:
            return
        self._told = told
        listed = self.query_one(OptionList)
        marked = listed.highlighted_option
        listed.clear_options()
        listed.add_options(
            [
                Option(_row(text, votes, name == proposals.get("leading")), id=name)
                for name, text, votes in told
            ]
        )
        ids = [name for name, _, _ in told]
        if ids:
            listed.highlighted = ids.index(marked.id) if marked and marked.id in ids else 0
        listed.display = bool(told)

    @on(OptionList.OptionSelected)
    def _choose(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        if message.option_id:
            self.post_message(self.Chosen(message.option_id))


def _row(text: str, votes: object, leads: bool) -> Content:
    told = "" if votes is None else f"{votes:>3}  "
    return Content.assemble((told, "bold $you"), (text, "bold" if leads else ""))


def _vote(view: View) -> Content:
    proposals = view.proposals
    if view.speaker:
        back = f" speaks. {view.key('fishbowl.baton')} takes the baton back."
        return Content.assemble((person_name(view.speaker), "bold"), (back, "$quiet"))
    lines = proposals.get("proposals", ())
    if not lines:
        return Content.styled("Nothing is proposed yet.", "$quiet")
    vote, play = view.key("fishbowl.vote"), view.key("fishbowl.play")
    if proposals["open"]:
        how = "live" if proposals["live"] else "hidden"
        voted = f"{proposals['voted']} of {proposals['of']} have voted"
        return Content.assemble(
            ("The vote is open", "bold $you"), f" ({how}): {voted}. {vote} reveals."
        )
    if proposals["revealed"]:
        most = max(each.get("votes", 0) for each in lines)
        level = sum(each.get("votes", 0) == most for each in lines)
        what = (
            f"{play} plays the winner." if level == 1 else f"{level} are level: {play} asks which."
        )
        return Content.assemble(("The vote is revealed", "bold $you"), f". {what}")
    return Content.styled(f"Proposed: {vote} opens the vote, Enter plays one.", "$quiet")
