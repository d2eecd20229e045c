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
    floor: Unit = 0.0
    """The level it never falls below, whatever happens."""
    ceiling: Unit = 1.0
    """The level it never rises above: who has been hurt too often is won back to 0.8 and no
    further."""
    swayed: dict[Name, Impulse] = {}
    """How the mood weighs on what a line does to this feeling: what raises it is multiplied by
    1 plus number times level of the feeling named, what lowers it by 1 less that. Under trust,
    `{anger: -0.5}` makes a kind word count less and an insult more while they are angry."""


class FeelingAtLevel(Part):
    """What is other in a feeling at a level; what is not said is the persona's."""

    rest: Unit | None = None
    """The level it drifts back to while nothing stirs it."""
    start: Unit | None = None
    """The level at the opening."""
    half_life: Annotated[float, Field(gt=0)] | None = None
    """How many lines it takes to drift half the way back to rest."""
    floor: Unit | None = None
    """The level it never falls below."""
    ceiling: Unit | None = None
    """The level it never rises above."""
    swayed: dict[Name, Impulse] = {}
    """How the mood weighs on it: added to the persona's own, feeling by feeling."""


class Level(Part):
    """How hard the counterpart makes it. Multipliers are 1 at standard.

    The defaults are those of standard; what easy and hard do not say goes by it.
    """

    volatility: Multiplier = 1
    """Multiplies what makes a feeling worse: at 1.25 every hurt counts a quarter more. Left
    out, easy has 0.8 and hard 1.25 times that of standard."""
    warmth: Multiplier = 1
    """Multiplies what makes a feeling better: at 0.8 every kindness counts a fifth less.
    Left out, easy has 1.2 and hard 0.85 times that of standard."""
    patience: Annotated[int, Field(ge=1, le=50)] = 4
    """The number that the word `patience` stands for in conditions, as in
    `times(blame) >= patience`: how often they put up with something. Left out, easy has 2 more
    than standard and hard 1 less."""
    threshold: Worth = 0
    """Added to the threshold of bargaining: above 0 offers have to be better than at standard,
    below 0 poorer ones will do."""
    openness: Unit = 1
    """How openly feelings show: the share of the stage directions that are seen. At 0.5 every
    second `*(looks away)*` is left out."""
    feelings: dict[Name, FeelingAtLevel] = {}
    """What is other in a feeling at this level, by name: `{trust: {start: 0.2}}`."""


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
    once: bool = False
    """Whether it moves feelings a single time in the conversation, however often it holds."""
