"""What is remembered: facts, what shows them, and what contradicts them."""

from __future__ import annotations

from engine.persona.building.drafting import Draft
from engine.persona.conditions import Condition
from engine.persona.source import KeyPath, Source


def facts(draft: Draft) -> dict[str, Condition]:
    """Return the condition that shows each fact, in the order of the file."""
    return {
        name: draft.condition(fact.when, shown_at(draft.source, name))
        for name, fact in draft.model.facts.items()
    }


def against(draft: Draft) -> dict[str, Condition]:
    """Return the condition that contradicts a fact, for each that has one."""
    return {
        name: draft.condition(fact.against, ("facts", name, "against"))
        for name, fact in draft.model.facts.items()
        if fact.against is not None
    }


def shown_at(source: Source, name: str) -> KeyPath:
    """Return the path of what shows a fact: its `when`, or the fact itself, if that is all."""
    path: KeyPath = ("facts", name, "when")
    return path if path in source.places else path[:2]
