"""One message on its way to becoming events."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from simulator.room.refusal import Refusal
from simulator.room.state.events import Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.room.counterparts import Asking
    from simulator.room.state import Conversation, Room, Seat


def stamp(moment: datetime) -> str:
    """Return a moment (UTC) as it is kept: ISO 8601 with milliseconds."""
    return moment.isoformat(timespec="milliseconds")


@dataclass(slots=True)
class World:
    """What a decision needs besides room and message: the time (UTC), chance, the counterparts.

    draw returns a number from 0 to below its argument; model is what the host was told to read
    lines by, "" to leave it to the exercise.
    """

    now: datetime
    draw: Callable[[int], int]
    counterparts: Asking
    model: str = ""

    def later(self, seconds: float) -> str:
        """Return the moment so many seconds from now, as it is kept."""
        return stamp(self.now + timedelta(seconds=seconds))

    def until(self, moment: str) -> float:
        """Return how many seconds from now a kept moment is, not below 0."""
        return max(0.0, (datetime.fromisoformat(moment) - self.now).total_seconds())


@dataclass(slots=True)
class Decision:
    """Takes a message in on a room: each event is applied at once, and collected to be kept.

    by is the seat that asked, "" where the hub itself does; id is that of its message.
    """

    room: Room
    by: str
    id: str
    world: World
    events: list[Event] = field(default_factory=list)

    def happen(self, kind: str, /, *, by: str | None = None, **data: Any) -> Event:
        """Let an event happen, by whoever asked unless said otherwise."""
        first = not self.events
        event = Event(
            self.room.ver + 1,
            kind,
            stamp(self.world.now),
            self.by if by is None else by,
            self.id if first and by is None else "",
            data,
        )
        self.room.apply(event)
        self.events.append(event)
        return event

    @property
    def seat(self) -> Seat:
        """The seat that asked."""
        return self.room.seats[self.by]

    @property
    def leads(self) -> bool:
        """Whether the facilitator asked."""
        return self.by == "facilitator"

    def conversation(self, wanted: str) -> Conversation:
        """Return a conversation by its id. Raises Refusal where there is none."""
        found = self.room.conversations.get(wanted)
        if found is None:
            raise Refusal("unknown", "There is no such conversation.")
        return found

    def person(self, wanted: str) -> Seat:
        """Return somebody who is there for the exercise. Raises Refusal."""
        found = self.room.seats.get(wanted)
        if found is None or not found.takes_part:
            raise Refusal("unknown", "There is nobody with that seat.")
        return found

    def refuse_when_over(self) -> None:
        """Raise Refusal once the exercise is over."""
        if self.room.closed:
            raise Refusal("over", "The exercise is over.")

    def refuse_while_held(self, conversation: Conversation | None = None) -> None:
        """Raise Refusal while everything, or a conversation, is held, or all is over."""
        self.refuse_when_over()
        if self.room.paused:
            raise Refusal("paused", "The facilitator has paused everything; nothing was said.")
        if conversation is not None and conversation.frozen:
            name = conversation.cast.name
            raise Refusal("frozen", f"The facilitator holds the conversation with {name}.")
