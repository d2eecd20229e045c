"""Breakouts: groups, late comers, odd numbers, whoever drops out."""

from dataclasses import replace

import pytest

from simulator.room.exercise.exercise import Grouping
from tests.simulator.room.playing import EXERCISE, SECRETS, playing


def seats(play):
    return [dict(one.seats) for one in play.room.breakouts]


def test_an_odd_number_leaves_nobody_alone(play):
    people = [play.join().seat for _ in range(5)]
    play.done(play.leader, "group", size=2, by="arrival")
    assert seats(play) == [
        {people[0]: "speaker", people[1]: "coach", people[2]: "observer"},
        {people[3]: "speaker", people[4]: "coach"},
    ]


def test_groups_by_hand_take_in_whoever_was_forgotten(play):
    people = [play.join().seat for _ in range(4)]
    by_hand = [[people[3], people[0]], [people[1]]]
    play.done(play.leader, "group", by="hand", size=2, groups=[*by_hand, ["nobody"]])
    assert seats(play) == [
        {people[3]: "speaker", people[0]: "coach"},
        {people[1]: "speaker", people[2]: "coach"},
    ]


def test_chance_is_the_hubs(tmp_path):
    made = []
    for folder in ("one", "two"):
        with playing(tmp_path / folder) as play:
            for _ in range(6):
                play.join(attached=False)
            play.done(play.leader, "group", by="random", size=2)
            made.append(seats(play))
    assert made[0] == made[1]


def test_who_comes_late_is_placed_and_nobody_is_stopped(play):
    first = [play.join() for _ in range(2)]
    play.done(play.leader, "group", size=2)
    play.done(first[0], "say", conversation="c1", text="You never trim it.")
    before = dict(play.room.conversations["c1"].seats)
    late = play.join()
    assert play.room.conversations["c1"].seats == before | {late.seat: "observer"}
    assert late.view["turns"]["turns"][-1]["line"] == "You never trim it."
    assert late.view["me"]["brief"]["part"] == "Observe"
    watching = play.join(role="observer")
    assert play.room.seats[watching.seat].conversation == ""


def test_alone_a_late_comer_gets_a_conversation_of_their_own(play):
    play.join()
    play.done(play.leader, "group", size=1, level="easy")
    late = play.join()
    assert play.room.conversations["c2"].seats == {late.seat: "speaker"}
    assert play.room.conversations["c2"].level == "easy"
    assert late.view["me"]["may_say"]


def test_who_comes_to_a_conversation_without_a_speaker_speaks(play):
    first = play.join()
    play.done(play.leader, "group", size=2)
    play.done(play.leader, "place", seat=first.seat, conversation="c1", part="observer")
    late = play.join()
    assert play.room.conversations["c1"].speaker == late.seat


def test_personas_are_dealt_out_in_turn(play):
    for _ in range(3):
        play.join(attached=False)
    own = EXERCISE.personas[0]
    play.done(play.leader, "group", size=1, personas=[own, "small_vendor"])
    names = [one.cast.stem for one in play.room.breakouts]
    assert names == ["tiny", "small_vendor", "tiny"]


def test_a_speaker_who_drops_out_hands_on_the_word(play):
    clients = {c.seat: c for c in [play.join() for _ in range(3)]}
    play.done(play.leader, "group", size=3)
    order = list(play.room.conversations["c1"].seats)
    play.done(clients[order[0]], "leave")
    assert seats(play) == [{order[1]: "speaker", order[2]: "coach"}]
    assert clients[order[1]].view["me"]["may_say"]
    play.done(play.leader, "place", seat=order[1], conversation=None)
    assert seats(play) == [{order[2]: "speaker"}]
    play.done(play.leader, "remove", seat=order[2])
    assert seats(play) == [{}]
    assert clients[order[2]].bye["code"] == "no_seat"


def test_whoever_is_moved_leaves_the_word_behind_and_takes_it_there(play):
    people = [play.join().seat for _ in range(4)]
    play.done(play.leader, "group", size=2, by="arrival")
    play.done(play.leader, "place", seat=people[0], conversation="c2", part="speaker")
    assert seats(play) == [
        {people[1]: "speaker"},
        {people[3]: "coach", people[2]: "coach", people[0]: "speaker"},
    ]
    play.done(play.leader, "fishbowl")
    assert play.refused(play.leader, "place", seat=people[0], conversation="c3") == (
        "not_allowed",
        "Nobody can be placed in that conversation.",
    )


def test_groups_made_again_close_the_ones_there_were(play):
    people = [play.join() for _ in range(2)]
    play.done(play.leader, "group", size=2)
    play.done(play.leader, "group", size=1, again=True)
    assert not play.room.conversations["c1"].open
    assert [list(one) for one in seats(play)] == [[client.seat] for client in people]
    answer = play.refused(people[0], "say", conversation="c1", text="Still here?")
    assert answer == ("not_allowed", "That is not your conversation.")


def test_a_confidential_brief_stays_with_whom_it_was_dealt_to(play):
    clients = {c.seat: c for c in [play.join() for _ in range(3)]}
    play.done(play.leader, "group", size=3)
    order = list(play.room.conversations["c1"].seats)

    def told():
        briefs = {seat: client.view["me"]["brief"] for seat, client in clients.items()}
        return {seat: brief["confidential"] for seat, brief in briefs.items() if len(brief) == 3}

    dealt = dict(zip(order, SECRETS[:2], strict=False))
    assert told() == dealt
    play.done(play.leader, "rotate", conversation="c1")
    assert told() == dealt
    play.done(clients.pop(order[0]), "leave")
    assert told() == {order[1]: SECRETS[1]}


@pytest.mark.parametrize("paused", [False, True])
def test_parts_go_round_by_the_clock(play, paused):
    clients = {c.seat: c for c in [play.join() for _ in range(2)]}
    if paused:
        play.done(play.leader, "pause", on=True)
    play.done(play.leader, "begin", phase=4)
    first, second = play.room.conversations["c1"].seats
    if paused:
        play.beat(1_000)
        play.done(play.leader, "pause", on=False)
    play.done(clients[first], "say", conversation="c1", text="You never trim it.")
    play.beat(299)
    assert play.room.conversations["c1"].speaker == first
    play.beat(1)
    one = play.room.conversations["c1"]
    assert (one.speaker, one.branch, one.now.lines) == (second, "b2", [])
    assert one.branches["b1"].lines == ["You never trim it."]
    assert clients[second].view["me"]["may_say"]
    play.done(play.leader, "pause", on=True)
    play.beat(10_000)
    assert play.room.conversations["c1"].speaker == second
    play.done(play.leader, "pause", on=False)
    play.beat(1_000)
    assert play.room.conversations["c1"].speaker == second  # there are two rounds, as in a pair


def test_a_breakout_by_hand_waits_for_its_groups(tmp_path):
    exercise = replace(EXERCISE, grouping=Grouping("hand", 2))
    with playing(tmp_path, exercise) as play:
        client = play.join()
        play.done(play.leader, "begin", phase=4)
        assert (play.room.mode, play.room.breakouts) == ("breakout", [])
        play.done(play.leader, "group", by="hand", groups=[[client.seat]])
        assert client.view["me"]["may_say"]
