"""Amounts that cannot be meant: feelings that are full at once, offers nobody can accept."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from engine.persona.building import complete, ranges
from engine.persona.problems import Problem
from engine.persona.schema import Option, PersonaFile
from engine.workbench.checking.manuscript import Manuscript

_HARDER = {
    "volatility": True,
    "warmth": False,
    "patience": False,
    "threshold": True,
    "openness": False,
}
"""Which numbers of a level rise, and which fall, as it gets harder."""


def numbers(manuscript: Manuscript) -> Iterator[Problem]:
    """Yield impulses, offers and levels whose numbers make no sense."""
    yield from _full_at_once(manuscript)
    yield from _unacceptable(manuscript)
    yield from _levels(manuscript)


def _full_at_once(manuscript: Manuscript) -> Iterator[Problem]:
    feelings = manuscript.model.feelings
    for index, rule in enumerate(manuscript.model.appraisal):
        for name, impulse in rule.change.items():
            feeling = feelings[name]
            start = feeling.rest if feeling.start is None else feeling.start
            room = feeling.ceiling - start if impulse > 0 else start - feeling.floor
            if room > 0 and abs(impulse) >= room:
                bound, end = (feeling.ceiling, "full") if impulse > 0 else (feeling.floor, "gone")
                if bound not in (0, 1):
                    end = f"as {'high' if impulse > 0 else 'low'} as it gets"
                yield manuscript.warning(
                    ("appraisal", index, "change", name),
                    f"one such line and {name} is {end}: {impulse:+g} from {start:g}",
                )


def _unacceptable(manuscript: Manuscript) -> Iterator[Problem]:
    model = manuscript.model
    rules = model.bargaining
    helped = sum(manner.add for manner in rules.manner if manner.add > 0)
    moods = ranges(model)
    lowest = rules.threshold + sum(
        min(weight * bound for bound in moods[name]) for name, weight in rules.mood.items()
    )
    lowest += min(level.threshold for level in complete(model.levels).values())
    lowest -= rules.concession.most if rules.concession.yields else 0
    for issue, rule in model.issues.items():
        for name, option in rule.options.items():
            best = _in_company(model, issue, option)
            if best >= 0 and not option.never and best + helped < lowest:
                yield manuscript.warning(
                    ("issues", issue, "options", name, "worth"),
                    f"nobody can get this accepted: at best {best + helped:.2f}, "
                    f"and at least {lowest:.2f} is asked in the best of moods",
                )


def _in_company(model: PersonaFile, issue: str, option: Option) -> float:
    """Return the most an offer can be worth that holds an option: alone, or in a package."""
    best, weight = _best(option), model.issues[issue].weight
    if model.bargaining.package is None or best < 0:
        return best
    others = [
        (max(map(_best, rules.options.values())), rules.weight)
        for name, rules in model.issues.items()
        if name != issue
    ]
    for other, more in sorted(others, reverse=True):
        if other > best:
            best = (best * weight + other * more) / (weight + more)
            weight += more
    return best


def _best(option: Option) -> float:
    worths = [option.worth, *(worth for _, worth in option.by.points)] if option.by else []
    return max(worths, default=option.worth)


def _levels(manuscript: Manuscript) -> Iterator[Problem]:
    """A level that is easier than the one before it in some way."""
    levels = complete(manuscript.model.levels)
    for (easier, one), (harder, other) in pairwise(levels.items()):
        for key, rising in _HARDER.items():
            a, b = getattr(one, key), getattr(other, key)
            if (b < a) if rising else (b > a):
                yield manuscript.warning(
                    ("levels", harder, key),
                    f"{harder} is easier than {easier} here: {key} {b:g} after {a:g}",
                )
