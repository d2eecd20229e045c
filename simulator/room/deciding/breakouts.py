"""Breakouts: making groups, and placing who comes late or has to move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.room.deciding.grouping import at_random, by_arrival, by_hand, parts, place_late
from simulator.room.deciding.opening import SEEDS, open_conversation, persona_for
from simulator.room.deciding.rounds import hand_on
from simulator.room.refusal import Refusal
from simulator.room.state.records import OBSERVER

if TYPE_CHECKING:
    from simulator.room.deciding.decision import Decision
    from simulator.room.protocol import asked
    from simulator.room.state import Conversation, Room


def group(decision: Decision, message: asked.Group) -> None:
    """Open breakouts for whoever takes part and is in none."""
    decision.refuse_when_over()
    personas = [persona_for(decision, one) for one in message.personas or ()]
    if message.again:
        for conversation in decision.room.breakouts:
            decision.happen("closed_conversation", conversation=conversation.id)
    make_groups(
        decision,
        message.by,
        message.size,
        message.groups or [],
        personas or list(decision.room.exercise.personas),
        message.level or decision.room.exercise.level,
    )


def make_groups(
    decision: Decision,
    by: str,
    size: int,
    wanted: list[list[str]],
    personas: list[str],
    level: str,
) -> None:
    """Group everybody who is in no breakout; wanted holds groups by hand."""
    room = decision.room
    free = [seat.id for seat in room.participants if not seat.conversation]
    decision.happen("grouped", size=size, level=level, personas=personas)
    if by == "hand":
        groups = by_hand(wanted, free, size)
    elif by == "random":
        groups = at_random(free, size, decision.world.draw(SEEDS))
    else:
        groups = by_arrival(free, size)
    for seats in groups:
        source = personas[len(room.breakouts) % len(personas)]
        open_conversation(decision, "breakout", source, level, parts(seats))


def begin_groups(decision: Decision) -> None:
    """Open breakouts as the exercise says, for a phase of them, unless people are in some already.

    Too few for a group of their own come to those there are.
    """
    room = decision.room
    grouping, exercise = room.exercise.grouping, room.exercise
    free = [seat.id for seat in room.participants if not seat.conversation]
    if grouping.by == "hand" or (room.grouped and room.breakouts and not free):
        return
    if room.grouped and _going(room) and len(free) < grouping.size:
        for seat in free:
            take_in(decision, seat)
        return
    make_groups(decision, grouping.by, grouping.size, [], list(exercise.personas), exercise.level)


def _going(room: Room) -> list[Conversation]:
    """Return the breakouts that somebody could still join."""
    another = room.round < room.rounds
    return [one for one in room.breakouts if one.seats and (another or not one.now.ended)]


def take_in(decision: Decision, seat: str) -> None:
    """Place somebody who came while the others converse; nobody else is moved or stopped."""
    room = decision.room
    open_now = room.mode in ("breakout", "brief") and room.grouped
    if not open_now or room.seats[seat].role != "participant":
        return
    going = _going(room)
    groups = place_late([tuple(one.seats) for one in going], seat, room.grouped["size"])
    joined = next((place for place, group in enumerate(groups) if seat in group), len(going))
    if joined < len(going):
        part = parts(groups[joined])[seat] if going[joined].speaker else "speaker"
        _put(decision, seat, going[joined], part)
        return
    personas = room.grouped["personas"]
    source = personas[len(room.breakouts) % len(personas)]
    open_conversation(decision, "breakout", source, room.grouped["level"], {seat: "speaker"})


def place(decision: Decision, message: asked.Place) -> None:
    """Put somebody into a breakout, or out of all."""
    seat = decision.person(message.seat)
    if message.conversation is None:
        if seat.conversation:
            left = decision.room.conversations[seat.conversation]
            decision.happen("placed", seat=seat.id, conversation=None, part="")
            hand_on(decision, left)
        return
    conversation = decision.conversation(message.conversation)
    if conversation.kind != "breakout" or not conversation.open:
        raise Refusal("not_allowed", "Nobody can be placed in that conversation.")
    if message.part == "speaker" and seat.role == OBSERVER:
        raise Refusal("not_allowed", "An observer does not speak; make them a participant first.")
    before = decision.room.conversations.get(seat.conversation)
    if message.part == "speaker" and conversation.speaker not in ("", seat.id):
        _put(decision, conversation.speaker, conversation, "coach")
    _put(decision, seat.id, conversation, message.part)
    if before is not None and before.id != conversation.id:
        hand_on(decision, before)


def _put(decision: Decision, seat: str, conversation: Conversation, part: str) -> None:
    decision.happen("placed", seat=seat, conversation=conversation.id, part=part)
