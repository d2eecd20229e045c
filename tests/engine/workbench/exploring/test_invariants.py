"""Verdicts: each invariant holds of a persona that keeps it and is broken by one that does not."""

from __future__ import annotations

import pickle

import pytest

from engine.workbench.exploring.exploration import (
    Exploration,
    Plan,
    casting_of,
    explored,
    packed,
    part_played,
    part_surveyed,
)
from engine.workbench.exploring.invariants import Verdict, broken
from engine.workbench.exploring.play import chunks, replay
from engine.workbench.exploring.policies import Casting
from engine.workbench.exploring.tally import Tallies, merge

PLAN = Plan(plays=6, turns=30, states=10)
WINS = "agreements >= 2 and (appreciate or confirm_agreement)"


def explore(persona, plan: Plan = PLAN) -> Exploration:
    data = packed(persona)
    tallies: Tallies = {}
    for chunk in chunks(plan.policies, plan.levels, plan.plays, plan.turns, plan.seed):
        merge(tallies, part_played(data, chunk))
    surveys = [part_surveyed(data, level, plan.depth, plan.states) for level in plan.surveyed]
    return explored(Casting(persona), plan, surveys, tallies)


def verdict(found: Exploration, name: str) -> Verdict:
    return next(one for one in found.verdicts if one.name == name)


@pytest.fixture(scope="module")
def usual(tiny) -> Exploration:
    return explore(tiny, Plan(("skilled", "average", "hostile"), plays=30, turns=30, states=10))


def test_a_sound_persona_keeps_them(usual):
    assert {one.name for one in broken(usual.verdicts)} <= {"nothing_again_and_again"}
    assert verdict(usual, "skill_pays").holds
    assert verdict(usual, "harder_is_harder").holds


def test_an_ending_out_of_reach_is_told(variant):
    found = explore(variant((WINS, "agreements >= 3")))
    told = verdict(found, "every_ending")
    assert (told.holds, told.numbers) == (False, ("ending agreed was not found",))


def test_a_tactic_that_wins_is_told_with_a_play_that_shows_it(variant):
    found = explore(variant((WINS, "times(apologize) >= 4")))
    told = verdict(found, "no_single_tactic")
    assert told.holds is False
    (one, *_) = told.examples
    assert one.policy == "only_apologising"
    casting = Casting(found.persona)
    played = replay(casting, one.policy, one.level, one.number, PLAN.turns, PLAN.seed)
    closing = played[-1][1].ending
    assert closing is not None
    assert closing.name == "agreed"


def test_hostility_that_pays_is_told(variant):
    found = explore(variant((WINS, "times(blame) >= 2")))
    assert verdict(found, "hostility_never_pays").holds is False
    assert verdict(found, "skill_pays").holds is False


def test_a_hard_level_that_is_easy_is_told(variant):
    change = (
        "easy: {volatility: 0.7, warmth: 1.3, patience: 3}",
        "easy: {volatility: 4, warmth: 0.2, patience: 1, threshold: 0.6}",
    )
    found = explore(variant(change), Plan(plays=20, turns=30, depth=0))
    assert verdict(found, "harder_is_harder").holds is False


def test_what_was_not_explored_is_not_judged(tiny):
    found = explore(tiny, Plan(policies=("random",), plays=2, turns=10, depth=0))
    holds = {one.name: one.holds for one in found.verdicts}
    assert holds["every_ending"] is None
    assert holds["skill_pays"] is None
    assert holds["no_single_tactic"] is None


def test_what_only_a_play_reached_counts_as_found(variant):
    """Nobody gets to 25 lines in a search of two states, but a play does."""
    persona = variant((WINS, "turn >= 25 and inform"))
    found = explore(persona, Plan(plays=8, turns=60, states=2))
    assert verdict(found, "every_ending").holds
    assert len(found.surveys[0].found["ending", "agreed"]) == 25


def test_a_packed_persona_plays_as_the_file_does(tiny):
    casting = casting_of(packed(tiny))
    for policy in ("skilled", "random"):
        far = [turn.as_dict() for _, turn in replay(casting, policy, "hard", 3, 30, 0)]
        near = [turn.as_dict() for _, turn in replay(Casting(tiny), policy, "hard", 3, 30, 0)]
        assert far == near


def test_a_condition_that_was_asked_can_be_packed_too(tiny):
    explore(tiny, Plan(policies=("skilled",), plays=1, turns=10, depth=0))
    assert pickle.loads(packed(tiny)).stem == tiny.stem
