"""What is kept of a turn, and where a conversation told again first differs from it."""

from __future__ import annotations

from dataclasses import asdict, replace

from engine import Conversation, Difference, Kept, Persona, all_kept, first_difference

LINES = ("Hello.", "It is your fault.", "It is all your fault.")


def test_what_is_kept_is_what_was_seen(tiny: Persona) -> None:
    talk = Conversation.open(tiny, 1)
    for line in (*LINES, "You idiot, it is your fault!"):
        talk.say(line)
    assert Kept.of(talk.turn) == Kept("*(shuts the door)* Goodbye.", "gone", "gone")
    assert Kept.from_dict(asdict(Kept.of(talk.opening))) == Kept.of(talk.opening)
    assert Kept.of(talk.opening).ending is None


def test_what_is_no_kept_turn_is_none() -> None:
    for other in (None, "text", {}, {"reply": 1, "stance": "a", "ending": None}):
        assert Kept.from_dict(other) is None


def test_the_first_turn_that_differs_is_told(tiny: Persona) -> None:
    talk = Conversation.open(tiny, 1)
    for line in LINES:
        talk.say(line)
    turns = talk.history()
    kept = [Kept.of(turn) for turn in turns]
    assert first_difference(kept, turns) is None
    for changed in ({"reply": "No."}, {"stance": "gone"}, {"ending": "agreed"}):
        then = replace(kept[2], **changed)
        altered = [*kept[:2], then, replace(kept[3], reply="Later.")]
        assert first_difference(altered, turns) == Difference(2, then, kept[2])
    assert first_difference([replace(kept[0], reply="")], turns).turn == 0


def test_what_was_not_kept_cannot_differ(tiny: Persona) -> None:
    talk = Conversation.open(tiny, 1)
    for line in LINES:
        talk.say(line)
    turns = talk.history()
    kept = [Kept.of(turn) for turn in turns]
    assert all_kept(kept, turns)
    assert all_kept([*kept, None], turns)  # more was kept than is told
    assert not all_kept(kept[:2], turns)
    assert not all_kept([None, *kept[1:]], turns)
    assert first_difference([None, None], turns) is None
