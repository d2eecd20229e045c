"""What is remembered: facts, what shows them, and what contradicts them."""

from __future__ import annotations

from engine.persona.building.drafting import Draft
from engine.persona.persona import FactRule
from engine.persona.shortlist import RulesByName
from engine.persona.source import KeyPath, Source


def facts(draft: Draft) -> RulesByName[FactRule]:
    """Return every fact, in the order of the file."""
    return RulesByName(
        {
            name: FactRule(
                draft.condition(fact.when, shown_at(draft.source, name)),
                draft.condition(fact.against, ("facts", name, "against"))
                if fact.against is not None
                else None,
            )
            for name, fact in draft.model.facts.items()
        }
    )


def shown_at(source: Source, name: str) -> KeyPath:
    """Return the path of what shows a fact: its `when`, or the fact itself, if that is all."""
    path: KeyPath = ("facts", name, "when")
    return path if path in source.places else path[:2]
