"""Who is in the room: seats, roles, hands, answers, messages."""

import pytest

from simulator.room.deciding import people
from simulator.room.refusal import Refusal


def test_everybody_is_called_something_else(play):
    called = [play.room.seats[play.join("Ada", attached=False).seat].called for _ in range(120)]
    assert len(set(called)) == 120
    assert not any("Ada" in one for one in called)


def test_a_full_room_lets_nobody_in(play, monkeypatch):
    monkeypatch.setattr(people, "MOST_SEATS", 1)
    play.join()
    with pytest.raises(Refusal, match="The room is full") as refused:
        play.join()
    assert refused.value.code == "full"


def test_who_left_or_was_removed_is_told_nothing_more(play):
    ada, bob = play.join("Ada"), play.join("Bob")
    play.done(ada, "leave")
    play.done(play.leader, "remove", seat=bob.seat)
    play.done(play.leader, "broadcast", text="Welcome.")
    for client in (ada, bob):
        assert client.bye == {
            "code": "no_seat",
            "message": "This seat is no longer yours.",
            "again": False,
        }
        assert "Welcome." not in str(client.told)
        assert play.run(play.hub.whose(client.token)) is None
        with pytest.raises(Refusal, match="Join again"):
            play.attach(client)
    assert play.refused(play.leader, "remove", seat=bob.seat) == (
        "unknown",
        "There is nobody with that seat.",
    )
    assert play.refused(play.leader, "remove", seat="facilitator")[0] == "unknown"


def test_all_who_came_since_somebody_go_at_once(play):
    first, ada, bob, cy = (play.join() for _ in range(4))
    late = play.join(role="observer")
    play.done(play.leader, "group", by="hand", size=2, groups=[["s2", "s1"], ["s3", "s4"]])
    play.done(play.leader, "begin", phase=3)
    for client, text in ((first, "Why?"), (ada, "Spam."), (bob, "More spam.")):
        play.done(client, "propose", text=text)
    play.done(play.leader, "voting", open=True)
    play.done(first, "vote", proposal="p2")
    play.done(play.leader, "baton", seat=cy.seat)
    play.done(ada, "leave")
    before = play.room.ver
    play.done(play.leader, "remove_since", seat=ada.seat)
    kinds = [event.kind for event in play.events() if event.ver > before]
    assert kinds == ["left"] * 3 + ["withdrawn"] * 2
    assert [seat.id for seat in play.room.people] == [first.seat]
    assert (play.room.baton, play.room.vote.votes, list(play.room.proposals)) == ("", {}, ["p1"])
    for client in (bob, cy, late):
        assert client.bye["code"] == "no_seat"
        assert play.run(play.hub.whose(client.token)) is None
    assert first.bye is None
    assert play.room.conversations["c1"].speaker == first.seat
    assert play.join().seat == "s6"


def test_nobody_goes_twice_and_whoever_leads_stays(play):
    ada = play.join()
    for _ in range(2):
        play.done(play.leader, "remove_since", seat=ada.seat)
    assert [event.kind for event in play.events()].count("left") == 1
    for wanted in ("facilitator", "projector", "s9"):
        assert play.refused(play.leader, "remove_since", seat=wanted) == (
            "unknown",
            "There is nobody with that seat.",
        )


def test_the_facilitator_is_told_who_came_when(play):
    for seconds in (0, 60):
        play.beat(seconds)
        play.join()
    play.catch_up()
    came = [each["came"] for each in play.leader.view["people"]["people"]]
    assert came == ["2027-03-02T09:00:00.000+00:00", "2027-03-02T09:01:00.000+00:00"]
    assert play.leader.view["room"]["coded"] == ""
    play.done(play.leader, "code")
    play.catch_up()
    assert play.leader.view["room"]["coded"] == came[1]
    assert "came" not in str(play.join().told)


def test_an_observer_votes_no_more_and_can_come_back(play):
    ada, bob = play.join(), play.join()
    play.done(play.leader, "begin", phase=3)
    play.done(ada, "propose", text="You never trim it.")
    play.done(play.leader, "voting", open=True)
    play.done(bob, "vote", proposal="p1")
    play.done(play.leader, "baton", seat=bob.seat)
    play.done(play.leader, "sit", seat=bob.seat, role="observer")
    assert (play.room.vote.votes, play.room.baton) == ({}, "")
    assert bob.view["me"]["role"] == "observer"
    assert not bob.view["me"]["may_propose"]
    play.done(play.leader, "sit", seat=bob.seat, role="participant")
    assert bob.view["me"]["may_propose"]


def test_who_becomes_a_participant_late_is_placed(play):
    watcher = play.join(role="observer")
    play.join()
    play.done(play.leader, "group", size=2)
    play.done(play.leader, "sit", seat=watcher.seat, role="participant")
    assert play.room.seats[watcher.seat].part == "coach"


def test_a_hand_goes_up_and_down(play):
    ada = play.join()
    play.done(ada, "hand", up="help")
    play.catch_up()
    assert play.leader.view["people"]["people"][0]["hand"] == "help"
    play.done(ada, "hand", up="")
    assert ada.view["me"]["hand"] == ""


def test_the_facilitator_takes_a_hand_down_and_no_more(play):
    ada, bob = play.join(), play.join()
    play.done(ada, "hand", up="help")
    play.done(play.leader, "hand", up="", seat=ada.seat)
    assert ada.view["me"]["hand"] == ""
    assert play.room.seats["facilitator"].hand == ""
    refused = ("not_allowed", "The facilitator takes somebody's hand down, no more.")
    assert play.refused(play.leader, "hand", up="help", seat=ada.seat) == refused
    assert play.refused(play.leader, "hand", up="") == refused
    assert play.refused(bob, "hand", up="help", seat=ada.seat) == (
        "not_allowed",
        "That is not your hand.",
    )
    assert play.refused(play.leader, "hand", up="", seat="s9")[0] == "unknown"


@pytest.mark.parametrize(
    ("when", "answers", "refused"),
    [
        ("before", {"ready": 6}, ("malformed", "Answer with a number from 1 to 5.")),
        ("before", {"ready": 0}, ("malformed", "Answer with a number from 1 to 5.")),
        ("before", {"ready": "5"}, ("malformed", "Answer with a number from 1 to 5.")),
        ("before", {"best": "to ask"}, ("unknown", "That is none of the questions.")),
        ("after", {"best": "to run"}, ("malformed", "Choose one of the answers that are there.")),
    ],
)
def test_an_answer_that_is_none_is_refused(play, when, answers, refused):
    assert play.refused(play.join(), "answers", when=when, answers=answers) == refused


def test_answers_are_kept_clean_and_the_latest_counts(play):
    ada = play.join()
    play.done(ada, "answers", when="before", answers={"ready": 2})
    play.done(ada, "answers", when="before", answers={"ready": 4, "hope": "Light\x1b[2J, "})
    assert play.room.seats[ada.seat].answers == {"before": {"ready": 4, "hope": "Light,"}}
    assert ada.view["me"]["answered"] == ["before"]


def test_a_message_reaches_those_it_is_for(play):
    ada, bob, cy = (play.join() for _ in range(3))
    play.done(play.leader, "group", size=1, by="arrival")

    def heard(client):
        return [one["text"] for one in client.view["notices"]["notices"]]

    play.done(play.leader, "broadcast", text="All.")
    play.done(play.leader, "broadcast", text="One.", to=ada.seat)
    play.done(play.leader, "broadcast", text="Two.", to="c2")
    assert [heard(one) for one in (ada, bob, cy)] == [["All.", "One."], ["All.", "Two."], ["All."]]
    assert heard(play.join()) == []
    play.done(play.leader, "place", seat=cy.seat, conversation="c2", part="coach")
    assert heard(cy) == ["All.", "Two."]
    play.done(play.leader, "begin", phase=3)
    play.done(play.leader, "broadcast", text="Bowl.", to=play.room.fishbowl)
    assert [heard(one) for one in (ada, bob, cy)] == [["Bowl."]] * 3
    assert play.refused(play.leader, "broadcast", text="\x00")[0] == "malformed"
    assert play.refused(play.leader, "broadcast", text="Hi.", to="s9") == (
        "unknown",
        "There is nobody with that seat.",
    )


def test_a_message_to_a_group_is_gone_with_its_next_round(play):
    clients = [play.join(), play.join()]
    play.done(play.leader, "group", size=2)
    play.done(play.leader, "broadcast", text="All.")
    play.done(play.leader, "broadcast", text="A question first.", to="c1")

    def heard():
        return [[one["text"] for one in each.view["notices"]["notices"]] for each in clients]

    play.done(play.leader, "rotate", conversation="c1")
    assert heard() == [["All.", "A question first."]] * 2
    play.done(play.leader, "rotate", conversation="c1", anew=True)
    assert heard() == [["All."]] * 2


def test_names_are_told_only_where_the_room_agreed(play):
    ada, bob = play.join("Ada"), play.join("Bob")
    play.done(play.leader, "fishbowl")
    play.done(play.leader, "baton", seat=ada.seat)
    play.done(ada, "say", conversation="c1", text="You never trim it.")
    assert "Ada" not in str(bob.told)
    assert ada.view["me"]["name"] == "Ada"
    play.done(play.leader, "anonymous", on=False)
    assert bob.view["turns"]["turns"][-1]["by"] == "Ada"
    play.done(play.leader, "anonymous", on=True)
    assert bob.view["turns"]["turns"][-1]["by"] == play.room.seats[ada.seat].called
