"""Saying a line; what the people in a conversation may do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import clean
from simulator.room.refusal import Refusal

if TYPE_CHECKING:
    from simulator.room.deciding.decision import Decision
    from simulator.room.protocol import asked
    from simulator.room.state import Conversation
    from simulator.room.state.records import Heard

MOST_TURNS = 300
"""Lines of one branch; nobody converses that long, a program that floods a room may."""

MOST_BRANCHES = 50
MOST_BOOKMARKS = 500
MOST_BOOKMARKS_EACH = 50
"""Of one seat at a time. The facilitator may always mark one more."""


def say(decision: Decision, message: asked.Say) -> None:
    """Say a line: the speaker of a breakout, or who has the baton in the fishbowl."""
    conversation = decision.conversation(message.conversation)
    _refuse_unless_speaking(decision, conversation)
    speak(decision, conversation, message.text, decision.by)


def speak(
    decision: Decision,
    conversation: Conversation,
    line: str,
    seat: str,
    proposal: str | None = None,
) -> None:
    """Say a line in a conversation as a seat's. Raises Refusal where none can be said now."""
    decision.refuse_while_held(conversation)
    branch = conversation.now
    name = conversation.cast.name
    if branch.ended:
        raise Refusal("over", f"The conversation with {name} has ended.")
    if conversation.waiting:
        raise Refusal("paused", f"{name} has not answered yet.")
    if len(branch.turns) > MOST_TURNS:
        raise Refusal("full", f"The conversation with {name} is too long to go on.")
    said = clean(line)
    decision.happen(
        "said",
        conversation=conversation.id,
        branch=branch.id,
        seat=seat,
        line=said,
        turn=decision.world.counterparts.say(conversation, branch, said),
        waiting=conversation.chair != "off",
        proposal=proposal,
    )


def _refuse_unless_speaking(decision: Decision, conversation: Conversation) -> None:
    seat, room = decision.seat, decision.room
    decision.refuse_when_over()
    if conversation.kind == "fishbowl":
        if conversation.id != room.fishbowl or room.mode != "fishbowl":
            raise Refusal("not_allowed", "The fishbowl is not open.")
        if room.baton != seat.id:
            raise Refusal("not_allowed", "It is not your turn to speak; you can propose a line.")
    elif conversation.seats.get(seat.id) is None:
        raise Refusal("not_allowed", "That is not your conversation.")
    elif room.mode == "brief":
        raise Refusal("not_allowed", "It begins with the next phase.")
    elif room.mode != "breakout":
        raise Refusal("not_allowed", "The conversations in small groups are not open now.")
    elif seat.part != "speaker":
        raise Refusal("not_allowed", f"You are the {seat.part} now; the speaker says the lines.")


def branch(decision: Decision, message: asked.Branch) -> None:
    """Go on from an earlier turn: the facilitator anywhere, a speaker in their own breakout."""
    conversation = decision.conversation(message.conversation)
    if not decision.leads:
        if conversation.kind == "fishbowl":
            raise Refusal("not_allowed", "Only the facilitator goes back in the fishbowl.")
        _refuse_unless_speaking(decision, conversation)
        decision.refuse_while_held(conversation)
    begin_branch(decision, conversation, message.at, message.why)


def begin_branch(decision: Decision, conversation: Conversation, at: int, why: str) -> None:
    """Go on in a new branch from after the turn `at`. Raises Refusal where there is none such."""
    parent = conversation.now
    if at >= len(parent.turns):
        raise Refusal("unknown", f"There are only {len(parent.turns) - 1} lines.")
    if parent.turns[at].waiting:
        raise Refusal("paused", f"{conversation.cast.name} has not answered that line yet.")
    if len(conversation.branches) >= MOST_BRANCHES:
        raise Refusal("full", "This conversation has been begun again too often.")
    decision.happen(
        "branched",
        conversation=conversation.id,
        branch=f"b{len(conversation.branches) + 1}",
        parent=parent.id,
        at=at,
        why=why,
    )


def switch(decision: Decision, message: asked.Switch) -> None:
    """Go on in another branch."""
    conversation = decision.conversation(message.conversation)
    if message.branch not in conversation.branches:
        raise Refusal("unknown", "There is no such branch.")
    if message.branch != conversation.branch:
        decision.happen("switched", conversation=conversation.id, branch=message.branch)


def freeze(decision: Decision, message: asked.Freeze) -> None:
    """Hold one conversation, or let it go on."""
    conversation = decision.conversation(message.conversation)
    if conversation.frozen != message.on:
        decision.happen("frozen", conversation=conversation.id, on=message.on)


def advise(decision: Decision, message: asked.Advise) -> None:
    """Whisper to the speaker."""
    seat = decision.seat
    if not seat.conversation or seat.part != "coach":
        raise Refusal("not_allowed", "Only the coach of a conversation whispers to its speaker.")
    text = clean(message.text)
    if not text:
        raise Refusal("malformed", "There is nothing in it.")
    decision.happen("whispered", conversation=seat.conversation, text=text)


def bookmark(decision: Decision, message: asked.Bookmark) -> None:
    """Mark a turn to come back to; without a quote of it, its line is quoted, else the answer."""
    room = decision.room
    conversation = decision.conversation(message.conversation)
    seen = room.conversation_of(decision.seat)
    if not decision.leads and (seen is None or seen.id != conversation.id):
        raise Refusal("not_allowed", "That is not your conversation.")
    if message.turn >= len(conversation.now.turns):
        raise Refusal("unknown", "There is no such line.")
    own = sum(one.by == decision.by for one in room.bookmarks.values())
    if own >= MOST_BOOKMARKS_EACH and not decision.leads:
        raise Refusal("full", "You have marked a lot; take one of your bookmarks away first.")
    if len(room.bookmarks) >= MOST_BOOKMARKS and not decision.leads:
        raise Refusal("full", "There are too many bookmarks.")
    decision.happen(
        "bookmarked",
        bookmark=f"m{room.counts['bookmark'] + 1}",
        conversation=conversation.id,
        branch=conversation.branch,
        turn=message.turn,
        quote=_quoted(conversation.now.turns[message.turn], clean(message.quote)),
        note=clean(message.note),
    )


def _quoted(turn: Heard, wanted: str) -> str:
    """Return the words of a turn that a bookmark quotes: nobody is quoted with others."""
    spoken = "" if turn.waiting else " ".join(text for _, text in turn.digest["parts"])
    line = turn.line or ""
    letters = _letters(wanted)
    return wanted if letters and letters in _letters(f"{line} {spoken}") else line or spoken


def _letters(text: str) -> str:
    """Return what is left of a text whatever marks and blanks a page put between its words."""
    return "".join(char for char in text.casefold() if char.isalnum())


def unbookmark(decision: Decision, message: asked.Unbookmark) -> None:
    """Take a bookmark away."""
    mark = decision.room.bookmarks.get(message.bookmark)
    if mark is None or (mark.by != decision.by and not decision.leads):
        raise Refusal("unknown", "You have no such bookmark.")
    decision.happen("unbookmarked", bookmark=mark.id)
