"""Bargaining that cannot come to what it says: packages, concessions, and what is never agreed."""

from __future__ import annotations

from collections.abc import Iterator

from engine.persona.problems import Problem
from engine.workbench.checking.manuscript import Manuscript


def bargains(manuscript: Manuscript) -> Iterator[Problem]:
    """Yield keys of issues, options and bargaining that nothing comes of."""
    yield from _packages(manuscript)
    yield from _concessions(manuscript)
    yield from _never(manuscript)


def _packages(manuscript: Manuscript) -> Iterator[Problem]:
    issues = manuscript.model.issues
    if manuscript.model.bargaining.package is None:
        for name, issue in issues.items():
            if issue.weight != 1:
                message = "a weight counts in packages only; allow them with `package: true` "
                message += "under `bargaining`, or take the weight out"
                yield manuscript.warning(("issues", name, "weight"), message)
    elif len(issues) < 2:
        message = "a package takes two issues; add another under `issues`, or take this out"
        yield manuscript.warning(("bargaining", "package"), message)


def _concessions(manuscript: Manuscript) -> Iterator[Problem]:
    rules = manuscript.model.bargaining.concession
    if rules.yields and not rules.most:
        message = "with `most: 0` nothing is ever given up; write how much may be, in all"
        yield manuscript.warning(("bargaining", "concession", "most"), message)
    elif rules.yields > rules.most:
        message = f"{rules.yields:g} in one round is more than `most` allows in all: {rules.most:g}"
        yield manuscript.warning(("bargaining", "concession", "yields"), message)
    options = [one for issue in manuscript.model.issues.values() for one in issue.options.values()]
    if rules.suggests_after is not None and not any(option.suggest for option in options):
        message = "no option has `suggest` texts to put it forward; write some, or take this out"
        yield manuscript.warning(("bargaining", "concession", "suggests_after"), message)


def _never(manuscript: Manuscript) -> Iterator[Problem]:
    told = "(`never`, or a worth below 0); take this out, or change that"
    for issue, rules in manuscript.model.issues.items():
        for name, option in rules.options.items():
            out = option.never or (option.worth < 0 and option.by is None)
            for key in ("accept", "suggest"):
                if out and getattr(option, key):
                    yield manuscript.warning(
                        ("issues", issue, "options", name, key),
                        f'"{name}" is out of the question {told}',
                    )
