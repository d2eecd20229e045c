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

from pydantic import Field, TypeAdapter
from typing_extensions import TypedDict

# Pieces.


class SeatTold(TypedDict):
    """Somebody in the room, as others see them: never the name, only the pseudonym."""

    seat: str
    called: str
    role: str
    part: NotRequired[str]


class TurnTold(TypedDict):
    """A turn as those in the room see it; n is its number, 0 the opening.

    parts: [kind, text] each, kind `speech` or `direction`. by: who said the line, "" where that
    is not told. waiting: the answer is still to come, from whoever has the counterpart's chair.
    acts: what the facilitator did to it: answer, prompt, nudge. ending: {title, outcome, epilogue}.
    seat: whose line it is, "" for the opening.
    """

    n: int
    line: str | None
    by: str
    seat: str
    parts: list[list[str]]
    waiting: bool
    acts: list[str]
    ending: dict[str, str] | None


class TurnSeen(TurnTold):
    """A turn as the facilitator sees it: also how it was heard, and what it did."""

    stance: str
    feelings: dict[str, float]
    moves: list[str]
    steps: list[str]
    because: str
    planned: NotRequired[list[list[str]]]


class ProposalTold(TypedDict):
    """A proposed line; votes only where the count may be seen."""

    proposal: str
    text: str
    votes: NotRequired[int]


class BookmarkTold(TypedDict):
    """A turn to come back to."""

    bookmark: str
    conversation: str
    branch: str
    turn: int
    quote: str
    note: str
    by: str


class BranchTold(TypedDict):
    """A way that a conversation took: from which other, after which turn.

    turns, how many it has, is for the facilitator: it changes with every line.
    """

    branch: str
    parent: str
    at: int
    why: str
    turns: NotRequired[int]
    ending: str


class CardTold(TypedDict):
    """A conversation on the facilitator's grid.

    quiet_since is when the last line was said, silent whether that is long ago; stuck: a sentence
    why it seems so, or "". feelings are 0 to 1, by label.
    """

    conversation: str
    kind: Literal["fishbowl", "breakout"]
    persona: str
    seats: list[SeatTold]
    stance: str
    feelings: dict[str, float]
    last: str
    turns: int
    quiet_since: str
    silent: bool
    stuck: str
    help: list[str]
    frozen: bool
    chair: Literal["off", "once", "on"]
    waiting: bool
    ending: str
    here: int


class PhaseTold(TypedDict):
    """A phase of the exercise; minutes 0: as long as it takes. say: what the facilitator says."""

    title: str
    kind: str
    minutes: float
    say: NotRequired[str]


class QuestionTold(TypedDict):
    """A question before or after: a scale from 1 to `most`, one of `options`, or free text."""

    question: str
    text: str
    kind: Literal["scale", "choice", "text"]
    options: list[str]
    most: int
    low: str
    high: str


# Parts of a view, by name.


class RoomPart(TypedDict):
    """`room`: the exercise and where it is. code and join only for facilitator and projector."""

    title: str
    summary: str
    mode: Literal["lobby", "fishbowl", "breakout", "debrief", "closed"]
    phase: int
    phases: list[PhaseTold]
    paused: bool
    anonymous: bool
    people: int
    code: NotRequired[str]
    locked: NotRequired[bool]


class ClockPart(TypedDict):
    """`clock`: when it ends (UTC, ISO 8601) while it runs, else what is left (s); now: hub time."""

    ends: str | None
    left: float | None
    now: str


class MePart(TypedDict):
    """`me`: one's own seat. brief: the texts for it (general, part, confidential: the last reaches
    nobody else); name: as it was given, called: as others see it.

    whispers: what the coach said, the latest last; only for the speaker.
    """

    seat: str
    called: str
    name: str
    role: str
    part: str
    conversation: str
    may_say: bool
    may_propose: bool
    hand: str
    vote: str
    proposals: list[str]
    brief: dict[str, str]
    whispers: list[str]
    answered: list[str]
    bookmarks: list[BookmarkTold]


class ConversationPart(TypedDict):
    """`conversation`: the one this seat is in (the fishbowl for all). brief: {situation, role, …}.

    feelings: label and whether higher is better, by name; only where gauges are shown.
    """

    conversation: str
    kind: Literal["fishbowl", "breakout"]
    persona: str
    title: str
    brief: dict[str, Any]
    branch: str
    branches: list[BranchTold]
    frozen: bool
    seats: list[SeatTold]
    speaker: str
    gauges: NotRequired[dict[str, float]]


class TurnsPart(TypedDict):
    """`turns`: of a conversation's branch, from turn `first` on; what was there from it on goes."""

    conversation: str
    branch: str
    first: int
    turns: list[TurnTold]


class ProposalsPart(TypedDict):
    """`proposals`: what is proposed for the fishbowl's next line, in an order that tells nothing.

    voted: how many have voted, of so many who may. leading: the proposal ahead, once revealed.
    """

    open: bool
    live: bool
    revealed: bool
    proposals: list[ProposalTold]
    voted: int
    of: int
    leading: str


class NoticesPart(TypedDict):
    """`notices`: the facilitator's last messages to this seat: {at, text}."""

    notices: list[dict[str, str]]


class QuestionsPart(TypedDict):
    """`questions`: the exercise's questions where the phase asks them, else an empty list."""

    when: Literal["before", "after"]
    questions: list[QuestionTold]


class PeoplePart(TypedDict):
    """`people` (facilitator): everybody, in order of arrival.

    Each {seat, called, name, role, part, conversation, here, hand, lines, answered, baton}.
    """

    people: list[dict[str, Any]]


class GridPart(TypedDict):
    """`grid` (facilitator): all conversations; who asks for help, is stuck or silent first."""

    cards: list[CardTold]


class BookmarksPart(TypedDict):
    """`bookmarks` (facilitator): all of them."""

    bookmarks: list[BookmarkTold]


class WatchedPart(TypedDict):
    """`watched` (facilitator): one conversation whole, as `watch` asked for it."""

    conversation: str
    kind: Literal["fishbowl", "breakout"]
    persona: str
    title: str
    branch: str
    branches: list[BranchTold]
    chair: Literal["off", "once", "on"]
    frozen: bool
    labels: dict[str, str]
    higher_is: dict[str, str]
    seats: list[SeatTold]
    turns: list[TurnSeen]


class ScreenPart(TypedDict):
    """`screen` (projector): what to show. join: {url, code, qr}, the QR code as SVG.

    conversation and turns are those of the conversation shown; debrief that of the group, one step.
    """

    show: str
    conversation: str | None
    step: str | None
    join: dict[str, str]
    gauges: bool
    debrief: NotRequired[dict[str, Any]]


class GroupPart(TypedDict):
    """`group` (facilitator): the debrief of the group, as `simulator.room.debrief` builds it."""

    debrief: dict[str, Any]


# Messages.


class Welcome(TypedDict):
    """The first message to a seat: who it is, and where the room is; `changed` follows."""

    type: Literal["welcome"]
    v: int
    room: str
    seat: str
    role: str
    pos: int
    token: NotRequired[str]


class Changed(TypedDict):
    """Parts that changed, by name; all of it happened up to the position `pos`, and is kept."""

    type: Literal["changed"]
    pos: int
    parts: dict[str, Any]


class Ack(TypedDict):
    """What the message of this id asked for is done and kept; `result` where it asked to know."""

    type: Literal["ack"]
    id: str
    pos: int
    result: NotRequired[dict[str, Any]]


class Refused(TypedDict):
    """What the message of this id (None: no id could be read) asked for is not done, and why."""

    type: Literal["refused"]
    id: str | None
    code: str
    message: str


class Bye(TypedDict):
    """The hub hangs up. again: whether coming back is of use."""

    type: Literal["bye"]
    code: str
    message: str
    again: bool


Told = Annotated[Welcome | Changed | Ack | Refused | Bye, Field(discriminator="type")]


def told_schema() -> dict[str, Any]:
    """Return the JSON Schema of everything the hub sends, the parts of a view among its $defs."""
    schema = TypeAdapter(Told).json_schema()
    for part in PARTS.values():
        found = TypeAdapter(part).json_schema()
        schema["$defs"].update(found.pop("$defs", {}))
        schema["$defs"][part.__name__] = found
    return schema


PARTS: dict[str, Any] = {
    "room": RoomPart,
    "clock": ClockPart,
    "me": MePart,
    "conversation": ConversationPart,
    "turns": TurnsPart,
    "proposals": ProposalsPart,
    "notices": NoticesPart,
    "questions": QuestionsPart,
    "people": PeoplePart,
    "grid": GridPart,
    "bookmarks": BookmarksPart,
    "watched": WatchedPart,
    "screen": ScreenPart,
    "group": GroupPart,
}
"""Every part of a view by its name; who gets which is in `simulator.room.views`."""
