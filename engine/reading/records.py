"""What a reading is made of: moves, tone, terms and topics, each with the words that showed it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from datetime import date

    from engine.reading.vocabulary import Vocabulary

MOVES: tuple[str, ...] = (
    "apologize",
    "hollow_apology",
    "acknowledge",
    "appreciate",
    "paraphrase",
    "ask_open",
    "ask_closed",
    "explain",
    "inform",
    "propose",
    "invite_ideas",
    "let_go",
    "look_forward",
    "reset",
    "commit",
    "accept",
    "confirm_agreement",
    "refuse",
    "blame",
    "demand",
    "threaten",
    "contempt",
    "dismiss",
    "deflect",
    "small_talk",
)
"""Every conversational act a line can perform, constructive ones first."""

HARMFUL: frozenset[str] = frozenset(
    ("hollow_apology", "blame", "demand", "threaten", "contempt", "dismiss", "deflect")
)
"""The moves that damage a conversation."""

TONES: tuple[str, ...] = ("warm", "neutral", "cold", "hostile")

Form = Literal["words", "silent", "unclear", "foreign"]
"""What kind of text a line is: ordinary words; nothing at all; noise (keys, code, symbols, an
essay of one repeated letter); or another language than the persona's."""

TermKind = Literal["money", "percent", "share", "date", "duration", "count"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the line: character offsets into it (end exclusive) and the words there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class FoundMove:
    """One move read in a line; confidence from 0 to 1; evidence in order of appearance."""

    move: str
    confidence: float
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """An amount, share, date, duration or number named in a line.

    `value` is in the unit given: money in the currency named ("" when none was), percent and
    share in percent (0 to 100), duration in days (half a day is 0.5), count in pieces.
    A date's value is its ordinal (`datetime.date.toordinal`), its unit "day".
    """

    kind: TermKind
    value: float
    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class Topic:
    """Something of the persona's vocabulary that the line names; confidence from 0 to 1."""

    name: str
    confidence: float
    span: Span


@dataclass(frozen=True, slots=True)
class Context:
    """What the reading may lean on: everything here is known before the line is typed.

    `said`: what the counterpart said just before ("" for nothing given).
    `pending`: whether a proposal of the counterpart's awaits an answer.
    `vocabulary`: the persona's topics (None outside a conversation).
    `today`: the day relative dates count from (None: relative dates are not read).
    """

    said: str = ""
    pending: bool = False
    vocabulary: Vocabulary | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the engine makes of one line. Moves by falling confidence.

    A confidence is a probability: of moves read with 0.8, four in five are there. Which one is
    enough differs by move and model, as what a mistake costs does (docs/reading.md). Where no move
    was read, `likeliest` is the one that came nearest ("" for none), and its probability.
    `model` is what read the line.
    """

    text: str
    form: Form = "words"
    moves: tuple[FoundMove, ...] = ()
    tone: str = "neutral"
    tone_confidence: float = 0.5
    sarcastic: bool = False
    sarcasm_confidence: float = 0.0
    question: bool = False
    terms: tuple[Term, ...] = ()
    topics: tuple[Topic, ...] = field(default=())
    likeliest: tuple[str, float] = ("", 0.0)
    model: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the reading as plain JSON values."""
        return asdict(self)
