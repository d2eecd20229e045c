"""The persona file as a whole: who it is, the situation, and how it can end."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from engine.persona.schema.bargaining import Bargaining, Issue
from engine.persona.schema.feelings import Appraisal, Feeling, Level
from engine.persona.schema.part import (
    Called,
    Condition,
    ConditionName,
    Day,
    FeelingName,
    Name,
    Notes,
    Part,
    Phrases,
    Text,
    Texts,
    Word,
)
from engine.persona.schema.stances import Anywhere, Opening, Stance
from engine.persona.schema.telling import Facts, Interest, Knows


class Brief(Part):
    """What the trainee is told before the conversation; none of the counterpart's secrets."""

    situation: Text
    """What has happened, and where the two of you meet now."""
    role: Text
    """Who the trainee is in it: "You are …"."""
    know: Notes = []
    """What the trainee knows and may use, one fact a text."""
    want: Notes = []
    """What the trainee is after, one aim a text."""


class Ending(Part):
    """How a conversation can close."""

    title: Text
    """The ending in a few words, such as "The door shuts"."""
    outcome: Literal["agreement", "fragile", "impasse", "breakdown"]
    """What kind of ending it is: an agreement that will hold, one that may not, nothing agreed, or
    a broken-off conversation."""
    when: Condition
    """The condition on which the conversation closes like this; of several endings the first whose
    condition holds."""
    say: Texts
    """The counterpart's last words. Nothing else is said with them."""
    epilogue: Text
    """What comes of it afterwards, told to the trainee."""


Conditions = Annotated[dict[ConditionName, Condition], Field(max_length=500)]
Levels = dict[Literal["easy", "standard", "hard"], Level]


class PersonaFile(Part):
    """One persona file, whole."""

    detente: Literal[1]
    """The form this file is written in: always 1."""
    version: Word
    """Which version of your persona this is, in quotes: "1.0". Raise it when you give a changed
    one to others."""
    name: Called
    """The counterpart's name, as the trainee sees it."""
    title: Text
    """What the conversation is about, in a few words; shown beside the name."""
    summary: Text
    """One or two sentences by which somebody chooses this persona from a list."""
    extends: Name | None = None
    """The name of a persona file beside this one, or of a bundled persona, that this one is like:
    what is not said here is taken from there."""
    temperament: Name | None = None
    """How they take things and what they say by default: anxious, proud, stoic, volatile, or a file
    of your own in `temperaments` beside the persona."""
    without: list[Word] = []
    """What is not taken over from those two, as paths: `stances.cold`, `endings.left`."""
    language: Word = "en"
    """The language the texts are written in, as a code of two letters; English unless given."""
    today: Day | None = None
    """The day the conversation takes place on, like 2027-02-12: "by Friday" is counted from it.
    Without it `due` and `last_due` are 0 in conditions."""
    method: Name | None = None
    """The name of the method that is practised: a file in `methods` beside the persona, or one
    that comes with the program (reset, compromise). Without it the debrief names no steps."""
    brief: Brief
    """What the trainee is told before the conversation."""
    topics: dict[Name, Phrases] = {}
    """What a line can be about, each under a name of its own with the phrases that name it;
    conditions ask for it with `about(…)`."""
    feelings: Annotated[dict[FeelingName, Feeling], Field(min_length=1)]
    """What the counterpart feels, each under a name of its own that conditions use: `trust`,
    `anger`. Two to four are enough."""
    levels: Levels = {}
    """How hard the counterpart makes it at each level; one that is left out is as standard."""
    appraisal: Annotated[list[Appraisal], Field(min_length=1)]
    """How lines land: every rule whose condition holds moves feelings."""
    conditions: Conditions = {}
    """Conditions that are needed in several places, each under a name of its own by which every
    other condition can use it."""
    facts: Facts = {}
    """What is remembered for good once it was shown, each under a name of its own: a condition, or
    `when` and `against`. Conditions ask for it with `remembered(…)` and `contradicted(…)`."""
    opening: Opening
    """Where the conversation starts."""
    stances: Annotated[dict[Name, Stance], Field(min_length=1, max_length=200)]
    """Where the counterpart can stand, each under a name of its own: guarded, angry, softened …
    Three or four are enough to begin with."""
    anywhere: Anywhere
    """What holds in every stance."""
    knows: dict[Name, Knows] = {}
    """What the trainee may ask about, each question under a name of its own."""
    interests: dict[Name, Interest] = {}
    """What the counterpart really needs and does not say at once, each under a name of its own."""
    issues: dict[Name, Issue] = {}
    """What can be agreed, each under a name of its own, in the order in which it is brought up."""
    bargaining: Bargaining = Bargaining()
    """How offers on the issues are weighed and answered."""
    endings: Annotated[dict[Name, Ending], Field(min_length=1)]
    """How the conversation can close, each under a name of its own."""


class TemperamentFile(Part):
    """One temperament file: how somebody of that kind takes things, and what they say by default.

    Everything in it can stand in a persona file, too, and is the persona's where it names it.
    """

    detente: Literal[1]
    """The form this file is written in: always 1."""
    name: Text
    """What the temperament is called."""
    summary: Text
    """How somebody of that kind takes things, in a sentence or two."""
    topics: dict[Name, Phrases] = {}
    """What a line can be about, each under a name of its own with the phrases that name it."""
    feelings: Annotated[dict[FeelingName, Feeling], Field(min_length=1)]
    """What they feel, each under a name of its own."""
    levels: Levels = {}
    """How hard they make it at each level."""
    appraisal: Annotated[list[Appraisal], Field(min_length=1)]
    """How lines land."""
    conditions: Conditions = {}
    """Conditions that are needed in several places, each under a name of its own."""
    facts: Facts = {}
    """What is remembered for good once it was shown, each under a name of its own."""
    opening: Opening | None = None
    """Where the conversation starts."""
    stances: Annotated[dict[Name, Stance], Field(max_length=200)] = {}
    """Where they can stand, each under a name of its own."""
    anywhere: Anywhere
    """What holds in every stance."""
    bargaining: Bargaining = Bargaining()
    """How offers are weighed and answered."""
    endings: dict[Name, Ending] = {}
    """How the conversation can close, each under a name of its own."""
