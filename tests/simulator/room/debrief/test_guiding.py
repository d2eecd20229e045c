"""The guided sequence: in the order asked for, in the time there is."""

import pytest

from simulator.room.debrief.guiding import STEPS, guide
from simulator.room.debrief.page import SHOWN
from simulator.room.exercise.exercise import GUIDED


def test_every_step_that_an_exercise_can_name_is_there_and_shows_what_there_is():
    assert set(GUIDED) < set(STEPS)
    for step in STEPS.values():
        assert set(step.shows) <= set(SHOWN)
        assert step.questions
    assert {name for step in STEPS.values() for name in step.shows} == set(SHOWN)


def test_people_talk_before_anything_is_shown():
    assert guide(())[0].shows == ()
    assert [step.name for step in guide(())] == list(GUIDED)


@pytest.mark.parametrize("minutes", [3, 10, 28, 45])
def test_the_time_there_is_is_shared_out_and_no_step_is_left_without(minutes):
    steps = guide(GUIDED, minutes)
    assert all(step.minutes >= 1 for step in steps)
    assert abs(sum(step.minutes for step in steps) - minutes) <= 2


def test_steps_come_in_the_order_of_the_exercise():
    assert [step.name for step in guide(("plus_delta", "reactions"))] == ["plus_delta", "reactions"]
