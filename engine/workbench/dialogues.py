"""Dialogue tests: lines in; stance, feelings, moves, agreements, words and ending expected out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from engine.conversation import Conversation
from engine.persona import Persona, load_persona
from engine.persona.loading import validated
from engine.persona.problems import nearest
from engine.persona.schema import Part, Text
from engine.persona.source import read_source
from engine.turn import Turn

Range = Annotated[list[float], Field(min_length=2, max_length=2)]


def _said_only(value: Any) -> Any:
    """Let an author write a bare line where nothing is expected after it."""
    return {"say": value} if isinstance(value, str) else value


class Line(Part):
    """One line of a dialogue and what must hold after it."""

    say: str
    stance: Text | None = None
    moves: list[Text] = []
    feelings: dict[str, Range] = {}
    disclosed: list[Text] = []
    undisclosed: list[Text] = []
    agreed: dict[str, Text] = {}
    said: Text | None = None
    unsaid: Text | None = None
    ending: Text | None = None


class Dialogue(Part):
    """One dialogue from the opening on."""

    name: Text
    seed: int = 0
    level: Text = "standard"
    lines: Annotated[list[Annotated[Line, BeforeValidator(_said_only)]], Field(min_length=1)]
    ending: Text | None = None
    outcome: Text | None = None


class DialogueFile(Part):
    """The dialogue tests of one persona."""

    persona: Text
    tests: Annotated[list[Dialogue], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that did not hold; line counts from 1, 0 is the dialogue's end."""

    line: int
    said: str
    message: str

    def __str__(self) -> str:
        """Return the failure as one sentence."""
        where = f'line {self.line} "{self.said}"' if self.line else "at the end"
        return f"{where}: {self.message}"


def load_dialogues(path: Path) -> DialogueFile:
    """Load a file of dialogue tests. Raises PersonaError with every problem."""
    return validated(DialogueFile, read_source(path))


def persona_of(path: Path, tests: DialogueFile) -> Persona:
    """Load the persona a file of tests is about: beside it, or by name."""
    beside = path.with_name(f"{tests.persona}.yaml")
    return load_persona(beside if beside.is_file() else tests.persona)


def check_dialogue(persona: Persona, dialogue: Dialogue, model: str = "careful") -> list[Failure]:
    """Play a dialogue, read as a trainee's lines are; return what did not hold."""
    conversation = Conversation.open(persona, dialogue.seed, dialogue.level, model)
    failures: list[Failure] = []
    for number, line in enumerate(dialogue.lines, 1):
        if conversation.ended:
            failures.append(Failure(number, line.say, "the conversation had ended before"))
            return failures
        turn = conversation.say(line.say)
        failures += [Failure(number, line.say, message) for message in _wrong(line, turn)]
    ending = conversation.turn.ending
    name, outcome = (ending.name, ending.outcome) if ending else (None, None)
    if dialogue.ending != name:
        failures.append(Failure(0, "", f"ending {name}, expected {dialogue.ending}"))
    if dialogue.outcome is not None and dialogue.outcome != outcome:
        failures.append(Failure(0, "", f"outcome {outcome}, expected {dialogue.outcome}"))
    return failures


def _wrong(line: Line, turn: Turn) -> Iterator[str]:
    if line.stance is not None and turn.stance != line.stance:
        yield f"stance {turn.stance}, expected {line.stance}"
    read = [found.move for found in turn.reading.moves] if turn.reading else []
    for move in line.moves:
        if move not in read:
            yield f"read {', '.join(read) or 'no move'}, expected {move}"
    for name, (low, high) in line.feelings.items():
        if name not in turn.feelings:
            yield f"no feeling {name}.{nearest(name, turn.feelings)}"
        elif not low <= turn.feelings[name] <= high:
            yield f"{name} {turn.feelings[name]:.2f}, expected {low} to {high}"
    for name in line.disclosed:
        if name not in turn.disclosed:
            yield f"{name} not disclosed"
    for name in line.undisclosed:
        if name in turn.disclosed:
            yield f"{name} disclosed"
    yield from _wrong_words(line, turn)


def _wrong_words(line: Line, turn: Turn) -> Iterator[str]:
    for issue, option in line.agreed.items():
        if turn.agreed.get(issue) != option:
            yield f"{issue} agreed as {turn.agreed.get(issue)}, expected {option}"
    text = turn.reply.text
    if line.said is not None and not re.search(line.said, text, re.IGNORECASE):
        yield f'"{line.said}" not in the reply: {text}'
    if line.unsaid is not None and re.search(line.unsaid, text, re.IGNORECASE):
        yield f'"{line.unsaid}" in the reply: {text}'
    name = turn.ending.name if turn.ending else None
    if line.ending is not None and name != line.ending:
        yield f"ending {name}, expected {line.ending}"
