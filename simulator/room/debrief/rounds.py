"""The rounds of a conversation: its branches by whose turn it was to speak."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.room.state import Branch, Conversation, Room

LOOKING_BACK = ("debrief", "closed")
"""What the room is in when everybody may look back."""

ROUND = "round"
"""Why a branch begins that is a round of its own."""


@dataclass(slots=True)
class Round:
    """A round: its branches in the order they were begun; number is from 1.

    The first branch is its beginning, the others are retries of it.
    """

    number: int
    ways: list[Branch] = field(default_factory=list)

    @property
    def speaker(self) -> str:
        """The seat that spoke first in it, "" where nobody did."""
        return next((who for way in self.ways if (who := _speaker(way))), "")

    @property
    def ways_used(self) -> list[Branch]:
        """The branches in which something was said that is their own; without any, the first."""
        return [way for way in self.ways if len(way.turns) - 1 > way.at] or self.ways[:1]


def rounds(conversation: Conversation) -> list[Round]:
    """Return the rounds in which something was said; of a conversation without, its first.

    A branch from the opening on in which somebody else speaks is a round, too, however it came
    about. Rounds are numbered as they were begun, also those in which nobody said anything.
    """
    found: list[Round] = []
    of: dict[str, Round] = {}
    for branch in conversation.branches.values():
        before = of.get(branch.parent)
        if before is None or branch.why == ROUND or _others(conversation, branch, before):
            before = Round(len(found) + 1)
            found.append(before)
        before.ways.append(branch)
        of[branch.id] = before
    return [one for one in found if one.speaker] or found[:1]


def looked_back_on(room: Room, conversation: Conversation) -> list[Round]:
    """Return the rounds that those in a conversation may look back on by now.

    All; while it goes on, in a breakout, what ended.
    """
    if not _goes_on(room, conversation):
        return rounds(conversation)
    if conversation.kind == "fishbowl":
        return []
    ended = (
        Round(one.number, [way for way in one.ways if over(way)]) for one in rounds(conversation)
    )
    return [one for one in ended if one.ways]


def over(branch: Branch) -> bool:
    """Return whether a branch has ended, and the last answer was given."""
    return branch.ended and not branch.last.waiting


def _goes_on(room: Room, conversation: Conversation) -> bool:
    """Return whether those in a conversation are still to find out for themselves."""
    if room.mode in LOOKING_BACK or not conversation.open:
        return False
    if conversation.kind == "fishbowl":  # of all: the facilitator says when it is over
        return room.mode == "fishbowl" and conversation.id == room.fishbowl
    return not over(conversation.now)


def counted(conversation: Conversation, one: Round) -> Branch:
    """Return the branch that counts as the round: the present one, else the last that was used."""
    used = one.ways_used
    return conversation.now if conversation.now in used else used[-1]


def _others(conversation: Conversation, branch: Branch, before: Round) -> bool:
    """Return whether another person than before begins the conversation again."""
    if conversation.kind == "fishbowl" or branch.at:
        return False
    who = _speaker(branch)
    return bool(who and before.speaker and who != before.speaker)


def _speaker(branch: Branch) -> str:
    """Return who said the first line that is a branch's own, and of the first branch at all."""
    own = branch.turns[branch.at + 1 :]
    return own[0].by if own else ""
