"""The method file: what is practised, step by step."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from engine.persona.schema.part import Condition, Name, Part, Text, one_of
from engine.reading import HARMFUL, MOVES

Move = Annotated[str, one_of("move", [*filter(HARMFUL.__contains__, MOVES), "hostile"])]


class Step(Part):
    """A step of a method: what shows that it was taken, and advice for whoever missed it."""

    title: Text
    """The step in a few words, as something to do: "Ask what worries them"."""
    when: Condition
    """The condition on which a line takes the step. It can name moves, tones and what every
    persona has, not the feelings or stances of one."""
    advice: Text
    """Why the step matters and how to take it, for whoever missed it."""
    example: Text
    """A line that takes the step, as somebody would say it."""


class MethodFile(Part):
    """One method file: steps in order, and what to do instead of each damaging move."""

    detente: Literal[1]
    """The form this file is written in: always 1."""
    name: Text
    """What the method is called."""
    summary: Text
    """What it is for and how it goes, in one or two sentences."""
    steps: Annotated[dict[Name, Step], Field(min_length=1)]
    """The steps in the order they are taught, each under a name of its own."""
    instead: dict[Move, Text] = {}
    """What to do instead of a damaging move, by the move's name (blame, demand …), or instead of a
    `hostile` tone."""
