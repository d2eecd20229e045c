"""Why a turn went as it did: recomputed, and the same as it was."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from engine import Conversation, Persona
from engine.signs import SURE
from engine.workbench.why import Why, explain

SORRY = "I'm so sorry."
BLAME = "It is your fault."
SURE_BLAME = "You broke it yourself, it is your own fault."


def why(persona: Persona, *lines: str, number: int | None = None) -> Why:
    conversation = Conversation.open(persona)
    for line in lines:
        conversation.say(line)
    return explain(persona, conversation.record, number or len(lines))


def test_the_turn_is_the_one_that_was(tiny: Persona) -> None:
    lines = [SORRY, "How high is the hedge?", "What if we cut half of it?", BLAME]
    conversation = Conversation.open(tiny)
    turns = [conversation.opening, *map(conversation.say, lines)]
    for number in range(1, len(turns)):
        explained = explain(tiny, conversation.record, number)
        assert explained.turn == turns[number]
        assert explained.stance == turns[number - 1].stance
        fired = [change for rule in explained.fired for change in rule.changes]
        assert (*explained.drift, *fired) == turns[number].changes


def test_a_rule_is_told_with_its_condition_and_what_it_changed(tiny: Persona) -> None:
    (fired,) = why(tiny, SORRY).fired
    assert (fired.rule, fired.condition) == ("tiny.yaml:25", "apologize")
    assert [change.feeling for change in fired.changes] == ["anger", "trust"]


def test_a_rule_that_could_move_nothing_more_is_told_all_the_same(
    variant: Callable[..., Persona],
) -> None:
    persona = variant(
        ("when: acknowledge, change: {trust: +0.2}", "when: silent, change: {anger: -1}")
    )
    first, second = why(persona, "").fired, why(persona, "", "").fired
    assert [len(rule.changes) for rule in first] == [1]
    assert [rule.because for rule in second] == ["You saw their side"]


def test_what_is_remembered_and_the_way_taken_are_told(tiny: Persona) -> None:
    explained = why(tiny, SORRY)
    assert explained.remembered == (("apologised", "apologize"),)
    assert [(way.to, way.rule) for way in explained.ways] == [("talking", "tiny.yaml:38")]
    assert "apologize" in explained.signs
    assert why(tiny, SORRY, SORRY).remembered == ()


def test_the_words_kept_are_told_and_what_goes_against_them(
    variant: Callable[..., Persona],
) -> None:
    persona = variant(
        (
            "  apologised: apologize",
            "  apologised: {when: apologize, against: blame}\n  long_talk: turn > 0",
        ),
    )
    first = why(persona, "I'm so sorry. Please go on.")
    assert first.remembered == (("apologised", "apologize"), ("long_talk", "turn > 0"))
    assert first.quoted == {"apologised": "I'm so sorry"}
    assert first.contradicted == ()
    second = why(persona, "I'm so sorry. Please go on.", SURE_BLAME)
    assert second.quoted == {}
    assert second.contradicted == (("apologised", "blame", "I'm so sorry"),)
    told = second.as_dict()["contradicted"]
    assert told == [{"fact": "apologised", "condition": "blame", "quoted": "I'm so sorry"}]


def test_a_rule_that_had_no_words_for_its_texts_is_told(variant: Callable[..., Persona]) -> None:
    persona = variant(
        ('say: ["Me? It was here before you.", "I do not see it so."]', 'say: ["You, {name}?"]'),
        ("{when: acknowledge, beat: reaction,", "{when: blame and turn > 0, beat: answer,"),
    )
    lost = {one.source.condition: one.reason for one in why(persona, SURE_BLAME).lost}
    assert lost["blame"] == "wordless"


def test_a_repeated_line_and_a_faint_move_are_told(tiny: Persona) -> None:
    again = why(tiny, "Hello", "Hello")
    assert "repeated" in again.signs
    assert "repeated" not in why(tiny, "Hello").signs
    faint = why(tiny, "Well that is just great of you.")
    assert faint.turn.reading is not None
    (move,) = faint.turn.reading.moves
    assert move.confidence < SURE
    assert faint.unsure == (move.move,)
    assert move.move in faint.signs


def test_an_ending_is_a_piece_of_the_reply(tiny: Persona) -> None:
    explained = why(tiny, BLAME, BLAME, BLAME)
    assert [piece.source.kind for piece in explained.said] == ["ending"]
    assert explained.said[0].source.condition == "at(gone)"


@pytest.mark.parametrize("number", [0, 3])
def test_a_turn_that_is_not_there_is_refused(tiny: Persona, number: int) -> None:
    record = Conversation.open(tiny).record
    with pytest.raises(IndexError):
        explain(tiny, record, number)


def test_all_of_it_is_json(tiny: Persona) -> None:
    value = why(tiny, "What if we cut half of it?").as_dict()
    assert json.loads(json.dumps(value))["said"][0]["source"]["rule"].startswith("tiny.yaml:")
    assert value["line"] == "What if we cut half of it?"


def test_what_swayed_a_feeling_is_told(variant: Callable[..., Persona]) -> None:
    persona = variant(
        (
            "trust: {label: Trust, rest: 0.3,",
            "trust: {label: Trust, rest: 0.3, swayed: {anger: -0.5},",
        )
    )
    explained = why(persona, SORRY)
    (fired,) = explained.fired
    (swayed,) = fired.swayed
    anger = next(change.after for change in explained.drift if change.feeling == "anger")
    assert (swayed.feeling, swayed.by) == ("trust", (("anger", anger),))
    assert swayed.times == pytest.approx(1 - 0.5 * anger)
    assert json.loads(json.dumps(explained.as_dict()))["appraisal"][0]["swayed"][0]["times"] < 1
    assert why(variant(), SORRY).fired[0].swayed == ()


def test_a_way_that_was_taken_once_for_all_is_told_no_more(
    variant: Callable[..., Persona],
) -> None:
    persona = variant(
        ("because: an apology, say:", "because: an apology, once: true, say:"),
        ("trust > 0.4 and remembered(apologised)", "never"),
    )
    insult = "You are a pathetic liar."
    lines = (insult, SORRY, insult, "I am so sorry.")
    assert [way.to for way in why(persona, *lines[:2]).ways] == ["calm"]
    assert why(persona, *lines).ways == ()
    assert why(persona, *lines).stance == "cross"
