"""The fishbowl: proposals, votes, the baton; each refusal in its own words."""

import pytest

from simulator.room.deciding import fishbowl, opening
from tests.simulator.room.playing import TINY


@pytest.fixture
def bowl(play):
    clients = [play.join() for _ in range(3)]
    play.done(play.leader, "begin", phase=3)
    return clients


def test_what_leads_is_played_and_counts_as_its_authors(play, bowl):
    ada, bob, cy = bowl
    play.done(ada, "propose", text="You never trim it.")
    play.done(bob, "propose", text="I am sorry about the noise.")
    play.done(play.leader, "voting", open=True)
    for client, proposal in ((ada, "p2"), (bob, "p1"), (cy, "p2")):
        play.done(client, "vote", proposal=proposal)
    play.done(bob, "vote", proposal=None)
    play.done(play.leader, "play")
    turn = play.room.conversations["c1"].now.last
    assert (turn.line, turn.by) == ("I am sorry about the noise.", bob.seat)
    assert (play.room.proposals, play.room.vote.votes, play.room.vote.open) == ({}, {}, False)
    assert play.room.seats[bob.seat].lines == 1


def test_the_facilitator_edits_picks_another_or_says_their_own(play, bowl):
    ada, bob, _ = bowl
    for client, text in ((ada, "One."), (bob, "Two.")):
        play.done(client, "propose", text=text)
    play.done(play.leader, "play", proposal="p2", text="Two, please.")
    assert play.room.conversations["c1"].now.last.by == bob.seat
    play.done(play.leader, "play", text="Mine.")
    assert play.room.conversations["c1"].now.lines == ["Two, please.", "Mine."]
    assert ada.view["turns"]["turns"][2]["by"] == "Facilitator"
    assert play.refused(play.leader, "play") == ("unknown", "Nothing is proposed yet.")
    assert play.refused(play.leader, "play", proposal="p1") == (
        "unknown",
        "That line is not proposed any more.",
    )


def test_who_has_the_baton_speaks(play, bowl):
    ada, bob, cy = bowl
    line = {"conversation": "c1", "text": "You never trim it."}
    assert play.refused(ada, "say", **line) == (
        "not_allowed",
        "It is not your turn to speak; you can propose a line.",
    )
    play.done(play.leader, "baton", seat=ada.seat)
    assert ada.view["me"]["may_say"]
    play.done(ada, "say", **line)
    play.done(play.leader, "baton", seat=bob.seat)
    assert not ada.view["me"]["may_say"]
    play.done(play.leader, "sit", seat=cy.seat, role="observer")
    assert play.refused(play.leader, "baton", seat=cy.seat) == (
        "not_allowed",
        "An observer does not speak; make them a participant first.",
    )
    assert play.refused(play.leader, "baton", seat="s9") == (
        "unknown",
        "There is nobody with that seat.",
    )
    play.done(play.leader, "remove", seat=bob.seat)
    assert play.room.baton == ""


def test_without_a_fishbowl_nothing_is_proposed(play):
    client = play.join()
    for kind, data in (
        ("propose", {"text": "Hello."}),
        ("vote", {"proposal": None}),
    ):
        assert play.refused(client, kind, **data) == ("not_allowed", "The fishbowl is not open.")
    for kind, data in (("voting", {"open": True}), ("reveal", {}), ("baton", {"seat": None})):
        assert play.refused(play.leader, kind, **data)[1] == "The fishbowl is not open."


def test_each_proposal_is_its_own(play, bowl, monkeypatch):
    ada, bob, _ = bowl
    play.done(ada, "propose", text="Trim it.")
    assert play.refused(bob, "propose", text="TRIM  it.".replace("  ", " ")) == (
        "not_allowed",
        "Somebody has proposed that already.",
    )
    assert play.refused(bob, "propose", text="\u200b ") == (
        "malformed",
        "There is nothing in it.",
    )
    play.done(ada, "propose", text="Two.")
    play.done(ada, "propose", text="Three.")
    assert play.refused(ada, "propose", text="Four.") == (
        "full",
        "You have 3 proposals up; take one back first.",
    )
    monkeypatch.setattr(fishbowl, "MOST_PROPOSALS", 3)
    assert play.refused(bob, "propose", text="Five.") == (
        "full",
        "There are enough proposals for now.",
    )
    assert play.refused(bob, "withdraw", proposal="p1") == (
        "unknown",
        "You have no such proposal.",
    )
    play.done(play.leader, "withdraw", proposal="p1")
    play.done(ada, "withdraw", proposal="p2")
    assert list(play.room.proposals) == ["p3"]


def test_while_the_vote_is_on_the_proposals_stay(play, bowl):
    ada, bob, _ = bowl
    assert play.refused(play.leader, "voting", open=True) == (
        "unknown",
        "Nothing is proposed yet.",
    )
    play.done(ada, "propose", text="One.")
    assert play.refused(bob, "vote", proposal="p1") == ("not_allowed", "The vote is not open.")
    play.done(play.leader, "voting", open=True)
    assert play.refused(bob, "propose", text="Two.") == (
        "not_allowed",
        "The vote is on; propose again after the next line.",
    )
    assert play.refused(ada, "withdraw", proposal="p1") == (
        "not_allowed",
        "The vote is on; it stays until then.",
    )
    play.done(bob, "vote", proposal="p1")
    play.done(play.leader, "withdraw", proposal="p1")
    assert play.room.vote.votes == {}
    assert bob.view["me"]["vote"] == ""
    assert play.refused(bob, "vote", proposal="p1") == (
        "unknown",
        "That line is not proposed any more.",
    )


def test_a_held_fishbowl_takes_no_proposal_and_no_vote(play, bowl):
    ada = bowl[0]
    play.done(ada, "propose", text="One.")
    play.done(play.leader, "voting", open=True)
    play.done(play.leader, "freeze", conversation="c1", on=True)
    assert play.refused(ada, "vote", proposal="p1")[0] == "frozen"
    assert play.refused(play.leader, "play")[0] == "frozen"
    play.done(play.leader, "voting", open=False)
    assert play.refused(ada, "propose", text="Two.")[0] == "frozen"
    assert not ada.view["me"]["may_propose"]


def test_another_fishbowl_is_opened_beside_the_first(play, bowl):
    play.done(bowl[0], "propose", text="One.")
    play.done(play.leader, "fishbowl", persona=str(TINY), level="hard")
    assert list(play.room.conversations) == ["c1", "c2"]
    assert play.room.conversations["c2"].level == "hard"
    assert (play.room.fishbowl, play.room.proposals) == ("c2", {})


@pytest.mark.parametrize("persona", ["/etc/passwd", "..\\secret", "other.yaml"])
def test_only_the_exercises_own_files_can_play(play, persona):
    assert play.refused(play.leader, "fishbowl", persona=persona) == (
        "unknown",
        "There is no such persona.",
    )
    assert play.refused(play.leader, "group", personas=[persona])[0] == "unknown"


def test_a_name_that_is_no_personas_is_refused_in_the_files_words(play):
    code, message = play.refused(play.leader, "fishbowl", persona="small_vendr")
    assert (code, "small_vendor" in message) == ("unknown", True)


def test_a_room_has_only_so_many_conversations(play, monkeypatch):
    monkeypatch.setattr(opening, "MOST_CONVERSATIONS", 1)
    play.done(play.leader, "fishbowl")
    assert play.refused(play.leader, "fishbowl") == (
        "full",
        "There are too many conversations in this room.",
    )


def test_after_the_end_nothing_is_opened(play):
    play.done(play.leader, "close")
    for kind, data in (
        ("fishbowl", {}),
        ("group", {}),
        ("begin", {"phase": 3}),
        ("pause", {"on": True}),
    ):
        assert play.refused(play.leader, kind, **data) == ("over", "The exercise is over.")
