"""The file of dialogue tests: what an author can write in it, and whom it is about."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field

from engine.persona import LEVELS, Persona, UnknownPersona, find_persona, load_persona
from engine.persona.persona import Outcome
from engine.persona.schema import Name, Part, Text, one_of
from engine.persona.source import read_source
from engine.persona.validating import validated
from engine.reading import MODELS, MOVES

Range = Annotated[list[float], Field(min_length=2, max_length=2)]
Tone = Literal["warm", "neutral", "cold", "hostile"]
Move = Annotated[Text, one_of("move", MOVES)]


def _said_only(value: Any) -> Any:
    """Let an author write a bare line where nothing is expected after it."""
    return {"say": value} if isinstance(value, str) else value


def _none_taken(value: Any) -> Any:
    """Let an author write `transition: false` where the line must not move the stance."""
    return "" if value is False else value


class Line(Part):
    """One line of a dialogue and what must hold after it; what is left out is not looked at."""

    say: str
    """What the trainee says."""
    stance: Name | None = None
    """The stance the counterpart is in after the line."""
    transition: Annotated[
        str | None,
        BeforeValidator(_none_taken, json_schema_input_type=Name | Literal[False] | None),
    ] = None
    """The stance that this very line leads to; `false` if it must not lead to another."""
    moves: list[Move] = []
    """The moves that have to be read in the line; others may be read as well."""
    tone: Tone | None = None
    """The tone the line has to be read in."""
    sarcastic: bool | None = None
    """Whether the line has to be read as sarcastic, or as not."""
    terms: list[Text] = []
    """What the line has to be read to name: a kind (money, percent, share, date, duration, count)
    or the very words."""
    feelings: dict[Name, Range] = {}
    """Between which two levels, 0 to 1, a feeling is after the line: `{trust: [0.3, 1]}`."""
    disclosed: list[Name] = []
    """The interests that are told by now."""
    undisclosed: list[Name] = []
    """The interests that are not told yet."""
    agreed: dict[Name, Name] = {}
    """The issues that are settled by now, each with the option agreed: `{testing: joint}`."""
    said: Text | None = None
    """A pattern that is found in the reply (a regular expression, any case): `"sorry|regret"`."""
    unsaid: Text | None = None
    """A pattern that is not found in the reply."""
    ending: Name | None = None
    """The ending with which this line closes the conversation."""


Said = Annotated[Line, BeforeValidator(_said_only, json_schema_input_type=str | Line)]


class Dialogue(Part):
    """One dialogue from the opening on."""

    name: Text
    """What the dialogue shows, in a few words."""
    seed: int = 0
    """A whole number that draws the wording of the replies."""
    level: Annotated[Text, one_of("level", LEVELS)] = "standard"
    """How hard the counterpart makes it: easy, standard or hard."""
    model: Annotated[Text, one_of("model", MODELS)] | None = None
    """What reads this dialogue's lines (careful, quick or cues), whatever reads the others'."""
    lines: Annotated[list[Said], Field(min_length=1)]
    """What the trainee says, line by line, each with what it must come to, if anything."""
    ending: Name | None = None
    """The ending the dialogue comes to. Unless given the conversation must still be open."""
    outcome: Annotated[Text, one_of("outcome", get_args(Outcome))] | None = None
    """What kind of ending that is: agreement, fragile, impasse or breakdown."""


class DialogueFile(Part):
    """The dialogue tests of one persona."""

    persona: Text
    """Whom they are about: the persona file beside this one, without .yaml, or one that comes with
    the program."""
    tests: Annotated[list[Dialogue], Field(min_length=1)]
    """The dialogues."""


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
