"""Pieces of what the hub tells: a seat, a turn, a proposal, a conversation on the grid."""

from __future__ import annotations

from typing import (
    Literal,
    NotRequired,  # pydantic needs these below Python 3.12
)

from typing_extensions import TypedDict

Kind = Literal["fishbowl", "breakout"]
Chair = Literal["off", "once", "on"]


class SeatTold(TypedDict):
    """Somebody in the room, as others see them: a name only where the room agreed to it."""

    seat: str
    called: str
    role: str
    part: NotRequired[str]
    """In the conversation: speaker, coach or observer."""
    here: NotRequired[bool]
    """In a conversation: whether they are connected."""


class PersonTold(TypedDict):
    """Somebody in the room, as the facilitator sees them."""

    seat: str
    called: str
    """As others see them."""
    name: str
    """As they gave it, or ""."""
    role: str
    part: str
    """In their breakout: speaker, coach or observer; "" in none."""
    conversation: str
    """Their breakout; "" for none."""
    came: str
    """When they took the seat: UTC, ISO 8601. People are told in this order."""
    here: bool
    """Whether they are connected."""
    hand: str
    """"", `hand` or `help`."""
    lines: int
    """Lines said, and proposals played."""
    answered: list[str]
    """Which questions: before, after."""
    baton: bool


class EndingTold(TypedDict):
    """How a conversation closed."""

    title: str
    outcome: str
    """agreement, fragile, impasse or breakdown."""
    epilogue: str


class TurnTold(TypedDict):
    """A turn as those in the room see it."""

    n: int
    """Its number in the branch, 0 the opening."""
    line: str | None
    """null: the opening, which answers nothing."""
    by: str
    """Who said the line, as they are called; "" where that is not told. "All of us" for a proposal
    that was said, where the room is anonymous."""
    seat: str
    """Whose line it is; "" for the opening."""
    parts: list[list[str]]
    """Of the answer: [kind, text] each, kind `speech` or `direction`."""
    waiting: bool
    """The answer is still to come, from whoever has the counterpart's chair."""
    acts: list[str]
    """What the facilitator did to it: answer, prompt, nudge."""
    ending: EndingTold | None


class TurnSeen(TurnTold):
    """A turn as the facilitator sees it: also how it was heard, and what it did."""

    stance: str
    """Its title."""
    feelings: dict[str, float]
    """0 to 1, by name."""
    moves: list[str]
    """Of the line, by name, the surest first."""
    steps: list[str]
    """Of the method, by name, that the line took."""
    because: str
    """Why it moved what it moved; "" where it moved nothing."""
    planned: NotRequired[list[list[str]]]
    """While it waits: what the counterpart would say, as in `parts`."""


class ProposalTold(TypedDict):
    """A proposed line."""

    proposal: str
    text: str
    votes: NotRequired[int]
    """Only where the count may be seen."""


class BookmarkTold(TypedDict):
    """A turn to come back to."""

    bookmark: str
    conversation: str
    branch: str
    turn: int
    quote: str
    note: str
    by: str
    """As they are called."""


class BranchTold(TypedDict):
    """A way that a conversation took."""

    branch: str
    parent: str
    """The branch it comes from; "" for the first."""
    at: int
    """The last turn it shares with its parent."""
    why: str
    """`rewind`, `branch` or `retry`; `round`: the next round of a group, no second try; "" for the
    first."""
    turns: NotRequired[int]
    """Without the opening; only for the facilitator: it changes with every line."""
    ending: str
    """Its title; "" while it goes on."""


class CardTold(TypedDict):
    """A conversation on the facilitator's grid."""

    conversation: str
    kind: Kind
    persona: str
    """Its name."""
    seats: list[SeatTold]
    stance: str
    """Its title."""
    feelings: dict[str, float]
    """0 to 1, by label."""
    last: str
    """The line said last; "" before the first."""
    turns: int
    """Without the opening."""
    quiet_since: str
    """Since when somebody could have said something: UTC, ISO 8601. The latest of the last line,
    the round or branch, the phase, the end of a pause."""
    silent: bool
    """Whether that is long ago; never while nobody can speak."""
    stuck: str
    """A sentence why it seems so, or ""."""
    help: list[str]
    """Seats whose hand is up."""
    frozen: bool
    chair: Chair
    waiting: bool
    """A line waits for the facilitator's answer."""
    ending: str
    """Its title; "" while it goes on."""
    here: int
    """How many of its seats are connected."""


class PhaseTold(TypedDict):
    """A phase of the exercise."""

    title: str
    kind: str
    """lobby, questions, brief, fishbowl, breakout, debrief, after or close."""
    minutes: float
    """0: as long as it takes."""
    say: NotRequired[str]
    """What the facilitator says; only for facilitator and projector."""


class QuestionTold(TypedDict):
    """A question before or after."""

    question: str
    """Its name."""
    text: str
    kind: Literal["scale", "choice", "text"]
    """A number from 1 to `most`, one of `options`, or free text."""
    options: list[str]
    """Empty unless it is a choice."""
    most: int
    """Of the scale."""
    low: str
    """What 1 means; may be ""."""
    high: str
    """What `most` means; may be ""."""


class NoticeTold(TypedDict):
    """A message of the facilitator: gone with the next phase, to a group with its next round."""

    at: str
    """UTC, ISO 8601."""
    text: str


class BriefTold(TypedDict):
    """What the trainee is told before the conversation."""

    situation: list[str]
    """Paragraphs."""
    role: list[str]
    """Paragraphs."""
    know: list[str]
    want: list[str]


class OwnBriefs(TypedDict, total=False):
    """The texts for one's own seat; those are left out that there are not."""

    general: str
    part: str
    confidential: str
    """Reaches nobody else."""


class JoinTold(TypedDict):
    """How to join: for the projector."""

    url: str
    code: str
    qr: str
    """The path of the QR code (SVG), on the hub; the code follows after `?`."""
