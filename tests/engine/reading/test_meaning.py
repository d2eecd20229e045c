"""Questions found by what they mean: other words, the same question."""

from __future__ import annotations

import pytest

from engine.reading import Context, Vocabulary, read

QUESTIONS = {
    "size": ["How big is your company?", "How large is your firm?", "How many people work there?"],
    "price": ["What does it cost?", "How much do you charge for it?", "What is your price?"],
    "sleep": ["Have you slept at all?", "Did you get any rest this weekend?"],
    "noticed": ["When did you notice it?", "At what time did you first see the error?"],
}
VOCABULARY = Vocabulary({}, QUESTIONS)


def asked(line: str, model: str = "careful", vocabulary: Vocabulary = VOCABULARY) -> list[str]:
    found = read(line, Context(vocabulary=vocabulary), model)
    return [topic.name for topic in found.topics]


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("how many of you are there?", "size"),
        ("are you a large business or a small one", "size"),
        ("What would we have to pay?", "price"),
        ("did you get to bed these last nights?", "sleep"),
        ("I see. And at what hour did somebody spot the mistake?", "noticed"),
    ],
)
def test_other_words_are_the_same_question(line: str, question: str) -> None:
    assert asked(line) == [question]
    assert asked(line, "quick") == []  # by their words alone they are not


@pytest.mark.parametrize(
    "line",
    [
        "Whose fault is this, then?",
        "What should we tell the customers tomorrow?",
        "There are forty of us and none of us slept.",  # nothing is asked
        "Is it raining?",
    ],
)
def test_another_question_is_none_of_them(line: str) -> None:
    assert asked(line) == []


def test_the_words_that_ask_are_pointed_at() -> None:
    line = "Thank you for coming in. How many of you are there? Take your time."
    (topic,) = read(line, Context(vocabulary=VOCABULARY), "careful").topics
    assert topic.span.text.strip() == "How many of you are there?"
    assert line[topic.span.start : topic.span.end] == topic.span.text


def test_what_both_models_find_they_find_alike() -> None:
    line = "How big is your company?"
    assert asked(line, "careful") == asked(line, "quick") == ["size"]


def test_a_persona_without_questions_hears_none() -> None:
    assert asked("How many of you are there?", vocabulary=Vocabulary({}, {})) == []


def test_only_the_part_of_an_essay_that_was_heard_has_a_meaning() -> None:
    essay = "We waited and waited for somebody to ring. " * 60
    assert asked(essay + "How many of you are there?") == ["size"]
    assert asked("How many of you are there? " + essay) in ([], ["size"])
