"""An exercise as the room holds it: frozen, and as plain data in the room's first event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from engine import load_persona
from simulator.room.exercise.finding import lasting

PhaseKind = Literal[
    "lobby", "questions", "brief", "fishbowl", "breakout", "debrief", "after", "close"
]
"""What is done in a phase; `questions` are those before, `after` those after."""

DebriefStep = Literal["reactions", "description", "analysis", "summary", "plus_delta"]
"""A step of the guided debrief."""

QuestionKind = Literal["scale", "choice", "text"]
Level = Literal["easy", "standard", "hard"]

GUIDED: tuple[DebriefStep, ...] = ("reactions", "description", "analysis", "summary")
"""The steps of a debrief that names none: from what was felt to what is taken along."""

KEPT_DAYS = 30
"""Days a room is kept where the exercise does not say."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """How breakouts are made: size is people in one, rotate_minutes the time in a part, or 0."""

    by: Literal["arrival", "random", "hand"] = "arrival"
    size: int = 1
    rotate_minutes: float = 0


@dataclass(frozen=True, slots=True)
class Briefs:
    """What people are told before they converse, "" where there is nothing.

    general is for all, speaker, coach and observer for whoever has that part. confidential are
    dealt out to the seats of a breakout in order, one each: it stays with its seat when the parts
    are passed on, and is shown to nobody else.
    """

    general: str = ""
    speaker: str = ""
    coach: str = ""
    observer: str = ""
    confidential: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the exercise; minutes 0: as long as it takes. say: what the facilitator says.

    ask: questions of its own for steps of a debrief, by their names.
    """

    kind: PhaseKind
    title: str
    minutes: float = 0
    say: str = ""
    steps: tuple[DebriefStep, ...] = ()
    ask: tuple[tuple[DebriefStep, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question: a scale from 1 (low) to `most` (high), one of `options`, or free text."""

    name: str
    text: str
    kind: QuestionKind
    options: tuple[str, ...] = ()
    most: int = 5
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked before the conversations and after; one name in both is one question twice."""

    before: tuple[Question, ...] = ()
    after: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """A group exercise.

    personas are what `engine.load_persona` takes: names of bundled ones, else absolute paths.
    model `auto` leaves to the hub what reads the lines. method is a name, "" if none is practised.
    """

    name: str
    title: str
    summary: str
    language: str
    personas: tuple[str, ...]
    phases: tuple[Phase, ...]
    level: Level = "standard"
    model: Literal["auto", "quick", "careful"] = "auto"
    method: str = ""
    anonymous: bool = True
    keep_days: int = KEPT_DAYS
    grouping: Grouping = Grouping()
    briefs: Briefs = Briefs()
    questions: Questions = Questions()

    def told(self) -> str:
        """Return how much there is in it: `7 phases in 45 minutes`."""
        count = f"{len(self.phases)} phase{'' if len(self.phases) == 1 else 's'}"
        minutes = sum(phase.minutes for phase in self.phases)
        if not minutes:
            return f"{count}, each as long as it takes"
        more = "" if all(phase.minutes for phase in self.phases) else " and as long as it takes"
        return f"{count} in {minutes:g} minutes{more}"

    def as_dict(self) -> dict[str, Any]:
        """Return the exercise as JSON has it."""
        told: dict[str, Any] = _form().dump_python(self, mode="json")
        return told

    @classmethod
    def from_dict(cls, told: dict[str, Any]) -> Exercise:
        """Return the exercise that `as_dict` told. Raises ValueError for anything else."""
        return _form().validate_python(told)


@cache
def _form() -> TypeAdapter[Exercise]:
    return TypeAdapter(Exercise)


def blank_exercise(persona: str | Path, also: Iterable[Path] = ()) -> Exercise:
    """Return the exercise of a persona by itself: everybody may converse, nothing is asked.

    persona: a name (bundled, or of a pack in the folders also) or a path. Raises UnknownPersona,
    PersonaError.
    """
    loaded = load_persona(persona, also)
    return Exercise(
        name=loaded.stem,
        title=loaded.title,
        summary=loaded.summary,
        language=loaded.language,
        personas=(lasting(loaded.path),),
        phases=(
            Phase("lobby", "Come in"),
            Phase("fishbowl", "All of us, one conversation"),
            Phase("breakout", "Each of us alone"),
            Phase("debrief", "Looking back", steps=GUIDED),
            Phase("close", "The end"),
        ),
    )
