"""Whoever comes, everybody has a place, and nobody loses it."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.room.deciding.grouping import (
    Group,
    at_random,
    by_arrival,
    by_hand,
    parts,
    place_late,
    rotated,
    without,
)

SIZES = st.integers(1, 3)
SEATS = st.lists(st.text("abcdefgh", min_size=1, max_size=3), unique=True, max_size=60)
SOME = SEATS.filter(bool)
GROUPS = st.builds(by_arrival, SEATS, SIZES)


def everybody(groups: list[Group]) -> list[str]:
    return [seat for group in groups for seat in group]


@pytest.mark.parametrize(
    ("people", "size", "sizes"),
    [
        (0, 2, []),
        (1, 3, [1]),
        (2, 3, [2]),
        (3, 2, [3]),
        (5, 2, [3, 2]),
        (4, 3, [2, 2]),
        (7, 3, [3, 2, 2]),
        (8, 3, [3, 3, 2]),
        (3, 1, [1, 1, 1]),
    ],
)
def test_how_many_are_in_a_group(people: int, size: int, sizes: list[int]) -> None:
    groups = by_arrival([f"s{number}" for number in range(people)], size)
    assert [len(group) for group in groups] == sizes


@given(SEATS, SIZES)
def test_by_arrival_is_the_order_they_came_in(seats: list[str], size: int) -> None:
    assert everybody(by_arrival(seats, size)) == seats


@given(SEATS, SIZES, st.integers())
def test_everybody_is_placed_once_and_sizes_are_as_near_as_can_be(
    seats: list[str], size: int, seed: int
) -> None:
    for groups in (by_arrival(seats, size), at_random(seats, size, seed)):
        assert Counter(everybody(groups)) == Counter(seats)
        sizes = {len(group) for group in groups} or {size}
        assert max(sizes) - min(sizes) <= 1
        assert max(sizes) <= size + (size == 2)
        assert size == 1 or min(sizes) > 1 or len(seats) == 1


@given(SEATS, SIZES, st.integers())
def test_a_seed_mixes_one_way_whatever_the_order(seats: list[str], size: int, seed: int) -> None:
    assert at_random(seats, size, seed) == at_random(seats[::-1], size, seed)


def test_another_seed_mixes_another_way() -> None:
    seats = [f"s{number}" for number in range(12)]
    assert len({tuple(at_random(seats, 3, seed)) for seed in range(5)}) > 1


@given(st.lists(st.lists(st.text("abcdefgh", min_size=1, max_size=2), max_size=4)), SEATS, SIZES)
def test_by_hand_everybody_is_placed_once(
    wanted: list[list[str]], seats: list[str], size: int
) -> None:
    groups = by_hand(wanted, seats, size)
    assert Counter(everybody(groups)) == Counter(seats)
    assert all(groups)


def test_by_hand_is_as_it_was_asked_for() -> None:
    seats = ["a", "b", "c", "d", "e"]
    assert by_hand([["e", "a"], ["b", "gone", "a"]], seats, 2) == [("e", "a", "d"), ("b", "c")]


@given(GROUPS, SIZES)
def test_who_comes_late_moves_nobody(groups: list[Group], size: int) -> None:
    placed = place_late(groups, "late", size)
    assert Counter(everybody(placed)) == Counter([*everybody(groups), "late"])
    assert without(placed, "late") == groups
    for before, after in zip(groups, placed, strict=False):
        assert after[: len(before)] == before
    (theirs,) = (group for group in placed if "late" in group)
    assert size == 1 or not groups or len(theirs) == min(map(len, groups)) + 1


@given(GROUPS, st.data())
def test_who_drops_out_moves_nobody(groups: list[Group], data: st.DataObject) -> None:
    seats = everybody(groups)
    gone = data.draw(st.sampled_from(seats)) if seats else "nobody"
    left = without(groups, gone)
    assert left == [kept for group in groups if (kept := tuple(s for s in group if s != gone))]
    assert everybody(left) == [seat for seat in seats if seat != gone]


def test_who_comes_late_is_company_for_who_was_left_alone() -> None:
    assert place_late([("a", "b", "c"), ("d",)], "late", 3) == [("a", "b", "c"), ("d", "late")]


@given(SOME)
def test_in_as_many_rounds_as_there_are_seats_everybody_has_every_place(seats: list[str]) -> None:
    group = tuple(seats)
    rounds = [group]
    for _ in group:
        rounds.append(rotated(rounds[-1]))
    assert rounds[-1] == group
    for place in range(len(group)):
        assert {one[place] for one in rounds} == set(group)


def test_the_parts_of_a_group() -> None:
    assert parts(("a",)) == {"a": "speaker"}
    assert parts(("a", "b", "c", "d")) == {
        "a": "speaker",
        "b": "coach",
        "c": "observer",
        "d": "observer",
    }
    assert parts(rotated(("a", "b", "c"))) == {"c": "speaker", "a": "coach", "b": "observer"}
