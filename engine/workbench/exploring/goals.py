"""What can be reached in a persona: endings, stances, what is told, what is agreed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

from engine.persona import Persona
from engine.persona.persona import OptionRules
from engine.state import State

Kind = Literal["ending", "stance", "interest", "option"]
KINDS: tuple[Kind, ...] = get_args(Kind)

Goal = tuple[Kind | Literal["unfinished", "repeats"], str]
"""Something to be reached: its kind, its name (of an option: issue.option). A play can also show
that it came to no ending, or that a text was said three times: no goals, but kept with them."""

UNFINISHED: Goal = ("unfinished", "")
REPEATS: Goal = ("repeats", "")


def goals_of(persona: Persona) -> list[Goal]:
    """Return everything that can be reached in a persona, in the order of the file.

    An option that is out of the question, whatever the manner, is none.
    """
    return [
        *(("ending", name) for name in persona.endings),
        *(("stance", name) for name in persona.stances),
        *(("interest", name) for name in persona.interests),
        *(
            ("option", f"{issue}.{option}")
            for issue, rules in persona.issues.items()
            for option, one in rules.options.items()
            if _in_question(one)
        ),
    ]


def goals_in(state: State) -> Iterator[Goal]:
    """Yield what was reached on the way to a state."""
    yield ("ending", state.ending) if state.ending else UNFINISHED
    for stance in state.visited:
        yield "stance", stance
    for interest in state.disclosed:
        yield "interest", interest
    for issue, option in state.table.agreed.items():
        yield "option", f"{issue}.{option}"


def _in_question(option: OptionRules) -> bool:
    points = option.by.points if option.by else ()
    return option.suggest is not None or max((option.worth, *(y for _, y in points))) >= 0
