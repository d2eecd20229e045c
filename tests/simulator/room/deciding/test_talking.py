"""Saying lines, and what those in a conversation do with it; each refusal in its own words."""

import pytest

from simulator.room.deciding import talking


@pytest.fixture
def pair(play):
    """A speaker and a coach in a breakout."""
    play.join("Ada"), play.join("Bob")
    play.done(play.leader, "group", size=2)
    one = play.room.conversations["c1"]
    clients = {seat: client for client in play.clients for seat in [client.seat]}
    return [clients[seat] for seat in one.seats]


def test_only_the_speaker_says_the_lines(play, pair):
    speaker, coach = pair
    play.done(speaker, "say", conversation="c1", text="You never trim it.")
    assert play.refused(coach, "say", conversation="c1", text="Nor you.") == (
        "not_allowed",
        "You are the coach now; the speaker says the lines.",
    )
    other = play.join(role="participant")
    play.done(play.leader, "place", seat=other.seat, conversation=None)
    assert play.refused(other, "say", conversation="c1", text="Me!") == (
        "not_allowed",
        "That is not your conversation.",
    )
    assert play.refused(other, "say", conversation="c9", text="Me!") == (
        "unknown",
        "There is no such conversation.",
    )
    assert [turn.line for turn in play.room.conversations["c1"].now.turns] == [
        None,
        "You never trim it.",
    ]


def test_what_is_held_gets_no_line(play, pair):
    speaker, _ = pair
    line = {"conversation": "c1", "text": "You never trim it."}
    play.done(play.leader, "freeze", conversation="c1", on=True)
    assert play.refused(speaker, "say", **line) == (
        "frozen",
        "The facilitator holds the conversation with Robin.",
    )
    assert play.refused(speaker, "branch", conversation="c1", at=0)[0] == "frozen"
    assert play.refused(speaker, "rotate", conversation="c1")[0] == "frozen"
    play.done(play.leader, "pause", on=True)
    assert play.refused(speaker, "say", **line) == (
        "paused",
        "The facilitator has paused everything; nothing was said.",
    )
    play.done(play.leader, "pause", on=False)
    play.done(play.leader, "freeze", conversation="c1", on=False)
    play.done(play.leader, "chair", conversation="c1", take="once")
    play.done(speaker, "say", **line)
    assert play.refused(speaker, "say", **line) == ("paused", "Robin has not answered yet.")
    assert play.refused(speaker, "branch", conversation="c1", at=1) == (
        "paused",
        "Robin has not answered that line yet.",
    )
    play.done(play.leader, "close")
    assert play.refused(speaker, "say", **line) == ("over", "The exercise is over.")


def test_an_ended_conversation_goes_on_in_a_branch_only(play, pair):
    speaker, _ = pair
    for text in ("You idiot.", "You stupid idiot."):
        play.done(speaker, "say", conversation="c1", text=text)
    assert play.refused(speaker, "say", conversation="c1", text="Sorry.") == (
        "over",
        "The conversation with Robin has ended.",
    )
    assert play.refused(speaker, "branch", conversation="c1", at=9) == (
        "unknown",
        f"There are only {len(play.room.conversations['c1'].now.lines)} lines.",
    )
    ended = list(play.room.conversations["c1"].now.lines)
    play.done(speaker, "branch", conversation="c1", at=0, why="retry")
    play.done(speaker, "say", conversation="c1", text="I am sorry.")
    one = play.room.conversations["c1"]
    assert (one.branches["b1"].lines, one.branches["b2"].lines) == (ended, ["I am sorry."])
    play.done(play.leader, "switch", conversation="c1", branch="b1")
    assert play.refused(speaker, "say", conversation="c1", text="Sorry.")[0] == "over"
    assert play.refused(play.leader, "switch", conversation="c1", branch="b7") == (
        "unknown",
        "There is no such branch.",
    )


def test_a_conversation_does_not_grow_for_ever(play, pair, monkeypatch):
    speaker, _ = pair
    monkeypatch.setattr(talking, "MOST_TURNS", 1)
    monkeypatch.setattr(talking, "MOST_BRANCHES", 2)
    monkeypatch.setattr(talking, "MOST_BOOKMARKS", 1)
    play.done(speaker, "say", conversation="c1", text="One.")
    assert play.refused(speaker, "say", conversation="c1", text="Two.") == (
        "full",
        "The conversation with Robin is too long to go on.",
    )
    play.done(speaker, "branch", conversation="c1", at=0)
    assert play.refused(speaker, "branch", conversation="c1", at=0) == (
        "full",
        "This conversation has been begun again too often.",
    )
    play.done(speaker, "bookmark", conversation="c1", turn=0)
    assert play.refused(speaker, "bookmark", conversation="c1", turn=0) == (
        "full",
        "There are too many bookmarks.",
    )


def test_in_the_fishbowl_only_the_facilitator_goes_back(play):
    client = play.join()
    assert play.refused(client, "say", conversation="c1", text="Hello.")[0] == "unknown"
    play.done(play.leader, "fishbowl")
    play.done(play.leader, "baton", seat=client.seat)
    play.done(client, "say", conversation="c1", text="You never trim it.")
    assert play.refused(client, "branch", conversation="c1", at=0) == (
        "not_allowed",
        "Only the facilitator goes back in the fishbowl.",
    )
    play.done(play.leader, "branch", conversation="c1", at=0, why="rewind")
    assert client.view["turns"]["branch"] == "b2"
    assert len(client.view["turns"]["turns"]) == 1
    play.done(play.leader, "begin", phase=5)
    assert play.refused(client, "say", conversation="c1", text="More.") == (
        "not_allowed",
        "The fishbowl is not open.",
    )
    assert not client.view["me"]["may_say"]


def test_once_the_small_groups_are_over_nobody_speaks_in_them(play, pair):
    speaker, _ = pair
    play.done(play.leader, "begin", phase=5)
    assert not speaker.view["me"]["may_say"]
    assert play.refused(speaker, "say", conversation="c1", text="Still here?") == (
        "not_allowed",
        "The conversations in small groups are not open now.",
    )


def test_parts_are_passed_on_and_whoever_is_away_does_not_get_the_word(play):
    clients = {c.seat: c for c in (play.join(), play.join(), play.join())}
    play.done(play.leader, "group", size=3)
    order = list(play.room.conversations["c1"].seats)
    play.done(clients[order[0]], "rotate", conversation="c1")
    assert play.room.conversations["c1"].seats == {
        order[2]: "speaker",
        order[0]: "coach",
        order[1]: "observer",
    }
    play.detach(clients[order[1]])
    play.done(play.leader, "rotate", conversation="c1")
    assert play.room.conversations["c1"].speaker == order[0]


def test_nobody_passes_on_what_they_are_not_in(play, pair):
    late = play.join()
    play.done(play.leader, "place", seat=late.seat, conversation=None)
    assert play.refused(late, "rotate", conversation="c1") == (
        "not_allowed",
        "That is not your conversation.",
    )
    play.done(play.leader, "place", seat=pair[1].seat, conversation=None)
    assert play.refused(play.leader, "rotate", conversation="c1") == (
        "not_allowed",
        "There is nobody else in this conversation.",
    )


def test_whoever_only_observes_is_never_dealt_the_word(play, pair):
    speaker, coach = pair
    play.done(play.leader, "sit", seat=speaker.seat, role="observer")
    one = play.room.conversations["c1"]
    assert one.seats == {coach.seat: "speaker", speaker.seat: "observer"}
    assert play.refused(play.leader, "rotate", conversation="c1")[0] == "not_allowed"
    play.done(coach, "leave")
    assert play.room.conversations["c1"].seats == {speaker.seat: "observer"}
    assert play.refused(
        play.leader, "place", seat=speaker.seat, conversation="c1", part="speaker"
    ) == ("not_allowed", "An observer does not speak; make them a participant first.")
    play.done(play.leader, "sit", seat=speaker.seat, role="participant")
    assert play.room.conversations["c1"].speaker == speaker.seat


def test_a_coach_whispers_to_the_speaker_and_to_nobody_else(play, pair):
    speaker, coach = pair
    watcher = play.join(role="observer")
    play.done(coach, "advise", text="Ask\x1b[31m her.\u202e")
    assert speaker.view["me"]["whispers"] == ["Ask her."]
    for other in (coach, watcher, play.leader, play.screen):
        assert "Ask her" not in str(other.told)
    for who in (speaker, watcher):
        assert play.refused(who, "advise", text="No.") == (
            "not_allowed",
            "Only the coach of a conversation whispers to its speaker.",
        )
    assert play.refused(coach, "advise", text=" \n ") == ("malformed", "There is nothing in it.")
    play.done(speaker, "say", conversation="c1", text="How high is it?")
    assert speaker.view["me"]["whispers"] == []  # it was about the line that is now said
    play.done(coach, "advise", text="Wait.")
    play.done(play.leader, "rotate", conversation="c1")
    assert coach.view["me"]["whispers"] == []
    assert speaker.view["me"]["whispers"] == []


def test_a_bookmark_quotes_what_it_marks(play, pair):
    speaker, coach = pair
    play.done(speaker, "say", conversation="c1", text="You never trim it.")
    play.done(coach, "bookmark", conversation="c1", turn=1, note="Come back.")
    play.done(play.leader, "bookmark", conversation="c1", turn=0)
    marks = play.room.bookmarks
    assert (marks["m1"].quote, marks["m1"].note) == ("You never trim it.", "Come back.")
    assert marks["m2"].quote == " ".join(
        text for _, text in play.room.conversations["c1"].now.turns[0].digest["parts"]
    )
    assert [mark["bookmark"] for mark in coach.view["me"]["bookmarks"]] == ["m1"]
    play.catch_up()
    assert [mark["bookmark"] for mark in play.leader.view["bookmarks"]["bookmarks"]] == ["m1", "m2"]
    assert play.refused(speaker, "unbookmark", bookmark="m1") == (
        "unknown",
        "You have no such bookmark.",
    )
    assert play.refused(coach, "bookmark", conversation="c1", turn=7) == (
        "unknown",
        "There is no such line.",
    )
    watcher = play.join(role="observer")
    assert play.refused(watcher, "bookmark", conversation="c1", turn=0) == (
        "not_allowed",
        "That is not your conversation.",
    )
    play.done(play.leader, "unbookmark", bookmark="m1")
    assert list(play.room.bookmarks) == ["m2"]
