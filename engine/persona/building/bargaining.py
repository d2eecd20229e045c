"""What can be agreed: issues with their options, and how offers are weighed."""

from __future__ import annotations

from engine.persona import persona as built
from engine.persona.building.drafting import Draft
from engine.persona.schema import Bargaining, Issue, Option, Package
from engine.persona.source import KeyPath


def issue(draft: Draft, name: str, issue: Issue) -> built.IssueRules:
    """Return one issue and its options."""
    path: KeyPath = ("issues", name)
    return built.IssueRules(
        issue.title,
        issue.weight,
        draft.pool(issue.ask, (*path, "ask")),
        {
            key: _option(draft, option, (*path, "options", key))
            for key, option in issue.options.items()
        },
    )


def _option(draft: Draft, option: Option, path: KeyPath) -> built.OptionRules:
    if option.by and [x for x, _ in option.by.points] != sorted(x for x, _ in option.by.points):
        draft.wrong((*path, "by", "points"), "the numbers of the points rise from one to the next")
    return built.OptionRules(
        option.title,
        draft.condition(option.when, (*path, "when")) if option.when is not None else None,
        option.worth,
        option.never,
        option.by,
        draft.pool(option.accept, (*path, "accept")),
        draft.pool(option.refuse, (*path, "refuse")),
        draft.pool(option.suggest, (*path, "suggest")),
        draft.where(path),
    )


def bargaining(draft: Draft, rules: Bargaining) -> built.BargainingRules:
    """Return how offers are weighed, and what is said of them in general."""
    path: KeyPath = ("bargaining",)
    return built.BargainingRules(
        opens=draft.condition(rules.opens, (*path, "opens")),
        suggests=draft.condition(rules.suggests, (*path, "suggests")),
        raises=draft.condition(rules.raises, (*path, "raises")),
        threshold=rules.threshold,
        mood=draft.indexed(rules.mood, (*path, "mood")),
        manner=tuple(
            built.MannerRule(
                draft.condition(manner.when, (*path, "manner", index, "when")),
                manner.add,
                manner.because,
            )
            for index, manner in enumerate(rules.manner)
        ),
        package=_package(draft, rules.package, (*path, "package")),
        concession=rules.concession,
        settled=draft.pool(rules.settled, (*path, "settled")),
        vague=draft.pool(rules.vague, (*path, "vague")),
        declined=draft.pool(rules.declined, (*path, "declined")),
        exhausted=draft.pool(rules.exhausted, (*path, "exhausted")),
        where=draft.where(path),
    )


def _package(draft: Draft, package: Package | None, path: KeyPath) -> built.PackageRules | None:
    if package is None:
        return None
    return built.PackageRules(
        draft.pool(package.accept, (*path, "accept")),
        draft.pool(package.refuse, (*path, "refuse")),
    )
