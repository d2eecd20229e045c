"""One's own debrief: whose round it was, who is addressed, and what one marked."""

import pytest

from simulator.room.debrief import build_group
from simulator.room.debrief.gathering import gathered
from simulator.room.terminal.debriefing import debrief_text
from simulator.room.web.pages import render_takehome
from tests.simulator.room.playing import Client, Playing

SORRY = "I am sorry, that was my fault."
BLAME = "It is all your fault."
HELLO = "Hello there."
DEBRIEF = 5


@pytest.fixture
def pair(play: Playing) -> tuple[Client, Client]:
    """Two rounds: Ann tries twice, then Ben speaks; each marks a line of the other's."""
    ann, ben = play.join("Ann"), play.join("Ben")
    play.done(play.leader, "group", size=2, by="arrival")
    play.done(ann, "say", conversation="c1", text=BLAME)
    play.done(play.leader, "branch", conversation="c1", at=0, why="rewind")
    play.done(ann, "say", conversation="c1", text=SORRY)
    play.done(ben, "bookmark", conversation="c1", turn=1, quote=SORRY, note="That helped.")
    play.done(play.leader, "rotate", conversation="c1")
    play.done(play.leader, "branch", conversation="c1", at=0, why="retry")
    play.done(ben, "say", conversation="c1", text=HELLO)
    play.done(play.leader, "begin", phase=DEBRIEF)
    return ann, ben


def page(play: Playing, client: Client) -> str:
    debrief = play.run(play.hub.own_debrief(client.token))
    return render_takehome(title="The hedge", debrief=debrief)


def test_one_is_told_ones_own_round_first_and_the_others_by_name(play, pair):
    ann, ben = pair
    called = {client.seat: play.room.seats[client.seat].called for client in pair}
    for client, own, other, branch in ((ann, 1, 2, "b2"), (ben, 2, 1, "b3")):
        partner = ben if client is ann else ann
        chapters = play.run(play.hub.own_debrief(client.token)).chapters[:2]
        assert [chapter.heading for chapter in chapters] == [
            f"Round {own}: you spoke",
            f"Round {other}: {called[partner.seat]} spoke",
        ]
        assert [chapter.own for chapter in chapters] == [True, False]
        assert chapters[0].branch == branch
        told = str(chapters[1].sections)
        assert "You " not in told
        assert " you " not in told
        assert called[partner.seat] in told or not chapters[1].debrief.turning_points


def test_a_retry_of_the_same_speaker_is_a_way_not_taken(play, pair):
    ann, _ = pair
    sections = play.run(play.hub.own_debrief(ann.token)).chapters[0].sections
    (ways,) = [one.items for one in sections if one.heading == "Ways not taken"]
    assert [item.text for item in ways] == [
        f"From the beginning: “{BLAME}” — Not finished, after 1 line."
    ]


def test_what_one_marked_is_ones_own_in_whatever_round(play, pair):
    ann, ben = pair
    assert "What you marked" not in page(play, ann)
    told = page(play, ben)
    assert "Robin, round 1, line 1: “" in told
    assert "That helped." in told


def test_page_and_answer_tell_the_same_and_each_person_another(play, pair):
    ann, ben = pair
    assert page(play, ann) != page(play, ben)
    for client in pair:
        told = play.done(client, "debrief", conversation="c1")["result"]
        words = debrief_text(told, None)
        whole = page(play, client)
        for chapter in told["chapters"]:
            assert chapter["heading"] in words
            assert chapter["heading"] in whole


def test_where_a_conversation_went_on_with_another_speaker_the_lines_are_told_by_name(play):
    ann, ben = play.join("Ann"), play.join("Ben")
    play.done(play.leader, "group", size=2, by="arrival")
    play.done(ann, "say", conversation="c1", text=BLAME)
    play.done(play.leader, "rotate", conversation="c1")
    play.done(ben, "say", conversation="c1", text=SORRY)
    play.done(play.leader, "begin", phase=DEBRIEF)
    (chapter,) = play.run(play.hub.own_debrief(ben.token)).chapters
    name = play.room.seats[ann.seat].called
    assert chapter.heading == f"You and {name} spoke"
    assert chapter.debrief.by == (name, "")
    assert [move for move, _ in chapter.debrief.moves] == ["apologize"]
    (harm,) = [one.items for one in chapter.sections if one.heading.startswith("What did harm")]
    assert harm[0].text.startswith(f"Line 1 ({name}), “")


def test_rounds_count_for_the_group_and_ways_do_not(play, pair):
    built = build_group(gathered(play.room, {}))
    assert [talk.label for talk in built.talks] == [
        "Conversation 1, round 1",
        "Conversation 1, round 2",
    ]
    (parting,) = built.branches
    assert (parting.label, parting.place) == ("Conversation 1, round 1", "from the beginning")
    assert [(way.label, way.main) for way in parting.ways] == [("way 2", True), ("way 1", False)]
    (mark,) = built.bookmarks
    assert mark.label == "Conversation 1, round 1"


def test_a_beginning_in_which_nobody_said_anything_is_told_nowhere(play, pair):
    play.done(play.leader, "branch", conversation="c1", at=0, why="retry")
    built = build_group(gathered(play.room, {}))
    assert len(built.talks) == 2
    assert sum(len(parting.ways) for parting in built.branches) == 2


def test_who_marked_is_the_facilitator_or_not(play, pair):
    play.done(play.leader, "bookmark", conversation="c1", turn=1, quote=HELLO)
    marks = build_group(gathered(play.room, {})).bookmarks
    assert [(mark.facilitator, mark.quote) for mark in marks] == [(True, HELLO), (False, SORRY)]
