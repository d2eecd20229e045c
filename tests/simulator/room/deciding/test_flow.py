"""The exercise's course: phases, the clock, pausing, the projector, the end."""

from dataclasses import replace
from datetime import timedelta

import pytest

from simulator.room.deciding.decision import stamp
from simulator.room.exercise.exercise import Phase


@pytest.mark.parametrize(
    ("phase", "mode", "show"),
    [
        (0, "lobby", "join"),
        (1, "lobby", "clock"),
        (2, "brief", "clock"),
        (3, "fishbowl", "fishbowl"),
        (4, "breakout", "clock"),
        (5, "debrief", "debrief"),
        (6, "debrief", "clock"),
        (7, "debrief", "clock"),
    ],
)
def test_a_phase_opens_what_it_needs(play, phase, mode, show):
    client = play.join()
    play.done(play.leader, "begin", phase=phase)
    assert (play.room.mode, play.room.screen["show"]) == (mode, show)
    assert play.screen.view["screen"]["show"] == show
    assert len(play.room.conversations) == (mode in ("fishbowl", "breakout"))
    assert play.room.clock.ends == stamp(play.clock + timedelta(minutes=10))
    asked = [one["question"] for one in client.view["questions"]["questions"]]
    assert asked == {1: ["ready", "hope"], 6: ["best"]}.get(phase, [])


def test_at_the_close_the_last_step_of_the_debrief_is_shown(play):
    phases = [
        replace(each, steps=("reactions", "summary") if each.kind == "debrief" else ())
        for each in play.room.exercise.phases
    ]
    play.room.exercise = replace(play.room.exercise, phases=tuple(phases))
    for phase in (5, 6, 7):
        play.done(play.leader, "begin", phase=phase)
    assert (play.room.screen["show"], play.room.screen["step"]) == ("debrief", "summary")


def test_what_was_answered_before_and_after_is_shown_at_the_close(play):
    """It is in the summary, whichever step came last."""
    steps = ("reactions", "summary"), ("plus_delta",)
    phases = [
        Phase("debrief", "Looking back", steps=steps[0]),
        Phase("debrief", "Plus and delta", steps=steps[1]),
        Phase("close", "The end"),
    ]
    play.room.exercise = replace(play.room.exercise, phases=tuple(phases))
    shown = []
    for phase in range(3):
        play.done(play.leader, "begin", phase=phase)
        shown.append(play.room.screen["step"])
    assert shown == ["reactions", "plus_delta", "summary"]


def test_a_phase_there_is_not(play):
    assert play.refused(play.leader, "begin", phase=8) == (
        "unknown",
        "The exercise has 8 phases.",
    )


def test_a_fishbowl_begun_again_goes_on(play):
    play.done(play.leader, "begin", phase=3)
    play.done(play.leader, "begin", phase=5)
    play.done(play.leader, "begin", phase=3)
    assert list(play.room.conversations) == ["c1"]


def test_the_clock_is_extended_while_it_runs_and_stands_while_all_is_paused(play):
    play.done(play.leader, "clock", act="set", seconds=60)
    play.clock += timedelta(seconds=20)
    play.done(play.leader, "clock", act="add", seconds=30)
    assert play.room.clock.ends == stamp(play.clock + timedelta(seconds=70))
    play.done(play.leader, "pause", on=True)
    play.clock += timedelta(seconds=500)
    assert (play.room.clock.ends, play.room.clock.left) == (None, 70)
    play.done(play.leader, "clock", act="add", seconds=-80)
    assert play.room.clock.left == 0
    play.done(play.leader, "clock", act="set", seconds=10)
    play.done(play.leader, "pause", on=False)
    assert play.room.clock.ends == stamp(play.clock + timedelta(seconds=10))
    play.done(play.leader, "clock", act="stop")
    assert (play.room.clock.ends, play.room.clock.left) == (None, None)


def test_the_projector_shows_what_is_chosen(play):
    play.done(play.leader, "begin", phase=3)
    play.done(play.leader, "project", show="conversation", conversation="c1", gauges=True)
    assert set(play.screen.view["conversation"]["gauges"]) == {"Trust", "Anger"}
    assert "gauges" not in play.leader.view["watched"]
    play.done(play.leader, "project", show="debrief", step="analysis")
    assert play.screen.view["screen"]["debrief"]["title"] == "The hedge"
    assert play.refused(play.leader, "project", show="conversation", conversation="c9") == (
        "unknown",
        "There is no such conversation.",
    )


def test_over_is_over_but_everybody_keeps_their_seat(play):
    client = play.join()
    play.done(play.leader, "begin", phase=3)
    play.done(play.leader, "baton", seat=client.seat)
    play.done(client, "say", conversation="c1", text="You never trim it.")
    play.done(play.leader, "close")
    play.catch_up()
    assert client.view["room"]["mode"] == "closed"
    assert not client.view["me"]["may_say"]
    play.kill()
    assert play.run(play.hub.restore()) == []
    play.attach(client)
    assert len(play.run(play.hub.own_debriefs(client.token))) == 1
    answer = play.done(client, "debrief", conversation="c1")
    assert answer["result"]["lines"] == 1
