"""The model of a group's debrief, from conversations really held."""

import json
from dataclasses import replace

import pytest

from simulator.room.debrief import Gathered, build_group


@pytest.fixture
def built(workshop):
    return build_group(workshop)


def test_how_they_ended_the_best_first(built):
    told = [(one.outcome, one.count, one.conversations) for one in built.endings]
    assert told == [
        ("agreement", 2, ("c1", "c2")),
        ("fragile", 1, ("c9",)),
        ("breakdown", 1, ("c3",)),
        ("open", 5, ("c4", "c5", "c6", "c7", "c8")),
    ]
    assert (len(built.talks), built.lines, built.few) == (9, 76, "")


def test_a_branch_that_was_left_is_shown_and_not_counted(built, workshop):
    without = replace(
        workshop, conversations=tuple(one for one in workshop.conversations if one.main)
    )
    alone = build_group(without)
    for counted in ("talks", "endings", "steps", "moves", "items", "lines"):
        assert getattr(built, counted) == getattr(alone, counted)
    assert (len(built.branches), len(alone.branches)) == (1, 0)
    for with_it, without_it in zip(built.timelines, alone.timelines, strict=True):
        assert with_it.median == without_it.median
        assert [curve for curve in with_it.curves if curve.main] == list(without_it.curves)


def test_the_timelines_of_all_lie_over_one_another(built, workshop):
    trust = built.timelines[0]
    assert (trust.name, trust.label, trust.higher_is) == ("trust", "Trust", "better")
    assert [(one.conversation, one.branch) for one in trust.curves] == [
        (one.conversation, one.branch) for one in workshop.conversations
    ]
    for curve, held in zip(trust.curves, workshop.conversations, strict=True):
        levels = [turn["feelings"]["trust"] for turn in held.turns]
        assert list(curve.levels) == levels[curve.first :]
    (left,) = [curve for curve in trust.curves if not curve.main]
    assert (left.label, left.first) == ("Conversation 3, way 2", 3)


def test_turning_lines_are_the_weightiest_and_no_conversation_fills_the_list(built, workshop):
    weights = [line.weight for line in built.turning]
    good, bad = [one for one in weights if one > 0], [one for one in weights if one < 0]
    assert weights == sorted(good, reverse=True) + sorted(bad)
    assert (len(good), len(bad)) == (5, 5)
    for kind in (built.turning[:5], built.turning[5:]):
        own = [line.conversation for line in kind]
        assert max(map(own.count, own)) <= 2
    heaviest = max(turn["weight"] for held in workshop.conversations for turn in held.turns)
    assert built.turning[0].weight == round(heaviest, 3)
    assert built.turning[0].by == "Otter"


def test_steps_reached_and_items_count_the_same_conversations(built, workshop):
    by_name = {item.name: item for item in built.items}
    for step in built.steps:
        held = [one for one in workshop.conversations if one.main]
        reached = sum(any(step.name in turn["steps"] for turn in one.turns) for one in held)
        assert (step.reached, step.of) == (reached, 9)
        assert by_name[step.name].reached == reached
        assert by_name[step.name].difficulty == round(reached / 9, 3)
    kinds = [item.kind for item in built.items]
    assert {"step", "issue", "need"} == set(kinds)
    fear = by_name["fear_of_liability"]
    assert fear.title.startswith("They are nine people")
    assert fear.discrimination > 0


def test_what_nobody_came_to_stays_untold(held):
    two = (held(["Hm."], conversation="c1"), held(["Hello."], conversation="c2"))
    kinds = {item.kind for item in build_group(Gathered("x", True, two)).items}
    assert kinds == {"step"}


def test_moves_of_all_lines_are_those_of_the_conversations_together(built):
    together = dict(built.moves)
    for move, times in together.items():
        assert times == sum(dict(talk.moves).get(move, 0) for talk in built.talks)
    assert [times for _, times in built.moves] == sorted(together.values(), reverse=True)


def test_what_the_facilitator_did_is_marked_everywhere(built):
    assert [(one.conversation, one.turn, one.acts) for one in built.acts] == [
        ("c2", 2, ("nudge",)),
        ("c2", 4, ("answer", "prompt")),
    ]
    assert [talk.acts for talk in built.talks] == [0, 2, 0, 0, 0, 0, 0, 0, 0]
    assert [curve.acts for curve in built.timelines[0].curves if curve.acts] == [(2, 4)]


def test_answers_stand_side_by_side(built):
    ready, hardest, take = built.answers
    assert (ready.before.median, ready.after.median) == (2.0, 3.5)
    assert ready.before.counts == (("1", 1), ("2", 3), ("3", 1), ("4", 1), ("5", 0))
    assert (hardest.before.counts[2], hardest.after) == (("To say no", 0), None)
    assert (take.before, take.after.texts) == (None, ("Ask first.", "Breathe; =1+1"))


def test_where_the_room_is_anonymous_nobody_is_named(workshop):
    told = json.dumps(build_group(replace(workshop, anonymous=True)).as_dict())
    for called in ("Heron", "Otter", "Lynx", "Pike", "Coach"):
        assert called not in told
    assert "Heron" in json.dumps(build_group(workshop).as_dict())


def test_one_conversation_is_told_without_statistics(held):
    lines = ["It is your fault.", "I am sorry.", "It is your fault.", "You idiot."]
    built = build_group(Gathered("The fishbowl", True, (held(lines),)))
    assert built.few == ""
    assert built.items == ()
    assert [overlay.median for overlay in built.timelines] == [(), ()]
    assert (built.steps[0].reached, built.steps[0].of) == (1, 1)
    assert built.endings[0].count == 1
    assert [line.turn for line in built.turning][:1] == [2]


def test_a_room_in_which_nobody_talked(held):
    built = build_group(Gathered("Empty", True, ()))
    assert built.few == "Nobody has talked yet."
    assert built.talks == built.timelines == built.turning == built.items == ()
    silent = build_group(Gathered("Opened", True, (held([]),)))
    assert (silent.lines, silent.talks[0].outcome) == (0, "open")


def test_two_personas_are_not_laid_over_one_another(held):
    vendor = held(["You broke it."], "small_vendor", conversation="c2")
    built = build_group(Gathered("Both", True, (held(["It is your fault."]), vendor)))
    assert [overlay.persona for overlay in built.timelines][:3] == ["Robin", "Robin", vendor.title]
    assert built.items == ()
    assert all(step.of == 1 for step in built.steps)


def test_the_model_is_plain_json(built):
    assert json.loads(json.dumps(built.as_dict()))["title"] == "The vendor, in pairs"
