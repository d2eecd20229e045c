"""Authors' phrases, and questions given by example."""

from __future__ import annotations

import pytest

from engine.reading import Vocabulary
from engine.reading.vocabulary import PhraseError, phrase_pattern


def names(vocabulary: Vocabulary, line: str) -> list[str]:
    return [topic.name for topic in vocabulary.find(line)]


@pytest.mark.parametrize(
    ("phrase", "line", "found"),
    [
        ("test*", "Our testers were ill.", True),
        ("test", "Our testers were ill.", False),
        ("two|2 days", "in 2  days", True),
        ("tell ... before", "tell us a bit before you go", True),
        ("tell ... before", "tell us a very long and winding story before you go", False),
        ("# hours", "36 hours", True),
        ("#", "10%", True),
        ("i'll pay", "I\u2019ll pay for it", True),
        ("i'll pay", "ill pay for it", True),
        ("can\u2019t do", "I can't do it", True),
        ("c++", "we write c++ here", True),
    ],
)
def test_phrases(phrase: str, line: str, found: bool) -> None:
    assert (names(Vocabulary({"it": [phrase]}), line) == ["it"]) is found


@pytest.mark.parametrize("phrase", ["", "...", "... a", "a ...", "a ... ... b", "a*b", "*", "a**"])
def test_a_phrase_that_cannot_be_meant(phrase: str) -> None:
    with pytest.raises(PhraseError):
        phrase_pattern(phrase)


def test_the_longest_words_of_a_topic_are_its_evidence() -> None:
    (topic,) = Vocabulary({"notice": ["notice", "48 hours notice"]}).find("Give 48 hours notice.")
    assert topic.span.text == "48 hours notice"


def test_a_question_is_found_by_likeness() -> None:
    vocabulary = Vocabulary(
        {}, {"size": ["How big is your company?"], "when": ["When did you notice the error?"]}
    )
    assert names(vocabulary, "so how big would you say the company is") == ["size"]
    assert names(vocabulary, "when was the error noticed?") == ["when"]
    assert names(vocabulary, "what a lovely day") == []


def test_nothing_is_found_in_nothing() -> None:
    assert Vocabulary({}).find("anything") == ()
    assert Vocabulary({"a": ["a"]}).find("") == ()
