"""What of a vote may be seen: hidden until it is revealed, live if that was chosen."""

import pytest


@pytest.fixture
def voted(play):
    """Three people, two proposals; two have voted for the second."""
    clients = [play.join() for _ in range(3)]
    play.done(play.leader, "begin", phase=3)
    play.done(clients[0], "propose", text="One.")
    play.done(clients[1], "propose", text="Two.")
    return clients


def counted(play, client):
    play.catch_up()
    part = client.view["proposals"]
    return [one.get("votes") for one in part["proposals"]], part["leading"]


def vote(play, clients, live=False):
    play.done(play.leader, "voting", open=True, live=live)
    for client in clients[:2]:
        play.done(client, "vote", proposal="p2")


def test_a_vote_is_hidden_until_it_is_revealed(play, voted):
    vote(play, voted)
    for client in (*voted, play.screen):
        assert counted(play, client) == ([None, None], "")
        assert (client.view["proposals"]["voted"], client.view["proposals"]["of"]) == (2, 3)
    assert counted(play, play.leader) == ([0, 2], "p2")
    play.done(play.leader, "reveal")
    for client in (*voted, play.screen):
        assert counted(play, client) == ([0, 2], "p2")


def test_of_those_that_are_level_none_is_ahead(play, voted):
    vote(play, voted)
    play.done(voted[0], "vote", proposal="p1")
    assert counted(play, play.leader) == ([1, 1], "")


def test_who_votes_sees_their_own_vote_only(play, voted):
    vote(play, voted)
    assert [client.view["me"]["vote"] for client in voted] == ["p2", "p2", ""]


def test_a_live_vote_shows_the_count_while_it_runs(play, voted):
    vote(play, voted, live=True)
    assert counted(play, voted[2]) == ([0, 2], "p2")
    play.done(play.leader, "voting", open=False)
    assert counted(play, voted[2]) == ([None, None], "")


def test_a_vote_opened_again_is_hidden_again(play, voted):
    vote(play, voted)
    play.done(play.leader, "voting", open=False)
    play.done(play.leader, "reveal")
    play.done(play.leader, "voting", open=True)
    assert counted(play, voted[0]) == ([None, None], "")
    assert counted(play, play.leader) == ([0, 2], "p2")


def test_whoever_is_gone_is_not_counted(play, voted):
    vote(play, voted)
    play.done(voted[0], "leave")
    play.done(play.leader, "reveal")
    assert counted(play, voted[1]) == ([0, 1], "p2")
    assert voted[1].view["proposals"]["of"] == 2


def test_who_proposed_is_told_to_themselves_only(play, voted):
    play.catch_up()
    assert voted[0].view["me"]["proposals"] == ["p1"]
    assert voted[1].view["me"]["proposals"] == ["p2"]
    assert set(voted[0].view["proposals"]["proposals"][1]) == {"proposal", "text"}


def said_by(play, client):
    play.catch_up()
    view = client.view
    return (view.get("turns") or view["watched"])["turns"][-1]["by"]


def test_whose_proposal_was_said_only_the_facilitator_is_told(play, voted):
    play.done(play.leader, "play", proposal="p2")
    called = voted[1].view["me"]["called"]
    assert [said_by(play, each) for each in (*voted, play.screen)] == ["All of us"] * 4
    assert said_by(play, play.leader) == called


def test_who_has_the_baton_speaks_as_themselves(play, voted):
    play.done(play.leader, "baton", seat=voted[0].seat)
    me = voted[0].view["me"]
    play.done(voted[0], "say", conversation=me["conversation"], text="Good morning.")
    assert said_by(play, voted[2]) == me["called"]
