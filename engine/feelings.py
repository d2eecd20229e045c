"""How a line lands: feelings drift back towards rest, then every appraisal rule moves them."""

from __future__ import annotations

from engine.moment import Moment
from engine.persona.persona import AppraisalRule
from engine.turn import Change

DIGITS = 4
"""Feelings are rounded after every step, so that all platforms agree on every digit."""

MOST_AGAIN = 30
"""Repetitions that still change a rule's strength; more would overflow, and move nothing else."""


def appraise(moment: Moment) -> list[Change]:
    """Move the feelings of the moment; return every change in order, the drift first."""
    changes = _drift(moment)
    signs = moment.signs
    for rule in moment.persona.appraisal:
        needs = rule.condition.needs
        if (not needs or needs & signs) and rule.condition.test(moment):
            _apply(rule, moment, changes)
    return changes


def _drift(moment: Moment) -> list[Change]:
    changes = []
    feelings = moment.feelings
    for index, (name, rest, kept) in enumerate(moment.persona.drift):
        before = feelings[index]
        if before != rest:
            after = round(rest + (before - rest) * kept, DIGITS)
            if after != before:
                feelings[index] = after
                changes.append(Change(name, before, after, "time passing", ""))
    return changes


def _apply(rule: AppraisalRule, moment: Moment, changes: list[Change]) -> None:
    fired = moment.state.fired
    times = fired.get(rule.key, 0)
    fired[rule.key] = times + 1
    strength = moment.confidence(rule.condition.needs)
    if rule.again != 1 and times:
        strength *= rule.again ** min(times, MOST_AGAIN)
    drift = moment.persona.drift
    for index, amount in rule.changes:
        before = moment.feelings[index]
        name = drift[index][0]
        push = amount * strength * _temper(moment, name, amount)
        after = round(min(1.0, max(0.0, before + push)), DIGITS)
        if after != before:
            moment.feelings[index] = after
            changes.append(Change(name, before, after, rule.because, rule.where))


def _temper(moment: Moment, name: str, amount: float) -> float:
    """Return the level's multiplier: warmth for what heals, volatility for what hurts."""
    better = (amount > 0) == (moment.persona.feelings[name].higher_is == "better")
    return moment.level.warmth if better else moment.level.volatility
