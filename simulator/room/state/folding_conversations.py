"""What events do to conversations: who is in them, what is said, which way they go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.room.state.records import Branch, Cast, Conversation, Heard, Vote

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.room.state.events import Event
    from simulator.room.state.records import Seat
    from simulator.room.state.room import Room

FIRST = "b1"
"""The branch every conversation begins in."""


def take_out(room: Room, seat: Seat) -> None:
    """Take a seat out of its breakout, and the baton from it."""
    if seat.conversation:
        conversation = room.conversations[seat.conversation]
        conversation.seats.pop(seat.id, None)
        seats_changed(room, conversation)
    seat.conversation = seat.part = ""
    if room.baton == seat.id:
        room.baton = ""
        room.touch("conversation", room.fishbowl)


def _cast(room: Room, event: Event) -> None:
    data = {key: value for key, value in event.data.items() if key != "cast"}
    room.casts[event.data["cast"]] = Cast(event.data["cast"], **data)


def _held(room: Room, event: Event) -> None:
    data = event.data
    opening = Heard(None, "", data["turn"], event.ver, event.at)
    one = Conversation(
        id=data["conversation"],
        kind=data["kind"],
        cast=room.casts[data["cast"]],
        level=data["level"],
        seed=data["seed"],
        model=data["model"],
        branches={FIRST: Branch(FIRST, "", 0, "", [opening])},
        branch=FIRST,
        switched=event.ver,
        since=event.at,
    )
    room.conversations[one.id] = one
    if one.kind == "fishbowl":
        room.fishbowl, room.baton, room.mode = one.id, "", "fishbowl"
        room.proposals.clear()
        room.vote = Vote()
        room.moded = event.ver
        room.touch("room")
        room.touch("proposals")
    for seat, part in data["seats"].items():
        _put(room, room.seats[seat], one, part)
    _changed(room, one)
    room.touch("group")


def _grouped(room: Room, event: Event) -> None:
    room.grouped = dict(event.data)
    if room.mode not in ("breakout", "brief"):
        room.mode, room.moded = "breakout", event.ver
        room.touch("room")


def _over(room: Room, event: Event) -> None:
    one = room.conversations[event.data["conversation"]]
    one.open = False
    for seat in list(one.seats):
        room.seats[seat].conversation = room.seats[seat].part = ""
        room.seats[seat].moved = event.ver
        room.touch("me", seat)
        room.touch("notices", seat)
    one.seats.clear()
    room.touch("people")
    _changed(room, one)


def _placed(room: Room, event: Event) -> None:
    seat = room.seats[event.data["seat"]]
    if seat.conversation:
        old = room.conversations[seat.conversation]
        old.seats.pop(seat.id, None)
        seat.conversation = seat.part = ""
        seats_changed(room, old)
    seat.moved = event.ver
    if event.data["conversation"] is not None:
        _put(room, seat, room.conversations[event.data["conversation"]], event.data["part"])
        seats_changed(room, room.conversations[seat.conversation])
    for part in ("me", "notices"):
        room.touch(part, seat.id)
    room.touch("people")


def _put(room: Room, seat: Seat, one: Conversation, part: str) -> None:
    seat.conversation, seat.part, seat.moved = one.id, part, room.ver
    one.seats[seat.id] = part
    if seat.id not in one.been:
        one.been.append(seat.id)
    seat.whispers.clear()
    room.touch("me", seat.id)
    room.touch("notices", seat.id)
    room.touch("people")


def _rotated(room: Room, event: Event) -> None:
    data = event.data
    one = room.conversations[data["conversation"]]
    one.seats = dict(data["parts"])  # in the order in which the parts go round
    for seat, part in data["parts"].items():
        room.seats[seat].part = part
        room.seats[seat].whispers.clear()
    one.since = event.at
    if data.get("rotates", room.rotates) != room.rotates:  # a round in a room of before
        room.rotates, room.round = data["rotates"], min(room.round + 1, room.rounds)
    if data.get("anew"):
        _round_begins(room, one)
    seats_changed(room, one)


def _round_begins(room: Room, one: Conversation) -> None:
    """Let go of what the facilitator told those in a conversation in the round before."""
    kept = [notice for notice in room.notices if notice.to != one.id]
    if len(kept) < len(room.notices):
        room.notices = kept
        for seat in one.seats:
            room.touch("notices", seat)


def _frozen(room: Room, event: Event) -> None:
    one = room.conversations[event.data["conversation"]]
    one.frozen = event.data["on"]
    one.since = event.at
    seats_changed(room, one)


def _said(room: Room, event: Event) -> None:
    data = event.data
    one = room.conversations[data["conversation"]]
    one.branches[data["branch"]].add(
        Heard(
            data["line"],
            data["seat"],
            data["turn"],
            event.ver,
            event.at,
            data["waiting"],
            bool(data["proposal"]),
        )
    )
    if data["seat"] in room.seats:
        room.seats[data["seat"]].lines += 1
        room.touch("people")
    if one.speaker and room.seats[one.speaker].whispers:  # they were about this line
        room.seats[one.speaker].whispers.clear()
        room.touch("me", one.speaker)
    vote = room.vote
    if one.id == room.fishbowl and (room.proposals or vote.votes or vote.open or vote.revealed):
        concerned = {*vote.votes, *(proposal.seat for proposal in room.proposals.values())}
        room.proposals.clear()
        vote.votes.clear()
        vote.open = vote.revealed = False
        room.touch("proposals")
        for seat in concerned:
            room.touch("me", seat)
    _went_on(room, one)


def _answered(room: Room, event: Event) -> None:
    _revised(room, event)
    one = room.conversations[event.data["conversation"]]
    if one.chair == "once":
        one.chair = "off"


def _revised(room: Room, event: Event) -> None:
    data = event.data
    one = room.conversations[data["conversation"]]
    branch = one.branches[data["branch"]]
    last = branch.last
    if last.waiting:  # they can go on, also where the chair was given back before
        seats_changed(room, one)
    branch.turns[-1] = replace(last, kept=data["turn"], ver=event.ver, waiting=False)
    if data["act"] is not None:
        branch.acts.append(data["act"])
    _went_on(room, one)


def _chaired(room: Room, event: Event) -> None:
    room.conversations[event.data["conversation"]].chair = event.data["take"]
    _went_on(room, room.conversations[event.data["conversation"]])


def _branched(room: Room, event: Event) -> None:
    data = event.data
    one = room.conversations[data["conversation"]]
    parent, at = one.branches[data["parent"]], data["at"]
    acts = [act for act in parent.acts if act["after"] <= at]
    one.branches[data["branch"]] = Branch(
        data["branch"], parent.id, at, data["why"], parent.turns[: at + 1], acts
    )
    _switch(room, one, data["branch"], event.at)


def _switched(room: Room, event: Event) -> None:
    one = room.conversations[event.data["conversation"]]
    _switch(room, one, event.data["branch"], event.at)


def _switch(room: Room, one: Conversation, branch: str, at: str) -> None:
    one.branch, one.switched, one.since = branch, room.ver, at
    _changed(room, one)
    seats_changed(room, one)


def _whispered(room: Room, event: Event) -> None:
    one = room.conversations[event.data["conversation"]]
    if one.speaker:
        room.seats[one.speaker].whispers.append(event.data["text"])
        room.touch("me", one.speaker)
    room.touch("watched", one.id)


def seats_changed(room: Room, one: Conversation) -> None:
    """Note that who does what in a conversation, or whether they can, is shown otherwise."""
    room.touch("conversation", one.id)
    room.touch("watched", one.id)
    for part in ("grid", "people", "group"):
        room.touch(part)
    for seat in one.seats if one.kind == "breakout" else room.seats:
        room.touch("me", seat)


def _went_on(room: Room, one: Conversation) -> None:
    """Note what a new or revised turn changes of what is shown."""
    room.touch("turns", one.id)
    room.touch("watched", one.id)
    room.touch("grid")
    room.touch("group")
    if one.now.ended or one.chair != "off":
        seats_changed(room, one)
    if one.cast.labels and room.screen.get("gauges"):
        room.touch("conversation", one.id)


def _changed(room: Room, one: Conversation) -> None:
    room.touch("conversation", one.id)
    _went_on(room, one)


FOLDS: dict[str, Callable[[Room, Event], None]] = {
    "cast": _cast,
    "held": _held,
    "grouped": _grouped,
    "closed_conversation": _over,
    "placed": _placed,
    "rotated": _rotated,
    "frozen": _frozen,
    "said": _said,
    "answered": _answered,
    "acted": _revised,
    "chaired": _chaired,
    "branched": _branched,
    "switched": _switched,
    "whispered": _whispered,
}
"""The kinds of event that change conversations, by name."""
