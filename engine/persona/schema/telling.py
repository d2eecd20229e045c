"""What the counterpart remembers and tells: facts, answers, and what they really need."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from engine.persona.schema.part import Condition, Name, Part, Phrases, Text, Texts, Word, Words


def _shown_by(value: Any) -> Any:
    """Let an author write the bare condition of a fact that nothing contradicts."""
    return value if isinstance(value, dict) else {"when": value}


class Fact(Part):
    """Something remembered for good once it was shown, and what a line contradicts it by."""

    when: Condition
    """The condition that shows it. The words of the line that showed it are kept: `{said.FACT}`
    quotes them."""
    against: Condition | None = None
    """The condition on which a later line goes against it: `contradicted(FACT)` holds then."""


Facts = dict[
    Name,
    Annotated[Fact, BeforeValidator(_shown_by, json_schema_input_type=Condition | Fact)],
]


class Answer(Part):
    """One answer to a question, and when it is the one given."""

    when: Condition = "always"
    """The condition on which it is given, such as `trust > 0.4`; of several answers the first
    whose condition holds."""
    say: Texts
    """What is said; of several texts none comes back while another is unused."""


def _always_said(value: Any) -> Any:
    """Let an author write texts where answers are expected: they are given whenever asked."""
    texts = [value] if isinstance(value, str) else value
    if isinstance(texts, list) and texts and all(isinstance(text, str) for text in texts):
        return [{"say": texts}]
    return value


Answers = Annotated[
    list[Answer],
    BeforeValidator(
        _always_said,
        json_schema_input_type=Word
        | Annotated[list[Word], Field(min_length=1)]
        | Annotated[list[Answer], Field(min_length=1)],
    ),
]


class Knows(Part):
    """Something the trainee may ask about."""

    ask: Words
    """Ways to ask it, as people would type them: four or more, as unlike each other as you can
    make them. A line that means the same, in whatever words, asks it."""
    cues: Phrases = []
    """Phrases that settle that it is asked, where the examples are not enough."""
    answers: Annotated[Answers, Field(min_length=1)]
    """What is answered, by how things stand; texts alone where it is always the same."""


class Interest(Part):
    """What the counterpart really needs, and when it is told."""

    title: Text
    """What they need, in a few words: the debrief names it, once it was told."""
    when: Condition
    """The condition on which they tell it, such as `trust > 0.5 and ask_open`; once only."""
    say: Texts
    """How they tell it; it is the answer in that reply."""
