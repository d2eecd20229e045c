"""The one door: open, say, rewind, branch, replay, save; deterministic everywhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Conversation, ConversationOver, Persona, Record, UnknownPersona
from engine.reading import MOVES, TONES
from engine.signs import LONG_WORDS
from tests.engine.lines import Talk, as_json, moment_of, reading

LINES = [
    "Hello there.",
    "Sorry about the hedge.",
    "What is it about the hedge for you?",
    "",
    "How high is the hedge?",
    "I see that it matters to you.",
    "Could we cut half of it?",
    "This is all your fault!",
    "I could pay 80 euros.",
    "asdf ;;;; {quote} *(x)* \x1b[31m",
    "Sorry about the hedge.",
]

OPENED = Callable[..., Talk]


def test_the_opening_is_turn_nought(tiny: Persona) -> None:
    conversation = Conversation.open(tiny)
    opening = conversation.opening
    assert conversation.turn is opening
    assert (opening.number, opening.line, opening.reading) == (0, None, None)
    assert opening.stance == "calm"
    assert opening.feelings == {"trust": 0.3, "anger": 0.4}
    assert opening.reply.text in ("What is it?", "Yes?")
    assert opening.changes == opening.verdicts == opening.steps == opening.disclosed == ()
    assert not conversation.ended


def test_a_line_makes_a_turn(talk: OPENED) -> None:
    talk = talk()
    turn = talk.take(reading("blame", text="It is your fault"))
    assert talk.conversation.turn is turn
    assert (turn.number, turn.line) == (1, "It is your fault")
    assert turn.reading is not None
    assert [found.move for found in turn.reading.moves] == ["blame"]


def test_a_line_is_kept_as_typed_and_shown_cleaned(tiny: Persona) -> None:
    conversation = Conversation.open(tiny)
    turn = conversation.say("  wait\x1b[2J \u202e up ")
    assert turn.line == "wait up"
    assert conversation.record.lines == ("  wait\x1b[2J \u202e up ",)


def test_an_unknown_level_is_refused(tiny: Persona) -> None:
    with pytest.raises(ValueError, match='no level "brutal"; there is easy, standard, hard'):
        Conversation.open(tiny, level="brutal")


def test_an_unknown_persona_is_refused() -> None:
    with pytest.raises(UnknownPersona, match='no persona "nobody_at_all"'):
        Conversation.open("nobody_at_all")


def test_nothing_is_said_after_an_ending(talk: OPENED) -> None:
    talk = talk()
    talk.take_all(reading("contempt"), reading("contempt"))
    conversation = talk.conversation
    assert conversation.ended
    assert conversation.turn.ending is not None
    assert conversation.turn.ending.name == "gone"
    with pytest.raises(ConversationOver):
        conversation.say("And another thing")
    with pytest.raises(ConversationOver):
        conversation.hear("And another thing", reading("blame"))
    assert len(conversation.record.lines) == 2


def test_an_ending_taken_back_goes_on(tiny: Persona) -> None:
    conversation = Conversation.open(tiny)
    for line in ("You idiot", "You idiot again"):
        conversation.hear(line, reading("contempt", text=line))
    assert conversation.ended
    conversation.rewind(2)
    assert not conversation.ended
    assert conversation.say("Hello").number == 1


@pytest.mark.parametrize("back", range(len(LINES) + 1))
def test_a_rewound_conversation_is_one_that_never_went_further(tiny: Persona, back: int) -> None:
    conversation = Conversation.open(tiny, seed=4)
    turns = [conversation.opening, *(conversation.say(line) for line in LINES)]
    conversation.rewind(back)
    left = len(LINES) - back
    assert conversation.record.lines == tuple(LINES[:left])
    assert conversation.turn == turns[left]
    shorter = Conversation.open(tiny, seed=4)
    for line in LINES[:left]:
        shorter.say(line)
    assert conversation.save() == shorter.save()
    assert conversation.say("And now?") == shorter.say("And now?")


@pytest.mark.parametrize("back", [-1, 3, 1000])
def test_no_more_can_be_taken_back_than_was_said(tiny: Persona, back: int) -> None:
    conversation = Conversation.open(tiny)
    turns = [conversation.say(line) for line in LINES[:2]]
    with pytest.raises(ValueError, match=f"cannot take back {back} of 2 lines"):
        conversation.rewind(back)
    assert conversation.turn == turns[-1]


def test_a_branch_goes_its_own_way(tiny: Persona) -> None:
    conversation = Conversation.open(tiny, seed=2, level="hard")
    for line in LINES[:4]:
        conversation.say(line)
    before = conversation.save()
    branch = conversation.branch()
    assert branch.save() == before
    assert branch.turn == conversation.turn
    branch.hear("Rude", reading("contempt", "blame"))
    assert conversation.save() == before
    conversation.say(LINES[4])
    assert branch.record.lines == (*LINES[:4], "Rude")


def test_restoring_twice_gives_two_conversations(tiny: Persona) -> None:
    """What was saved is not touched by what is said after restoring it."""
    conversation = Conversation.open(tiny)
    conversation.say(LINES[1])
    saved = conversation.save()
    kept = json.dumps(saved)
    Conversation.restore(saved).hear("Rude", reading("contempt", "blame"))
    assert json.dumps(saved) == kept
    assert Conversation.restore(saved).say(LINES[2]) == conversation.say(LINES[2])


def test_history_is_the_opening_and_every_turn(tiny: Persona) -> None:
    conversation = Conversation.open(tiny, seed=9)
    turns = [conversation.opening, *(conversation.say(line) for line in LINES)]
    assert conversation.history() == turns
    assert conversation.turn == turns[-1]


def test_a_record_replays_to_the_same_turns(tiny: Persona) -> None:
    conversation = Conversation.open(tiny, seed=3, level="easy")
    for line in LINES:
        conversation.say(line)
    record = conversation.record
    assert record == Record(str(tiny.path), "1", 3, "easy", tuple(LINES))
    again = Conversation.replay(record)
    assert as_json(again.history()) == as_json(conversation.history())
    assert again.save() == conversation.save()


def test_replaying_beyond_an_ending_is_refused(tiny: Persona, variant: Callable) -> None:
    short = variant(("when: at(gone), say", "when: turn >= 1, say"))
    with pytest.raises(ConversationOver):
        Conversation.replay(Record(str(short.path), "1", 0, "standard", ("one", "two")))


@pytest.mark.parametrize("level", ["easy", "standard", "hard"])
def test_saving_between_turns_changes_nothing(tiny: Persona, level: str) -> None:
    straight = Talk(Conversation.open(tiny, 5, level))
    saved = Talk(Conversation.open(tiny, 5, level), saved=True)
    assert as_json(straight.take_all(*LINES)) == as_json(saved.take_all(*LINES))
    assert straight.conversation.save() == saved.conversation.save()


ANY_READING = st.builds(
    lambda moves, tone, topics, text, money, flags: reading(
        *dict.fromkeys(moves), text=text, topics=topics, money=money, tone=tone, **flags
    ),
    st.lists(st.sampled_from(MOVES), max_size=4),
    st.sampled_from(TONES),
    st.lists(
        st.sampled_from(["hedge", "height", "cut", "cut.half", "cut.all", "pay", "pay.you"]),
        max_size=3,
        unique=True,
    ),
    st.sampled_from(["one thing", "another thing", "that", "x"]),
    st.none() | st.integers(0, 300).map(float),
    st.fixed_dictionaries({"sarcastic": st.booleans(), "question": st.booleans()}),
)


@settings(max_examples=40)
@given(st.lists(ANY_READING, max_size=14), st.integers(0, 10), st.sampled_from(["easy", "hard"]))
def test_whatever_is_heard_saving_changes_nothing(
    tiny: Persona, lines: list, seed: int, level: str
) -> None:
    straight = Talk(Conversation.open(tiny, seed, level)).take_all(*lines)
    saved = Talk(Conversation.open(tiny, seed, level), saved=True).take_all(*lines)
    assert as_json(straight) == as_json(saved)


@settings(max_examples=40)
@given(st.lists(ANY_READING, min_size=1, max_size=14), st.integers(1, 1000))
def test_the_seed_changes_the_wording_only(tiny: Persona, lines: list, seed: int) -> None:
    """Everything but the reply and what it says: stances, feelings, verdicts, endings."""

    def without_words(seed: int) -> list[dict]:
        turns = Talk(Conversation.open(tiny, seed)).take_all(*lines)
        return [{**turn.as_dict(), "reply": None} for turn in turns]

    assert without_words(0) == without_words(seed)


def test_seeds_do_change_the_wording(tiny: Persona) -> None:
    lines = [reading("blame"), reading(), reading(text="more")]
    said = {
        tuple(turn.reply.text for turn in Talk(Conversation.open(tiny, seed)).take_all(*lines))
        for seed in range(20)
    }
    assert len(said) > 3


PROGRAM = """
import json, sys
from engine import Conversation
path, lines = sys.argv[1], json.loads(sys.argv[2])
for level in ("easy", "standard", "hard"):
    conversation = Conversation.open(path, 11, level)
    for line in lines:
        conversation.say(line)
    for turn in conversation.history():
        print(json.dumps(turn.as_dict()))
"""


def test_two_processes_print_the_same_bytes(tiny_path: Path) -> None:
    def run(hash_seed: str) -> bytes:
        return subprocess.run(
            [sys.executable, "-c", PROGRAM, str(tiny_path), json.dumps(LINES)],
            env=os.environ | {"PYTHONHASHSEED": hash_seed},
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout

    first = run("1")
    assert first.count(b"\n") == 3 * (len(LINES) + 1)
    assert run("4242") == first


def test_facts_are_remembered_for_good(talk: OPENED) -> None:
    talk = talk()
    talk.take_all(reading("apologize"), reading("blame"), reading(), reading("apologize"))
    assert talk.conversation.save()["state"]["facts"] == ["apologised"]


def test_an_interest_is_told_once(talk: OPENED) -> None:
    talk = talk().at("talking")
    first, second = talk.take_all(reading("ask_open"), reading("ask_open"))
    assert first.reply.text == "My father planted it the year he died."
    assert first.disclosed == second.disclosed == ("father",)
    assert "father" not in second.reply.text


def test_an_interest_that_nobody_heard_is_still_to_be_told(talk: OPENED) -> None:
    """A reaction that stands alone leaves no room for it."""
    talk = talk().at("talking")
    rude, kind = talk.take_all(reading("ask_open", "blame"), reading("ask_open", text="kindly"))
    assert rude.reply.text == "Careful."
    assert rude.disclosed == ()
    assert kind.disclosed == ("father",)
    assert "father" in kind.reply.text


def test_a_turn_names_the_steps_of_the_method_it_shows(variant: Callable, talk: OPENED) -> None:
    compromise = variant(("method: reset", "method: compromise"))
    turn = talk(compromise).take(reading("ask_open"))
    assert turn.steps == ("understand",)
    assert talk(compromise).take(reading("blame")).steps == ()


def test_without_a_method_there_are_no_steps(variant: Callable, talk: OPENED) -> None:
    persona = variant(("method: reset\n", ""))
    assert persona.method is None
    assert talk(persona).take(reading("ask_open", "apologize")).steps == ()


def test_the_first_ending_that_holds_closes_with_its_text_alone(talk: OPENED) -> None:
    talk = talk().at("talking")
    talk.take(reading("propose", topics=["cut.little"]))
    turn = talk.take(reading("propose", "appreciate", topics=["pay.you"], money=100.0))
    assert turn.ending is not None
    assert turn.ending.as_dict() == {
        "name": "agreed",
        "title": "A hedge for two",
        "outcome": "agreement",
        "epilogue": "Light in the kitchen.",
    }
    assert turn.reply.text == "Good. So a hand's width and you pay. Tea?"


def test_a_line_said_again_is_repeated_whatever_its_case(talk: OPENED, variant: Callable) -> None:
    persona = variant(("{when: foreign, say", "{when: repeated, say"))
    talk = talk(persona)
    again = "I only have English, sorry."
    said = [talk.take(reading(text=text)).reply.text for text in ("Hm", "hum", "HM")]
    assert again not in said[:2]
    assert said[2] == again


def test_nothing_said_twice_is_not_a_repetition(tiny: Persona) -> None:
    conversation = Conversation.open(tiny)
    silence = reading(text="", form="silent")
    for _ in range(2):
        conversation.hear("", silence)
    assert conversation.save()["state"]["heard"] == []


@pytest.mark.parametrize(("words", "long"), [(LONG_WORDS, False), (LONG_WORDS + 1, True)])
def test_a_line_is_long_beyond_a_number_of_words(
    variant: Callable, talk: OPENED, words: int, long: bool
) -> None:
    persona = variant(("{when: foreign, say", "{when: long, say"))
    turn = talk(persona).take(reading(text=" ".join(["word"] * words)))
    assert (turn.reply.text == "I only have English, sorry.") is long


def test_a_moment_counts_lines_and_words(talk: OPENED) -> None:
    talk = talk()
    talk.take_all(reading("blame"), reading("explain"))
    moment = moment_of(talk, reading(text="three small words"))
    assert (moment.turn, moment.turns_here, moment.words) == (2, 2, 3)
    assert moment_of(talk, reading(text="")).words == 0
