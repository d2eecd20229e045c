"""What events do to the fishbowl: the baton, proposals, votes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.room.state.records import Proposal, Vote

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.room.state.events import Event
    from simulator.room.state.room import Room


def _baton(room: Room, event: Event) -> None:
    room.baton = event.data["seat"] or ""
    room.touch("conversation", room.fishbowl)
    room.touch("people")
    for seat in room.people:
        room.touch("me", seat.id)


def _proposed(room: Room, event: Event) -> None:
    proposal = Proposal(event.data["proposal"], event.by, event.data["text"])
    room.proposals[proposal.id] = proposal
    room.counts["proposal"] += 1
    room.touch("proposals")
    room.touch("me", event.by)


def _withdrawn(room: Room, event: Event) -> None:
    gone = room.proposals.pop(event.data["proposal"])
    for seat in [seat for seat, vote in room.vote.votes.items() if vote == gone.id]:
        del room.vote.votes[seat]
        room.touch("me", seat)
    room.touch("proposals")
    room.touch("me", gone.seat)


def _voting(room: Room, event: Event) -> None:
    opened, live = event.data["open"], event.data["live"]
    room.vote = Vote(opened, live, room.vote.revealed and not opened, room.vote.votes)
    room.touch("proposals")
    room.urgent = event.ver


def _voted(room: Room, event: Event) -> None:
    if event.data["proposal"] is None:
        room.vote.votes.pop(event.by, None)
    else:
        room.vote.votes[event.by] = event.data["proposal"]
    room.touch("proposals")
    room.touch("me", event.by)


def _revealed(room: Room, event: Event) -> None:
    room.vote.revealed = True
    room.touch("proposals")
    room.urgent = event.ver


FOLDS: dict[str, Callable[[Room, Event], None]] = {
    "baton": _baton,
    "proposed": _proposed,
    "withdrawn": _withdrawn,
    "voting": _voting,
    "voted": _voted,
    "revealed": _revealed,
}
"""The kinds of event that change the fishbowl, by name."""
