"""The file of dialogue tests: what an author can write in it, and whom it is about."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from engine.persona import Persona, UnknownPersona, find_persona, load_persona
from engine.persona.schema import Part, Text
from engine.persona.source import read_source
from engine.persona.validating import validated

Range = Annotated[list[float], Field(min_length=2, max_length=2)]
Tone = Literal["warm", "neutral", "cold", "hostile"]


def _said_only(value: Any) -> Any:
    """Let an author write a bare line where nothing is expected after it."""
    return {"say": value} if isinstance(value, str) else value


def _none_taken(value: Any) -> Any:
    """Let an author write `transition: false` where the line must not move the stance."""
    return "" if value is False else value


class Line(Part):
    """One line of a dialogue and what must hold after it.

    terms are the texts or kinds (`money`, `date` …) of what the line names; transition is the
    stance that this very line leads to, or false: none. moves, tone, sarcastic and terms
    are how the line is read; the rest holds after it.
    """

    say: str
    stance: Text | None = None
    transition: Annotated[str | None, BeforeValidator(_none_taken)] = None
    moves: list[Text] = []
    tone: Tone | None = None
    sarcastic: bool | None = None
    terms: list[Text] = []
    feelings: dict[str, Range] = {}
    disclosed: list[Text] = []
    undisclosed: list[Text] = []
    agreed: dict[str, Text] = {}
    said: Text | None = None
    unsaid: Text | None = None
    ending: Text | None = None


class Dialogue(Part):
    """One dialogue from the opening on; model reads it whatever the others are read by."""

    name: Text
    seed: int = 0
    level: Text = "standard"
    model: Text | None = None
    lines: Annotated[list[Annotated[Line, BeforeValidator(_said_only)]], Field(min_length=1)]
    ending: Text | None = None
    outcome: Text | None = None


class DialogueFile(Part):
    """The dialogue tests of one persona."""

    persona: Text
    tests: Annotated[list[Dialogue], Field(min_length=1)]


def load_dialogues(path: Path) -> DialogueFile:
    """Load a file of dialogue tests. Raises PersonaError with every problem."""
    return validated(DialogueFile, read_source(path))


def persona_of(path: Path, tests: DialogueFile) -> Persona:
    """Load the persona a file of tests is about. Raises UnknownPersona, PersonaError."""
    return load_persona(find_named(path, tests.persona))


def find_named(path: Path, name: str) -> Path:
    """Return the persona file that a file of tests means by a name. Raises UnknownPersona.

    It is the one beside the tests, a path from there, or a bundled persona.
    """
    folder = path.resolve().parent
    for beside in (f"{name}.yaml", name):
        if beside.endswith((".yaml", ".yml")):
            with suppress(UnknownPersona):
                return find_persona(folder / beside)
    return find_persona(name)
