"""The fishbowl: proposals, votes, whose turn it is to speak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.room.console.desk import Choice
from simulator.room.console.wording import count, person_name, shown

if TYPE_CHECKING:
    from simulator.room.console.desk import Desk
    from simulator.room.console.view import Part

LEVELS = (
    Choice("", "As the exercise says"),
    Choice("easy", "Easy", "quick to forgive, easy to move"),
    Choice("standard", "Standard", "as the situation was written"),
    Choice("hard", "Hard", "quick to anger, slow to trust"),
)
NO_PROPOSALS = "Nothing is proposed yet."


async def open_fishbowl(desk: Desk) -> None:
    """Open one conversation for all, with the level chosen."""
    question = "Open a fishbowl. How hard is the counterpart to talk to?"
    level = await desk.choose(question, LEVELS)
    if level is not None:
        await desk.ask("fishbowl", persona=None, level=level or None)


async def vote(desk: Desk) -> None:
    """Open the vote; where it is open, show how it stands."""
    now = desk.view.proposals
    if now.get("open"):
        await desk.ask("reveal")
        await desk.ask("voting", open=False, live=bool(now.get("live")))
    else:
        await desk.ask("voting", open=True, live=False)


async def vote_live(desk: Desk) -> None:
    """Open the vote with the count shown."""
    await desk.ask("voting", open=True, live=True)


async def close_vote(desk: Desk) -> None:
    """Take no more votes."""
    await desk.ask("voting", open=False, live=bool(desk.view.proposals.get("live")))


async def reveal(desk: Desk) -> None:
    """Show everybody how the vote stands."""
    await desk.ask("reveal")


async def play_winner(desk: Desk) -> None:
    """Say the proposal that leads; which, where several do."""
    lines = proposals(desk)
    ahead = [each for each in lines if each.get("votes", 0) == lines[0].get("votes", 0)]
    chosen: str | None = None
    if len(ahead) > 1:
        choices = [Choice(each["proposal"], shown(each["text"]), _votes(each)) for each in ahead]
        chosen = await desk.choose("These are level. Which is said?", choices)
        if chosen is None:
            return
    await desk.ask("play", proposal=chosen, text=None)


async def play_other(desk: Desk) -> None:
    """Say a proposal, edited or as it is, or a line of the facilitator's own."""
    choices = [
        Choice(each["proposal"], shown(each["text"]), _votes(each)) for each in proposals(desk)
    ]
    choices.append(Choice("", "Something else", "a line of your own"))
    chosen = await desk.choose("Which line is said?", choices, search=len(choices) > 8)
    if chosen is not None:
        await play(desk, chosen)


async def strike(desk: Desk) -> None:
    """Take a proposal away, whoever made it."""
    choices = [
        Choice(each["proposal"], shown(each["text"]), _votes(each)) for each in proposals(desk)
    ]
    if not choices:
        desk.tell(NO_PROPOSALS)
        return
    chosen = await desk.choose("Which line is taken away?", choices, search=len(choices) > 8)
    if chosen is not None:
        await desk.ask("withdraw", proposal=chosen)


async def play(desk: Desk, proposal: str) -> None:
    """Say one proposal ("": none of them) as it reads once the facilitator is done with it."""
    text = next((e["text"] for e in proposals(desk) if e["proposal"] == proposal), "")

    async def send(typed: str) -> None:
        fields: dict[str, Any] = {"proposal": proposal or None, "text": typed}
        if proposal and typed == shown(text):
            fields["text"] = None
        await desk.must("play", **fields)

    note = "Enter says it as it is." if proposal else ""
    await desk.write("The next line", send, text=shown(text), note=note, draft=f"play {proposal}")


async def baton(desk: Desk) -> None:
    """Name who speaks, or let lines be proposed again."""
    speaker = desk.view.speaker.get("seat", "")
    nobody = Choice("", "Nobody: lines are proposed", "" if speaker else "now")
    people = [
        Choice(each["seat"], person_name(each), "now" if each["seat"] == speaker else "")
        for each in desk.view.people
        if each.get("role") == "participant"
    ]
    chosen = await desk.choose("Who speaks?", [nobody, *people], search=True)
    if chosen is not None:
        await desk.ask("baton", seat=chosen or None)


def proposals(desk: Desk) -> list[Part]:
    """Return the lines proposed, those with the most votes first."""
    told = desk.view.proposals.get("proposals", ())
    return sorted(told, key=lambda each: -each.get("votes", 0))


def _votes(proposal: Part) -> str:
    return count(proposal["votes"], "vote") if "votes" in proposal else ""
