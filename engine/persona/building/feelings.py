"""How lines land: the appraisal rules."""

from __future__ import annotations

from engine.persona import persona as built
from engine.persona.building.drafting import Draft
from engine.persona.source import KeyPath


def appraisal(draft: Draft) -> tuple[built.AppraisalRule, ...]:
    """Return the rules of how a line lands, in the order of the file."""
    rules = []
    for index, rule in enumerate(draft.model.appraisal):
        path: KeyPath = ("appraisal", index)
        rules.append(
            built.AppraisalRule(
                index,
                draft.condition(rule.when, (*path, "when")),
                draft.indexed(rule.change, (*path, "change")),
                rule.because,
                rule.again,
                draft.where(path),
            )
        )
    return tuple(rules)
