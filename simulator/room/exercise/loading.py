"""Loading an exercise: its file read, checked and built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from engine import clean
from engine.persona.files import PersonaError, Source, read_source, validated
from simulator.room.exercise import schema
from simulator.room.exercise.checking import Check, cast_of
from simulator.room.exercise.exercise import (
    GUIDED,
    Briefs,
    Exercise,
    Grouping,
    Phase,
    Question,
    Questions,
)
from simulator.room.exercise.finding import ExerciseError, find_exercise


def load_exercise(name: str | Path, also: Iterable[Path] = ()) -> Exercise:
    """Load an exercise by path, or by name: bundled, else of an installed pack in the folders also.

    Raises UnknownExercise if there is none, ExerciseError with every problem if it cannot be used.
    """
    path = find_exercise(name, also)
    try:
        source = read_source(path)
        model = validated(schema.ExerciseFile, source)
    except PersonaError as error:
        raise ExerciseError(error.problems) from error
    return read_exercise(path, source, model, also)


def read_exercise(
    path: Path, source: Source, model: schema.ExerciseFile, also: Iterable[Path]
) -> Exercise:
    """Return the exercise of a file that was read. Raises ExerciseError with every problem."""
    check = Check(source, model)
    personas = cast_of(check, path, also)
    check.all()
    if check.problems:
        raise ExerciseError(check.problems)
    return Exercise(
        name=path.stem,
        title=_told(model.title),
        summary=_told(model.summary),
        language=model.language,
        personas=personas,
        phases=tuple(map(_phase, model.phases)),
        level=model.level,
        model=model.model,
        method=model.method or "",
        anonymous=model.anonymous,
        keep_days=model.keep_days,
        grouping=_grouping(model.grouping),
        briefs=_briefs(model.briefs),
        questions=Questions(_questions(model.questions.before), _questions(model.questions.after)),
    )


def _phase(part: schema.Phase) -> Phase:
    guided = GUIDED if part.kind == "debrief" else ()
    steps = tuple(part.steps) or guided
    ask = tuple((step, tuple(_told(one) for one in asked)) for step, asked in part.ask.items())
    return Phase(part.kind, _told(part.title), part.minutes or 0, _told(part.say), steps, ask)


def _grouping(part: schema.Grouping | None) -> Grouping:
    return Grouping(part.by, part.size, part.rotate_minutes or 0) if part else Grouping()


def _briefs(part: schema.Briefs) -> Briefs:
    return Briefs(
        _told(part.general),
        _told(part.speaker),
        _told(part.coach),
        _told(part.observer),
        tuple(map(_told, part.confidential)),
    )


def _questions(parts: Mapping[str, schema.Question]) -> tuple[Question, ...]:
    return tuple(
        Question(
            name,
            _told(part.text),
            part.kind,
            tuple(map(_told, part.options)),
            part.most,
            _told(part.low),
            _told(part.high),
        )
        for name, part in parts.items()
    )


def _told(text: str | None) -> str:
    """Return a text as it is shown anywhere; its paragraphs stay."""
    return "\n".join(map(clean, text.strip().splitlines())) if text else ""
