"""Loading an exercise: what a file says, what is found, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from engine import PersonaError, load_persona
from simulator.room.exercise import ExerciseError, exercise_names, load_exercise
from simulator.room.exercise.exercise import GUIDED
from tests.simulator.room.exercise.conftest import Write

MINUTES = {"vendor_fishbowl": 45, "customer_breakout": 60}


def test_all_that_a_file_says(write: Write) -> None:
    more = """\
anonymous: false
keep_days: 7
level: hard
model: quick
method: reset
grouping: {by: hand, size: 3, rotate_minutes: 2.5}
briefs: {general: All of us., coach: Whisper., confidential: [One., Two.]}
questions:
  before:
    sure: {text: How sure?, kind: scale, most: 7, low: not, high: quite}
  after:
    way: {text: Which?, kind: choice, options: [this, that]}
phases:
  - {kind: questions, title: First, minutes: 2, say: Welcome.}
  - {kind: breakout, title: Talk}
  - {kind: debrief, title: Back}
  - {kind: debrief, title: Again, steps: [plus_delta]}
  - {kind: after, title: Last}
"""
    exercise = load_exercise(write("phases:\n  - {kind: fishbowl, title: Over the hedge}\n", more))
    assert (exercise.name, exercise.title, exercise.method) == ("hedge", "The hedge", "reset")
    assert (exercise.anonymous, exercise.keep_days, exercise.level) == (False, 7, "hard")
    grouping = exercise.grouping
    assert (grouping.by, grouping.size, grouping.rotate_minutes) == ("hand", 3, 2.5)
    assert (exercise.briefs.general, exercise.briefs.speaker) == ("All of us.", "")
    assert exercise.briefs.confidential == ("One.", "Two.")
    (sure,), (way,) = exercise.questions.before, exercise.questions.after
    assert (sure.name, sure.most, sure.low, sure.high) == ("sure", 7, "not", "quite")
    assert (way.kind, way.options) == ("choice", ("this", "that"))
    assert [phase.minutes for phase in exercise.phases] == [2, 0, 0, 0, 0]
    assert exercise.phases[0].say == "Welcome."
    steps = [phase.steps for phase in exercise.phases]
    assert steps == [(), (), GUIDED, ("plus_delta",), ()]


def test_what_is_shown_is_clean_and_keeps_its_paragraphs(write: Write) -> None:
    text = '"One\\e[31m\\u202e.\\n\\nTwo   words."'
    exercise = load_exercise(write("Two neighbours and two metres ten.", text))
    assert exercise.summary == "One.\n\nTwo words."


def test_the_persona_lies_beside_the_exercise(write: Write) -> None:
    path = write()
    assert load_exercise(path).personas == (str(path.with_name("robin.yaml")),)
    assert load_persona(load_exercise(path).personas[0]).name == "Robin"


@pytest.mark.parametrize("named", ["robin", "../robin.yaml"])
def test_in_a_pack_the_persona_lies_around_it(write: Write, named: str) -> None:
    path = write("[robin]", f"[{named}]", folder="exercises")
    assert load_exercise(path).personas == (str(path.parents[1] / "robin.yaml"),)


def test_the_persona_may_be_installed(write: Write, tmp_path: Path) -> None:
    path = write(folder="mine", robin="pack")
    with pytest.raises(ExerciseError, match='there is no persona "robin"'):
        load_exercise(path)
    assert load_exercise(path, [tmp_path / "pack"]).personas == (
        str(tmp_path / "pack" / "robin.yaml"),
    )


def test_a_bundled_persona_goes_by_its_name(write: Write) -> None:
    assert load_exercise(write("[robin]", "[small_vendor]")).personas == ("small_vendor",)


def test_all_problems_at_once_each_at_its_place(write: Write) -> None:
    path = write("[robin]", "[robyn, tom]\nmethod: reset\ngrouping: {size: 2}")
    with pytest.raises(ExerciseError) as caught:
        load_exercise(path)
    assert [(problem.line, problem.column) for problem in caught.value.problems] == [
        (4, 12),
        (4, 19),
        (6, 1),
    ]
    assert 'Did you mean "robin"?' in caught.value.problems[0].message


def test_what_cannot_be_read_is_an_error_of_the_exercise(write: Write) -> None:
    with pytest.raises(ExerciseError, match=r"hedge\.yaml:4:11 personas: an alias"):
        load_exercise(write("[robin]", "*robin"))


def test_an_exercise_is_no_persona(write: Write) -> None:
    with pytest.raises(PersonaError, match="name one of its personas instead"):
        load_persona(write())


# ------------------------------------------------------------------------- those that ship


def test_every_shipped_exercise_is_known_here() -> None:
    assert set(exercise_names()) == set(MINUTES)


@pytest.mark.parametrize("name", MINUTES)
def test_a_shipped_exercise_takes_as_long_as_it_says(name: str) -> None:
    exercise = load_exercise(name)
    assert sum(phase.minutes for phase in exercise.phases) == MINUTES[name]
    assert f"{MINUTES[name]} minutes" in exercise.summary
    assert all(phase.minutes and phase.say for phase in exercise.phases)


@pytest.mark.parametrize("name", MINUTES)
def test_a_shipped_exercise_asks_one_thing_twice_and_three_in_all(name: str) -> None:
    questions = load_exercise(name).questions
    for asked in (questions.before, questions.after):
        assert [question.kind for question in asked] == ["scale", "choice", "text"]
    assert questions.before[0] == questions.after[0]


@pytest.mark.parametrize("name", MINUTES)
def test_what_a_facilitator_says_is_short_enough_to_be_spoken(name: str) -> None:
    """At 130 words a minute, no longer than a third of the phase, and never half a minute over."""
    for phase in load_exercise(name).phases:
        words = len(phase.say.split())
        assert words <= 75
        assert words / 130 <= phase.minutes / 3


def test_a_shipped_file_is_as_its_schema_has_it() -> None:
    from jsonschema import Draft7Validator

    from simulator.authoring.schemas import schema_of

    schema = schema_of("exercise")
    Draft7Validator.check_schema(schema)
    folder = Path(__file__).parents[4] / "personas" / "exercises"
    for path in sorted(folder.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert [error.message for error in Draft7Validator(schema).iter_errors(data)] == []
        data["phases"][0]["kind"] = "lobbby"
        assert not Draft7Validator(schema).is_valid(data)
