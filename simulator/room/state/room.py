"""A room: everything its events come to, and nothing else. Pure; the same events, the same room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.room.state.folding import FOLDS
from simulator.room.state.records import FACILITATOR, PROJECTOR, Clock, Seat, Vote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.room.exercise import Exercise
    from simulator.room.state.events import Event
    from simulator.room.state.records import Bookmark, Cast, Conversation, Notice, Proposal

Key = tuple[str, str]
"""A part of what is shown, and what it is of (a seat, a conversation, or "")."""


class Room:
    """One room. `ver` is the position of its last event, 0 before `opened`.

    coded: when the code was last changed (UTC, ISO 8601), "" where it never was. moded: at which
    position everybody came to see something else; urgent: or something they wait for of the parts
    that are else told late. touched: at which position each part of what is shown last changed.
    done: the position of each message that was done, by seat, then by message id.
    round, of rounds: in which breakouts are whose parts the clock passes on (at rotates, or when
    rotates_left seconds have gone, while all is held); 0 else. going: since when people can speak
    as far as phase and pause have it.
    """

    exercise: Exercise

    def __init__(self, room: str) -> None:
        self.id = room
        self.ver = 0
        self.code = ""
        self.locked = False
        self.coded = ""
        self.expires = ""
        self.keep_until = ""
        self.anonymous = True
        self.mode = "lobby"
        self.phase = 0
        self.paused = False
        self.rotates: str | None = None
        self.rotates_left: float | None = None
        self.round = 0
        self.rounds = 0
        self.going = ""
        self.closed = False
        self.clock = Clock()
        self.seats: dict[str, Seat] = {}
        self.casts: dict[str, Cast] = {}
        self.conversations: dict[str, Conversation] = {}
        self.grouped: dict[str, Any] = {}
        self.fishbowl = ""
        self.baton = ""
        self.proposals: dict[str, Proposal] = {}
        self.vote = Vote()
        self.bookmarks: dict[str, Bookmark] = {}
        self.notices: list[Notice] = []
        self.screen: dict[str, Any] = {"show": "join", "conversation": None, "step": None}
        self.moded = 0
        self.urgent = 0
        self.counts = {"seat": 0, "proposal": 0, "bookmark": 0}
        self.touched: dict[Key, int] = {}
        self.done: dict[str, dict[str, int]] = {}

    def apply(self, event: Event) -> None:
        """Take in the next event. Raises ValueError for one that is not the next."""
        if event.ver != self.ver + 1:
            raise ValueError(f"event {event.ver} after {self.ver} in room {self.id}")
        self.ver = event.ver
        if event.id:
            self.done.setdefault(event.by, {})[event.id] = event.ver
        FOLDS[event.kind](self, event)

    def fold(self, events: Iterable[Event]) -> None:
        """Take in events in order."""
        for event in events:
            self.apply(event)

    def touch(self, name: str, of: str = "") -> None:
        """Note that a part of what is shown changed with the last event."""
        self.touched[name, of] = self.ver

    # Who there is.

    @property
    def people(self) -> list[Seat]:
        """Those there for the exercise, in order of arrival."""
        return [seat for seat in self.seats.values() if seat.takes_part]

    @property
    def participants(self) -> list[Seat]:
        """Those who take part, observers left out, in order of arrival."""
        return [seat for seat in self.people if seat.role == "participant"]

    def conversation_of(self, seat: Seat) -> Conversation | None:
        """Return the conversation somebody sees: the fishbowl, their breakout, or none."""
        if seat.role == PROJECTOR:
            return self.shown
        if self.mode != "fishbowl" and seat.conversation:
            return self.conversations[seat.conversation]
        if self.mode == "breakout" or seat.role == FACILITATOR:
            return None
        return self.conversations.get(self.fishbowl)

    @property
    def shown(self) -> Conversation | None:
        """The conversation on the projector, or that would be."""
        wanted = self.screen["conversation"]
        return self.conversations.get(wanted or self.fishbowl)

    @property
    def breakouts(self) -> list[Conversation]:
        """The breakouts that are open, in the order they were opened."""
        return [one for one in self.conversations.values() if one.kind == "breakout" and one.open]

    def standing(self) -> dict[str, int]:
        """Return how many votes each proposal has, in the order they were proposed."""
        counted = dict.fromkeys(self.proposals, 0)
        for proposal in self.vote.votes.values():
            counted[proposal] += 1
        return counted

    @property
    def leading(self) -> str:
        """The proposal with most votes, of several the one made first; "" for none."""
        counted = self.standing()
        return max(counted, key=lambda one: counted[one]) if counted else ""
