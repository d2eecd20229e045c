"""Abstract lines: what a condition asks for, what a persona's conditions make of that."""

from __future__ import annotations

from datetime import date

import pytest

from engine import Conversation
from engine.persona.conditions import Names, parse_condition
from engine.workbench.exploring.actions import Action
from engine.workbench.exploring.asking import lines_for
from engine.workbench.exploring.repertoire import Repertoire

TODAY = date(2027, 2, 12)
NAMES = Names(
    feelings={"trust": 0}, facts=("seen",), questions=("height",), topics=("hedge", "fence")
)


def asked_for(text: str) -> list[str]:
    return [line.name for line in lines_for(parse_condition(text, NAMES).node, TODAY)]


@pytest.mark.parametrize(
    ("condition", "lines"),
    [
        ("blame", ["blame cold"]),
        ("about(hedge)", ["plain about hedge"]),
        ("acknowledge and about(hedge)", ["acknowledge warm about hedge"]),
        (
            "(ask_open or invite_ideas) and about(hedge)",
            ["ask_open about hedge", "invite_ideas about hedge"],
        ),
        ("asked(height)", ["ask_open about height"]),
        ("asked(height) and not ask_open", ["ask_closed about height"]),
        ("question and about(hedge)", ["plain asking about hedge"]),
        ("(blame or explain) and not harmful", ["explain"]),
        (
            "apologize and not (blame and not about(fence))",
            ["apologize warm", "apologize warm about fence"],
        ),
        ("trust > 0.5 and remembered(seen)", []),
        ("amount > 20", ["plain money 21"]),
        ("last_due > due", ["plain date 740025 date 740029"]),
        ("silent", ["silent"]),
        ("warm and cold", []),
        ("words > 9", ["plain (10 words)"]),
    ],
)
def test_a_condition_asks_for_lines(condition, lines):
    wanted = [one.replace("740025", str(TODAY.toordinal() + 1)) for one in lines]
    wanted = [one.replace("740029", str(TODAY.toordinal() + 5)) for one in wanted]
    assert asked_for(condition) == wanted


def test_a_condition_of_thousands_of_ways_is_soon_gone_through():
    many = " and ".join(f"({a} or about(hedge) or {b})" for a, b in [("blame", "accept")] * 40)
    assert 1 <= len(asked_for(many)) <= 32


def test_a_line_differs_whenever_it_is_said_unless_it_is_meant_not_to():
    line = Action(("inform",), topics=("hedge",))
    assert line.reading(1).text != line.reading(2).text
    again = Action(("inform",), again=True)
    assert again.reading(1).text == again.reading(2).text
    assert len(Action(words=121).reading(3).text.split()) == 121


def test_spans_are_where_the_words_are():
    reading = Action(("propose",), topics=("pay.you",), terms=(("money", 50.0),)).reading(4)
    for found in (*reading.topics, *reading.terms):
        assert reading.text[found.span.start : found.span.end] == found.span.text


def test_a_repertoire_has_what_the_persona_asks_for(tiny):
    names = {action.name for action in Repertoire(tiny).actions}
    assert {
        "ask_open about height",
        "propose about cut.half",
        "propose about pay.you money 100",
        "apologize+acknowledge warm",
        "silent",
    } <= names


def test_no_two_actions_go_by_one_name(tiny):
    names = [action.name for action in Repertoire(tiny).actions]
    assert len(names) == len(set(names))


def test_every_action_can_be_said(tiny):
    for number, action in enumerate(Repertoire(tiny).actions):
        reading = action.reading(number)
        assert Conversation.open(tiny).hear(reading.text, reading).number == 1
