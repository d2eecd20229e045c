"""How a line lands: drift, appraisal, repetition, level, confidence, bounds, and the reasons."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Change, Conversation, Persona, Turn
from engine.reading import MOVES, TONES
from tests.engine.lines import Talk, reading

OPENED = Callable[..., Talk]


def pushes(turn: Turn) -> dict[str, float]:
    """What the rules, and not the drift, did to each feeling."""
    out: dict[str, float] = {}
    for change in turn.changes:
        if change.rule:
            out[change.feeling] = out.get(change.feeling, 0) + change.after - change.before
    return {name: round(amount, 4) for name, amount in out.items()}


def test_half_of_the_distance_to_rest_is_left_after_the_half_life(talk: OPENED) -> None:
    talk = talk().feel(trust=0.7)  # rest 0.3, half-life 10 turns
    turns = talk.take_all(*[reading(text=f"line {n}") for n in range(20)])
    assert turns[9].feelings["trust"] == pytest.approx(0.5, abs=0.0005)
    assert turns[19].feelings["trust"] == pytest.approx(0.4, abs=0.0005)
    # anger rests at 0.2, starts at 0.4, half-life 5
    assert turns[4].feelings["anger"] == pytest.approx(0.3, abs=0.0005)


def test_one_turn_of_drift_is_exact(talk: OPENED) -> None:
    turn = talk().feel(trust=0.7).take(reading())
    assert turn.feelings["trust"] == round(0.3 + 0.4 * 0.5 ** (1 / 10), 4)
    assert turn.changes[0] == Change("trust", 0.7, turn.feelings["trust"], "time passing", "")


def test_drift_comes_from_below_too(talk: OPENED) -> None:
    turn = talk().feel(trust=0.1, anger=0.2).take(reading())
    assert 0.1 < turn.feelings["trust"] < 0.3
    assert [change.feeling for change in turn.changes] == ["trust"]


def test_at_rest_nothing_changes(talk: OPENED) -> None:
    turn = talk().feel(trust=0.3, anger=0.2).take(reading())
    assert turn.changes == ()


def test_a_rule_moves_every_feeling_it_names(talk: OPENED) -> None:
    turn = talk().take(reading("blame"))
    assert pushes(turn) == {"anger": 0.2, "trust": -0.1}
    assert {change.because for change in turn.changes if change.rule} == {"You blamed them"}


def test_every_rule_that_holds_is_applied(talk: OPENED) -> None:
    turn = talk().take(reading("apologize", "acknowledge"))
    assert pushes(turn) == {"anger": -0.2, "trust": 0.4}


def test_repetition_sensitises(talk: OPENED) -> None:
    """`again: 1.5` on blame: each time half as much more."""
    talk = talk()
    first, second, third = (
        pushes(talk.feel(anger=0.2, trust=0.5).take(reading("blame"))) for _ in range(3)
    )
    assert first["anger"] == pytest.approx(0.2, abs=1e-4)
    assert second["anger"] == pytest.approx(0.3, abs=1e-4)
    assert third["anger"] == pytest.approx(0.45, abs=1e-4)
    assert third["trust"] == pytest.approx(-0.225, abs=1e-4)


def test_repetition_habituates(talk: OPENED) -> None:
    """`again: 0.5` on apologize: each time half as much."""
    talk = talk()
    trust = [pushes(talk.feel(trust=0.3).take(reading("apologize")))["trust"] for _ in range(4)]
    assert trust == pytest.approx([0.2, 0.1, 0.05, 0.025], abs=2e-4)


def test_without_again_a_rule_stays_as_strong(talk: OPENED) -> None:
    talk = talk()
    trust = [pushes(talk.feel(trust=0.3).take(reading("acknowledge")))["trust"] for _ in range(3)]
    assert trust == [0.2, 0.2, 0.2]


def test_a_thousand_repetitions_do_not_overflow(variant: Callable) -> None:
    persona = variant(
        ("You blamed them, again: 1.5", "You blamed them, again: 3"),
        ("times(blame) >= patience or contempt", "never"),
    )
    talk = Talk(Conversation.open(persona))
    for _ in range(1000):
        turn = talk.take(reading("blame"))
    assert turn.feelings == {"trust": 0.0, "anger": 1.0}


@pytest.mark.parametrize(
    ("level", "hurt", "healed"), [("easy", 0.7, 1.3), ("standard", 1, 1), ("hard", 1.4, 0.8)]
)
def test_the_level_scales_what_hurts_and_what_heals(
    talk: OPENED, level: str, hurt: float, healed: float
) -> None:
    blamed = pushes(talk(level=level).take(reading("blame")))
    assert blamed == pytest.approx({"anger": 0.2 * hurt, "trust": -0.1 * hurt}, abs=1e-4)
    sorry = pushes(talk(level=level).take(reading("apologize")))
    assert sorry == pytest.approx({"anger": -0.2 * healed, "trust": 0.2 * healed}, abs=1e-4)


@pytest.mark.parametrize("confidence", [0.5, 0.75, 1.0])
def test_a_move_lands_as_surely_as_it_was_read(talk: OPENED, confidence: float) -> None:
    turn = talk().take(reading(("blame", confidence)))
    assert pushes(turn)["anger"] == pytest.approx(0.2 * confidence, abs=1e-4)


def test_a_tone_lands_as_surely_as_it_was_read(talk: OPENED) -> None:
    turn = talk().take(reading(tone="hostile", tone_confidence=0.6))
    assert pushes(turn) == {"anger": 0.18}


def test_of_move_and_tone_the_surer_counts(talk: OPENED) -> None:
    turn = talk().take(reading(("contempt", 0.5), tone="hostile", tone_confidence=0.9))
    assert pushes(turn) == {"anger": 0.27}


def test_a_rule_that_needs_no_sign_lands_in_full(variant: Callable, talk: OPENED) -> None:
    persona = variant(("{when: acknowledge, change", "{when: turn == 1, change"))
    assert pushes(talk(persona).take(reading(("explain", 0.5)))) == {"trust": 0.2}


def test_feelings_stop_at_nought_and_one(talk: OPENED) -> None:
    worst = talk(level="hard").feel(anger=0.95, trust=0.02).take(reading("blame", "contempt"))
    assert worst.feelings == {"anger": 1.0, "trust": 0.0}
    best = talk(level="easy").feel(anger=0.01, trust=0.9).take(reading("apologize"))
    assert best.feelings == {"anger": 0.0, "trust": 1.0}


def test_a_change_that_changes_nothing_is_not_told(talk: OPENED) -> None:
    talk = talk().feel(anger=1.0, trust=0.3)
    turn = talk.take(reading("contempt"))
    assert [change.rule for change in turn.changes][:1] == [""]  # drift made room
    assert turn.feelings["anger"] == 1.0
    assert all(change.before != change.after for change in turn.changes)


ANY_LINE = st.builds(
    lambda moves, tone, sure: reading(*((m, sure) for m in moves), tone=tone, tone_confidence=sure),
    st.lists(st.sampled_from(MOVES), max_size=4, unique=True),
    st.sampled_from(TONES),
    st.floats(0.5, 1),
)


@settings(max_examples=60)
@given(st.lists(ANY_LINE, max_size=12), st.sampled_from(["easy", "standard", "hard"]))
def test_feelings_are_what_the_changes_made_them(
    tiny: Persona, tiny_text: str, lines: list, level: str
) -> None:
    """Each change goes on from the one before, in bounds, and names the rule that made it."""
    conversation = Conversation.open(tiny, level=level)
    rules = tiny_text.splitlines()
    feelings = dict(conversation.opening.feelings)
    for turn in Talk(conversation).take_all(*lines):
        for change in turn.changes:
            assert change.before == feelings[change.feeling]
            assert 0 <= change.after <= 1
            feelings[change.feeling] = change.after
            if change.rule:
                file, line = change.rule.split(":")
                assert file == "tiny.yaml"
                assert change.because in rules[int(line) - 1]
                assert f"{change.feeling}:" in rules[int(line) - 1]
        assert turn.feelings == feelings


def test_drift_comes_before_the_rules(talk: OPENED) -> None:
    turn = talk().feel(trust=0.8).take(reading("blame", "contempt"))
    rules = [change.rule for change in turn.changes]
    assert rules[:2] == ["", ""]
    assert all(rules[2:])
    lines = [int(rule.split(":")[1]) for rule in rules[2:]]
    assert all(before <= after for before, after in pairwise(lines))
