"""Dialogue tests: what an author expects of a conversation, and what is said when it differs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine import Persona, PersonaError
from engine.workbench.dialogues import (
    Dialogue,
    Failure,
    check_dialogue,
    load_dialogues,
    persona_of,
    play_dialogue,
)

Write = Callable[[str | bytes], Path]


def checked(persona: Persona, lines: list, **expected: object) -> list[str]:
    dialogue = Dialogue.model_validate({"name": "a test", "lines": lines, **expected})
    return [str(failure) for failure in check_dialogue(persona, dialogue)]


@pytest.fixture
def shaky(variant: Callable) -> Persona:
    """Closes the door on the second line, whatever it is."""
    return variant(("when: at(gone), say", "when: turn >= 2, say"))


def test_what_holds_is_not_mentioned(tiny: Persona) -> None:
    lines = [
        "Good morning",
        {
            "say": "",
            "stance": "calm",
            "feelings": {"trust": [0.25, 0.35], "anger": [0, 1]},
            "undisclosed": ["father"],
            "agreed": {},
            "said": "well|speak UP",
            "unsaid": "hedge",
        },
    ]
    assert checked(tiny, lines) == []


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        ({"stance": "cross"}, "expected stance cross; stance calm"),
        ({"transition": "cross"}, "expected a transition to cross; none; the stance is calm"),
        ({"moves": ["apologize"]}, "expected apologize read; no move read"),
        ({"tone": "hostile"}, "expected a hostile tone; a neutral tone"),
        ({"sarcastic": True}, "expected sarcasm heard; no sarcasm heard"),
        ({"terms": ["money"]}, 'expected "money" named; no term named'),
        ({"feelings": {"anger": [0.9, 1]}}, "expected anger 0.9 to 1; anger 0.3741"),
        ({"feelings": {"angr": [0, 1]}}, 'expected angr 0 to 1; no feeling angr. Did you mean "a'),
        ({"disclosed": ["father"]}, "expected father disclosed; nothing disclosed"),
        ({"agreed": {"cut": "half"}}, "expected cut agreed as half; cut not agreed"),
        ({"said": "sorry"}, 'expected "sorry" in the reply; the reply: '),
        ({"unsaid": "well|speak"}, 'expected "well|speak" not in the reply; the reply: '),
        ({"ending": "gone"}, "expected the ending gone; no ending"),
    ],
)
def test_what_does_not_hold_is_said_with_its_line(
    tiny: Persona, expected: dict, message: str
) -> None:
    failures = checked(tiny, [{"say": "", **expected}])
    assert len(failures) == 1
    assert failures[0].startswith(f'line 1 "": {message}')


def test_every_expectation_is_checked(tiny: Persona) -> None:
    lines = [{"say": "", "stance": "cross", "disclosed": ["father"]}, {"say": "", "stance": "gone"}]
    assert len(checked(tiny, lines)) == 3


def test_an_ending_is_expected_or_a_surprise(shaky: Persona) -> None:
    lines = ["one", "two"]
    assert checked(shaky, lines, ending="gone", outcome="breakdown") == []
    assert checked(shaky, lines) == ["at the end: expected no ending; the ending gone"]
    assert checked(shaky, lines, ending="gone", outcome="agreement") == [
        "at the end: expected the outcome agreement; the outcome breakdown"
    ]
    assert checked(shaky, ["one"], ending="gone") == [
        "at the end: expected the ending gone; no ending"
    ]


def test_lines_after_the_ending_are_a_failure(shaky: Persona) -> None:
    assert checked(shaky, ["one", "two", "three", "four"], ending="gone") == [
        'line 3 "three": expected that the conversation goes on; '
        "it had ended before: the ending gone"
    ]


def test_a_dialogue_has_its_seed_and_level(variant: Callable) -> None:
    persona = variant(("when: at(gone), say", "when: patience == 1, say"))
    assert checked(persona, ["one"], level="hard", ending="gone") == []
    assert checked(persona, ["one"], level="easy") == []


def test_a_failure_is_a_sentence() -> None:
    failure = Failure(2, "Hm", "stance cross", "stance calm")
    assert str(failure) == 'line 2 "Hm": expected stance cross; stance calm'
    failure = Failure(0, "", "no ending", "the ending gone")
    assert str(failure) == "at the end: expected no ending; the ending gone"


def test_a_line_has_its_tone_and_terms(tiny: Persona) -> None:
    line = "You owe me 300 euros and 3 days of work"
    lines = [{"say": line, "terms": ["money", "300 EUROS", "duration"], "sarcastic": False}]
    assert checked(tiny, lines) == []
    wrong = checked(tiny, [{"say": line, "terms": ["date", "200 euros"]}])
    assert [one.partition("expected ")[2] for one in wrong] == [
        '"date" named; "300 euros" (money), "3 days" (duration) named',
        '"200 euros" named; "300 euros" (money), "3 days" (duration) named',
    ]


def test_a_transition_is_of_this_very_line(variant: Callable) -> None:
    persona = variant(("when: times(blame) >= patience or contempt,", "when: turn == 2,"))
    lines = [{"say": "one", "transition": False}, {"say": "two", "transition": "cross"}]
    assert checked(persona, [*lines, {"say": "three", "transition": False}]) == []
    late = [*lines, {"say": "three", "stance": "cross", "transition": "cross"}]
    assert checked(persona, late) == [
        'line 3 "three": expected a transition to cross; none; the stance is cross'
    ]
    (surprise,) = checked(persona, ["one", {"say": "two", "transition": False}])
    assert surprise.startswith('line 2 "two": expected no transition; calm to cross by persona')


def test_a_failure_knows_where_its_expectation_stands(tiny: Persona) -> None:
    expected = {"moves": ["blame"], "agreed": {"cut": "all"}, "tone": "hostile"}
    dialogue = Dialogue.model_validate(
        {"name": "a", "lines": ["Hm.", {"say": "", **expected}], "ending": "gone"}
    )
    keys = [failure.key for failure in check_dialogue(tiny, dialogue)]
    assert keys == [
        ("lines", 1, "moves", 0),
        ("lines", 1, "tone"),
        ("lines", 1, "agreed", "cut"),
        ("ending",),
    ]


def test_a_dialogue_may_name_what_reads_it(tiny: Persona) -> None:
    dialogue = Dialogue.model_validate({"name": "a", "model": "cues", "lines": ["Good morning"]})
    played = play_dialogue(tiny, dialogue, "quick")
    assert played.turns[1].reading is not None
    assert played.turns[1].reading.model == "cues"


def test_a_file_of_dialogues_is_about_the_persona_beside_it(tmp_path: Path, tiny_text: str) -> None:
    (tmp_path / "robin.yaml").write_text(tiny_text)
    path = tmp_path / "robin.tests.yaml"
    path.write_text(
        "persona: robin\ntests:\n  - name: quiet\n    lines: [Hello, {say: '', stance: calm}]\n"
    )
    tests = load_dialogues(path)
    assert persona_of(path, tests).path == tmp_path / "robin.yaml"
    assert [line.say for line in tests.tests[0].lines] == ["Hello", ""]
    assert check_dialogue(persona_of(path, tests), tests.tests[0]) == []


def test_a_file_of_dialogues_may_be_about_a_bundled_persona(write_persona: Write) -> None:
    path = write_persona("persona: angry_customer\ntests:\n  - {name: a, lines: [Hello]}\n")
    assert persona_of(path, load_dialogues(path)).stem == "angry_customer"


def test_what_is_wrong_with_a_file_of_dialogues_is_told(write_persona: Write) -> None:
    path = write_persona(
        "persona: tiny\ntests:\n  - name: a\n    lines:\n      - {say: Hello, stanse: calm}\n"
        "      - {say: Hi, feelings: {trust: [0.1]}}\n  - {name: b, lines: []}\n"
    )
    with pytest.raises(PersonaError) as caught:
        load_dialogues(path)
    told = [str(problem).removeprefix(f"{path.name}:") for problem in caught.value.problems]
    assert told == [
        '5:30 tests[0].lines[0].stanse: no key "stanse" is known here. Did you mean "stance"?',
        "6:37 tests[0].lines[1].feelings.trust: at least 2 needed here, found 1",
        "7:22 tests[1].lines: at least 1 needed here, found 0",
    ]
