"""Looking on: what held beside what was said, and why it lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine import Conversation, Persona, Reading, Turn
from engine.workbench.hearing import Overheard
from tests.engine.lines import Talk, reading


def taken(persona: Persona, *lines: Reading, stance: str = "calm") -> tuple[Overheard, Turn]:
    """Take lines in a stance; return the conversation and its last turn."""
    talk = Overheard(persona, 0, "standard")
    Talk(talk).at(stance).take_all(*lines)
    return talk, talk.turn


def lost(talk: Overheard) -> dict[str, str]:
    """Return why each rule lost, by its condition; `otherwise` left out."""
    rules = talk.heard.lost()
    return {one.source.condition: one.reason for one in rules if one.source.kind != "otherwise"}


def test_the_pieces_of_a_reply_have_their_rules(tiny: Persona) -> None:
    talk, turn = taken(tiny, reading("blame"))
    said = talk.heard.said(turn.reply)
    assert [piece.source.kind for piece in said] == ["answer", "drive"]
    assert tuple(piece.source.rule for piece in said) == turn.reply.rules
    assert sum((piece.parts for piece in said), ()) == turn.reply.parts
    assert (said[0].source.condition, said[0].source.specificity) == ("blame", 2)


def test_a_later_rule_of_the_same_weight_loses(tiny: Persona) -> None:
    talk, _ = taken(tiny, reading("ask_open", topics=["hedge"]))
    assert lost(talk) == {"about(hedge)": "later"}


def test_a_less_specific_rule_loses(variant: Callable[..., Persona]) -> None:
    persona = variant(('when: "about(hedge)"', 'when: "about(hedge) and ask_open"'))
    talk, _ = taken(persona, reading("ask_open", topics=["hedge"]))
    assert lost(talk) == {"ask_open": "less_specific"}


def test_a_rule_whose_texts_are_used_up_loses(tiny: Persona) -> None:
    line = reading("ask_open", topics=["hedge"])
    talk, turn = taken(tiny, line, line)
    assert turn.reply.text.startswith("The hedge stays")
    assert lost(talk)["ask_open"] == "used_up"


@pytest.mark.parametrize(
    ("stance", "lines", "rule", "reason"),
    [
        ("calm", [reading("ask_open", topics=["height"])], "ask_open", "question"),
        ("calm", [reading("blame"), reading("ask_open")], "always", "drove"),
        ("calm", [Reading("", form="silent")], "always", "alone"),
    ],
)
def test_a_beat_is_silent_for_what_was_said_instead(
    tiny: Persona, stance: str, lines: list[Reading], rule: str, reason: str
) -> None:
    talk, _ = taken(tiny, *lines, stance=stance)
    assert lost(talk)[rule] == reason


def test_the_text_of_a_way_takes_the_place_of_an_answer(variant: Callable[..., Persona]) -> None:
    persona = variant(("when: foreign", "when: contempt"))
    talk, _ = taken(persona, reading("contempt"))
    assert lost(talk)["contempt"] == "way"


def test_an_interest_or_an_offer_takes_the_place_of_an_answer(
    variant: Callable[..., Persona],
) -> None:
    persona = variant(('otherwise: ["Mm. The', 'otherwise: ["Ah.", "Mm. The'))
    other = [
        reading("ask_open"),
        reading("propose", topics=["cut", "cut.little"]),
    ]
    for line, reason in zip(other, ("interest", "offer"), strict=True):
        talk, _ = taken(persona, line, stance="talking")
        assert reason in {one.reason for one in talk.heard.lost()}


def test_every_way_that_held_is_told_in_order(tiny: Persona) -> None:
    talk = Overheard(tiny, 0, "standard")
    Talk(talk).feel(trust=0.9).take(reading("apologize", "contempt"))
    assert [way.to for way in talk.ways] == ["cross", "talking"]
    assert talk.turn.stance == "cross"


def test_looking_on_changes_nothing(tiny: Persona) -> None:
    lines = [reading("ask_open"), reading("blame"), Reading("", form="silent"), reading("blame")]
    plain = Talk(Conversation(tiny, 0, "standard")).take_all(*lines)
    assert Talk(Overheard(tiny, 0, "standard")).take_all(*lines) == plain
