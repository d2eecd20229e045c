"""The persona file as pydantic models: every key an author can write, its type and default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Unit = Annotated[float, Field(ge=0, le=1)]
Impulse = Annotated[float, Field(ge=-1, le=1)]


def _listed(value: Any) -> Any:
    """Let an author write one text where a list of texts is expected."""
    return [value] if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Shown:
    """Marks a text that trainees are shown: these, and no others, are translated.

    said: the counterpart says it, with directions and gaps. needed: its translation is missed.
    """

    said: bool = False
    needed: bool = True


Word = Annotated[str, Field(min_length=1)]
"""What nobody is shown: a name in the file, a condition, a version."""

Text = Annotated[Word, Shown()]
Texts = Annotated[list[Annotated[Word, Shown(said=True)]], BeforeValidator(_listed)]
Notes = Annotated[list[Text], BeforeValidator(_listed)]
Name = Annotated[Word, Shown(needed=False)]
Phrases = Annotated[list[Word], BeforeValidator(_listed)]
"""What the trainee may type."""


def _shown_by(value: Any) -> Any:
    """Let an author write the bare condition of a fact that nothing contradicts."""
    return value if isinstance(value, dict) else {"when": value}


def _on(value: Any) -> Any:
    """Let an author switch on with `true` what has keys that may all be left out."""
    if isinstance(value, bool):
        return {} if value else None
    return value


def _always_said(value: Any) -> Any:
    """Let an author write texts where answers are expected: they are given whenever asked."""
    texts = [value] if isinstance(value, str) else value
    if isinstance(texts, list) and texts and all(isinstance(text, str) for text in texts):
        return [{"say": texts}]
    return value


Point = Annotated[list[float], Field(min_length=2, max_length=2)]
Condition = Word


class Part(BaseModel):
    """What every part of the file has in common: no unknown keys, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class Brief(Part):
    """What the trainee is told before the conversation; none of the counterpart's secrets."""

    situation: Text
    role: Text
    know: Notes = []
    want: Notes = []


class Feeling(Part):
    """One dimension of the emotional state, 0 to 1."""

    label: Text
    rest: Unit
    start: Unit | None = None
    half_life: Annotated[float, Field(gt=0)] = 8
    higher_is: Literal["better", "worse"] = "worse"
    floor: Unit = 0.0
    ceiling: Unit = 1.0
    swayed: dict[str, Impulse] = {}


class FeelingAtLevel(Part):
    """What is other in a feeling at a level; what is not said is the persona's."""

    rest: Unit | None = None
    start: Unit | None = None
    half_life: Annotated[float, Field(gt=0)] | None = None
    floor: Unit | None = None
    ceiling: Unit | None = None
    swayed: dict[str, Impulse] = {}


class Level(Part):
    """How hard the counterpart makes it. Multipliers are 1 at standard.

    The defaults are those of standard; what easy and hard do not say goes by it.
    """

    volatility: Annotated[float, Field(gt=0, le=5)] = 1
    warmth: Annotated[float, Field(gt=0, le=5)] = 1
    patience: Annotated[int, Field(ge=1, le=50)] = 4
    threshold: Annotated[float, Field(ge=-1, le=1)] = 0
    openness: Unit = 1
    feelings: dict[str, FeelingAtLevel] = {}


class Appraisal(Part):
    """A rule of how a line lands: when it holds, each feeling named moves by the amount given."""

    when: Condition
    change: dict[str, Impulse]
    because: Text
    again: Annotated[float, Field(ge=0, le=3)] = 1
    once: bool = False


class Go(Part):
    """A way from one stance to another."""

    to: Word
    when: Condition
    because: Text
    say: Texts = []
    alone: bool = False
    last: bool = False
    once: bool = False


class Limit(Part):
    """The way out of a stance when no other was taken in so many lines, or the level's patience."""

    to: Word
    because: Text
    turns: Annotated[int, Field(ge=1, le=1000)] | None = None
    say: Texts = []
    alone: bool = False
    last: bool = False
    once: bool = False

    @property
    def after(self) -> str:
        """The number of lines, as a condition names it."""
        return "patience" if self.turns is None else str(self.turns)

    @property
    def way(self) -> Go:
        """The limit as the way it is."""
        same = {key: getattr(self, key) for key in Go.model_fields if key != "when"}
        return Go(when=f"turns_here >= {self.after}", **same)


class ReplyRule(Part):
    """Texts for one beat of a reply, and when they fit."""

    when: Condition = "always"
    beat: Literal["reaction", "answer", "drive"] = "answer"
    say: Texts
    alone: bool = False
    always: bool = False


class Stance(Part):
    """A state of the counterpart: what is said on entering it, in it, and the ways out of it."""

    title: Text
    enter: Texts = []
    go: list[Go] = []
    limit: Limit | None = None
    replies: list[ReplyRule] = []
    otherwise: Texts = []


class Anywhere(Part):
    """Ways and replies that hold in every stance, after the stance's own.

    How many there can be, of them and of stances, is limited because they multiply.
    """

    go: Annotated[list[Go], Field(max_length=200)] = []
    replies: Annotated[list[ReplyRule], Field(max_length=2000)] = []
    otherwise: Texts


class Fact(Part):
    """Something remembered for good once it was shown, and what a line contradicts it by."""

    when: Condition
    against: Condition | None = None


Facts = dict[str, Annotated[Fact, BeforeValidator(_shown_by)]]


class Opening(Part):
    """Where the conversation starts and what the counterpart says first."""

    stance: Word
    say: Texts


class Answer(Part):
    """One answer to a question, and when it is the one given."""

    when: Condition = "always"
    say: Texts


class Knows(Part):
    """Something the trainee may ask about."""

    ask: Phrases
    cues: Phrases = []
    answers: Annotated[list[Answer], BeforeValidator(_always_said), Field(min_length=1)]


class Interest(Part):
    """What the counterpart really needs, and when it is told."""

    title: Text
    when: Condition
    say: Texts


class Curve(Part):
    """Worth by a number named in the line: straight lines between [number, worth] points."""

    of: Literal["amount", "percent", "due", "last_due", "duration", "count"]
    points: Annotated[list[Point], Field(min_length=2)]


class Option(Part):
    """One way to settle an issue, and what it is worth to the counterpart (-1 to 1).

    Out of the question: worth less than 0, or `never`, whatever it is worth.
    """

    title: Text
    cues: Phrases
    worth: Annotated[float, Field(ge=-1, le=1)]
    never: bool = False
    by: Curve | None = None
    accept: Texts = []
    refuse: Texts = []
    suggest: Texts = []


class Issue(Part):
    """Something to be agreed; weight is how much it counts beside others in one offer."""

    title: Text
    weight: Annotated[float, Field(gt=0, le=100)] = 1
    about: Phrases
    ask: Texts = []
    options: Annotated[dict[str, Option], Field(min_length=1)]


class Manner(Part):
    """How the way an offer is put changes what it is worth."""

    when: Condition
    add: Annotated[float, Field(ge=-1, le=1)]
    because: Text


class Package(Part):
    """Options on several issues in one line are judged together; what is said of them."""

    accept: Texts = []
    refuse: Texts = []


class Concession(Part):
    """How the threshold yields round by round, and when and which own options are put forward.

    yields: how much less is asked for each earlier offer, refusal or turn since the first offer.
    suggests_after: from this many refusals on, a refusal comes with an own option.
    """

    yields: Unit = 0
    per: Literal["offer", "refusal", "turn"] = "offer"
    most: Unit = 0.2
    suggests_after: Annotated[int, Field(ge=1, le=50)] | None = None
    order: Literal["best_first", "as_written"] = "best_first"


class Bargaining(Part):
    """When offers are weighed, against what, and what is said about offers in general."""

    opens: Condition = "always"
    suggests: Condition = "invite_ideas"
    raises: Condition = "never"
    threshold: Annotated[float, Field(ge=-1, le=1)] = 0.5
    mood: dict[str, Annotated[float, Field(ge=-2, le=2)]] = {}
    manner: list[Manner] = []
    package: Annotated[Package | None, BeforeValidator(_on)] = None
    concession: Concession = Concession()
    settled: Texts = []
    vague: Texts = []
    declined: Texts = []
    exhausted: Texts = []


class Ending(Part):
    """How a conversation can close."""

    title: Text
    outcome: Literal["agreement", "fragile", "impasse", "breakdown"]
    when: Condition
    say: Texts
    epilogue: Text


class PersonaFile(Part):
    """One persona file, whole."""

    detente: Literal[1]
    version: Word
    name: Name
    title: Text
    summary: Text
    extends: Word | None = None
    temperament: Word | None = None
    without: list[Word] = []
    language: Word = "en"
    today: Word | None = None
    method: Word | None = None
    brief: Brief
    topics: dict[str, Phrases] = {}
    feelings: Annotated[dict[str, Feeling], Field(min_length=1)]
    levels: dict[Literal["easy", "standard", "hard"], Level] = {}
    appraisal: Annotated[list[Appraisal], Field(min_length=1)]
    conditions: Annotated[dict[str, Condition], Field(max_length=500)] = {}
    facts: Facts = {}
    opening: Opening
    stances: Annotated[dict[str, Stance], Field(min_length=1, max_length=200)]
    anywhere: Anywhere
    knows: dict[str, Knows] = {}
    interests: dict[str, Interest] = {}
    issues: dict[str, Issue] = {}
    bargaining: Bargaining = Bargaining()
    endings: Annotated[dict[str, Ending], Field(min_length=1)]


class TemperamentFile(Part):
    """One temperament file: how somebody of that kind takes things, and what they say by default.

    Everything in it can stand in a persona file, too, and is the persona's where it names it.
    """

    detente: Literal[1]
    name: Text
    summary: Text
    topics: dict[str, Phrases] = {}
    feelings: Annotated[dict[str, Feeling], Field(min_length=1)]
    levels: dict[Literal["easy", "standard", "hard"], Level] = {}
    appraisal: Annotated[list[Appraisal], Field(min_length=1)]
    conditions: Annotated[dict[str, Condition], Field(max_length=500)] = {}
    facts: Facts = {}
    opening: Opening | None = None
    stances: Annotated[dict[str, Stance], Field(max_length=200)] = {}
    anywhere: Anywhere
    bargaining: Bargaining = Bargaining()
    endings: dict[str, Ending] = {}


class Step(Part):
    """A step of a method: what shows that it was taken, and advice for whoever missed it."""

    title: Text
    when: Condition
    advice: Text
    example: Text


class MethodFile(Part):
    """One method file: steps in order, and what to do instead of each damaging move."""

    detente: Literal[1]
    name: Text
    summary: Text
    steps: Annotated[dict[str, Step], Field(min_length=1)]
    instead: dict[str, Text] = {}
