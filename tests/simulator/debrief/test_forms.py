"""A debrief as text, Markdown and JSON, of one conversation really held."""

import json
from dataclasses import replace

import pytest

from engine import Conversation
from simulator.debrief import (
    Damage,
    Directed,
    Timeline,
    as_json,
    as_markdown,
    as_text,
    build_debrief,
    sparkline,
)
from simulator.debrief.sentences import course

LINES = (
    "It is your fault.",
    "It is all your fault.",
    "You idiot, it is your fault!",
)


@pytest.fixture
def built(persona):
    conversation = Conversation.open(persona)
    for line in LINES:
        conversation.say(line)
    return build_debrief(persona, conversation.history())


def test_text_says_what_a_trainee_can_use(built):
    shown = as_text(built)
    assert shown.startswith("Robin: A neighbour\n\nHOW IT ENDED\nThe door shuts, after 3 lines.\n")
    assert "Worse. Line 1, “" in shown
    assert "— anger rose clearly" in shown
    assert "Instead: Say what it did to you." in shown
    assert "Missed: Apologise." in shown
    assert "For example: I'm sorry I shouted." in shown
    assert "Robin told you none of what lay behind it all." in shown


def test_text_is_wrapped_where_a_width_is_given(built):
    narrow = as_text(built, 40)
    timelines = [line for line in narrow.splitlines() if "  ▁" in line or "  ▃" in line]
    assert all(
        len(line) <= 40 for line in narrow.splitlines() if line[2:7] not in ("Trust", "Anger")
    )
    assert timelines


def test_markdown_has_headings_and_no_markup_from_what_was_typed(built):
    harm = Damage(1, "blame", "*really* <b>yours</b> & [mine](x) | `it`", "")
    shown = as_markdown(replace(built, damage=(harm,)))
    assert shown.startswith("# Robin: A neighbour\n\n## How it ended\n\n")
    assert "\n- Worse. Line 1" in shown
    assert "<b>" not in shown
    assert r"“\*really\* \<b\>yours\</b\> &amp; \[mine\](x) \| \`it\`”" in shown


def test_json_is_the_model(built):
    value = json.loads(as_json(built))
    assert value["lines"] == 3
    assert value["finish"]["outcome"] == "breakdown"
    assert [one["turn"] for one in value["damage"]] == [1, 2, 3]
    assert len(value["timelines"][0]["levels"]) == 4


def test_the_same_conversation_has_the_same_debrief(built, persona):
    conversation = Conversation.open(persona)
    turns = [conversation.opening, *(conversation.say(line) for line in LINES)]
    assert as_text(build_debrief(persona, turns)) == as_text(built)


def line_of(*levels, higher_is="worse"):
    return Timeline("anger", "Anger", higher_is, levels)


def test_a_sparkline_has_a_bar_a_turn_from_lowest_to_highest():
    assert sparkline(line_of(0.0, 0.5, 0.99, 1.0)) == "▁▅██"


def test_a_sparkline_of_a_long_conversation_is_sampled_from_end_to_end():
    shown = sparkline(line_of(1.0, *[0.5] * 500, 0.0))
    assert len(shown) == 60
    assert (shown[0], shown[-1]) == ("█", "▁")


def test_the_course_of_a_feeling_in_words():
    assert course(line_of(0.2, 0.2)) == "stayed at 20"
    assert course(line_of(0.2, 0.6)) == "from 20 to 60, worse"
    assert course(line_of(0.6, 0.8, 0.2)) == "from 60 to 20, better; highest 80 after line 1"
    assert course(line_of(0.3, 0.1, 0.3, higher_is="better")) == (
        "30 at the start and at the end; lowest 10 after line 1"
    )


def test_what_a_facilitator_did_has_a_section_of_its_own(built, persona):
    assert "WHAT THE FACILITATOR DID" not in as_text(built)
    acts = (
        Directed(0, "answer", text="No."),
        Directed(1, "prompt", text="Hm."),
        Directed(1, "nudge", label="Trust", amount=0.25),
        Directed(2, "nudge", label="Anger", amount=-0.1),
        Directed(2, "nudge", label="Anger"),
    )
    shown = as_text(replace(built, acts=acts))
    assert (
        "WHAT THE FACILITATOR DID\n"
        "- After the opening: answered for Robin, “No.”\n"
        "- After line 1: had Robin say “Hm.”\n"
        "- After line 1: raised trust a lot.\n"
        "- After line 2: lowered anger clearly.\n"
        "- After line 2: nudged anger, which was at its limit.\n"
    ) in shown
    assert json.loads(as_json(replace(built, acts=acts)))["acts"][2] == {
        "turn": 1,
        "kind": "nudge",
        "text": "",
        "label": "Trust",
        "amount": 0.25,
    }
