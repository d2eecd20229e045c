"""Coverage: what turns reached of a persona file, and where what they did not stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine import Conversation, Persona, Turn
from engine.workbench.coverage import KINDS, Coverage, covered, goals_of
from tests.engine.lines import Talk, reading


def missing(coverage: Coverage, kind: str) -> list[str]:
    return [goal.name for goal in coverage.kinds[kind].missing]  # type: ignore[index]


def played(persona: Persona, *lines: object) -> list[Turn]:
    conversation = Conversation.open(persona)
    return [conversation.opening, *Talk(conversation).take_all(*lines)]  # type: ignore[arg-type]


def line_in(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_nothing_played_reaches_nothing(tiny: Persona) -> None:
    coverage = covered(tiny, [])
    assert tuple(coverage.kinds) == KINDS
    assert all(reach.reached == 0 for reach in coverage.kinds.values())
    assert (coverage.whole.percent, coverage.whole.reached) == (0.0, 0)
    assert missing(coverage, "stances") == ["calm", "cross", "talking", "gone"]
    assert missing(coverage, "options") == ["cut.little", "cut.half", "cut.all", "pay.you"]


def test_the_texts_of_a_package_are_reply_rules(variant: Callable[..., Persona]) -> None:
    persona = variant(
        (
            '  declined: ["Then not."]',
            '  declined: ["Then not."]\n  package: {accept: ["Both."], refuse: ["Neither."]}',
        )
    )
    both = reading("propose", topics=["cut.little", "pay.you"], money=100.0)
    conversation = Conversation.open(persona)
    turns = Talk(conversation).at("talking").feel(anger=0.0).take_all(both)
    left = missing(covered(persona, turns), "reply rules")
    # texts on one line are one goal
    assert not [name for name in left if "bargaining.package" in name]
    assert [name for name in missing(covered(persona, []), "reply rules") if "package" in name]


def test_the_opening_is_a_turn_too(tiny: Persona) -> None:
    coverage = covered(tiny, played(tiny))
    assert missing(coverage, "stances") == ["cross", "talking", "gone"]
    assert "opening" not in missing(coverage, "reply rules")
    assert coverage.kinds["reply rules"].reached == 1


def test_what_happened_is_reached_and_the_rest_is_not(tiny: Persona) -> None:
    turns = played(
        tiny,
        reading("apologize", text="one"),
        reading("acknowledge", "ask_open", text="two", topics=["height"], question=True),
        reading("propose", text="three", topics=["cut.half"]),
    )
    coverage = covered(tiny, turns)
    assert [turn.stance for turn in turns] == ["calm", "talking", "talking", "talking"]
    assert missing(coverage, "stances") == ["cross", "gone"]
    assert missing(coverage, "transitions") == ["calm to cross", "cross to gone", "cross to calm"]
    assert missing(coverage, "appraisal rules") == ["appraisal[0]", "appraisal[2]"]
    assert missing(coverage, "interests") == []
    assert missing(coverage, "questions") == ["height"]  # the interest was told in its place
    assert missing(coverage, "options") == ["cut.little", "cut.all", "pay.you"]
    assert missing(coverage, "endings") == ["agreed", "gone"]


def test_a_question_is_reached_by_any_of_its_answers(tiny: Persona) -> None:
    asked = reading("ask_closed", text="How high?", topics=["height"], question=True)
    turns = played(tiny, asked)
    assert turns[1].reply.text.startswith("High enough.")
    coverage = covered(tiny, turns)
    assert missing(coverage, "questions") == []
    assert "knows.height.answers[0]" in missing(coverage, "reply rules")
    assert "knows.height.answers[1]" not in missing(coverage, "reply rules")


def test_an_ending_is_reached(tiny: Persona) -> None:
    talk = Talk(Conversation.open(tiny)).at("cross")
    coverage = covered(tiny, [talk.take(reading("contempt"))])
    assert missing(coverage, "endings") == ["agreed"]
    assert "endings.gone" not in missing(coverage, "reply rules")


def test_goals_stand_where_the_file_has_them(tiny: Persona, tiny_text: str) -> None:
    goals = {(goal.kind, goal.name): goal for goal in goals_of(tiny)}
    for key, part, about in (
        (("stances", "cross"), "  cross:", "Cross"),
        (("transitions", "cross to calm"), "- {to: calm", "an apology"),
        (("reply rules", "anywhere.replies[1]"), "- {when: foreign", "I only have English, sorry."),
        (("reply rules", "anywhere.otherwise"), 'otherwise: ["Say', "Say that another way?"),
        (("appraisal rules", "appraisal[3]"), "- {when: acknowledge, ch", "You saw their side"),
        (("questions", "height"), "  height:", "How high is the hedge?"),
        (("interests", "father"), "  father:", "Their father planted it"),
        (("options", "cut.half"), "      half:", "half of it"),
        (("endings", "gone"), "  gone: {title: The", "The door shuts"),
    ):
        assert (goals[key].line, goals[key].about) == (line_in(tiny_text, part), about)
    lines = [goal.line for goal in goals_of(tiny)]
    assert lines == sorted(lines)


def test_texts_on_one_line_are_one(tiny: Persona) -> None:
    names = [goal.name for goal in goals_of(tiny) if goal.kind == "reply rules"]
    assert "issues.cut.options.half.accept, issues.cut.options.half.refuse" in names


@pytest.mark.parametrize("name", ["small_vendor", "angry_customer", "business_customer"])
def test_every_text_of_a_bundled_persona_is_a_goal(name: str) -> None:
    persona = Conversation.open(name).persona
    marks = {mark for goal in goals_of(persona) for mark in goal.marks}
    for stance in persona.stances.values():
        rules = (*stance.reactions, *stance.answers, *stance.drives)
        pools = [stance.enter, *(way.pool for way in stance.go), *(rule.pool for rule in rules)]
        for pool in pools:
            assert pool is None or ("reply rules", pool.where) in marks
        assert {("transitions", way.where) for way in stance.go} <= marks
    assert {("appraisal rules", rule.where) for rule in persona.appraisal} <= marks


def test_kinds_a_persona_has_none_of_are_left_out(variant: Callable) -> None:
    persona = variant(
        ("interests:\n  father:\n    title: Their father planted it\n", ""),
        ("    when: at(talking) and (ask_open or acknowledge)\n", ""),
        ('    say: ["My father planted it the year he died."]\n', ""),
    )
    assert set(KINDS) - set(covered(persona, []).kinds) == {"interests"}


def test_a_limit_is_something_to_reach(variant: Callable[..., Persona]) -> None:
    limit = "    limit: {turns: 2, to: talking, because: too long, say: [Well then.]}\n"
    persona = variant(("    title: Calm\n", f"    title: Calm\n{limit}"))
    name = "stances.calm.limit"
    before = covered(persona, [])
    assert "calm to talking" in missing(before, "transitions")
    assert name in missing(before, "reply rules")
    turns = played(persona, reading(text="one"), reading(text="two"))
    after = covered(persona, turns)
    assert missing(after, "transitions").count("calm to talking") == 1  # the other way there
    assert name not in missing(after, "reply rules")
