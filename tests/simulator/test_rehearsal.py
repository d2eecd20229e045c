"""A conversation and its journal, kept in step."""

import pytest

from engine import ConversationOver, load_persona
from simulator.errors import Conflict, JournalError
from simulator.rehearsal import Rehearsal

BLAME = "It is all your fault."
TO_THE_END = (BLAME, BLAME + " Really.", "You idiot, it is your fault!")


def ended(journal, persona):
    rehearsal = Rehearsal.begin(journal, persona, 0)
    for line in TO_THE_END:
        rehearsal.say(line)
    assert rehearsal.ended
    return rehearsal


def test_resuming_gives_the_same_turns(journal, persona):
    first = Rehearsal.begin(journal, persona, 3, "hard")
    for line in ("I'm sorry.", "", "How high is the hedge?"):
        first.say(line)
    second = Rehearsal.resume(journal, first.session_id[:5])
    assert second.turns == first.turns
    assert (second.session_id, second.seed, second.level) == (first.session_id, 3, "hard")
    assert second.drift is None


def test_looking_at_a_brief_leaves_no_trace(journal, persona):
    Rehearsal.begin(journal, persona, 0).leave()
    assert journal.sessions() == []


def test_a_rewound_line_is_gone_from_the_conversation_and_from_a_resumed_one(journal, persona):
    rehearsal = Rehearsal.begin(journal, persona, 0)
    rehearsal.say("I'm sorry.")
    kept = list(rehearsal.turns)
    rehearsal.say(BLAME)
    rehearsal.rewind()
    assert rehearsal.turns == kept
    assert Rehearsal.resume(journal, rehearsal.session_id).turns == kept
    again = rehearsal.say("I'm sorry.")
    assert Rehearsal.resume(journal, rehearsal.session_id).turn == again


def test_rewinding_more_than_was_said_takes_back_everything(journal, persona):
    rehearsal = Rehearsal.begin(journal, persona, 0)
    rehearsal.rewind(3)
    rehearsal.say("Hello.")
    rehearsal.rewind(99)
    assert rehearsal.lines == ()
    assert Rehearsal.resume(journal, rehearsal.session_id).lines == ()
    with pytest.raises(ValueError, match="-1"):
        rehearsal.rewind(-1)


def test_after_an_ending_nothing_more_is_said_or_kept(journal, persona):
    rehearsal = ended(journal, persona)
    with pytest.raises(ConversationOver):
        rehearsal.say("And another thing")
    assert journal.record(rehearsal.session_id).lines == TO_THE_END
    assert journal.sessions()[0].ending == rehearsal.turn.ending.name


def test_an_ending_can_be_taken_back(journal, persona):
    rehearsal = ended(journal, persona)
    rehearsal.rewind()
    assert not rehearsal.ended
    assert journal.sessions()[0].ending is None
    rehearsal.say("I'm sorry.")
    assert Rehearsal.resume(journal, rehearsal.session_id).turns == rehearsal.turns


def test_a_line_is_kept_as_it_is_shown(journal, persona):
    rehearsal = Rehearsal.begin(journal, persona, 0)
    turn = rehearsal.say("\x1b[31mred\x00 \u202ehidden\ud800\r\n")
    assert turn.line == "red hidden"
    assert journal.record(rehearsal.session_id).lines == ("red hidden",)


def test_without_a_journal_nothing_is_kept(persona):
    rehearsal = Rehearsal.begin(None, persona, 0)
    assert rehearsal.say("Hello.").number == 1
    rehearsal.rewind()
    rehearsal.leave()
    assert not rehearsal.kept


def test_a_seed_is_drawn_when_none_is_given(persona):
    assert len({Rehearsal.begin(None, persona).seed for _ in range(20)}) > 1


def test_two_that_go_on_with_one_session_do_not_mix(journal, persona):
    first = Rehearsal.begin(journal, persona, 0)
    first.say("Hello.")
    second = Rehearsal.resume(journal, first.session_id)
    second.say("I'm sorry.")
    with pytest.raises(Conflict):
        first.say(BLAME)
    assert first.lines == ("Hello.",)
    assert journal.record(first.session_id).lines == ("Hello.", "I'm sorry.")


def test_a_line_that_cannot_be_kept_is_not_said(journal, persona):
    rehearsal = Rehearsal.begin(journal, persona, 0)
    rehearsal.say("Hello.")
    journal.shut()
    (journal.data / "journal.db").write_bytes(b"scribble" * 500)
    with pytest.raises(JournalError):
        rehearsal.say("I'm sorry.")
    assert rehearsal.lines == ("Hello.",)
    assert rehearsal._conversation.record.lines == ("Hello.",)  # nor does the counterpart know it


def test_lines_beyond_an_ending_that_came_earlier_go_with_the_next_rewind(journal, copied):
    rehearsal = Rehearsal.begin(journal, load_persona(copied), 0)
    for line in ("One.", "Two.", "Three."):
        rehearsal.say(line)
    copied.write_text(copied.read_text().replace("when: at(gone)", "when: turn >= 2"))
    resumed = Rehearsal.resume(journal, rehearsal.session_id)
    assert resumed.ended
    assert "1 line earlier" in resumed.drift.told
    resumed.rewind()
    assert journal.record(rehearsal.session_id).lines == ("One.",)
