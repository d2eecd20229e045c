"""What the facilitator alone is shown: people, the grid, a conversation whole."""

from datetime import datetime, timedelta

import pytest


def cards(play):
    play.beat()
    return play.leader.view["grid"]["cards"]


@pytest.fixture
def alone(play):
    """Four people, each in a conversation of their own."""
    clients = [play.join(f"Name {n}") for n in range(4)]
    play.done(play.leader, "group", size=1, by="arrival")
    return clients


def say(play, client, *lines):
    for line in lines:
        where = client.view["me"]["conversation"]
        play.done(client, "say", conversation=where, text=line)


def test_who_asks_for_help_comes_first_then_stuck_then_silent_then_the_ended(play, alone):
    helped, ended, stuck, quiet = alone
    say(play, ended, "You idiot.", "You stupid idiot.")
    assert play.room.conversations["c2"].now.ended
    play.beat(170)
    say(play, stuck, "Hm.", "Hm.", "Hm.", "Hm.")
    play.beat(20)
    say(play, helped, "I am sorry.")
    play.done(helped, "hand", up="help")
    shown = cards(play)
    assert [card["conversation"] for card in shown] == ["c1", "c3", "c4", "c2"]
    assert [card["help"] for card in shown] == [[helped.seat], [], [], []]
    assert [bool(card["stuck"]) for card in shown] == [False, True, False, False]
    assert [card["silent"] for card in shown] == [False, False, True, False]
    assert shown[3]["ending"] == "The door shuts"
    assert shown[2]["conversation"] == play.room.seats[quiet.seat].conversation


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["Hm."] * 4, "Nothing moved in the last 4 lines."),
        (["I am sorry.", "I am so sorry.", "I do apologise.", "I apologise."], ""),
        (["Hm."] * 3, ""),
    ],
)
def test_it_says_why_one_seems_stuck(play, alone, lines, sentence):
    say(play, alone[0], *lines)
    card = next(card for card in cards(play) if card["conversation"] == "c1")
    assert card["stuck"] == sentence


def test_a_card_says_how_it_stands(play, alone):
    say(play, alone[0], "You never trim it.")
    play.done(play.leader, "freeze", conversation="c1", on=True)
    play.done(play.leader, "chair", conversation="c1", take="on")
    play.detach(alone[0])
    card = next(card for card in cards(play) if card["conversation"] == "c1")
    last = play.room.conversations["c1"].now.last
    assert {key: card[key] for key in ("last", "turns", "frozen", "chair", "here", "persona")} == {
        "last": "You never trim it.",
        "turns": 1,
        "frozen": True,
        "chair": "on",
        "here": 0,
        "persona": "Robin",
    }
    assert card["stance"] == last.digest["stance"]
    assert set(card["feelings"]) == {"Trust", "Anger"}
    assert card["quiet_since"] == last.at


def test_silence_shows_though_nothing_happens(play, alone):
    assert not any(card["silent"] for card in cards(play))
    play.beat(180)
    assert all(card["silent"] for card in play.leader.view["grid"]["cards"])


def test_nobody_is_silent_who_cannot_speak(play):
    """Silence is counted from when something could have been said."""
    clients = [play.join(), play.join()]

    def after(seconds):
        play.beat(seconds)
        (card,) = cards(play)
        return card["silent"], datetime.fromisoformat(card["quiet_since"])

    play.done(play.leader, "begin", phase=2)
    play.done(play.leader, "group", size=2)
    assert after(600)[0] is False  # they read
    play.done(play.leader, "begin", phase=4)
    play.done(play.leader, "clock", act="set", seconds=7_200)
    began = play.clock
    assert after(179) == (False, began)
    assert after(1) == (True, began)
    play.done(play.leader, "pause", on=True)
    assert after(600)[0] is False
    play.done(play.leader, "pause", on=False)
    assert after(100) == (False, play.clock - timedelta(seconds=100))
    speaker = next(one for one in clients if one.view["me"]["may_say"])
    say(play, speaker, "You never trim it.")
    assert after(180) == (True, play.clock - timedelta(seconds=180))
    for asked in ({"type": "rotate"}, {"type": "branch", "at": 0}):
        play.done(play.leader, asked.pop("type"), conversation="c1", **asked)
        assert after(20) == (False, play.clock - timedelta(seconds=20))
    play.done(play.leader, "freeze", conversation="c1", on=True)
    assert after(600)[0] is False
    play.done(play.leader, "freeze", conversation="c1", on=False)
    assert after(0) == (False, play.clock)
    play.done(play.leader, "begin", phase=5)
    assert after(600)[0] is False


def test_a_card_tells_of_an_end_and_of_who_asks_for_help(play, alone):
    say(play, alone[0], "You idiot.", "You stupid idiot.")
    play.done(alone[0], "hand", up="help")
    first = cards(play)[0]
    assert (first["ending"], first["help"]) == ("The door shuts", [alone[0].seat])


def test_who_sits_with_whom_sees_who_is_connected(play):
    ada, bob = play.join(), play.join()
    play.done(play.leader, "group", size=2, by="arrival")
    play.done(play.leader, "watch", conversation="c1")

    def here(seats):
        return [seat["here"] for seat in seats]

    assert here(ada.view["conversation"]["seats"]) == [True, True]
    play.detach(bob)
    assert here(ada.view["conversation"]["seats"]) == [True, False]
    assert here(play.leader.view["watched"]["seats"]) == [True, False]
    assert here(cards(play)[0]["seats"]) == [True, False]


def test_people_are_shown_with_their_names_to_the_facilitator_only(play, alone):
    play.beat()
    shown = play.leader.view["people"]["people"]
    assert [one["name"] for one in shown] == ["Name 0", "Name 1", "Name 2", "Name 3"]
    assert {one["conversation"] for one in shown} == {"c1", "c2", "c3", "c4"}
    for client in (*alone, play.screen):
        others = [f"Name {n}" for n in range(4) if client is play.screen or client != alone[n]]
        assert not any(name in str(client.told) for name in others)
        assert not client.view.keys() & {"people", "grid", "watched", "bookmarks"}


def test_a_conversation_is_dropped_in_on_without_joining_it(play, alone):
    say(play, alone[2], "You never trim it.")
    play.done(play.leader, "watch", conversation="c3")
    watched = play.leader.view["watched"]
    assert watched["turns"][1]["moves"]
    assert watched["branches"][0]["turns"] == 1
    assert alone[2].view["conversation"]["seats"] == watched["seats"]
    play.done(alone[2], "branch", conversation="c3", at=0)
    assert play.leader.view["watched"]["branch"] == "b2"
    play.done(play.leader, "watch", conversation=None)
    assert "watched" not in play.leader.view
    assert play.refused(play.leader, "watch", conversation="c9") == (
        "unknown",
        "There is no such conversation.",
    )


def test_the_debrief_of_the_group_is_told_when_it_is_time(play, alone):
    play.beat()
    assert "group" not in play.leader.view
    play.done(play.leader, "begin", phase=5)
    play.catch_up()
    assert len(play.leader.view["group"]["debrief"]["talks"]) == 4
