"""The fishbowl: who speaks, what is proposed, how it is voted, what is played."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import clean
from simulator.room.deciding.opening import open_conversation, persona_for
from simulator.room.deciding.talking import speak
from simulator.room.refusal import Refusal

if TYPE_CHECKING:
    from simulator.room.deciding.decision import Decision
    from simulator.room.protocol import asked
    from simulator.room.state import Conversation

MOST_EACH = 3
"""Proposals of one seat at a time."""

MOST_PROPOSALS = 200


def fishbowl(decision: Decision, message: asked.Fishbowl) -> None:
    """Open a fishbowl; the one before it is kept."""
    open_fishbowl(decision, message.persona, message.level)


def open_fishbowl(decision: Decision, persona: str | None, level: str | None) -> None:
    """Open a fishbowl with a persona at a level, None for the exercise's."""
    decision.refuse_when_over()
    cast = persona_for(decision, persona)
    open_conversation(decision, "fishbowl", cast, level, {})


def baton(decision: Decision, message: asked.Baton) -> None:
    """Name the speaker, or nobody."""
    _open(decision)
    if message.seat is not None and decision.person(message.seat).role != "participant":
        raise Refusal("not_allowed", "An observer does not speak; make them a participant first.")
    if (message.seat or "") != decision.room.baton:
        decision.happen("baton", seat=message.seat)


def propose(decision: Decision, message: asked.Propose) -> None:
    """Propose the next line."""
    conversation = _open(decision)
    decision.refuse_while_held(conversation)
    room = decision.room
    text = clean(message.text)
    if not text:
        raise Refusal("malformed", "There is nothing in it.")
    if room.vote.open:
        raise Refusal("not_allowed", "The vote is on; propose again after the next line.")
    if any(one.text.casefold() == text.casefold() for one in room.proposals.values()):
        raise Refusal("not_allowed", "Somebody has proposed that already.")
    own = sum(one.seat == decision.by for one in room.proposals.values())
    if own >= MOST_EACH and not decision.leads:
        raise Refusal("full", f"You have {MOST_EACH} proposals up; take one back first.")
    if len(room.proposals) >= MOST_PROPOSALS:
        raise Refusal("full", "There are enough proposals for now.")
    decision.happen("proposed", proposal=f"p{room.counts['proposal'] + 1}", text=text)


def withdraw(decision: Decision, message: asked.Withdraw) -> None:
    """Take a proposal back: one's own, or any for the facilitator."""
    proposal = decision.room.proposals.get(message.proposal)
    if proposal is None or (proposal.seat != decision.by and not decision.leads):
        raise Refusal("unknown", "You have no such proposal.")
    if decision.room.vote.open and not decision.leads:
        raise Refusal("not_allowed", "The vote is on; it stays until then.")
    decision.happen("withdrawn", proposal=proposal.id)


def voting(decision: Decision, message: asked.Voting) -> None:
    """Open the vote, or close it."""
    _open(decision)
    vote = decision.room.vote
    if message.open and not decision.room.proposals:
        raise Refusal("unknown", "Nothing is proposed yet.")
    if (vote.open, vote.live) != (message.open, message.live):
        decision.happen("voting", open=message.open, live=message.live)


def vote(decision: Decision, message: asked.Vote) -> None:
    """Vote, vote again, or take the vote back."""
    decision.refuse_while_held(_open(decision))
    room = decision.room
    if not room.vote.open:
        raise Refusal("not_allowed", "The vote is not open.")
    if message.proposal is not None and message.proposal not in room.proposals:
        raise Refusal("unknown", "That line is not proposed any more.")
    if room.vote.votes.get(decision.by) != message.proposal:
        decision.happen("voted", proposal=message.proposal)


def reveal(decision: Decision, message: asked.Reveal) -> None:
    """Show how the vote stands."""
    _open(decision)
    if not decision.room.vote.revealed:
        decision.happen("revealed")


def play(decision: Decision, message: asked.Play) -> None:
    """Say a proposal, as it is or edited, or words of the facilitator's own."""
    conversation = _open(decision)
    room = decision.room
    wanted = message.proposal
    if wanted is None and message.text is None:
        wanted = room.leading
        if not wanted:
            raise Refusal("unknown", "Nothing is proposed yet.")
    if wanted is None:
        speak(decision, conversation, message.text or "", decision.by)
        return
    proposal = room.proposals.get(wanted)
    if proposal is None:
        raise Refusal("unknown", "That line is not proposed any more.")
    line = proposal.text if message.text is None else message.text
    speak(decision, conversation, line, proposal.seat, proposal.id)


def _open(decision: Decision) -> Conversation:
    """Return the fishbowl's conversation. Raises Refusal where no fishbowl is open."""
    room = decision.room
    if room.mode != "fishbowl" or not room.fishbowl:
        raise Refusal("not_allowed", "The fishbowl is not open.")
    return room.conversations[room.fishbowl]
