"""What the counterpart feels, how hard they make it, and what moves their feelings."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from engine.persona.schema.part import Condition, Impulse, Multiplier, Name, Part, Text, Unit, Worth


class Feeling(Part):
    """One dimension of the emotional state, 0 to 1."""

    label: Text
    """What the feeling is called on the gauges and in the debrief, such as Trust."""
    rest: Unit
    """The level it drifts back to while nothing stirs it."""
    start: Unit | None = None
    """The level at the opening; `rest` unless given."""
    half_life: Annotated[float, Field(gt=0)] = 8
    """How many lines it takes to drift half the way back to rest: 3 is soon forgotten, 24 is
    carried through the whole conversation."""
    higher_is: Literal["better", "worse"] = "worse"
    """Whether a high level is good for the conversation, like trust, or bad, like anger. Gauges
    are coloured by it, and it tells what heals (the level's `warmth`) from what hurts (its
    `volatility`)."""


class Level(Part):
    """How hard the counterpart makes it. Multipliers are 1 at standard."""

    volatility: Multiplier = 1
    """Multiplies what makes a feeling worse: at 1.25 every hurt counts a quarter more."""
    warmth: Multiplier = 1
    """Multiplies what makes a feeling better: at 0.8 every kindness counts a fifth less."""
    patience: Annotated[int, Field(ge=1, le=50)] = 4
    """The number that the word `patience` stands for in conditions, as in
    `times(blame) >= patience`: how often they put up with something."""
    threshold: Worth = 0
    """Added to the threshold of bargaining: above 0 offers have to be better than at standard,
    below 0 poorer ones will do."""


class Appraisal(Part):
    """A rule of how a line lands: when it holds, each feeling named moves by the amount given."""

    when: Condition
    """The condition on which the line lands like this, such as `blame and not apologize`."""
    change: dict[Name, Impulse]
    """By how much each feeling moves, by name: `{trust: -0.05, anger: +0.1}`. Less sure readings
    move it less, and the level multiplies it."""
    because: Text
    """Why, as a sentence about the line, such as "You blamed them": the debrief says it to the
    trainee."""
    again: Annotated[float, Field(ge=0, le=3)] = 1
    """What each repetition multiplies the change by: 0.5 wears off (a second apology counts half),
    1.5 piles up, 1 stays the same."""
