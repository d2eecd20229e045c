"""What the hub tells a client: answers to what was asked, and the parts of its view that changed.

A client holds no state: it shows the parts as it last got them. A part replaces the one of the same
name; only `turns` says from which turn on it replaces what is there.
"""

from __future__ import annotations

from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,  # pydantic needs these below Python 3.12
)

from pydantic import Field
from typing_extensions import TypedDict

from simulator.room.protocol import parts


class Parts(TypedDict, total=False):
    """Parts of a view by name; null where a part is shown no more."""

    room: parts.RoomPart
    clock: parts.ClockPart
    me: parts.MePart
    notices: parts.NoticesPart
    questions: parts.QuestionsPart
    conversation: parts.ConversationPart | None
    turns: parts.TurnsPart | None
    proposals: parts.ProposalsPart | None
    tables: parts.TablesPart
    people: parts.PeoplePart
    grid: parts.GridPart
    bookmarks: parts.BookmarksPart
    screen: parts.ScreenPart
    watched: parts.WatchedPart | None
    group: parts.GroupPart | None


class Welcome(TypedDict):
    """The first message to a seat: who it is, and where the room is; `changed` follows."""

    type: Literal["welcome"]
    v: int
    """Version of the protocol that the hub speaks."""
    room: str
    seat: str
    role: str
    """facilitator, projector, participant or observer."""
    pos: int
    """The position of the room's last event."""
    token: NotRequired[str]
    """After `join` only: the seat's secret, to keep for the next `hello`."""


class Changed(TypedDict):
    """Parts that changed."""

    type: Literal["changed"]
    pos: int
    """All that is shown happened up to this position, and is kept."""
    parts: Parts


class Ack(TypedDict):
    """What the message of this id asked for is done and kept."""

    type: Literal["ack"]
    id: str
    pos: int
    """The position at which it was done."""
    result: NotRequired[dict[str, Any]]
    """What a `script` or `debrief` asked to know."""


class Refused(TypedDict):
    """What the message of this id asked for is not done, and why."""

    type: Literal["refused"]
    id: str | None
    """null: no id could be read."""
    code: str
    """For programs."""
    message: str
    """A sentence for people."""


class Bye(TypedDict):
    """The hub hangs up."""

    type: Literal["bye"]
    code: str
    """For programs."""
    message: str
    """A sentence for people."""
    again: bool
    """Whether coming back is of use."""


Told = Annotated[Welcome | Changed | Ack | Refused | Bye, Field(discriminator="type")]
