"""What is heard in ordinary lines: moves, tone, sarcasm, and what only looks like them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.reading import HARMFUL, MOVES, TONES, Context, Reading, read

OFFER = "Would Thursday at noon work for you?"

HEARD = [
    ("apologize", "I'm sorry, that was our mistake and I should have told you sooner."),
    ("apologize", "my bad, i shouldnt have snapped at you like that"),
    ("hollow_apology", "I'm sorry you feel that way."),
    ("hollow_apology", "Sorry, but you started all of this."),
    ("acknowledge", "I can see how much work you have put into this."),
    ("acknowledge", "that must have been really frustrating for you"),
    ("appreciate", "Thank you so much for being patient with us."),
    ("paraphrase", "So what you're saying is that nobody told you about the change?"),
    ("ask_open", "What worries you most about all of this?"),
    ("ask_closed", "Did the parcel arrive on Monday?"),
    ("explain", "I keep asking because I'm afraid it will happen again."),
    ("inform", "The office closes at five and opens again on Monday."),
    ("propose", "What if we split the cost and start again next week?"),
    ("invite_ideas", "What would a fair solution look like to you?"),
    ("let_go", "Let's forget about whose fault it was."),
    ("look_forward", "Let's focus on what we can both do from here."),
    ("reset", "Can we start over, please?"),
    ("commit", "I'll call you myself tomorrow by ten."),
    ("confirm_agreement", "So we have agreed: you test on Monday and we pay on Friday."),
    ("blame", "This is your fault, you broke it."),
    ("demand", "You have to fix this right now, no excuses."),
    ("threaten", "If you don't pay, you will hear from our lawyers."),
    ("contempt", "You are a complete idiot."),
    ("dismiss", "Calm down, it's not a big deal."),
    ("deflect", "That's not my department, I just follow the rules."),
    ("small_talk", "Good morning, how was your weekend?"),
    ("refuse", "No, I can't agree to that."),
]


def moves_of(line: str, said: str = "") -> set[str]:
    return {found.move for found in read(line, Context(said=said)).moves}


@pytest.mark.parametrize(("move", "line"), HEARD)
def test_every_move_is_heard(move: str, line: str) -> None:
    assert move in moves_of(line)


def test_the_list_above_covers_every_move_but_accept() -> None:
    assert {move for move, _ in HEARD} | {"accept"} == set(MOVES)


@pytest.mark.parametrize(
    ("line", "not_heard"),
    [
        ("I'm not sorry.", "apologize"),
        ("I am sorry to hear about your father.", "apologize"),
        ("I don't blame you.", "blame"),
        ("It's not your fault.", "blame"),
        ('You wrote "you idiots" in that mail.', "contempt"),
        ("Sorry, but you started all of this.", "apologize"),
        ("Nobody is asking you to calm down.", "threaten"),
    ],
)
def test_what_is_denied_quoted_or_taken_back_is_not_heard(line: str, not_heard: str) -> None:
    assert not_heard not in moves_of(line)


def test_a_bare_ok_accepts_only_what_was_offered() -> None:
    assert "accept" in moves_of("ok", OFFER)
    assert "accept" not in moves_of("ok", "The parcel came in a red box.")


def test_a_bare_no_refuses_what_was_offered() -> None:
    assert "refuse" in moves_of("no", OFFER)


def test_one_line_can_carry_several_moves() -> None:
    line = "I apologise for the way I spoke to you. Thank you for staying. What worries you?"
    assert {"apologize", "appreciate", "ask_open"} <= moves_of(line)


@pytest.mark.parametrize("line", [line for move, line in HEARD if move not in HARMFUL])
def test_kindness_is_seldom_taken_for_harm(line: str) -> None:
    harmful = [f for f in read(line).moves if f.move in HARMFUL]
    assert all(found.confidence < 0.8 for found in harmful)


def test_tones() -> None:
    assert read("You are a complete idiot.").tone == "hostile"
    assert read("Thank you so much for being patient with us.").tone == "warm"
    assert read("The office closes at five and opens again on Monday.").tone == "neutral"


def test_hostile_is_never_heard_without_a_damaging_move() -> None:
    for _, line in HEARD:
        reading = read(line)
        if reading.tone == "hostile":
            assert {found.move for found in reading.moves} & HARMFUL


def test_sarcasm() -> None:
    assert read("Oh brilliant, well done, you broke it again. Genius.").sarcastic
    assert not read("Thank you for your patience.").sarcastic


def test_evidence_is_words_of_the_line() -> None:
    reading = read("I'm sorry about my tone. What worries you most?")
    assert reading.moves
    for found in reading.moves:
        assert found.evidence
        for span in found.evidence:
            assert reading.text[span.start : span.end] == span.text
        starts = [span.start for span in found.evidence]
        assert starts == sorted(starts)


@given(st.text(max_size=300), st.text(max_size=80))
def test_whatever_is_typed_is_read(line: str, said: str) -> None:
    reading = read(line, Context(said=said))
    assert reading == read(line, Context(said=said))
    assert reading.tone in TONES
    for found in reading.moves:
        assert 0 < found.confidence <= 1
        for span in found.evidence:
            assert reading.text[span.start : span.end] == span.text
    for term in reading.terms:
        assert reading.text[term.span.start : term.span.end] == term.span.text
    json.dumps(reading.as_dict())


@pytest.mark.parametrize(
    "line",
    ["x" * 100_000, "sorry " * 20_000, "\x00\x1b[31m" * 20_000, "🙃" * 30_000, "1" * 100_000],
)
def test_an_essay_is_read_in_part(line: str) -> None:
    assert len(read(line).text) <= 5_001


@pytest.mark.parametrize(
    "line", ["", "   ", "asdf jkl;", "😀😀", "выслушайте меня", "drop table x;"]
)
def test_no_words_no_moves(line: str) -> None:
    reading = read(line)
    assert reading.form != "words"
    assert reading == Reading(reading.text, reading.form)


def test_readings_do_not_depend_on_the_process() -> None:
    code = "from engine.reading import read; print(read('Sorry, that was my fault. Ok?').as_dict())"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
