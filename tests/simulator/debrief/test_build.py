"""The model of a debrief, built from turns as the engine would make them."""

from dataclasses import replace

import pytest

from engine import (
    FACILITATOR,
    Act,
    Change,
    Closing,
    Conversation,
    FoundMove,
    Reading,
    Span,
    Transition,
    Verdict,
    scripted,
)
from engine.turn import PackagePart
from simulator.debrief import Directed, build_debrief
from simulator.debrief.turning import MOST


@pytest.fixture
def opening(persona):
    return Conversation.open(persona).opening


def found(move, text, start=0):
    return FoundMove(move, 0.9, (Span(start, start + len(text), text),))


def said(before, line, *moves, **what):
    """A turn after another: its line, its moves, and whatever else is to differ."""
    reading = Reading(line, moves=moves, tone=what.pop("tone", "neutral"))
    number = before.number + 1
    happened = {"changes": (), "transition": None, "verdicts": (), "steps": (), "ending": None}
    return replace(before, number=number, line=line, reading=reading, **(happened | what))


def moved(feeling, before, after, because="You did it.", rule="robin.yaml:1"):
    return Change(feeling, before, after, because, rule)


def test_a_conversation_of_which_nothing_was_said(persona, opening):
    built = build_debrief(persona, [opening])
    assert (built.lines, built.finish.outcome) == (0, "open")
    assert built.turning_points == built.damage == built.moves == ()
    assert [timeline.levels for timeline in built.timelines] == [(0.3,), (0.4,)]
    assert built.unsettled == ("how far it is cut", "who pays")
    assert built.undisclosed == 1


def test_timelines_have_a_level_for_every_turn(persona, opening):
    turn = said(opening, "x", feelings={"trust": 0.5, "anger": 0.6})
    trust, anger = build_debrief(persona, [opening, turn]).timelines
    assert (trust.levels, trust.better) == ((0.3, 0.5), True)
    assert (anger.levels, anger.better) == ((0.4, 0.6), False)
    assert trust.change == pytest.approx(0.2)


def test_a_turning_point_quotes_the_words_and_gives_the_reason(persona, opening):
    turn = said(
        opening,
        "Look, it is your fault again",
        found("blame", "your fault", 12),
        changes=(
            moved("anger", 0.4, 0.52),
            moved("trust", 0.3, 0.25),
            moved("anger", 0.3, 0.4, "time passing", ""),
        ),
    )
    (point,) = build_debrief(persona, [opening, turn]).turning_points
    assert (point.turn, point.quote, point.good) == (1, "your fault", False)
    assert point.weight == pytest.approx(-0.17)
    assert point.shifts[0].amounts == (("Anger", 0.12), ("Trust", -0.05))
    assert point.shifts[0].because == "You did it."


def test_what_goes_against_the_whole_of_a_line_is_left_out_of_its_story(persona, opening):
    changes = (moved("trust", 0.3, 0.5, "Thanks"), moved("anger", 0.4, 0.41, "Hm"))
    turn = said(opening, "x", changes=changes)
    (point,) = build_debrief(persona, [opening, turn]).turning_points
    assert [shift.because for shift in point.shifts] == ["Thanks"]


def test_of_many_lines_the_weightiest_are_turning_points(persona, opening):
    turns = [opening]
    for step in range(1, 9):
        change = moved("trust", 0.0, 0.05 * step) if step % 2 else moved("anger", 0, 0.05 * step)
        turns.append(said(turns[-1], f"line {step}", changes=(change,)))
    points = build_debrief(persona, turns).turning_points
    assert [point.turn for point in points] == [3, 4, 5, 6, 7, 8]
    assert sum(point.good for point in points) == MOST


def test_lines_that_moved_next_to_nothing_turned_nothing(persona, opening):
    turn = said(opening, "x", changes=(moved("trust", 0.3, 0.32),))
    assert build_debrief(persona, [opening, turn]).turning_points == ()


def test_damage_is_told_with_what_to_say_instead(persona, opening):
    first = said(opening, "it is your fault", found("blame", "your fault", 6))
    second = said(first, "you must, now", found("demand", "you must"))
    third = said(second, "grr", tone="hostile")
    fourth = said(third, "sorry", found("apologize", "sorry"))
    damage = build_debrief(persona, [opening, first, second, third, fourth]).damage
    assert [(one.turn, one.move, one.quote, one.instead) for one in damage] == [
        (1, "blame", "your fault", "Say what it did to you."),
        (2, "demand", "you must", ""),
        (3, "hostile", "grr", ""),
    ]


def test_stances_needs_and_agreements_carry_their_turn(persona, opening):
    first = said(
        opening,
        "a",
        stance="talking",
        transition=Transition("calm", "talking", "an apology", "robin.yaml:3"),
    )
    second = said(first, "b", disclosed=("father",), agreed={"cut": "half"})
    third = said(second, "c", agreed={"cut": "little"})
    built = build_debrief(persona, [opening, first, second, third])
    assert [(one.turn, one.title) for one in built.stances] == [(0, "Calm"), (1, "Talking")]
    assert [(one.turn, one.title) for one in built.disclosed] == [(2, "Their father planted it")]
    assert built.undisclosed == 0
    (agreed,) = built.agreements
    assert (agreed.turn, agreed.issue) == (3, "how far it is cut")
    assert agreed.option == "a hand's width"
    assert built.unsettled == ("who pays",)


def test_what_was_agreed_in_a_package_says_how_it_was_weighed(persona, opening):
    parts = (
        PackagePart("cut", "little", 0.6, 1, False),
        PackagePart("pay", "you", 0.4, 0.5, False),
    )
    verdicts = tuple(
        Verdict("accepted", part.issue, part.option, 0.58, 0.5, (), "x:1", parts) for part in parts
    )
    agreed = {"cut": "little", "pay": "you"}
    both = said(opening, "Both, then.", verdicts=verdicts, agreed=agreed)
    told = "Weighed together: a hand's width and you pay."
    debrief = build_debrief(persona, [opening, both])
    assert [one.weighed for one in debrief.agreements] == [told, told]
    alone = said(opening, "That.", agreed={"cut": "little"})
    assert build_debrief(persona, [opening, alone]).agreements[0].weighed == ""


def test_steps_of_the_method_are_reached_or_missed(persona, opening):
    first = said(opening, "a", steps=("apologise",))
    second = said(first, "b", steps=("apologise",))
    apologise, ask = build_debrief(persona, [opening, first, second]).practice.steps
    assert (apologise.reached, apologise.turns) == (True, (1, 2))
    assert (ask.reached, ask.advice) == (False, "Hear them out.")


def test_a_persona_without_a_method_has_no_practice(persona, opening):
    built = build_debrief(replace(persona, method=None), [opening])
    assert built.practice is None


def test_moves_are_counted_by_line(persona, opening):
    twice = (found("blame", "a"), found("blame", "b"))
    first = said(opening, "a", *twice, found("explain", "c"))
    second = said(first, "b", found("explain", "c"))
    built = build_debrief(persona, [opening, first, second])
    assert built.moves == (("explain", 2), ("blame", 1))


def test_the_ending_is_the_engines(persona, opening):
    closing = Closing("agreed", "A hedge for two", "agreement", "Light.")
    finish = build_debrief(persona, [opening, said(opening, "a", ending=closing)]).finish
    assert (finish.outcome, finish.title, finish.epilogue) == (
        "agreement",
        "A hedge for two",
        "Light.",
    )


def test_a_long_quote_is_cut_between_words(persona, opening):
    turn = said(opening, "word " * 500, tone="hostile")
    (one,) = build_debrief(persona, [opening, turn]).damage
    assert one.quote == ("word " * 15).strip() + " …"
    turn = said(opening, "x" * 500, tone="hostile")
    (one,) = build_debrief(persona, [opening, turn]).damage
    assert len(one.quote) == 80


def test_a_feeling_that_was_nudged_is_no_turning_point_but_on_the_timeline(persona, opening):
    nudged = (moved("trust", 0.3, 0.9, "the facilitator moved it", FACILITATOR),)
    turn = said(opening, "x", changes=nudged, feelings={"trust": 0.9, "anger": 0.4})
    built = build_debrief(persona, [opening, turn])
    assert built.turning_points == ()
    assert built.timelines[0].levels == (0.3, 0.9)


def test_what_a_facilitator_did_is_told_in_order(persona):
    talk = Conversation.open(persona)
    scripted_one = scripted(persona)[0]
    assert build_debrief(persona, [talk.opening]).acts == ()
    talk.act(Act("answer", 0, "No. *(shuts the door)*"))
    talk.say("Hello.")
    talk.act(Act("nudge", 1, feeling="trust", amount=1))
    talk.act(Act("nudge", 1, feeling="trust", amount=0.1))
    talk.act(Act("prompt", 1, scripted_one.id))
    first, second, third, fourth = build_debrief(persona, talk.history()).acts
    assert first == Directed(0, "answer", text="No. *(shuts the door)*")
    rise = round(1 - talk.turn.changes[-2].before, 3)
    assert (second, rise > 0) == (Directed(1, "nudge", label="Trust", amount=rise), True)
    assert third == Directed(1, "nudge", label="Trust", amount=0)
    assert fourth == Directed(1, "prompt", text=scripted_one.text)
