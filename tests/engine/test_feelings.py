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


# --------------------------------------------------------------------------- floor and ceiling

TRUST = "trust: {label: Trust, rest: 0.3,"
ANGER = "anger: {label: Anger, rest: 0.2, start: 0.4,"


def test_a_feeling_stays_between_floor_and_ceiling(variant: Callable) -> None:
    persona = variant(
        (TRUST, f"{TRUST} floor: 0.25, ceiling: 0.6,"), (ANGER, f"{ANGER} ceiling: 0.5,")
    )
    worst = Talk(Conversation.open(persona, level="hard")).take(reading("blame", "contempt"))
    assert worst.feelings == {"trust": 0.25, "anger": 0.5}
    best = Talk(Conversation.open(persona, level="easy"))
    assert best.take(reading("apologize", "acknowledge")).feelings["trust"] == 0.6


def test_a_bound_finer_than_the_rounding_holds_all_the_same(variant: Callable) -> None:
    persona = variant((TRUST, f"{TRUST} floor: 0.29996, ceiling: 0.30004,"))
    talk = Talk(Conversation.open(persona))
    assert talk.take(reading("blame")).feelings["trust"] == 0.29996
    for line in (reading("apologize"), reading(), reading("blame"), reading()):
        assert 0.29996 <= talk.take(line).feelings["trust"] <= 0.30004


# --------------------------------------------------------------------------- swayed


def swayed(variant: Callable, sways: str, *more: tuple[str, str]) -> Persona:
    """Robin without drift to speak of, their trust swayed."""
    return variant((f"{TRUST} half_life: 10", f"{TRUST} half_life: 100000, {sways}"), *more)


@pytest.mark.parametrize(
    ("anger", "up", "down"), [(0.2, 0.18, -0.11), (0.6, 0.14, -0.13), (1.0, 0.1, -0.15)]
)
def test_when_angry_a_kind_word_counts_less_and_blame_more(
    variant: Callable, talk: OPENED, anger: float, up: float, down: float
) -> None:
    """The document's numbers: -0.5 for anger; what raises trust by 0.2, what lowers it by 0.1."""
    calm = ("anger: {label: Anger, rest: 0.2, start: 0.4, half_life: 5}",
            "anger: {label: Anger, rest: 0.2, start: 0.4, half_life: 100000}")  # fmt: skip
    persona = swayed(variant, "swayed: {anger: -0.5}", calm)
    kind = talk(persona).feel(anger=anger).take(reading("acknowledge"))
    assert pushes(kind)["trust"] == pytest.approx(up, abs=1e-3)
    blamed = talk(persona).feel(anger=anger).take(reading("blame"))
    assert pushes(blamed)["trust"] == pytest.approx(down, abs=1e-3)
    told = {change.because for change in blamed.changes if change.rule}
    assert told == {"You blamed them"}


def test_a_feeling_may_sway_itself(variant: Callable, talk: OPENED) -> None:
    persona = swayed(variant, "swayed: {trust: 1}")
    turn = talk(persona).feel(trust=0.5).take(reading("acknowledge"))
    assert pushes(turn)["trust"] == pytest.approx(0.3, abs=1e-3)


def test_sways_add_up_and_never_turn_an_impulse_round(variant: Callable, talk: OPENED) -> None:
    persona = swayed(variant, "swayed: {anger: -1, trust: -1}")
    talk = talk(persona)
    turn = talk.feel(trust=0.6, anger=0.9).take(reading("acknowledge"))
    assert pushes(turn) == {}
    assert talk.feel(trust=0.6, anger=0.9).take(reading("blame")).feelings["trust"] < 0.5


def test_a_line_falls_into_the_mood_it_found(variant: Callable, talk: OPENED) -> None:
    """Whether blame moves anger before trust, or after, makes no difference to trust."""
    other = ("change: {anger: +0.2, trust: -0.1}", "change: {trust: -0.1, anger: +0.2}")
    first = talk(swayed(variant, "swayed: {anger: -1}")).take(reading("blame"))
    second = talk(swayed(variant, "swayed: {anger: -1}", other)).take(reading("blame"))
    assert first.feelings == second.feelings


# --------------------------------------------------------------------------- once


def test_a_rule_that_holds_once_moves_nothing_again(variant: Callable, talk: OPENED) -> None:
    persona = variant(("because: You saw their side", "because: You saw their side, once: true"))
    talk = talk(persona)
    seen = [pushes(talk.feel(trust=0.3).take(reading("acknowledge"))) for _ in range(3)]
    assert seen == [{"trust": 0.2}, {}, {}]


def test_taken_back_it_holds_again(variant: Callable) -> None:
    persona = variant(("because: You saw their side", "because: You saw their side, once: true"))
    conversation = Conversation.open(persona)
    line = "I understand how much work that hedge has been for you."
    first = conversation.say(line)
    assert pushes(first)["trust"] > 0
    assert "trust" not in pushes(conversation.say(f"Really, {line}"))
    conversation.rewind(2)
    assert pushes(conversation.say(line)) == pushes(first)


# --------------------------------------------------------------------------- levels

HARD = "hard: {volatility: 1.4, warmth: 0.8, patience: 1, threshold: 0.2"


def test_a_level_may_change_how_a_feeling_moves(variant: Callable) -> None:
    """Merged over the persona's: what the level does not say stays."""
    persona = variant(
        (TRUST, f"{TRUST} ceiling: 0.9, swayed: {{anger: -0.5}},"),
        (HARD, f"{HARD}, feelings: {{trust: {{start: 0.1, rest: 0.2, half_life: 1}}}}"),
    )
    hard, standard = (persona.levels[name].feelings[0] for name in ("hard", "standard"))
    assert (standard.start, standard.rest, standard.ceiling) == (0.3, 0.3, 0.9)
    assert (hard.start, hard.rest, hard.kept, hard.ceiling) == (0.1, 0.2, 0.5, 0.9)
    assert hard.swayed == standard.swayed == ((1, -0.5),)
    assert hard.better
    conversation = Conversation.open(persona, level="hard")
    assert conversation.opening.feelings["trust"] == 0.1
    assert Talk(conversation).take(reading()).feelings["trust"] == pytest.approx(0.15)
    assert Conversation.open(persona).opening.feelings["trust"] == 0.3


def test_a_level_adds_its_own_sways(variant: Callable) -> None:
    persona = variant(
        (TRUST, f"{TRUST} swayed: {{anger: -0.5}},"),
        (HARD, f"{HARD}, feelings: {{trust: {{swayed: {{trust: 0.1}}}}}}"),
    )
    assert persona.levels["hard"].feelings[0].swayed == ((1, -0.5), (0, 0.1))


def test_a_feeling_without_a_start_starts_at_the_levels_rest(variant: Callable) -> None:
    persona = variant((HARD, f"{HARD}, feelings: {{trust: {{rest: 0.1}}, anger: {{rest: 0.3}}}}"))
    assert [f.start for f in persona.levels["hard"].feelings] == [0.1, 0.4]
