"""Rounds: passing the parts on, by hand and by the clock; who is away, who comes late."""

from dataclasses import replace
from datetime import timedelta

import pytest

from simulator.room.deciding.decision import stamp
from simulator.room.exercise.exercise import Grouping, Phase
from simulator.room.state import Room
from simulator.room.state.events import Event
from tests.simulator.room.playing import EXERCISE, playing

ROUNDS = 1
"""The place of the phase with rounds."""


@pytest.fixture
def threes(tmp_path):
    """A room in threes: people read, then three rounds in 27 minutes."""
    exercise = replace(
        EXERCISE,
        grouping=Grouping("arrival", 3, rotate_minutes=9),
        phases=(
            Phase("brief", "Read", minutes=6),
            Phase("breakout", "Rounds", minutes=27),
            Phase("debrief", "Look back"),
        ),
    )
    with playing(tmp_path, exercise) as play:
        yield play


@pytest.fixture
def group(threes):
    """Three people in one conversation, in the order in which they come to speak."""
    clients = [threes.join() for _ in range(3)]
    threes.done(threes.leader, "begin", phase=ROUNDS)
    return [clients[0], clients[2], clients[1]]


def only(play):
    return play.room.conversations["c1"]


def say(play, client, text="You never trim it."):
    play.done(client, "say", conversation="c1", text=text)


def test_the_rounds_share_the_clock_and_end_with_it(threes, group):
    began, spoke, rounds = threes.clock, [], []
    while True:
        clock = group[0].view["clock"]
        spoke.append(only(threes).speaker)
        rounds.append((clock["round"], clock["rounds"]))
        if clock["passes"] is None:
            break
        assert clock["passes"] == stamp(began + timedelta(minutes=9 * len(spoke)))
        say(threes, group[len(spoke) - 1])
        threes.beat(9 * 60)
    assert spoke == [client.seat for client in group]
    assert rounds == [(1, 3), (2, 3), (3, 3)]
    assert [branch.why for branch in only(threes).branches.values()] == ["", "round", "round"]
    threes.beat(3_000)
    assert only(threes).speaker == group[2].seat


def test_a_round_without_a_line_needs_no_branch(threes, group):
    threes.beat(9 * 60)
    assert (only(threes).branch, only(threes).speaker) == ("b1", group[1].seat)


@pytest.mark.parametrize(("act", "seconds", "turn"), [("set", 660, 220), ("add", 360, 600)])
def test_setting_the_clock_shares_what_is_left_anew(threes, group, act, seconds, turn):
    threes.beat(180)
    threes.done(threes.leader, "clock", act=act, seconds=seconds)
    assert group[0].view["clock"]["passes"] == stamp(threes.clock + timedelta(seconds=turn))
    threes.beat(turn - 1)
    assert only(threes).speaker == group[0].seat
    threes.beat(1)
    assert only(threes).speaker == group[1].seat
    assert group[0].view["clock"]["passes"] == stamp(threes.clock + timedelta(seconds=turn))


def test_a_pause_keeps_what_was_left_of_a_round(threes, group):
    threes.beat(200)
    threes.done(threes.leader, "pause", on=True)
    assert group[0].view["clock"]["passes"] is None
    threes.beat(5_000)
    threes.done(threes.leader, "pause", on=False)
    assert group[0].view["clock"]["passes"] == stamp(threes.clock + timedelta(seconds=340))
    threes.done(threes.leader, "pause", on=True)
    threes.done(threes.leader, "clock", act="set", seconds=900)
    threes.done(threes.leader, "pause", on=False)
    assert group[0].view["clock"]["passes"] == stamp(threes.clock + timedelta(seconds=300))


def test_so_short_that_nobody_could_speak_nothing_is_passed_on(threes, group):
    threes.done(threes.leader, "clock", act="set", seconds=50)
    assert group[0].view["clock"]["passes"] is None
    threes.beat(50)
    assert only(threes).speaker == group[0].seat


def test_without_a_clock_a_round_takes_what_the_exercise_says(tmp_path):
    phases = (Phase("breakout", "Rounds"),)
    with playing(tmp_path, replace(EXERCISE, phases=phases)) as play:
        clients = [play.join(), play.join()]
        play.done(play.leader, "begin", phase=0)
        first = only(play).speaker
        assert clients[0].view["clock"]["passes"] == stamp(play.clock + timedelta(minutes=5))
        play.beat(300)
        assert only(play).speaker != first
        assert play.room.rotates is None


def test_a_phase_too_short_for_one_part_is_none_of_rounds(threes):
    phases = (Phase("breakout", "Find each other", minutes=4),)
    threes.room.exercise = replace(threes.room.exercise, phases=phases)
    client = threes.join()
    threes.done(threes.leader, "begin", phase=0)
    clock = client.view["clock"]
    assert (clock["round"], clock["rounds"], clock["passes"]) == (0, 0, None)


def test_all_at_once_and_anew_is_the_next_round(threes):
    clients = [threes.join() for _ in range(6)]
    threes.done(threes.leader, "begin", phase=ROUNDS)
    group = [clients[0], clients[2], clients[1]]
    say(threes, group[0])
    threes.beat(180)
    threes.done(threes.leader, "rotate", conversation=None, anew=True)
    spoken = [one.speaker for one in threes.room.breakouts]
    assert spoken == [group[1].seat, clients[5].seat]
    assert only(threes).now.why == "round"
    clock = group[0].view["clock"]
    assert (clock["round"], clock["rounds"]) == (2, 3)
    assert clock["passes"] == stamp(threes.clock + timedelta(seconds=12 * 60))
    threes.beat(9 * 60 - 180)  # when the clock would have passed them on
    assert only(threes).speaker == group[1].seat
    threes.beat(6 * 60)
    assert only(threes).speaker == group[2].seat


def test_all_at_once_without_beginning_anew_is_no_round(threes, group):
    say(threes, group[0])
    before = dict(group[0].view["clock"])
    threes.done(threes.leader, "rotate", conversation=None)
    assert (only(threes).speaker, only(threes).branch) == (group[1].seat, "b1")
    assert group[0].view["clock"] == before


def test_one_group_begins_anew_and_the_clock_stays(threes, group):
    say(threes, group[0])
    before = dict(group[0].view["clock"])
    threes.done(threes.leader, "rotate", conversation="c1", anew=True)
    assert (only(threes).speaker, only(threes).branch) == (group[1].seat, "b2")
    assert group[0].view["clock"] == before


def test_who_may_pass_on_for_all_and_when(threes, group):
    assert threes.refused(group[0], "rotate", conversation=None) == (
        "not_allowed",
        "Only the facilitator passes the parts on for everybody.",
    )
    threes.done(threes.leader, "begin", phase=2)
    refused = ("not_allowed", "The conversations in small groups are not open now.")
    assert threes.refused(threes.leader, "rotate", conversation=None) == refused
    assert threes.refused(group[0], "rotate", conversation="c1") == refused


def test_who_is_away_neither_speaks_nor_coaches(threes, group):
    late = threes.join()
    speaker, next_, last = group
    threes.detach(next_)
    threes.done(threes.leader, "rotate", conversation="c1", anew=True)
    parts = only(threes).seats
    assert parts[next_.seat] == "observer"
    assert parts[late.seat] == "speaker"
    threes.attach(next_)
    say(threes, late)
    threes.done(threes.leader, "rotate", conversation="c1", anew=True)
    assert only(threes).speaker in (next_.seat, last.seat)
    assert only(threes).seats[speaker.seat] != "speaker"


def test_who_missed_a_turn_gets_it_in_the_next_round(threes, group):
    first, second, third = group
    say(threes, first)
    threes.detach(second)
    threes.beat(9 * 60)
    assert only(threes).seats == {
        third.seat: "speaker",
        first.seat: "coach",
        second.seat: "observer",
    }
    say(threes, third)
    threes.attach(second)
    threes.beat(9 * 60)
    assert only(threes).speaker == second.seat


def test_who_comes_late_speaks_before_who_has_spoken(threes, group):
    first, second, third = group
    say(threes, first)
    threes.beat(9 * 60)
    say(threes, second)
    threes.done(third, "leave")
    late = threes.join()
    threes.beat(9 * 60)
    assert only(threes).speaker == late.seat


def test_who_comes_late_comes_to_a_group_whose_talk_has_ended_where_a_round_is_left(threes, group):
    for text in ("You idiot.", "You stupid idiot."):
        say(threes, group[0], text)
    assert only(threes).now.ended
    late = threes.join()
    assert late.view["me"]["conversation"] == "c1"
    for _ in range(2):
        threes.done(threes.leader, "rotate", conversation=None, anew=True)
    for text in ("You idiot.", "You stupid idiot."):
        say(threes, next(one for one in (*group, late) if one.view["me"]["may_say"]), text)
    assert threes.join().view["me"]["conversation"] == "c2"


def test_by_hand_and_without_beginning_anew_everybody_can_be_reached(threes, group):
    """Whoever passed the parts on by mistake gets back to who was speaking."""
    say(threes, group[0])
    spoke = []
    for _ in range(3):
        threes.done(group[0], "rotate", conversation="c1")
        spoke.append(only(threes).speaker)
    assert spoke == [group[1].seat, group[2].seat, group[0].seat]


def test_what_would_change_nothing_is_refused(threes, group):
    threes.done(group[2], "leave")
    threes.detach(group[1])
    for who in (group[0], threes.leader):
        assert threes.refused(who, "rotate", conversation="c1") == (
            "not_allowed",
            "Nobody else in this conversation is connected, so the parts stay.",
        )
    assert threes.refused(threes.leader, "rotate", conversation=None) == (
        "not_allowed",
        "Nowhere is there anybody to pass the parts on to.",
    )
    say(threes, group[0])
    threes.done(threes.leader, "rotate", conversation="c1", anew=True)
    assert (only(threes).speaker, only(threes).branch) == (group[0].seat, "b2")


def test_when_the_coach_leaves_who_observed_moves_up(threes, group):
    speaker, observer, coach = group
    threes.done(coach, "leave")
    assert only(threes).seats == {speaker.seat: "speaker", observer.seat: "coach"}


def test_people_read_in_their_groups_before_they_speak(threes):
    clients = [threes.join() for _ in range(3)]
    threes.done(threes.leader, "begin", phase=0)
    threes.catch_up()
    speaker = next(one for one in clients if one.view["me"]["part"] == "speaker")
    assert speaker.view["room"]["mode"] == "brief"
    assert speaker.view["clock"]["rounds"] == 0
    assert [seat["part"] for seat in speaker.view["conversation"]["seats"]] == [
        "speaker",
        "coach",
        "observer",
    ]
    assert speaker.view["me"]["brief"]["part"] == "Speak"
    assert not speaker.view["me"]["may_say"]
    refused = ("not_allowed", "It begins with the next phase.")
    assert threes.refused(speaker, "say", conversation="c1", text="Hello?") == refused
    assert threes.refused(speaker, "branch", conversation="c1", at=0) == refused
    late = threes.join()
    assert late.view["me"]["part"] == "observer"
    before = dict(only(threes).seats)
    threes.done(threes.leader, "begin", phase=ROUNDS)
    assert [dict(one.seats) for one in threes.room.breakouts] == [before]
    assert speaker.view["me"]["may_say"]


def test_one_who_is_in_no_group_when_they_begin_comes_to_one(threes):
    clients = [threes.join() for _ in range(3)]
    threes.done(threes.leader, "begin", phase=0)
    threes.done(threes.leader, "place", seat=clients[2].seat, conversation=None)
    threes.done(threes.leader, "begin", phase=ROUNDS)
    assert len(threes.room.breakouts) == 1
    assert clients[2].seat in only(threes).seats


@pytest.mark.parametrize(
    ("by", "kinds"), [("hand", ("brief", "breakout")), ("random", ("brief", "fishbowl"))]
)
def test_nobody_is_put_into_groups_that_are_not_the_next(tmp_path, by, kinds):
    phases = tuple(Phase(kind, kind.title()) for kind in (*kinds, "breakout"))
    exercise = replace(EXERCISE, phases=phases, grouping=Grouping(by, 2))
    with playing(tmp_path, exercise) as play:
        play.join()
        play.done(play.leader, "begin", phase=0)
        assert (play.room.mode, play.room.breakouts) == ("brief", [])


def test_groups_made_by_hand_while_people_read_wait_as_well(tmp_path):
    exercise = replace(EXERCISE, phases=(Phase("brief", "Read"),), grouping=Grouping("hand", 2))
    with playing(tmp_path, exercise) as play:
        client = play.join()
        play.done(play.leader, "begin", phase=0)
        play.done(play.leader, "group", by="hand", groups=[[client.seat]])
        assert client.view["me"]["part"] == "speaker"
        assert not client.view["me"]["may_say"]


def test_a_room_of_before_counts_its_rounds_as_they_went(threes, group):
    """Its events did not number them: each passing on by the clock was one."""
    events = threes.events()
    old = Room("r")
    for event in events:
        data = event.data
        if event.kind == "phased":
            data = {key: value for key, value in data.items() if key != "rounds"}
        old.apply(Event(event.ver, event.kind, event.at, event.by, event.id, data))
    assert (old.round, old.rounds) == (1, 3)
    parts = dict(old.conversations["c1"].seats)
    for number, rotates in ((2, "2027-03-02T09:18:00.000+00:00"), (2, old.rotates), (3, None)):
        rotates = old.rotates if number == 2 and old.round == 2 else rotates
        data = {"conversation": "c1", "parts": parts, "rotates": rotates}
        old.apply(Event(old.ver + 1, "rotated", stamp(threes.clock), "hub", "", data))
        assert (old.round, old.rotates) == (number, rotates)
