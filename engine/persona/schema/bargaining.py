"""What can be agreed: issues, their options, what each is worth, and what is said to offers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from engine.persona.schema.part import (
    Condition,
    Name,
    Part,
    Phrases,
    Point,
    Text,
    Texts,
    Unit,
    Worth,
)


class Curve(Part):
    """Worth by a number named in the line: straight lines between [number, worth] points."""

    of: Literal["amount", "percent", "due", "last_due", "duration", "count"]
    """Which number counts: a sum of money, a percentage or share, days from `today` to the first
    or to the last date named, days of a duration, or pieces."""
    points: Annotated[list[Point], Field(min_length=2)]
    """Pairs of the number and what it is worth (-1 to 1), the number rising: `[[0, -0.5],
    [100, 0.8]]`. Before the first and after the last the worth stays level."""


class Option(Part):
    """One way to settle an issue, and what it is worth to the counterpart (-1 to 1).

    Out of the question: worth less than 0, or `never`, whatever it is worth.
    """

    title: Text
    """The option in words that fit into a sentence: `{offer}` and `{agreed}` say it in texts."""
    cues: Phrases
    """Phrases by which a line names this option."""
    when: Condition | None = None
    """A condition that names this option, too, where no phrase of the issue's options is found:
    what an offer says in figures and days, as `count >= 200 and due > 0`, in whatever words."""
    worth: Worth
    """What it is worth to the counterpart: it is accepted at the `threshold` of bargaining or
    above. Below 0 it is out of the question, however it is put."""
    never: bool = False
    """Whether it is out of the question whatever it is worth: what they might like and cannot
    do."""
    by: Curve | None = None
    """What it is worth by a number in the line, where one is named; `worth` otherwise."""
    accept: Texts = []
    """What is said when it is accepted; the `settled` texts of bargaining unless given."""
    refuse: Texts = []
    """What is said when it is refused; the `declined` texts of bargaining unless given."""
    suggest: Texts = []
    """What the counterpart says to put it forward. Without any they never suggest it."""


class Issue(Part):
    """Something to be agreed."""

    title: Text
    """The issue in words that fit into a sentence: `{open}` says it in texts."""
    weight: Annotated[float, Field(gt=0, le=100)] = 1
    """How much it counts beside other issues in one offer, where `package` judges them together."""
    about: Phrases
    """Phrases by which a line names the issue, whatever it says on it."""
    ask: Texts = []
    """What the counterpart says to bring it up. Without any they wait for the trainee to do it."""
    options: Annotated[dict[Name, Option], Field(min_length=1)]
    """The ways to settle it, each under a name of its own."""


class Manner(Part):
    """How the way an offer is put changes what it is worth."""

    when: Condition
    """The condition on which the line that offers is put this way, such as `warm` or `demand`."""
    add: Worth
    """What is added to the worth of what it offers; below 0 is taken away."""
    because: Text
    """Why, as a short sentence; part of the account of why an offer was accepted or refused."""


class Package(Part):
    """Options on several issues in one line are judged together; what is said of them."""

    accept: Texts = []
    """What is said when all of it is accepted; the options' own texts unless given."""
    refuse: Texts = []
    """What is said when all of it is refused; the texts of the option worth least unless given."""


def _on(value: Any) -> Any:
    """Let an author switch on with `true` what has keys that may all be left out."""
    if isinstance(value, bool):
        return {} if value else None
    return value


class Concession(Part):
    """How the threshold yields round by round, and when and which own options are put forward."""

    yields: Unit = 0
    """How much less is asked for each earlier offer, refusal or turn (see `per`)."""
    per: Literal["offer", "refusal", "turn"] = "offer"
    """What counts as a round: an earlier offer of the trainee's, an earlier refusal of theirs, or
    a line since the first offer."""
    most: Unit = 0.2
    """How much less is asked at most."""
    suggests_after: Annotated[int, Field(ge=1, le=50)] | None = None
    """From how many refusals on a refusal comes with an option of their own, though nobody asked
    for one; never unless given."""
    order: Literal["best_first", "as_written"] = "best_first"
    """In which order their own options are put forward: the one worth most to them first, or as
    they stand in the file."""


class Bargaining(Part):
    """When offers are weighed, against what, and what is said about offers in general."""

    opens: Condition = "always"
    """The condition on which offers are weighed at all, such as `at(talking)`; always unless
    given."""
    suggests: Condition = "invite_ideas"
    """The condition on which the counterpart puts forward an option of their own; unless given,
    when they are asked for ideas."""
    raises: Condition = "never"
    """The condition on which they bring up the next open issue; unless given, only right after
    another was agreed."""
    threshold: Worth = 0.5
    """What an offer has to be worth to be accepted, before mood and level are added."""
    mood: dict[Name, Annotated[float, Field(ge=-2, le=2)]] = {}
    """What each feeling adds to the threshold when it is at 1, in proportion below:
    `{anger: 0.3, trust: -0.2}` makes an angry counterpart harder to please and a trusting one
    easier."""
    manner: list[Manner] = []
    """How the way an offer is put changes what it is worth."""
    package: Annotated[
        Package | None, BeforeValidator(_on, json_schema_input_type=bool | Package | None)
    ] = None
    """Whether options on several issues in one line are judged together: `true`, or what is said
    of them. Unless given each is judged by itself."""
    concession: Concession = Concession()
    """How they come to meet the trainee round by round; not at all unless given."""
    settled: Texts = []
    """What is said when the trainee accepts what the counterpart suggested, and when an option
    without `accept` texts is accepted."""
    vague: Texts = []
    """What is said to an offer that names an issue and nothing that can be weighed."""
    declined: Texts = []
    """What is said when the trainee turns down what the counterpart suggested, and when an option
    without `refuse` texts is refused."""
    exhausted: Texts = []
    """What is said when the counterpart is asked for ideas and has put forward all of them."""
