"""An exercise as plain data: what is told of it comes back the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.room.exercise import (
    Exercise,
    Grouping,
    Phase,
    blank_exercise,
    exercise_names,
    load_exercise,
)
from simulator.room.exercise.exercise import GUIDED

TINY = Path(__file__).parents[3] / "engine" / "personas" / "tiny.yaml"


MINUTES = st.floats(0, 600)
EXERCISES = st.builds(
    Exercise,
    phases=st.lists(st.builds(Phase, minutes=MINUTES), max_size=4).map(tuple),
    grouping=st.builds(Grouping, rotate_minutes=MINUTES),
)


@given(EXERCISES)
def test_what_is_told_of_an_exercise_comes_back_the_same(exercise: Exercise) -> None:
    assert Exercise.from_dict(json.loads(json.dumps(exercise.as_dict()))) == exercise


@pytest.mark.parametrize("name", exercise_names())
def test_a_shipped_exercise_comes_back_the_same(name: str) -> None:
    exercise = load_exercise(name)
    assert Exercise.from_dict(json.loads(json.dumps(exercise.as_dict()))) == exercise


def test_what_an_older_room_did_not_keep_is_as_by_default() -> None:
    told = load_exercise("vendor_fishbowl").as_dict()
    del told["briefs"], told["keep_days"]
    assert Exercise.from_dict(told | {"unknown": 1}).keep_days == 30


def test_what_is_no_exercise_is_refused() -> None:
    with pytest.raises(ValueError, match="phases"):
        Exercise.from_dict({"name": "x"})


def test_how_much_there_is_in_one() -> None:
    exercise = load_exercise("vendor_fishbowl")
    assert exercise.told() == "8 phases in 45 minutes"
    assert blank_exercise("small_vendor").told() == "5 phases, each as long as it takes"
    timed = Exercise("x", "X", "", "en", (), (Phase("fishbowl", "A", 7.5), Phase("close", "B")))
    assert timed.told() == "2 phases in 7.5 minutes and as long as it takes"


def test_the_exercise_of_a_persona_by_itself() -> None:
    blank = blank_exercise("small_vendor")
    assert (blank.personas, blank.title) == (("small_vendor",), "Four hundred and twelve bookings")
    assert [phase.kind for phase in blank.phases] == [
        "lobby",
        "fishbowl",
        "breakout",
        "debrief",
        "close",
    ]
    assert (blank.grouping.size, blank.phases[3].steps) == (1, GUIDED)
    assert not blank.questions.before


def test_a_persona_of_ones_own_is_found_from_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TINY.parent)
    assert blank_exercise("tiny.yaml").personas == (str(TINY),)
