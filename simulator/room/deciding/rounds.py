"""Rounds: who does what in a breakout next, and when the clock passes the parts on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.room.deciding.grouping import Group, parts, rotated
from simulator.room.deciding.talking import MOST_BRANCHES, begin_branch
from simulator.room.refusal import Refusal
from simulator.room.state.records import PARTICIPANT

if TYPE_CHECKING:
    from simulator.room.deciding.decision import Decision
    from simulator.room.exercise.exercise import Exercise, Phase
    from simulator.room.protocol import asked
    from simulator.room.state import Conversation, Room

LEAST_TURN = 20
"""Seconds a round has to have for parts to be passed on for it."""


def rotate(decision: Decision, message: asked.Rotate) -> None:
    """Pass the parts of a breakout on, or (the facilitator) those of all."""
    room = decision.room
    if message.conversation is None:
        _rotate_all(decision, message.anew)
        return
    conversation = decision.conversation(message.conversation)
    if not decision.leads:
        if decision.by not in conversation.seats:
            raise Refusal("not_allowed", "That is not your conversation.")
        decision.refuse_while_held(conversation)
        _refuse_unless_open(room)
    if len(talkers(room, conversation)) < 2:
        raise Refusal("not_allowed", "There is nobody else in this conversation.")
    if not _changes(room, conversation, message.anew):
        raise Refusal(
            "not_allowed", "Nobody else in this conversation is connected, so the parts stay."
        )
    if message.anew and not _may_begin_anew(conversation):
        raise Refusal("full", "This conversation has been begun again too often.")
    pass_on(decision, conversation, message.anew)


def _rotate_all(decision: Decision, anew: bool) -> None:
    room = decision.room
    if not decision.leads:
        raise Refusal("not_allowed", "Only the facilitator passes the parts on for everybody.")
    decision.refuse_when_over()
    _refuse_unless_open(room)
    groups = [one for one in room.breakouts if len(talkers(room, one)) > 1]
    wanted = groups if anew else [one for one in groups if _changes(room, one, anew)]
    if not wanted:
        raise Refusal("not_allowed", "Nowhere is there anybody to pass the parts on to.")
    for conversation in wanted:
        pass_on(decision, conversation, anew)
    if anew:
        _next_round(decision)


def _refuse_unless_open(room: Room) -> None:
    if room.mode not in ("breakout", "brief"):
        raise Refusal("not_allowed", "The conversations in small groups are not open now.")


def _changes(room: Room, conversation: Conversation, anew: bool) -> bool:
    """Whether passing the parts on would change anything."""
    dealt = parts(_next_order(room, conversation, anew))
    begins = anew and len(conversation.now.turns) > 1
    return begins or any(conversation.seats[seat] != part for seat, part in dealt.items())


def pass_on(decision: Decision, conversation: Conversation, anew: bool) -> None:
    """Give everybody in a conversation the next part; anew: the counterpart begins again."""
    deal(decision, conversation, _next_order(decision.room, conversation, anew), anew)
    if anew and len(conversation.now.turns) > 1 and _may_begin_anew(conversation):
        begin_branch(decision, conversation, 0, "round")


def _may_begin_anew(conversation: Conversation) -> bool:
    return len(conversation.branches) < MOST_BRANCHES


def deal(decision: Decision, conversation: Conversation, group: Group, anew: bool = False) -> None:
    """Give parts to a group in its order. Whoever only observes goes on observing."""
    watching = dict.fromkeys((one for one in conversation.seats if one not in group), "observer")
    dealt = parts(group) | watching
    decision.happen("rotated", conversation=conversation.id, parts=dealt, anew=anew)


def hand_on(decision: Decision, conversation: Conversation) -> None:
    """Let others move up in a conversation whose speaker or coach is gone."""
    group = talkers(decision.room, conversation)
    if not group or not conversation.open:
        return
    speaker = conversation.speaker
    if speaker and (len(group) < 2 or "coach" in conversation.seats.values()):
        return
    seats = decision.room.seats
    first = speaker or min(group, key=lambda seat: not seats[seat].here)
    deal(decision, conversation, _led_by(decision.room, group, first))


def talkers(room: Room, conversation: Conversation) -> Group:
    """Return those in a conversation who take part in it, observers left out, in their order."""
    return tuple(seat for seat in conversation.seats if room.seats[seat].role == PARTICIPANT)


def _next_order(room: Room, conversation: Conversation, anew: bool) -> Group:
    """Return those who take part in a conversation in the order of their next parts.

    Who is away gets the word only where nobody is there; in a round of its own whoever has said
    nothing yet comes before who has.
    """
    group = rotated(talkers(room, conversation))
    speaker, heard = conversation.speaker, conversation.heard if anew else set()
    first = min(group, key=lambda seat: (not room.seats[seat].here, seat == speaker, seat in heard))
    return _led_by(room, group, first)


def _led_by(room: Room, group: Group, first: str) -> Group:
    """Return a group from one of it on, in its order, and of the others who is away last."""
    place = group.index(first)
    rest = [*group[place + 1 :], *group[:place]]
    return (first, *sorted(rest, key=lambda seat: not room.seats[seat].here))


# By the clock.


def rounds_of(exercise: Exercise, phase: Phase) -> int:
    """Return in how many rounds the clock passes the parts on in a phase, 0 for none.

    A phase no longer than one part is meant to take is none of rounds.
    """
    grouping = exercise.grouping
    short = 0 < phase.minutes <= grouping.rotate_minutes
    rotates = phase.kind == "breakout" and grouping.rotate_minutes and grouping.size > 1
    return grouping.size if rotates and not short else 0


def passing(decision: Decision, number: int, rounds: int, left: float | None) -> dict[str, Any]:
    """Return when the parts are passed on after a round, as events keep it.

    left: seconds on the clock, which the rounds that are left share evenly; None: it is not set,
    and each takes what the exercise says. After the last round nothing is passed on.
    """
    room = decision.room
    turn = room.exercise.grouping.rotate_minutes * 60
    if left is not None and number < rounds:
        turn = left / (rounds - number + 1)
    if number >= rounds or turn < LEAST_TURN:
        return {"rotates": None, "rotates_left": None}
    if room.paused:
        return {"rotates": None, "rotates_left": turn}
    return {"rotates": decision.world.later(turn), "rotates_left": None}


def seconds_left(decision: Decision) -> float | None:
    """Return how many seconds are left on the clock, None where it is not set."""
    clock = decision.room.clock
    return clock.left if clock.ends is None else decision.world.until(clock.ends)


def _next_round(decision: Decision) -> None:
    room = decision.room
    if room.rounds:
        number = min(room.round + 1, room.rounds)
        due = passing(decision, number, room.rounds, seconds_left(decision))
        decision.happen("round", round=number, **due)


def tick(decision: Decision) -> None:
    """Do what is due by the clock: in breakouts everybody gets the next part, and begins anew."""
    room, world = decision.room, decision.world
    if room.rotates is None or room.paused or room.closed or room.mode != "breakout":
        return
    if world.until(room.rotates) > 0:
        return
    left = seconds_left(decision)
    if room.round >= room.rounds or (left is not None and left < LEAST_TURN):
        decision.happen("round", round=room.round, rotates=None, rotates_left=None)
        return  # the last round is over with the phase
    for conversation in room.breakouts:
        if len(talkers(room, conversation)) > 1:
            pass_on(decision, conversation, anew=True)
    _next_round(decision)
