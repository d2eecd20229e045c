"""The exercise file as pydantic models: every key an author can write, its type and default."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from engine.persona.files import Name, Part, Text, Word
from simulator.room.exercise.exercise import KEPT_DAYS, DebriefStep, Level, PhaseKind, QuestionKind

LONGEST_TITLE = 80
LONGEST_TEXT = 2_000
"""Characters: a phone shows them, and people read them while others wait."""

MOST_PHASES = 40
MOST_QUESTIONS = 30

Titled = Annotated[Text, Field(max_length=LONGEST_TITLE)]
Told = Annotated[Text, Field(max_length=LONGEST_TEXT)]


class Grouping(Part):
    """Who converses with whom in a breakout."""

    by: Literal["arrival", "random", "hand"] = "arrival"
    """In the order people came, mixed at random, or put together by the facilitator."""
    size: Annotated[int, Field(ge=1, le=3)]
    """How many share a conversation: 1 is everybody alone, 2 a speaker and a coach, 3 an observer
    besides. Where it does not come out even, some groups of three are pairs, and one pair is a
    three; nobody is alone."""
    rotate_minutes: Annotated[float, Field(gt=0, le=600)] | None = None
    """How long a round takes, after which everybody in a group takes the next part. There are as
    many rounds as a group has people; they share what is on the clock evenly, so set the minutes of
    the phase to all of them. Without this, parts are passed on when the facilitator says so."""


class Briefs(Part):
    """What people are told before they converse, besides the brief of the persona."""

    general: Told | None = None
    """For everybody: what this is about and how it goes."""
    speaker: Told | None = None
    """For whoever speaks."""
    coach: Told | None = None
    """For whoever coaches: whispers to the speaker what could be said."""
    observer: Told | None = None
    """For whoever observes: what to watch for."""
    confidential: Annotated[list[Told], Field(max_length=10)] = []
    """Texts that are dealt out in breakouts, the first to the first in every group, the second to
    the second … Nobody else is ever shown them, and they stay with the person when the parts are
    passed on."""


class Phase(Part):
    """One part of the exercise, after which comes the next."""

    kind: PhaseKind
    """What is done: lobby (people come in), questions (those before), brief (people read their
    briefs, in their groups if breakouts come next), fishbowl (one conversation for all), breakout
    (a conversation for each group), debrief, after (the questions after), close."""
    title: Titled
    """What everybody sees it called."""
    minutes: Annotated[float, Field(gt=0, le=600)] | None = None
    """How long it is meant to take; the clock shows it, and can be given more while it runs.
    Without it, it takes as long as it takes."""
    say: Told | None = None
    """What the facilitator says when it begins, in spoken words. Nobody else is shown it."""
    steps: list[DebriefStep] = []
    """The steps a debrief is led through: reactions, description, analysis, summary, plus_delta.
    Without them, it is the first four."""


class Question(Part):
    """One question."""

    text: Told
    """The question, as it is shown."""
    kind: QuestionKind
    """How it is answered: on a scale of numbers, by a choice of one option, or in words."""
    options: list[Titled] = []
    """What can be chosen, where the kind is choice."""
    most: Annotated[int, Field(ge=2, le=10)] = 5
    """Where a scale ends that begins with 1."""
    low: Titled | None = None
    """What 1 on a scale means."""
    high: Titled | None = None
    """What the highest number on a scale means."""


QuestionsByName = Annotated[dict[Name, Question], Field(max_length=MOST_QUESTIONS)]


class Questions(Part):
    """What everybody is asked before the conversations and after."""

    before: QuestionsByName = {}
    """Questions for a phase of the kind questions, each under a name of its own."""
    after: QuestionsByName = {}
    """Questions for a phase of the kind after. What has the same name before and after is the same
    question, and the debrief puts both answers side by side."""


class ExerciseFile(Part):
    """One exercise file, whole: what a group does with one persona or several."""

    exercise: Literal[1]
    """The form this file is written in: always 1."""
    title: Titled
    """What the exercise is called; everybody sees it."""
    summary: Told
    """What it is and whom it is for, in a sentence or two."""
    language: Word = "en"
    """The language of the texts, as a code of two letters; English unless given. The personas
    speak it, too, if they were written in it or translated into it."""
    personas: Annotated[list[Word], Field(min_length=1, max_length=20)]
    """Who is conversed with: names of personas, bundled, installed or beside this file, or paths
    from it that end in .yaml. A fishbowl has the first; breakouts get them in turn."""
    level: Level = "standard"
    """How hard the personas make it."""
    model: Literal["auto", "quick", "careful"] = "auto"
    """What reads the lines; auto leaves it to the machine that the exercise runs on."""
    method: Name | None = None
    """The name of the method that is practised; it must be the personas' own. Leave it out where
    they have none, or different ones."""
    anonymous: bool = True
    """Whether lines are shown without who said them; the facilitator can agree otherwise with the
    room."""
    keep_days: Annotated[int, Field(ge=1, le=3650)] = KEPT_DAYS
    """After so many days what was said is deleted."""
    grouping: Grouping | None = None
    """How breakouts are made; needed where there is one."""
    briefs: Briefs = Briefs()
    """What people are told, by part."""
    questions: Questions = Questions()
    """What people are asked."""
    phases: Annotated[list[Phase], Field(min_length=1, max_length=MOST_PHASES)]
    """The parts of the exercise in their order."""
