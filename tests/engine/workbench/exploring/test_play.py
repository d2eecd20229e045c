"""Trainee policies: what each comes to, that it is the same every time, and how it is counted."""

from __future__ import annotations

import pickle
from dataclasses import replace
from random import Random

import pytest

from engine import LEVELS, Conversation
from engine.workbench.exploring.goals import REPEATS, UNFINISHED
from engine.workbench.exploring.play import (
    CHUNK,
    Chunk,
    Counted,
    Played,
    chunks,
    count,
    replay,
)
from engine.workbench.exploring.policies import POLICIES, Casting
from engine.workbench.exploring.tally import Tallies, merge, together


@pytest.fixture(scope="module")
def casting(tiny):
    return Casting(tiny)


def played(casting: Casting, plays: int, seed: int = 0, order: int = 1) -> Tallies:
    tallies: Tallies = {}
    for chunk in [*chunks(list(POLICIES), LEVELS, plays, 25, seed)][::order]:
        merge(tallies, count(casting, chunk))
    return tallies


def as_told(casting: Casting, tallies: Tallies) -> dict:
    return {key: tally.as_dict(casting.persona) for key, tally in sorted(tallies.items())}


def test_skill_shows(casting):
    tallies = played(casting, 10)
    score = {key: tally.score(casting.persona)[0] for key, tally in tallies.items()}
    for level in LEVELS:
        assert score["skilled", level] > score["hostile", level]
        assert tallies["skilled", level].endings["agreed"] >= 8
        assert tallies["hostile", level].endings["agreed"] == 0


def test_the_order_of_counting_makes_no_difference(casting):
    straight, backwards = played(casting, CHUNK + 1), played(casting, CHUNK + 1, order=-1)
    assert as_told(casting, straight) == as_told(casting, backwards)


def test_a_seed_is_a_set_of_conversations(casting):
    assert as_told(casting, played(casting, 6, seed=1)) != as_told(casting, played(casting, 6))


def test_a_tally_of_any_number_of_plays_is_small(casting):
    few, many = (len(pickle.dumps(together(played(casting, plays)))) for plays in (6, 30))
    assert many < 1.5 * few


def test_a_play_can_be_seen_again(casting):
    tally = count(casting, Chunk("average", "hard", 7, 1, 40, 0))["average", "hard"]
    lines = replay(casting, "average", "hard", 7, 40, 0)
    assert tally.lines == len(lines)
    assert [turn.number for _, turn in lines] == [*range(1, len(lines) + 1)]
    closing = lines[-1][1].ending
    assert tally.endings == {closing.name if closing else "": 1}
    assert tally.first["ending", closing.name] == 7 if closing else tally.first[UNFINISHED] == 7
    assert set(tally.first.values()) == {7}


def test_lines_count_as_repeated_only_where_a_policy_repeats_itself(casting):
    for policy in set(POLICIES) - {"random", "average"}:
        for _, turn in replay(casting, policy, "easy", 0, 40, 0):
            assert turn.reading is not None
            assert not turn.line or "(again)" not in turn.line


def test_texts_said_again_are_told(tiny, variant):
    """The six texts there are for silence come again after six lines; one alone, every line."""
    tally = count(Casting(tiny), Chunk("silent", "standard", 0, 1, 10, 0))["silent", "standard"]
    assert sum(tally.again.values()) == 4
    assert not tally.thrice
    mute = variant(
        ('["Hm.", "Go on.", "And?"]', '["Hm."]'),
        ('      - {beat: drive, say: ["Is there anything else?"]}\n', ""),
        ('    - {when: silent, say: ["Well?", "*(waits)* Speak up."], alone: true}\n', ""),
        ('  otherwise: ["Say that another way?"]', '  otherwise: ["Hm?"]'),
    )
    tally = count(Casting(mute), Chunk("silent", "standard", 0, 1, 10, 0))["silent", "standard"]
    assert sum(tally.again.values()) == 8
    assert sum(tally.thrice.values()) == 6
    assert tally.first[REPEATS] == 0


def test_policies_of_one_casting_do_not_disturb_each_other(casting):
    state = Conversation.open(casting.persona)._state
    one, other = (POLICIES["skilled"](casting, Random(3)) for _ in range(2))
    alternating = [(one(state, ()), other(state, ())) for _ in range(20)]
    assert all(first == second for first, second in alternating)


@pytest.mark.parametrize("policy", ["skilled", "random"])
def test_a_counted_conversation_comes_to_the_same_state(casting, policy):
    played, counted = (one(casting.persona, 3, "hard") for one in (Played, Counted))
    choose = POLICIES[policy](casting, Random(1))
    for number in range(1, 40):
        reading = choose(played.state, played.met).reading(number)
        for conversation in (played, counted):
            conversation.hear(reading.text, reading)
        assert replace(counted.state, said=played.state.said) == played.state
        assert counted.voice.texts() == played.voice.texts()
        if played.ended:
            break
