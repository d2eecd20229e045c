"""Where the branches of a conversation part."""

from simulator.room.debrief import Gathered, build_group
from simulator.room.debrief.parting import own_turns

FIRST = "It is your fault."


def test_branches_part_where_their_lines_do(held):
    b1 = held([FIRST, "Your fault!", "You idiot."], branch="b1", main=False)
    b2 = held([FIRST, "I am sorry.", "What was it like?"], branch="b2", main=True)
    (parting,) = build_group(Gathered("x", True, (b1, b2))).branches
    assert (parting.at, parting.line) == (1, FIRST)
    assert [(way.branch, way.main, way.line, way.lines) for way in parting.ways] == [
        ("b2", True, "I am sorry.", 2),
        ("b1", False, "Your fault!", 2),
    ]


def test_a_branch_of_a_branch_parts_from_that_one(held):
    b1 = held(["Hello.", FIRST], branch="b1", main=True)
    b2 = held(["Hello.", "I am sorry.", "What now?"], branch="b2", main=False)
    b3 = held(["Hello.", "I am sorry.", "And you?"], branch="b3", main=False)
    partings = build_group(Gathered("x", True, (b1, b2, b3))).branches
    told = [(one.at, [way.branch for way in one.ways]) for one in partings]
    assert told == [(1, ["b1", "b2"]), (2, ["b2", "b3"])]


def test_three_ways_from_one_place(held):
    ways = [
        held([FIRST, line], branch=name, main=name == "b1")
        for name, line in (("b1", "Hm."), ("b2", "I am sorry."), ("b3", "You idiot."))
    ]
    (parting,) = build_group(Gathered("x", True, tuple(ways))).branches
    assert [way.branch for way in parting.ways] == ["b1", "b2", "b3"]


def test_a_branch_in_which_nothing_was_said_yet(held):
    b1 = held([FIRST, "Hm."], branch="b1", main=False)
    b2 = held([FIRST], branch="b2", main=True)
    (parting,) = build_group(Gathered("x", True, (b1, b2))).branches
    assert [(way.branch, way.lines, way.line) for way in parting.ways] == [
        ("b2", 0, ""),
        ("b1", 1, "Hm."),
    ]


def test_every_turn_is_the_own_of_one_branch(workshop):
    own = [
        (held.conversation, turn["n"], turn["line"])
        for held, first, _ in own_turns(workshop.conversations)
        for turn in held.turns[first:]
    ]
    everything = {
        (held.conversation, turn["n"], turn["line"])
        for held in workshop.conversations
        for turn in held.turns
    }
    assert len(own) == len(everything)
    assert set(own) == everything


def test_rounds_do_not_part_and_count_each(held):
    first = held([FIRST], branch="b1", rounds=(1, 2))
    second = held(["I am sorry."], branch="b2", rounds=(2, 2))
    built = build_group(Gathered("x", True, (first, second)))
    assert built.branches == ()
    assert [talk.label for talk in built.talks] == [
        "Conversation 1, round 1",
        "Conversation 1, round 2",
    ]
    assert sum(ending.count for ending in built.endings) == 2
    assert [curve.short for curve in built.timelines[0].curves] == ["1/1", "1/2"]
    assert len({curve.number for curve in built.timelines[0].curves}) == 2
    assert built.timelines[0].median


def test_where_ways_part_is_told_in_words_and_silence_by_its_name(held):
    b1 = held(["", "Hm."], branch="b1", main=False)
    b2 = held([FIRST], branch="b2", main=True)
    (parting,) = build_group(Gathered("x", True, (b1, b2))).branches
    assert (parting.at, parting.place) == (0, "from the beginning")
    assert [way.told for way in parting.ways] == [f"“{FIRST}”", "(said nothing)"]
