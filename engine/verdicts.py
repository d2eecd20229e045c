"""What is said of the verdicts on an offer: of each its option's text, of a package one for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.drawing import can_say
from engine.filling import listed, title_of
from engine.moment import Moment
from engine.persona.persona import OptionRules, Pool
from engine.turn import Verdict

Spoken = tuple[Pool, str]
"""Texts of which one is said, and the title of what it is about."""


def spoken(moment: Moment, verdicts: Sequence[Verdict]) -> Iterator[Spoken]:
    """Yield what there is to say of the verdicts, in order."""
    for verdict in verdicts:
        if not verdict.parts:
            yield from _one(moment, _pools(moment, verdict), title_of(moment, verdict))
        elif verdict.issue == verdict.parts[0].issue:
            yield from _package(moment, verdict, verdicts)


def _package(moment: Moment, verdict: Verdict, verdicts: Sequence[Verdict]) -> Iterator[Spoken]:
    """Yield what is said of a package.

    What is out of the question has the first word in a refusal; then the package's own texts;
    without any those of its options, of a refused package those of the one worth least.
    """
    rules = moment.persona.bargaining.package
    for part in verdict.parts:
        option = _option(moment, part.issue, part.option)
        if part.out and option.refuse and can_say(option.refuse, moment.state):
            yield option.refuse, option.title
            return
    whole = rules and (rules.accept if verdict.kind == "accepted" else rules.refuse)
    if whole and can_say(whole, moment.state):
        yield whole, listed([_option(moment, p.issue, p.option).title for p in verdict.parts])
        return
    told = [one for one in verdicts if one.parts]
    if verdict.kind == "refused":
        worths = [part.worth for part in verdict.parts]
        told = [told[worths.index(min(worths))]]
    for one in told:
        yield from _one(moment, _pools(moment, one), title_of(moment, one))


def _one(moment: Moment, pools: Sequence[Pool | None], title: str) -> Iterator[Spoken]:
    """Yield the first of the pools of which something can be said, if there is one."""
    for pool in pools:
        if pool is not None and can_say(pool, moment.state):
            yield pool, title
            return


def _pools(moment: Moment, verdict: Verdict) -> tuple[Pool | None, ...]:
    rules = moment.persona.bargaining
    if verdict.kind == "vague":
        return (rules.vague,)
    if verdict.kind == "exhausted":
        return (rules.exhausted,)
    option = _option(moment, verdict.issue, verdict.option)
    return {
        "accepted": (option.accept, rules.settled),
        "settled": (rules.settled, option.accept),
        "refused": (option.refuse, rules.declined),
        "declined": (rules.declined,),
        "suggested": (option.suggest,),
    }[verdict.kind]


def _option(moment: Moment, issue: str, option: str) -> OptionRules:
    return moment.persona.issues[issue].options[option]
