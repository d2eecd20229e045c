"""The counterpart's chair: answering in its place, prompting it, moving what it feels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import clean
from simulator.room.refusal import Refusal

if TYPE_CHECKING:
    from simulator.room.deciding.decision import Decision
    from simulator.room.protocol import asked
    from simulator.room.state import Conversation


def chair(decision: Decision, message: asked.Chair) -> None:
    """Take the chair, or give it back: an answer that is waited for is then the counterpart's."""
    conversation = decision.conversation(message.conversation)
    if message.take != conversation.chair:
        decision.happen("chaired", conversation=conversation.id, take=message.take)
    if message.take == "off" and conversation.waiting:
        _as_planned(decision, conversation)


def answer(decision: Decision, message: asked.Answer) -> None:
    """Answer the line that waits for it."""
    conversation = decision.conversation(message.conversation)
    if not conversation.waiting:
        raise Refusal("not_allowed", "No line waits for an answer of yours.")
    text = None if message.text is None else clean(message.text)
    if text is None:
        _as_planned(decision, conversation)
    elif not text:
        raise Refusal("malformed", "There is nothing in it.")
    else:
        _act(decision, conversation, "answered", "answer", text=text)


def prompt(decision: Decision, message: asked.Prompt) -> None:
    """Let the counterpart say one of its texts now."""
    conversation = _going(decision, message.conversation)
    _act(decision, conversation, "acted", "prompt", text=message.text)


def nudge(decision: Decision, message: asked.Nudge) -> None:
    """Move a feeling."""
    conversation = _going(decision, message.conversation)
    if message.feeling not in conversation.cast.labels:
        felt = ", ".join(conversation.cast.labels.values())
        raise Refusal("unknown", f"{conversation.cast.name} feels: {felt}.")
    _act(decision, conversation, "acted", "nudge", feeling=message.feeling, by=message.amount)


def _going(decision: Decision, wanted: str) -> Conversation:
    conversation = decision.conversation(wanted)
    if conversation.waiting:
        raise Refusal("not_allowed", "Answer the line first; it waits for you.")
    if conversation.now.ended:
        raise Refusal("over", f"The conversation with {conversation.cast.name} has ended.")
    return conversation


def _as_planned(decision: Decision, conversation: Conversation) -> None:
    branch = conversation.now
    decision.happen(
        "answered",
        conversation=conversation.id,
        branch=branch.id,
        act=None,
        turn=branch.last.digest,
    )


def _act(
    decision: Decision,
    conversation: Conversation,
    event: str,
    kind: str,
    text: str = "",
    feeling: str = "",
    by: float = 0,
) -> None:
    branch = conversation.now
    act, turn = decision.world.counterparts.act(conversation, branch, kind, text, feeling, by)
    decision.happen(event, conversation=conversation.id, branch=branch.id, act=act, turn=turn)
