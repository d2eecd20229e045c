"""The pieces of a group's debrief, as frozen records: every form is made from these."""

from __future__ import annotations

from dataclasses import dataclass

Counted = tuple[tuple[str, int], ...]
"""Names with how often, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation in a line: with whom, who took part ("" where not told), how it ended.

    label is what it is called on screens: `Conversation 3`, or `Conversation 3, round 2`; each
    round is told as a conversation of its own. moves: how many lines made each, by what they are
    called.
    """

    conversation: str
    round: int
    label: str
    persona: str
    people: tuple[str, ...]
    lines: int
    outcome: str
    ending: str
    moves: Counted
    acts: int


@dataclass(frozen=True, slots=True)
class EndingCount:
    """How many conversations ended so; outcome is the engine's, or "open" where nothing did.

    labels are those of the rounds, conversations the conversations that they belong to.
    """

    outcome: str
    title: str
    count: int
    conversations: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """One branch's levels (0 to 1) of a feeling, from turn `first` on; acts: turns acted upon.

    A branch that is not the main one begins where it left the other. short is what stands beside
    it: 3, or of several rounds 3/2; number (from 0) is the round's among those with this persona,
    the same in all feelings, for its colour.
    """

    conversation: str
    branch: str
    label: str
    main: bool
    outcome: str
    first: int
    levels: tuple[float, ...]
    acts: tuple[int, ...]
    short: str
    number: int


@dataclass(frozen=True, slots=True)
class Overlay:
    """A feeling of one persona in all conversations, laid over one another, with the median.

    The median is by turn from the opening on, of the conversations still going on, as long as
    half of them are; () where there are too few to compare.
    """

    persona: str
    name: str
    label: str
    higher_is: str
    curves: tuple[Curve, ...]
    median: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TurningLine:
    """A line that turned a conversation; weight is + for the better. by is "" where not told.

    told is what is to be read: the words that did it in quotation marks, or (said nothing).
    """

    conversation: str
    branch: str
    label: str
    persona: str
    turn: int
    by: str
    line: str
    quote: str
    weight: float
    because: str
    acts: tuple[str, ...]
    told: str


@dataclass(frozen=True, slots=True)
class StepReached:
    """A method's step: how many of the conversations in which it is practised showed it."""

    name: str
    title: str
    reached: int
    of: int


@dataclass(frozen=True, slots=True)
class Item:
    """Something a conversation could reach: kind is step, need or issue.

    difficulty is the share (0 to 1) that reached it; discrimination (-1 to 1) how well it tells
    those apart that reached much of the rest from those that did not, None where nothing can be
    said.
    """

    persona: str
    kind: str
    name: str
    title: str
    reached: int
    of: int
    difficulty: float
    discrimination: float | None


@dataclass(frozen=True, slots=True)
class Way:
    """One branch from where it parted: its first own line and who said it, and how it ended.

    told is that line to be read: in quotation marks, (said nothing), or "" where nothing followed.
    """

    branch: str
    label: str
    main: bool
    line: str
    by: str
    lines: int
    outcome: str
    ending: str
    told: str


@dataclass(frozen=True, slots=True)
class Parting:
    """Where the ways of a round part: after turn `at`, which was this line.

    place says where in words: from the beginning, after line 3.
    """

    conversation: str
    label: str
    at: int
    line: str
    ways: tuple[Way, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Acted:
    """What the facilitator did in a turn: answer, prompt, nudge; said is the reply it became."""

    conversation: str
    branch: str
    label: str
    turn: int
    acts: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered to a question at one time: all of it counted, or the texts.

    median is that of a scale; None where it has none.
    """

    answers: int
    counts: Counted
    median: float | None
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A question with what was answered before and after; None where it was not asked."""

    question: str
    text: str
    kind: str
    low: str
    high: str
    most: int
    before: Answered | None
    after: Answered | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A turn to come back to, with what was noted."""

    conversation: str
    branch: str
    label: str
    turn: int
    quote: str
    note: str
    by: str
    facilitator: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """Which of a list of the debrief a page shows: places in it, in the order to show them.

    more: how many follow that no page shows.
    """

    name: str
    items: tuple[int, ...]
    more: int


@dataclass(frozen=True, slots=True)
class GuidedStep:
    """A step of the guided sequence: what to ask aloud, how long, what of the debrief to show.

    shows are names of what a GroupDebrief has that is not empty: endings, timelines, turning …;
    shown which of it. A step with more to show than fits has further pages, each a step of its own
    that follows: analysis, analysis-2, analysis-3. They share the minutes, which the first has.
    """

    name: str
    title: str
    purpose: str
    questions: tuple[str, ...]
    minutes: int
    shows: tuple[str, ...]
    shown: tuple[Shown, ...] = ()
    page: int = 1
    pages: int = 1
