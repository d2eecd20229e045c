"""The parts of a view. Which seat is shown which: `simulator.room.views`."""

from __future__ import annotations

from typing import (
    Any,
    Literal,
    NotRequired,  # pydantic needs these below Python 3.12
)

from typing_extensions import TypedDict

from simulator.room.protocol.pieces import (
    BookmarkTold,
    BranchTold,
    BriefTold,
    CardTold,
    Chair,
    JoinTold,
    Kind,
    NoticeTold,
    OwnBriefs,
    PersonTold,
    PhaseTold,
    ProposalTold,
    QuestionTold,
    SeatTold,
    TurnSeen,
    TurnTold,
)


class RoomPart(TypedDict):
    """The exercise, and where it is."""

    title: str
    summary: str
    mode: Literal["lobby", "brief", "fishbowl", "breakout", "debrief", "closed"]
    """`brief`: people read, each with their group where there are any; nobody can speak yet."""
    phase: int
    """Its place in `phases`, from 0."""
    phases: list[PhaseTold]
    paused: bool
    anonymous: bool
    people: int
    code: NotRequired[str]
    """Only for facilitator and projector."""
    locked: NotRequired[bool]
    """Nobody is let in; only for facilitator and projector."""
    coded: NotRequired[str]
    """When the code was last changed: UTC, ISO 8601, "" for never; for the same two."""


class ClockPart(TypedDict):
    """The clock; no client's own clock is trusted."""

    ends: str | None
    """While it runs: when it ends, UTC, ISO 8601."""
    left: float | None
    """While it stands: seconds. Both null: no clock is set."""
    now: str
    """The hub's time when this was told: UTC, ISO 8601."""
    round: int
    """Of breakouts in which parts are passed on by the clock: from 1; else 0."""
    rounds: int
    """How many there are; else 0."""
    passes: str | None
    """When the parts are passed on next, UTC, ISO 8601; null: by no clock, or while it stands."""


class MePart(TypedDict):
    """One's own seat."""

    seat: str
    called: str
    """As others see it."""
    name: str
    """As it was given, or ""."""
    role: str
    part: str
    """In one's breakout: speaker, coach or observer; "" in none."""
    conversation: str
    """The one that is shown; "" for none."""
    may_say: bool
    """Whether a line would be taken now."""
    may_propose: bool
    hand: str
    """"", `hand` or `help`."""
    vote: str
    """The proposal voted for; "" for none."""
    proposals: list[str]
    """One's own."""
    brief: OwnBriefs
    whispers: list[str]
    """What the coach said since the last line, the latest last, at most 5; only for the speaker."""
    answered: list[str]
    """Which questions: before, after."""
    bookmarks: list[BookmarkTold]
    """One's own."""


class ConversationPart(TypedDict):
    """The conversation this seat is in: its breakout, or the fishbowl for all."""

    conversation: str
    kind: Kind
    persona: str
    """Its name."""
    title: str
    """Who that is, in a few words."""
    brief: BriefTold
    branch: str
    """The one it goes on in."""
    branches: list[BranchTold]
    frozen: bool
    seats: list[SeatTold]
    """Empty in a fishbowl."""
    speaker: str
    """As they are called; "" for nobody."""
    gauges: NotRequired[dict[str, float]]
    """Feelings, 0 to 1, by label; only on the projector, where it shows them."""


class TurnsPart(TypedDict):
    """Turns of a conversation's branch: from `first` on they take the place of those there."""

    conversation: str
    branch: str
    first: int
    """0: all of them."""
    turns: list[TurnTold]


class ProposalsPart(TypedDict):
    """What is proposed for the fishbowl's next line, in the order it was."""

    open: bool
    """Whether the vote is on."""
    live: bool
    """Whether the count is shown while it is."""
    revealed: bool
    proposals: list[ProposalTold]
    voted: int
    """How many have voted."""
    of: int
    """How many may."""
    leading: str
    """The proposal alone ahead, once that may be seen; else ""."""


class NoticesPart(TypedDict):
    """The facilitator's last messages to this seat, at most 5, the latest last."""

    notices: list[NoticeTold]


class QuestionsPart(TypedDict):
    """The exercise's questions, where the phase asks them."""

    when: Literal["before", "after"]
    questions: list[QuestionTold]
    """Empty in every other phase."""


class PeoplePart(TypedDict):
    """Everybody who takes part."""

    people: list[PersonTold]
    """In order of arrival."""


class GridPart(TypedDict):
    """All conversations that are open."""

    cards: list[CardTold]
    """Who asks for help, is stuck or silent first."""


class BookmarksPart(TypedDict):
    """Everybody's bookmarks."""

    bookmarks: list[BookmarkTold]


class WatchedPart(TypedDict):
    """One conversation whole: the one that `watch` asked for, else the fishbowl."""

    conversation: str
    kind: Kind
    persona: str
    """Its name."""
    title: str
    """Who that is, in a few words."""
    branch: str
    """The one it goes on in."""
    branches: list[BranchTold]
    chair: Chair
    frozen: bool
    labels: dict[str, str]
    """Of the feelings, by name."""
    higher_is: dict[str, str]
    """`better` or `worse`, by name of the feeling."""
    seats: list[SeatTold]
    first: int
    """The number of the first turn in `turns`; those known from it on go."""
    turns: list[TurnSeen]


class ScreenPart(TypedDict):
    """What the projector is to show."""

    show: Literal["join", "fishbowl", "conversation", "votes", "clock", "debrief", "blank"]
    conversation: str | None
    """null: the fishbowl."""
    step: str | None
    """Of the guided debrief."""
    join: JoinTold
    gauges: bool
    debrief: NotRequired[dict[str, Any]]
    """The group's, while it is shown."""


class GroupPart(TypedDict):
    """The debrief of the group, once the exercise has come to it."""

    debrief: dict[str, Any]
