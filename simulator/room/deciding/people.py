"""Who is in the room: seats, hands, answers, messages, the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import clean
from simulator.room.deciding.breakouts import take_in
from simulator.room.deciding.pseudonyms import pseudonym
from simulator.room.deciding.rounds import hand_on
from simulator.room.refusal import Refusal
from simulator.room.state.records import FACILITATOR, PROJECTOR

if TYPE_CHECKING:
    from simulator.room.deciding.decision import Decision
    from simulator.room.protocol import asked

MOST_SEATS = 600
"""Of one room at a time: a workshop has up to 500 people."""

MOST_EVER = 2_000
"""Those given up or taken away counted, too. Somebody may take all seats under made-up names; once
theirs are taken away there has to be room for everybody else. There are more pseudonyms."""


def seat(decision: Decision, role: str, token: str) -> str:
    """Give somebody a seat, and return its id; token is the SHA-256 of theirs. Raises Refusal."""
    room = decision.room
    decision.refuse_when_over()
    if room.locked:
        raise Refusal("locked", "The facilitator lets nobody in at the moment.")
    if len(room.people) >= MOST_SEATS or room.counts["seat"] >= MOST_EVER:
        raise Refusal("full", "The room is full.")
    number = room.counts["seat"] + 1
    called = pseudonym(number, decision.world.draw)
    taken = {one.called for one in room.seats.values()}
    while called in taken:
        called = pseudonym(number, decision.world.draw)
    decision.happen("seated", by="hub", seat=f"s{number}", role=role, called=called, token=token)
    take_in(decision, f"s{number}")
    return f"s{number}"


def leave(decision: Decision, message: asked.Leave) -> None:
    """Give the seat up."""
    _go(decision, [decision.by], removed=False)


def remove(decision: Decision, message: asked.Remove) -> None:
    """Take somebody's seat away."""
    _go(decision, [decision.person(message.seat).id], removed=True)


def remove_since(decision: Decision, message: asked.RemoveSince) -> None:
    """Take the seats away of all who came since somebody did, and what they proposed."""
    room = decision.room
    order = list(room.seats)
    if message.seat not in order or room.seats[message.seat].role in (FACILITATOR, PROJECTOR):
        raise Refusal("unknown", "There is nobody with that seat.")
    later = order[order.index(message.seat) :]
    _go(decision, [seat for seat in later if room.seats[seat].takes_part], removed=True)
    for proposal in [one for one in room.proposals.values() if one.seat in later]:
        decision.happen("withdrawn", proposal=proposal.id)


def _go(decision: Decision, seats: list[str], removed: bool) -> None:
    room = decision.room
    inside = dict.fromkeys(room.seats[seat].conversation for seat in seats)
    for seat in seats:
        decision.happen("left", seat=seat, removed=removed)
    for conversation in inside:  # once all are gone: the word goes to nobody who goes, too
        if conversation:
            hand_on(decision, room.conversations[conversation])


def sit(decision: Decision, message: asked.Sit) -> None:
    """Make somebody a participant or an observer."""
    seat = decision.person(message.seat)
    if seat.role == message.role:
        return
    conversation = decision.room.conversations.get(seat.conversation)
    decision.happen("sat", seat=seat.id, role=message.role)
    if message.role == "observer" and decision.room.baton == seat.id:
        decision.happen("baton", seat=None)
    if message.role == "observer" and conversation is not None and seat.part != "observer":
        decision.happen("placed", seat=seat.id, conversation=conversation.id, part="observer")
        hand_on(decision, conversation)
    if message.role == "participant" and conversation is not None:
        hand_on(decision, conversation)
    elif message.role == "participant":
        take_in(decision, seat.id)


def hand(decision: Decision, message: asked.Hand) -> None:
    """Put one's hand up, or down; the facilitator takes down somebody's."""
    if decision.leads:
        _take_down(decision, message)
    elif message.seat not in (None, decision.by):
        raise Refusal("not_allowed", "That is not your hand.")
    elif decision.seat.hand != message.up:
        decision.happen("hand", up=message.up)


def _take_down(decision: Decision, message: asked.Hand) -> None:
    if message.seat is None or message.up:
        raise Refusal("not_allowed", "The facilitator takes somebody's hand down, no more.")
    seat = decision.person(message.seat)
    if seat.hand:
        decision.happen("hand", up="", seat=seat.id)


def answers(decision: Decision, message: asked.Answers) -> None:
    """Answer the questions of the exercise; a later answer replaces an earlier one."""
    questions = getattr(decision.room.exercise.questions, message.when)
    known = {question.name: question for question in questions}
    kept: dict[str, str | int] = {}
    for name, value in message.answers.items():
        question = known.get(name)
        if question is None:
            raise Refusal("unknown", "That is none of the questions.")
        if question.kind == "scale":
            if not isinstance(value, int) or not 1 <= value <= question.most:
                raise Refusal("malformed", f"Answer with a number from 1 to {question.most}.")
            kept[name] = value
        elif question.kind == "choice" and value not in question.options:
            raise Refusal("malformed", "Choose one of the answers that are there.")
        else:
            kept[name] = clean(str(value))
    decision.happen("answers", when=message.when, answers=kept)


def broadcast(decision: Decision, message: asked.Broadcast) -> None:
    """Show a message to everybody, those in one conversation, or one seat."""
    text = clean(message.text)
    if not text:
        raise Refusal("malformed", "There is nothing in it.")
    to = message.to
    held = decision.room.conversations.get(to or "")
    if held is not None and held.kind == "fishbowl":
        to = None  # everybody is in it
    elif to is not None and held is None:
        decision.person(to)
    decision.happen("broadcast", text=text, to=to)


def anonymous(decision: Decision, message: asked.Anonymous) -> None:
    """Say whether it is told who said a line."""
    if decision.room.anonymous != message.on:
        decision.happen("anonymous", on=message.on)


def code(decision: Decision, fresh: str, expires: str, locked: bool) -> None:
    """Let people in by a new code, until a moment; locked: let nobody in."""
    decision.happen("coded", code=fresh, expires=expires, locked=locked)
