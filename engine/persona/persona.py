"""A persona ready to be talked to: rules compiled, texts taken apart, nothing left to look up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from engine.persona.conditions import Condition
from engine.persona.schema import Brief, Concession, Curve, Feeling
from engine.persona.shortlist import Rules, RulesByName
from engine.persona.source import KeyPath
from engine.persona.text import Text
from engine.reading import Vocabulary

Outcome = Literal["agreement", "fragile", "impasse", "breakdown"]


@dataclass(frozen=True, slots=True)
class Pool:
    """Texts of which one is said; key numbers the pools of a persona, where is file:line.

    choosy: some of the texts quote what may not have been said, and cannot always be. path: the
    keys they stand under in the file.
    """

    key: int
    texts: tuple[Text, ...]
    where: str
    choosy: bool = False
    path: KeyPath = ()


@dataclass(frozen=True, slots=True)
class FeelingRules:
    """How one feeling moves at one level; start, rest, floor and ceiling are 0 to 1.

    kept is the share of the distance to rest that is kept each turn; swayed has, by the index of
    a feeling, how much it adds to the strength of what raises this one; better: higher is better.
    """

    name: str
    start: float
    rest: float
    kept: float
    floor: float
    ceiling: float
    swayed: tuple[tuple[int, float], ...]
    better: bool


@dataclass(frozen=True, slots=True)
class LevelRules:
    """How hard the counterpart makes it, and how feelings move then, in the persona's order."""

    volatility: float
    warmth: float
    patience: int
    threshold: float
    openness: float
    feelings: tuple[FeelingRules, ...]


@dataclass(frozen=True, slots=True)
class AppraisalRule:
    """Moves feelings (by index) when its condition holds; again multiplies each repetition.

    once: it is applied the first time only.
    """

    key: int
    condition: Condition
    changes: tuple[tuple[int, float], ...]
    because: str
    again: float
    once: bool
    where: str


@dataclass(frozen=True, slots=True)
class FactRule:
    """What shows a fact, and what a later line contradicts it with, if one can."""

    condition: Condition
    against: Condition | None


@dataclass(frozen=True, slots=True)
class GoRule:
    """A way to another stance; one that is `anywhere` is among the ways of every other stance.

    key numbers the ways of a persona; once: it is taken the first time only. after is the number
    of lines, or `patience`, after which a stance's limit is taken; "" for any other way.
    """

    key: int
    to: str
    condition: Condition
    because: str
    pool: Pool | None
    alone: bool
    last: bool
    once: bool
    where: str
    anywhere: bool
    after: str = ""


@dataclass(frozen=True, slots=True)
class BeatRule:
    """Texts for one beat, when they fit; `otherwise` are those for when nothing else does."""

    condition: Condition
    pool: Pool
    alone: bool = False
    always: bool = False
    otherwise: bool = False


@dataclass(frozen=True, slots=True)
class StanceRules:
    """A stance; its own ways and those from anywhere, beats sorted from the most specific."""

    title: str
    enter: Pool | None
    go: Rules[GoRule]
    reactions: Rules[BeatRule]
    answers: Rules[BeatRule]
    drives: Rules[BeatRule]


@dataclass(frozen=True, slots=True)
class Question:
    """Something the trainee may ask: the first answer whose condition holds is given."""

    answers: Rules[BeatRule]


@dataclass(frozen=True, slots=True)
class InterestRule:
    """What is really needed, when it is told, and how."""

    title: str
    condition: Condition
    pool: Pool
    where: str


@dataclass(frozen=True, slots=True)
class OptionRules:
    """One way to settle an issue; never: out of the question, whatever it is worth.

    condition names it where no words of the line do; None: only words name it.
    """

    title: str
    condition: Condition | None
    worth: float
    never: bool
    by: Curve | None
    accept: Pool | None
    refuse: Pool | None
    suggest: Pool | None
    where: str


@dataclass(frozen=True, slots=True)
class IssueRules:
    """Something to be agreed; weight is how much it counts in a package."""

    title: str
    weight: float
    ask: Pool | None
    options: Mapping[str, OptionRules]


@dataclass(frozen=True, slots=True)
class MannerRule:
    """How the way an offer is put changes what it is worth."""

    condition: Condition
    add: float
    because: str


@dataclass(frozen=True, slots=True)
class PackageRules:
    """What is said of several options that are judged together."""

    accept: Pool | None
    refuse: Pool | None


@dataclass(frozen=True, slots=True)
class BargainingRules:
    """When and against what offers are weighed; without package rules each option alone."""

    opens: Condition
    suggests: Condition
    raises: Condition
    threshold: float
    mood: tuple[tuple[int, float], ...]
    manner: tuple[MannerRule, ...]
    package: PackageRules | None
    concession: Concession
    settled: Pool | None
    vague: Pool | None
    declined: Pool | None
    exhausted: Pool | None
    where: str


@dataclass(frozen=True, slots=True)
class EndingRule:
    """A way to close."""

    title: str
    outcome: Outcome
    condition: Condition
    pool: Pool
    epilogue: str


@dataclass(frozen=True, slots=True)
class MethodStep:
    """A step of the method, and when a line shows it."""

    title: str
    condition: Condition
    advice: str
    example: str


@dataclass(frozen=True, slots=True)
class Method:
    """What is being practised."""

    stem: str
    name: str
    summary: str
    steps: RulesByName[MethodStep]
    instead: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Translated:
    """How far a persona is translated, and from which language.

    missing is how many of its texts are still in that language.
    """

    original: str
    texts: int
    missing: int


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Persona:
    """One counterpart and the situation, immutable and shared by all conversations with them.

    against has the facts that a later line can contradict, each with the condition of that line.
    language is the one its texts are in; translated is None where they are as they were written.
    files are all that it was made of but for the method: its own, what it extends, its translation.
    pools are all of what it says, in the order of the file, what is taken over from others last.
    """

    stem: str
    path: Path
    name: str
    title: str
    summary: str
    version: str
    language: str
    today: date | None
    brief: Brief
    feelings: Mapping[str, Feeling]
    levels: Mapping[str, LevelRules]
    appraisal: Rules[AppraisalRule]
    facts: RulesByName[FactRule]
    opening_stance: str
    opening: Pool
    stances: Mapping[str, StanceRules]
    questions: Mapping[str, Question]
    interests: Mapping[str, InterestRule]
    issues: Mapping[str, IssueRules]
    bargaining: BargainingRules
    endings: RulesByName[EndingRule]
    method: Method | None
    vocabulary: Vocabulary = field(repr=False)
    translated: Translated | None = None
    files: tuple[Path, ...] = ()
    pools: tuple[Pool, ...] = ()

    @property
    def asked_in(self) -> str:
        """The language to ask for when it is loaded again; "" for as it was written."""
        return self.language if self.translated else ""
