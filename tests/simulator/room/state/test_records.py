"""Turns that were put away are told as if they lay at hand."""

import pytest

from simulator.room.state import Branch, Heard
from simulator.room.state.records import AT_HAND

DIGEST = {
    "n": 3,
    "parts": [["direction", "seufzt …"], ["speech", "\ud83d „Also gut.“"]],
    "feelings": {"trust": 0.1 + 0.2, "anger": -0.0, "hurt": 1},
    "ending": None,
    "agreed": {"Lieferung": "3. März"},
    "acts": [],
}


def heard(n):
    return Heard(f"line {n}", "s1", DIGEST | {"n": n}, n, "2027-03-02T09:00:00.000+00:00")


def test_a_turn_put_away_has_its_digest_still():
    turn = heard(3)
    for _ in "once", "twice":
        turn.put_away()
        assert isinstance(turn.kept, bytes)
        assert turn.digest == DIGEST
        assert repr(turn.digest) == repr(DIGEST)  # -0.0 and 0.0 are equal, 1 and 1.0 too


def test_whoever_changes_what_was_looked_up_changes_no_turn():
    turn = heard(3)
    turn.put_away()
    turn.digest["parts"].clear()
    assert turn.digest == DIGEST


@pytest.mark.parametrize("said", [0, AT_HAND, AT_HAND + 1, 20])
def test_only_the_latest_turns_lie_at_hand(said):
    branch = Branch("b1", "", 0, "", [heard(0)])
    for n in range(1, said + 1):
        branch.add(heard(n))
    away = [isinstance(turn.kept, bytes) for turn in branch.turns]
    assert away == [True] * (said + 1 - AT_HAND) + [False] * min(said + 1, AT_HAND)
    assert [turn.digest["n"] for turn in branch.turns] == list(range(said + 1))


def test_who_comes_late_is_told_turns_put_away_as_they_were_kept(play):
    ada = play.join()
    play.done(play.leader, "group", size=1)
    for n in range(AT_HAND + 3):
        play.done(ada, "say", conversation="c1", text=f"The hedge has {n} leaves.")
    play.done(play.leader, "branch", conversation="c1", at=AT_HAND + 1)
    kept = [event.data["turn"] for event in play.events() if event.kind in ("held", "said")]
    turns = play.room.conversations["c1"].branches["b1"].turns
    assert sum(isinstance(turn.kept, bytes) for turn in turns) == 4
    assert [turn.digest for turn in turns] == kept
    play.done(play.leader, "watch", conversation="c1")
    for client, part in ((ada, "turns"), (play.leader, "watched")):
        told = client.view[part]["turns"]
        assert [turn["parts"] for turn in told] == [turn["parts"] for turn in kept[: len(told)]]
        assert len(told) == AT_HAND + 2
