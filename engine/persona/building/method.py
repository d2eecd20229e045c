"""The method a persona practises."""

from __future__ import annotations

from engine.persona import persona as built
from engine.persona.building.drafting import Draft
from engine.persona.conditions import ConditionError, parse_condition
from engine.persona.schema import MethodFile
from engine.persona.shortlist import RulesByName


def method_of(draft: Draft, method: MethodFile | None, stem: str) -> built.Method | None:
    """Return the method, its conditions asked of this persona; stem names its file."""
    if method is None:
        return None
    steps = {}
    for name, step in method.steps.items():
        # a method's conditions name only what every persona has; its own place is its file
        try:
            condition = parse_condition(step.when, draft.names)
        except ConditionError as error:
            draft.wrong(("method",), f"the method {stem}, step {name}: {error}")
            condition = parse_condition("never", draft.names)
        steps[name] = built.MethodStep(step.title, condition, step.advice, step.example)
    return built.Method(stem, method.name, method.summary, RulesByName(steps), method.instead)
