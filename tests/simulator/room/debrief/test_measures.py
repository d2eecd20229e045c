"""The figures of a group: against what the standard library reckons, and where there are none."""

from statistics import StatisticsError, correlation, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.room.debrief.measures import difficulty, discrimination, median_course


def test_difficulty_is_the_share_that_reached_it():
    assert difficulty([True, False, False]) == 0.333
    assert difficulty([True, True]) == 1.0


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 12)), max_size=30))
def test_discrimination_is_the_correlation_with_the_rest(pairs):
    reached = [yes for yes, _ in pairs]
    rest = [score for _, score in pairs]
    found = discrimination(reached, rest)
    try:
        expected = correlation([float(yes) for yes in reached], [float(one) for one in rest])
    except StatisticsError:
        expected = None  # all alike, or too few
    if expected is None or len(pairs) < 5:
        assert found is None
    else:
        assert found == pytest.approx(expected, abs=0.0006)


def test_an_item_that_only_the_best_reach_separates_and_one_that_only_the_worst_reach_misleads():
    rest = [0, 1, 1, 5, 6, 6]
    assert discrimination([False, False, False, True, True, True], rest) > 0.9
    assert discrimination([True, True, True, False, False, False], rest) < -0.9
    assert discrimination([True] * 6, rest) is None
    assert discrimination([True, False, True, False, True, False], [3] * 6) is None


@given(st.lists(st.lists(st.floats(0, 1), min_size=1, max_size=9), min_size=2, max_size=9))
def test_the_median_is_of_those_still_going_on_while_half_of_them_are(courses):
    found = median_course(courses)
    lengths = sorted(map(len, courses), reverse=True)
    assert len(found) == lengths[(len(courses) + 1) // 2 - 1]
    for turn, level in enumerate(found):
        still = [course[turn] for course in courses if len(course) > turn]
        assert level == pytest.approx(median(still), abs=0.0006)


def test_one_course_has_no_median():
    assert median_course([(0.1, 0.2)]) == median_course([]) == ()
