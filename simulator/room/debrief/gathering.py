"""What a room gives to its debriefs: all its conversations, and what was answered."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from simulator.debrief import build_debrief
from simulator.room.debrief import Gathered, Held
from simulator.room.refusal import Refusal
from simulator.room.state.records import FACILITATOR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.debrief import Debrief
    from simulator.room.counterparts import Asking
    from simulator.room.state import Branch, Conversation, Room, Seat

Values = dict[str, tuple[Any, ...]]

LOOKING_BACK = ("debrief", "closed")

LATER = (
    "The conversation is still going on. Its debrief is there when it has ended, or when the "
    "exercise comes to the debrief."
)


def gathered(room: Room, names: Mapping[str, str]) -> Gathered:
    """Return what the debrief of the group is made from. names: by seat, as people gave them."""
    called = _called(room, names)
    now = room.exercise.phases[room.phase]
    looking_back = [now] if now.steps else [one for one in room.exercise.phases if one.steps]
    steps = tuple(dict.fromkeys(step for phase in looking_back for step in phase.steps))
    questions = {
        one.name: one for one in (*room.exercise.questions.before, *room.exercise.questions.after)
    }
    told: dict[str, Any] = {"steps": steps} if steps else {}
    return Gathered(
        title=room.exercise.title,
        anonymous=room.anonymous,
        conversations=tuple(
            _held(one, branch, called)
            for one in room.conversations.values()
            for branch in one.branches.values()
        ),
        answers_before=_answers(room, "before"),
        answers_after=_answers(room, "after"),
        questions=tuple(
            {
                "question": one.name,
                "text": one.text,
                "kind": one.kind,
                "options": list(one.options),
                "most": one.most,
                "low": one.low,
                "high": one.high,
            }
            for one in questions.values()
        ),
        bookmarks=tuple(
            {
                "bookmark": mark.id,
                "conversation": mark.conversation,
                "branch": mark.branch,
                "turn": mark.turn,
                "quote": mark.quote,
                "note": mark.note,
                "by": called.get(mark.by, ""),
            }
            for mark in room.bookmarks.values()
        ),
        minutes=sum(phase.minutes for phase in looking_back),
        room=room.id,
        language=room.exercise.language,
        **told,
    )


def _held(one: Conversation, branch: Branch, called: Mapping[str, str]) -> Held:
    seats = one.seats or dict.fromkeys(one.been, "")
    return Held(
        conversation=one.id,
        branch=branch.id,
        main=branch.id == one.branch,
        title=one.cast.name,
        stem=one.cast.stem,
        labels=one.cast.labels,
        higher_is=one.cast.higher_is,
        method_steps=one.cast.steps,
        needs=one.cast.needs,
        issues=one.cast.issues,
        seats=tuple((called.get(seat, ""), part) for seat, part in seats.items()),
        turns=tuple(
            turn.digest | {"n": n, "line": turn.line, "by": called.get(turn.by, ""), "at": turn.at}
            for n, turn in enumerate(branch.turns)
            if not turn.waiting  # what would have been answered was not said
        ),
    )


def _called(room: Room, names: Mapping[str, str]) -> dict[str, str]:
    if room.anonymous:
        return {seat.id: seat.called for seat in room.seats.values()}
    return {seat.id: names.get(seat.id) or seat.called for seat in room.seats.values()}


def _answers(room: Room, when: str) -> Values:
    found = defaultdict(list)
    for seat in room.seats.values():
        for question, value in seat.answers.get(when, {}).items():
            found[question].append(value)
    return {question: tuple(values) for question, values in found.items()}


def own_debrief(
    room: Room, counterparts: Asking, seat: Seat, wanted: str, branch: str | None
) -> Debrief:
    """Return the debrief of a branch (None: the present one) of a conversation, told again.

    Called in a thread. Raises Refusal for a conversation the seat was not in, or that is going on,
    or a branch there is not.
    """
    conversation = room.conversations[wanted]
    allowed = seat.role == FACILITATOR or seat.id in conversation.been
    if not allowed and conversation.kind != "fishbowl":
        raise Refusal("not_allowed", "That is not your conversation.")
    chosen = conversation.branches.get(branch or conversation.branch)
    if chosen is None:
        raise Refusal("unknown", "There is no such branch.")
    ended = conversation.kind == "breakout" and _ended(chosen)
    if seat.role != FACILITATOR and _goes_on(room, conversation) and not ended:
        raise Refusal("not_allowed", LATER)
    persona, turns = counterparts.turns(conversation, chosen)
    # What would have been answered was not said, and nobody is to know what it came to.
    return build_debrief(persona, turns[:-1] if chosen.last.waiting else turns)


def looked_back_on(room: Room, conversation: Conversation) -> Branch | None:
    """Return the branch whose debrief those in a conversation may have, None while there is none.

    The present one; while that goes on, in a breakout, the last that ended.
    """
    if not _goes_on(room, conversation):
        return conversation.now
    if conversation.kind == "fishbowl":
        return None
    return next((one for one in reversed(conversation.branches.values()) if _ended(one)), None)


def _goes_on(room: Room, conversation: Conversation) -> bool:
    """Return whether those in a conversation are still to find out for themselves."""
    if room.mode in LOOKING_BACK or not conversation.open:
        return False
    if conversation.kind == "fishbowl":  # of all: the facilitator says when it is over
        return room.mode == "fishbowl" and conversation.id == room.fishbowl
    return not _ended(conversation.now)


def _ended(branch: Branch) -> bool:
    return branch.ended and not branch.last.waiting
