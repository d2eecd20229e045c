"""What the facilitator alone is shown: people, the grid, a conversation whole."""

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
