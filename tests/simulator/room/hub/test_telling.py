"""Telling: only whom it concerns, late what nobody waits for, and what was missed to whoever
comes back."""

import pytest

from tests.simulator.room.playing import Client, bare


@pytest.fixture
def alone(play):
    """Three people, each in a conversation of their own."""
    clients = [play.join() for _ in range(3)]
    play.done(play.leader, "group", size=1, by="arrival")
    play.catch_up()
    return clients


def told(*clients):
    return [len(client.told) for client in clients]


def test_only_those_in_a_conversation_are_told_its_lines(play, alone):
    ada, bob, cy = alone
    before = told(bob, cy)
    play.done(ada, "say", conversation="c1", text="You never trim it.")
    assert [list(one["parts"]) for one in ada.told[-1:]] == [["turns"]]
    assert told(bob, cy) == before
    play.done(ada, "hand", up="hand")
    play.done(play.leader, "freeze", conversation="c1", on=True)
    play.done(play.leader, "broadcast", text="Only you.", to=ada.seat)
    play.catch_up()
    assert told(bob, cy) == before


def test_only_the_turns_that_are_new_are_told(play, alone):
    ada = alone[0]
    for number in range(3):
        play.done(ada, "say", conversation="c1", text=f"You never trim it {number}.")
    turns = ada.told[-1]["parts"]["turns"]
    assert (turns["first"], len(turns["turns"])) == (3, 1)


def test_an_acknowledgement_comes_before_what_it_changed(play, alone):
    before = len(alone[0].told)
    play.done(alone[0], "say", conversation="c1", text="You never trim it.")
    assert [one["type"] for one in alone[0].told[before:]] == ["ack", "changed"]


def test_lists_and_counts_are_told_together_a_little_later(play, alone):
    ada = alone[0]
    before = len(play.leader.told)
    for number in range(3):
        play.done(ada, "say", conversation="c1", text=f"How high is it, {number}?")
    assert len(play.leader.told) == before
    play.catch_up()
    late = play.leader.told[before:]
    assert len(late) == 1
    assert {"grid", "people"} <= late[0]["parts"].keys()
    assert play.leader.view["grid"]["cards"][-1]["turns"] in (0, 3)


def test_what_nobody_asked_for_comes_by_itself(play, alone):
    """The late parts are told when their time has come, without anything else happening."""
    play.done(alone[0], "hand", up="help")
    assert play.leader.view["people"]["people"][0]["hand"] == ""
    play.loop.told += 0.25
    for _ in range(3):
        play.run(_once())
    assert play.leader.view["people"]["people"][0]["hand"] == "help"


async def _once():
    return None


def test_who_comes_back_is_told_what_was_missed_and_no_more(play, alone):
    ada = alone[0]
    play.done(ada, "say", conversation="c1", text="One.")
    play.detach(ada)
    play.attach(ada)
    resumed = ada.told[-1]
    assert resumed["type"] in ("welcome", "changed")
    assert "turns" not in resumed.get("parts", {})
    play.detach(ada)
    play.done(play.leader, "broadcast", text="Hello.")
    play.done(play.leader, "nudge", conversation="c1", feeling="trust", amount=0.1)
    play.attach(ada)
    parts = ada.told[-1]["parts"]
    assert (parts["turns"]["first"], len(parts["turns"]["turns"])) == (1, 1)
    assert parts["notices"]["notices"][0]["text"] == "Hello."
    assert "me" not in parts
    assert bare(ada.view) == bare(play.fresh(ada))


def test_what_is_told_late_is_not_taken_for_told(play, alone):
    """A connection lost in the quarter of a second before the lists came."""
    ada, leader = alone[0], play.leader
    play.done(leader, "watch", conversation="c1")
    play.catch_up()
    play.done(ada, "hand", up="help")
    play.done(ada, "say", conversation="c1", text="You never trim it.")
    assert leader.pos == play.room.ver
    assert leader.view["people"]["people"][0]["hand"] == ""
    play.detach(leader)
    play.attach(leader)
    assert leader.view["people"]["people"][0]["hand"] == "help"


def test_parts_that_are_gone_are_told_as_gone(play, alone):
    ada = alone[0]
    play.done(play.leader, "watch", conversation="c1")
    for client in (ada, play.leader):
        play.detach(client)
    play.attach(play.leader)
    play.done(play.leader, "place", seat=ada.seat, conversation=None)
    play.attach(ada)
    assert not ada.view.keys() & {"conversation", "turns"}
    assert "watched" not in play.leader.view
    assert bare(ada.view) == bare(play.fresh(ada))


@pytest.mark.parametrize("pos", [0, 10_000])
def test_without_a_position_that_can_be_everything_is_told(play, alone, pos):
    other = Client(alone[0].seat, "participant", alone[0].token)
    other.pos = pos
    play.attach(other)
    assert bare(other.view) == bare(play.fresh(alone[0]))


def test_who_cannot_be_told_keeps_nobody_else_from_it(play, alone, capfd):
    ada, bob, _ = alone

    def burst(text):
        raise RuntimeError("xylophone")

    ada.put, whole = burst, ada.put
    play.done(play.leader, "broadcast", text="Hello.")
    ada.put = whole
    assert bob.view["notices"]["notices"][0]["text"] == "Hello."
    assert "RuntimeError" in capfd.readouterr().err


def test_a_phase_is_told_together_with_what_it_opens(play):
    ann = play.join()
    play.done(ann, "hand", up="hand")  # what is told late has just been told
    ann.told.clear()
    play.done(play.leader, "begin", phase=3)
    first = next(told for told in ann.told if told["type"] == "changed")
    assert {"room", "conversation"} <= first["parts"].keys()
