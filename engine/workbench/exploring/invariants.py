"""What must hold of any persona, whoever talks to it: each with numbers, and where it breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from engine.persona import Persona
from engine.workbench.exploring.goals import REPEATS, Goal
from engine.workbench.exploring.policies import TRICKS
from engine.workbench.exploring.surveys import Survey
from engine.workbench.exploring.tally import Tallies, Tally, together

SURELY = 2.0
"""Standard errors by which one mean must lie above another to count as above."""

SHOWN = 5
"""Examples that are given of one thing."""


@dataclass(frozen=True, slots=True)
class Example:
    """A play that shows something; it can be played again from its policy, level and number."""

    policy: str
    level: str
    number: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an invariant holds; None: what it is about was not explored.

    numbers are what it was judged by, a sentence each. A note that does not hold is no error.
    """

    name: str
    says: str
    holds: bool | None
    numbers: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    conversations: tuple[tuple[str, ...], ...] = ()
    note: bool = field(default=False)


def judged(
    persona: Persona, surveys: Sequence[Survey], tallies: Tallies, levels: Sequence[str]
) -> tuple[Verdict, ...]:
    """Return the verdict on every invariant, in a fixed order."""
    judge = _Judge(persona, surveys, tallies, levels)
    return (
        judge.reached("ending", "every_ending", "Every ending can be reached."),
        judge.reached("stance", "every_stance", "Every stance can be reached."),
        judge.reached("interest", "every_interest", "Every interest can be heard."),
        judge.reached("option", "every_option", "Every option can be agreed on.", note=True),
        judge.no_dead_end(),
        judge.no_single_tactic(),
        judge.skill_pays(),
        judge.hostility_never_pays(),
        judge.harder_is_harder(),
        judge.nothing_again_and_again(),
    )


class _Judge:
    def __init__(
        self, persona: Persona, surveys: Sequence[Survey], tallies: Tallies, levels: Sequence[str]
    ) -> None:
        self._persona = persona
        self._surveys = surveys
        self._tallies = tallies
        self._levels = levels

    def reached(self, kind: str, name: str, says: str, note: bool = False) -> Verdict:
        if not self._surveys:
            return Verdict(name, says, None, note=note)
        missing = {goal: None for one in self._surveys for goal in one.missing if goal[0] == kind}
        numbers = []
        for goal in missing:
            how = "cannot be reached" if self._surely_not(goal) else "was not found"
            numbers.append(f"{kind} {goal[1]} {how}")
        return Verdict(name, says, not missing, tuple(numbers), note=note)

    def _surely_not(self, goal: Goal) -> bool:
        return all(one.whole for one in self._surveys if goal in one.missing)

    def no_dead_end(self) -> Verdict:
        says = "There is no dead end: from everywhere some ending can be reached."
        if not self._surveys:
            return Verdict("no_dead_end", says, None)
        stuck = [one for survey in self._surveys for one in survey.stuck]
        by_stance = {one.stance: None for one in stuck}
        states = {stance: sum(one.stance == stance for one in stuck) for stance in by_stance}
        numbers = tuple(
            f"no ending was found from {times} state{'' if times == 1 else 's'} of the "
            f"stance {stance}"
            for stance, times in states.items()
        )
        lines = tuple(one.lines for one in stuck[:SHOWN])
        return Verdict("no_dead_end", says, not stuck, numbers, conversations=lines)

    def no_single_tactic(self) -> Verdict:
        says = "No single tactic wins a full agreement."
        return self._never_agrees("no_single_tactic", says, TRICKS)

    def hostility_never_pays(self) -> Verdict:
        says = "Hostility never gets a full agreement."
        return self._never_agrees("hostility_never_pays", says, ("hostile",))

    def _never_agrees(self, name: str, says: str, policies: Sequence[str]) -> Verdict:
        played = [key for key in self._tallies if key[0] in policies]
        won = {key: times for key in played if (times := self._agreements(self._tallies[key]))}
        numbers = tuple(
            f"{policy} got one in {times} of {self._tallies[policy, level].plays} plays at {level}"
            for (policy, level), times in won.items()
        )
        examples = tuple(self._example(key, self._full()) for key in won)
        return Verdict(name, says, not won if played else None, numbers, examples[:SHOWN])

    def _full(self) -> list[Goal]:
        ends = self._persona.endings
        return [("ending", name) for name, end in ends.items() if end.outcome == "agreement"]

    def _agreements(self, tally: Tally) -> int:
        return tally.outcomes(self._persona)["agreement"]

    def _example(self, key: tuple[str, str], goals: Sequence[Goal]) -> Example:
        first = self._tallies[key].first
        return Example(*key, min(first[goal] for goal in goals if goal in first))

    def skill_pays(self) -> Verdict:
        says = "Skilled trainees do better than average ones, and those better than hostile ones."
        numbers, holds = [], []
        for level in self._levels:
            names = [n for n in ("skilled", "average", "hostile") if (n, level) in self._tallies]
            scores = [self._score(name, level)[0] for name in names]
            holds += [better > worse for better, worse in pairwise(scores)]
            told = ", ".join(f"{n} {score:.2f}" for n, score in zip(names, scores, strict=True))
            numbers.append(f"{level}: {told}")
        return Verdict("skill_pays", says, all(holds) if holds else None, tuple(numbers))

    def _score(self, policy: str, level: str) -> tuple[float, float]:
        return self._tallies[policy, level].score(self._persona)

    def harder_is_harder(self) -> Verdict:
        """No policy may do surely better on a harder level; the average one must do worse."""
        says = "Harder levels are harder."
        levels = [level for level in self._persona.levels if level in self._levels]
        numbers, holds = [], []
        for policy in ("skilled", "average"):
            if len(levels) < 2 or any((policy, level) not in self._tallies for level in levels):
                continue
            scores = [self._score(policy, level) for level in levels]
            holds += [not _surely_above(harder, easier) for easier, harder in pairwise(scores)]
            if policy == "average":
                holds.append(scores[-1][0] < scores[0][0])
            told = ", ".join(f"{lv} {s[0]:.2f}" for lv, s in zip(levels, scores, strict=True))
            numbers.append(f"{policy}: {told}")
        name = "harder_is_harder"
        return Verdict(name, says, all(holds) if holds else None, tuple(numbers))

    def nothing_again_and_again(self) -> Verdict:
        says = "Within ten lines nothing is said again more than once."
        broken = {key: tally for key, tally in self._tallies.items() if tally.thrice}
        places = together(broken).thrice
        numbers = [
            f"{where}: {times} time{'' if times == 1 else 's'}"
            for where, times in places.most_common(SHOWN)
        ]
        if len(places) > SHOWN:
            more = len(places) - SHOWN
            numbers.append(f"and {more} other place{'' if more == 1 else 's'}")
        examples = tuple(self._example(key, [REPEATS]) for key in broken)
        holds = not broken if self._tallies else None
        return Verdict("nothing_again_and_again", says, holds, tuple(numbers), examples[:SHOWN])


def _surely_above(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Return whether a mean lies further above another than their errors could make it."""
    spread: float = (one[1] ** 2 + other[1] ** 2) ** 0.5
    return one[0] - other[0] > SURELY * spread


def broken(verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """Yield the verdicts that are errors."""
    return (one for one in verdicts if one.holds is False and not one.note)
