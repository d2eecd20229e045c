"""Every bundled persona: it loads, has enough to say, and says nothing twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from engine import LEVELS, Conversation, load_persona, persona_names
from engine.persona.folders import bundled
from engine.persona.schema import MethodFile
from engine.persona.source import read_source
from engine.persona.validating import validated

LEAST = 150
SAYING = {"say", "enter", "otherwise", "accept", "refuse", "suggest", "settled", "vague",
          "declined", "exhausted"}  # fmt: skip
UNFINISHED = re.compile(
    r"\b(todo|tbd|fixme|xxx+|lorem|ipsum|placeholder|insert \w+ here|change ?me|foo)\b"
    r"|\?\?\?|<[a-z ]+>",
    re.IGNORECASE,
)


@pytest.fixture(params=persona_names())
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def texts_in(data: Any, key: str = "", inside: str = "") -> Iterator[str]:
    """Every text the counterpart can say; an issue's `ask` is said, a question's is heard."""
    if isinstance(data, dict):
        for step, value in data.items():
            part = step if step in ("issues", "knows") else inside
            yield from texts_in(value, step, part)
    elif isinstance(data, list):
        for value in data:
            yield from texts_in(value, key, inside)
    elif isinstance(data, str) and (key in SAYING or (key == "ask" and inside == "issues")):
        yield data


def texts_of(name: str) -> list[str]:
    return [
        " ".join(text.split()) for text in texts_in(read_source(bundled() / f"{name}.yaml").data)
    ]


def test_there_are_personas() -> None:
    assert "angry_customer" in persona_names()


def test_a_persona_loads_and_opens_at_every_level(name: str) -> None:
    persona = load_persona(name)
    assert persona.stem == name
    assert persona.method is not None
    for level in LEVELS:
        assert Conversation.open(persona, level=level).opening.reply.text


def test_a_persona_has_enough_to_say(name: str) -> None:
    assert len(set(texts_of(name))) >= LEAST


def test_a_persona_says_nothing_twice(name: str) -> None:
    counts = Counter(text.casefold() for text in texts_of(name))
    assert [text for text, number in counts.items() if number > 1] == []


def test_a_persona_is_finished(name: str) -> None:
    assert [text for text in texts_of(name) if UNFINISHED.search(text)] == []


def test_every_ending_closes_with_words(name: str) -> None:
    persona = load_persona(name)
    assert {ending.outcome for ending in persona.endings.values()} >= {"agreement", "breakdown"}
    assert all(ending.epilogue for ending in persona.endings.values())


@pytest.mark.parametrize("path", sorted(bundled().glob("methods/*.yaml")), ids=lambda p: p.stem)
def test_a_method_says_what_to_do(path: Any) -> None:
    method = validated(MethodFile, read_source(path))
    assert len(method.steps) >= 3
    advice = [step.advice for step in method.steps.values()]
    assert len(set(advice)) == len(advice)
