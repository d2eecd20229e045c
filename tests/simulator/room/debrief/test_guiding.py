"""The guided sequence: in the order asked for, in the time there is, all of it shown in the end."""

from dataclasses import replace

import pytest

from simulator.room.debrief import Gathered, build_group
from simulator.room.debrief.guiding import STEPS
from simulator.room.debrief.page import SHOWN
from simulator.room.debrief.paging import FITS, MOST_PAGES
from simulator.room.exercise.exercise import GUIDED


def steps_of(gathered, *names, **others):
    """Return the first page of every step."""
    guide = build_group(replace(gathered, steps=names, **others)).guide
    return [step for step in guide if step.page == 1]


def shown(debrief, step, name):
    """Return the places in a list that the pages of a step show, in order."""
    pages = [one for one in debrief.guide if one.name.partition("-")[0] == step]
    return [
        place for page in pages for one in page.shown if one.name == name for place in one.items
    ]


def test_every_step_that_an_exercise_can_name_is_there_and_shows_what_there_is():
    assert set(GUIDED) < set(STEPS)
    for step in STEPS.values():
        assert set(step.shows) <= set(SHOWN) == set(FITS)
        assert step.questions
    assert {name for step in STEPS.values() for name in step.shows} == set(SHOWN)


def test_people_talk_before_anything_is_shown(workshop):
    steps = steps_of(workshop)
    assert steps[0].shows == ()
    assert [step.name for step in steps] == list(GUIDED)


@pytest.mark.parametrize("minutes", [10, 14, 28, 45])
def test_the_time_there_is_is_shared_out_and_no_step_is_left_without(workshop, minutes):
    steps = steps_of(workshop, *GUIDED, minutes=minutes)
    assert all(step.minutes >= 1 for step in steps)
    assert sum(step.minutes for step in steps) == minutes


def test_steps_come_in_the_order_of_the_exercise(workshop):
    steps = steps_of(workshop, "plus_delta", "reactions")
    assert [step.name for step in steps] == ["plus_delta", "reactions"]


def test_an_exercises_own_questions_stand_for_the_general_ones(workshop):
    own, general = steps_of(
        workshop, "reactions", "summary", ask={"reactions": ("One word each?",)}
    )
    assert own.questions == ("One word each?",)
    assert general.questions == STEPS["summary"].questions


def test_further_pages_of_a_step_show_the_rest(workshop):
    built = build_group(workshop)
    pages = [step for step in built.guide if step.title == "Analysis"]
    assert [page.name for page in pages] == ["analysis", "analysis-2", "analysis-3"]
    assert [(page.page, page.pages) for page in pages] == [(1, 3), (2, 3), (3, 3)]
    assert [page.minutes for page in pages[1:]] == [0, 0]
    for name in ("turning", "moves", "bookmarks"):
        assert sorted(shown(built, "analysis", name)) == list(range(len(getattr(built, name))))
    items = shown(built, "analysis", "items")
    left = [one.more for page in pages for one in page.shown if one.name == "items"]
    assert sum(left) == len(built.items) - len(items)
    assert len(items) <= MOST_PAGES * FITS["items"]


def test_lines_for_the_better_and_for_the_worse_take_turns(workshop):
    built = build_group(workshop)
    weights = [built.turning[place].weight > 0 for place in shown(built, "analysis", "turning")]
    assert weights == [True, False] * 5


def test_one_persona_a_page(held):
    both = (held(["Hello."]), held(["Hello."], "angry_customer", conversation="c2"))
    built = build_group(Gathered("x", True, both))
    pages = [step for step in built.guide if "timelines" in step.shows]
    assert len(pages) == 2
    for page, persona in zip(pages, ("Robin", "Ruth Amadi"), strict=True):
        (one,) = [each for each in page.shown if each.name == "timelines"]
        assert {built.timelines[place].persona for place in one.items} == {persona}


def test_answers_are_compared_only_where_there_are_some_after(workshop):
    before = replace(workshop, answers_after={})
    assert all("answers" not in step.shows for step in build_group(before).guide)
    built = build_group(workshop)
    assert shown(built, "summary", "answers") == [0, 1, 2]
    assert shown(built, "plus_delta", "answers") == [0, 1, 2]


def test_of_bookmarks_the_facilitators_come_first_and_others_have_notes(workshop):
    (mark,) = workshop.bookmarks
    marks = (
        {**mark, "bookmark": "m1", "note": ""},
        {**mark, "bookmark": "m2", "note": "Heard."},
        {**mark, "bookmark": "m3", "note": "", "facilitator": True},
    )
    built = build_group(replace(workshop, bookmarks=marks))
    told = [built.bookmarks[place] for place in shown(built, "analysis", "bookmarks")]
    assert [(one.facilitator, one.note) for one in told] == [(True, ""), (False, "Heard.")]
