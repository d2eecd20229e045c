"""How a line lands: feelings drift back towards rest, then every appraisal rule moves them."""

from __future__ import annotations

from collections.abc import Sequence

from engine.moment import Moment
from engine.persona.persona import AppraisalRule, FeelingRules

DIGITS = 4
"""Feelings are rounded after every step, so that all platforms agree on every digit."""

MOST_AGAIN = 30
"""Repetitions that still change a rule's strength; more would overflow, and move nothing else."""


Moved = tuple[str, float, float, str, str]
"""The values of a `Change`; where lines are only counted, nobody wants the record."""


def appraise(moment: Moment) -> list[Moved]:
    """Move the feelings of the moment; return every change in order, the drift first."""
    changes = _drift(moment)
    fired = moment.state.fired
    mood = tuple(moment.feelings)  # all of a line falls into the mood that it found
    for rule in moment.persona.appraisal.could_hold(moment):
        if rule.once and fired.get(rule.key):
            continue
        if rule.condition.test(moment):
            _apply(rule, moment, mood, changes)
    return changes


def _drift(moment: Moment) -> list[Moved]:
    changes = []
    feelings = moment.feelings
    for index, rules in enumerate(moment.level.feelings):
        before = feelings[index]
        if before != rules.rest:
            after = within(rules, rules.rest + (before - rules.rest) * rules.kept)
            if after != before:
                feelings[index] = after
                changes.append((rules.name, before, after, "time passing", ""))
    return changes


def within(rules: FeelingRules, level: float) -> float:
    """Return a level rounded, and kept within the feeling's floor and ceiling."""
    level = round(level, DIGITS)
    if level <= rules.floor:
        return rules.floor
    return rules.ceiling if level >= rules.ceiling else level


def _apply(
    rule: AppraisalRule, moment: Moment, mood: Sequence[float], changes: list[Moved]
) -> None:
    fired = moment.state.fired
    times = fired.get(rule.key, 0)
    fired[rule.key] = times + 1
    strength = moment.confidence(rule.condition.needs)
    if rule.again != 1 and times:
        strength *= rule.again ** min(times, MOST_AGAIN)
    for index, amount in rule.changes:
        before = moment.feelings[index]
        rules = moment.level.feelings[index]
        push = amount * strength * _temper(moment, rules, amount)
        if rules.swayed:
            push *= sway(rules, mood, amount)
        after = within(rules, before + push)
        if after != before:
            moment.feelings[index] = after
            changes.append((rules.name, before, after, rule.because, rule.where))


def _temper(moment: Moment, rules: FeelingRules, amount: float) -> float:
    """Return the level's multiplier: warmth for what heals, volatility for what hurts."""
    return moment.level.warmth if (amount > 0) == rules.better else moment.level.volatility


def sway(rules: FeelingRules, mood: Sequence[float], amount: float) -> float:
    """Return by how much the mood multiplies an impulse of that amount on a feeling, 0 or more.

    What raises the feeling counts 1 + n for each unit of the feeling that sways it by n, what
    lowers it 1 - n; mood are the levels of all feelings, 0 to 1.
    """
    pull = sum(n * mood[index] for index, n in rules.swayed)
    return max(0.0, 1 + pull if amount > 0 else 1 - pull)
