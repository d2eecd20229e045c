"""What many conversations came to: counts and sums that add up, whoever counted which of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.feelings import DIGITS
from engine.persona import Persona
from engine.persona.persona import Outcome
from engine.workbench.exploring.goals import Goal

BANDS = 5
"""Equal parts of the range of a feeling that are told apart."""

NO_ENDING = ""
"""In the place of an ending's name: there was none."""

_UNITS = 10**DIGITS

WORTH: Mapping[Outcome | None, int] = {
    "agreement": 3,
    "fragile": 2,
    "impasse": 1,
    None: 1,
    "breakdown": 0,
}
"""How well an outcome speaks of a trainee; None: there was no ending."""


@dataclass(slots=True)
class Tally:
    """Sums over conversations of one policy at one level.

    endings counts by name; lengths by number of lines; feelings are sums of the last levels in
    units of 0.0001, so that no order of adding matters, and bins of them. first is the lowest
    number of a play that reached a goal, or showed a text three times. stances counts how
    often each was come to, transitions by (from, to). pools counts texts said, rules appraisals
    made, by key. again counts texts of a rule (file:line) said twice within ten lines, thrice
    those said three times.
    """

    plays: int = 0
    lines: int = 0
    endings: Counter[str] = field(default_factory=Counter)
    lengths: Counter[int] = field(default_factory=Counter)
    feelings: Counter[str] = field(default_factory=Counter)
    bins: Counter[tuple[str, int]] = field(default_factory=Counter)
    first: dict[Goal, int] = field(default_factory=dict)
    stances: Counter[str] = field(default_factory=Counter)
    transitions: Counter[tuple[str, str]] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    agreed: Counter[str] = field(default_factory=Counter)
    pools: Counter[int] = field(default_factory=Counter)
    rules: Counter[int] = field(default_factory=Counter)
    again: Counter[str] = field(default_factory=Counter)
    thrice: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Take in what another has counted."""
        self.plays += other.plays
        self.lines += other.lines
        for name in _COUNTERS:
            getattr(self, name).update(getattr(other, name))
        for goal, number in other.first.items():
            self.note(goal, number)

    def note(self, goal: Goal, number: int) -> None:
        """Remember the first play that reached a goal."""
        self.first[goal] = min(number, self.first.get(goal, number))

    def feel(self, name: str, level: float) -> None:
        """Count how a feeling was at the end of a play."""
        self.feelings[name] += round(level * _UNITS)
        self.bins[name, min(BANDS - 1, int(level * BANDS))] += 1

    def mean(self, feeling: str) -> float:
        """Return the mean of a feeling at the end, 0 to 1."""
        return self.feelings[feeling] / _UNITS / self.plays if self.plays else 0.0

    def length(self, part: float) -> int:
        """Return the number of lines that a part (0 to 1) of the plays did not go beyond."""
        left = part * self.plays
        for lines in sorted(self.lengths):
            left -= self.lengths[lines]
            if left <= 0:
                return lines
        return 0

    def outcomes(self, persona: Persona) -> Counter[Outcome | None]:
        """Return how often each kind of ending came about; None: there was no ending."""
        found: Counter[Outcome | None] = Counter()
        for name, times in self.endings.items():
            found[persona.endings[name].outcome if name else None] += times
        return found

    def score(self, persona: Persona) -> tuple[float, float]:
        """Return how well the plays went on average, 0 to 3, and the standard error of it."""
        if not self.plays:
            return 0.0, 0.0
        outcomes = self.outcomes(persona)
        mean = sum(WORTH[one] * times for one, times in outcomes.items()) / self.plays
        spread = sum((WORTH[one] - mean) ** 2 * times for one, times in outcomes.items())
        return mean, (spread / self.plays / self.plays) ** 0.5

    def as_dict(self, persona: Persona) -> dict[str, Any]:
        """Return everything as plain JSON values, the same for the same counts."""
        mean, error = self.score(persona)
        names = sorted(self.endings, key=lambda name: (-self.endings[name], name))
        return {
            "plays": self.plays,
            "lines": self.lines,
            "score": round(mean, 4),
            "score_error": round(error, 4),
            "outcomes": {str(one or "unfinished"): n for one, n in self._by_worth(persona)},
            "endings": {name or "unfinished": self.endings[name] for name in names},
            "first": {
                f"{kind} {name}".strip(): n for (kind, name), n in sorted(self.first.items())
            },
            "lengths": {
                "median": self.length(0.5),
                "nine_in_ten": self.length(0.9),
                "counts": {str(lines): self.lengths[lines] for lines in sorted(self.lengths)},
            },
            "feelings": {
                name: {
                    "mean": round(self.mean(name), 4),
                    "bands": [self.bins[name, band] for band in range(BANDS)],
                }
                for name in persona.feelings
            },
            "stances": {name: self.stances[name] for name in persona.stances},
            "transitions": {f"{a}>{b}": n for (a, b), n in sorted(self.transitions.items())},
            "told": dict(sorted(self.told.items())),
            "agreed": dict(sorted(self.agreed.items())),
            "texts_repeated": dict(sorted(self.again.items())),
            "texts_said_three_times": dict(sorted(self.thrice.items())),
        }

    def _by_worth(self, persona: Persona) -> list[tuple[Outcome | None, int]]:
        outcomes = self.outcomes(persona)
        return [(one, outcomes[one]) for one in WORTH if outcomes[one]]


_COUNTERS = (
    "endings",
    "lengths",
    "feelings",
    "bins",
    "stances",
    "transitions",
    "told",
    "agreed",
    "pools",
    "rules",
    "again",
    "thrice",
)

Tallies = dict[tuple[str, str], Tally]
"""Tallies by policy and level."""


def merge(into: Tallies, other: Tallies) -> None:
    """Take tallies into others: the order of merging makes no difference."""
    for key, tally in other.items():
        into.setdefault(key, Tally()).add(tally)


def together(tallies: Tallies) -> Tally:
    """Return all of them as one; `first` is left out, for a play is known by its policy too."""
    whole = Tally()
    for tally in tallies.values():
        whole.add(tally)
    whole.first.clear()
    return whole
