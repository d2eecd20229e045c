"""What exploring a persona found, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from engine.persona.persona import Outcome
from simulator.paragraphs import say

if TYPE_CHECKING:
    from engine.workbench.exploring.exploration import Exploration, Plan
    from engine.workbench.exploring.goals import Goal
    from engine.workbench.exploring.invariants import Verdict
    from engine.workbench.exploring.surveys import Survey
    from engine.workbench.exploring.tally import Tally

MOST = 12
"""Lines of a conversation that are shown; the rest is counted."""

_OUTCOMES: tuple[tuple[Outcome | None, str], ...] = (
    ("agreement", "agreed"),
    ("fragile", "fragile"),
    ("impasse", "impasse"),
    ("breakdown", "broken"),
    (None, "no end"),
)
_LISTED = ("stance", "interest", "option")


def show_exploration(found: Exploration, asked: str) -> None:
    """Print what was found in a persona, asked for by this name or path, and what must hold."""
    persona, plan = found.persona, found.plan
    say(f"{persona.name} ({persona.stem})")
    for survey in found.surveys:
        say()
        _show_survey(found, survey)
    if found.tallies:
        say()
        say(
            f"PLAYED: {plan.plays} CONVERSATIONS OF EACH POLICY AT EACH LEVEL, OF {plan.turns} "
            f"LINES AT MOST, SEED {plan.seed}"
        )
        _show_plays(found)
    say()
    say("WHAT MUST HOLD")
    for verdict in found.verdicts:
        _show_verdict(verdict, asked, found.plan)


def _show_survey(found: Exploration, survey: Survey) -> None:
    persona = found.persona
    say(f"GONE THROUGH LINE BY LINE, AT {survey.level.upper()}")
    say(
        f"{survey.actions} abstract lines, {survey.states} states told apart; every line was said "
        f"in {survey.gone_on} of them ({survey.lines} lines in all). {_reach(survey)}"
    )
    say()
    for (kind, name), lines in survey.found.items():
        if kind == "ending":
            outcome = persona.endings[name].outcome
            say(f"{name} ({outcome}), {_count(lines)}: {conversation(lines)}", "  - ")
    for listed in _LISTED:
        reached = [(goal, lines) for goal, lines in survey.found.items() if goal[0] == listed]
        if reached:
            told = ", ".join(f"{name} {len(lines)}" for (_, name), lines in reached)
            say(f"{listed}s, with the fewest lines found: {told}", "  - ")
    if survey.missing:
        say(f"not found: {', '.join(map(_named, survey.missing))}", "  - ")


def _reach(survey: Survey) -> str:
    if survey.whole:
        return "Nothing was left out."
    within = f"within {survey.complete} line{'' if survey.complete == 1 else 's'} of the opening"
    return (
        f"Nothing was left out {within}; beyond, the bound on states (--states) left something "
        f"out, and policies went on from {survey.tried} of the states where it did."
    )


def _show_plays(found: Exploration) -> None:
    feelings = list(found.persona.feelings)
    heads = "".join(f"{head:>8}" for _, head in _OUTCOMES)
    print(f"{'':18}{'':9}{'score':>6}{heads}{'lines':>7}  {'  '.join(feelings)}")
    for (policy, level), tally in found.tallies.items():
        shares = "".join(f"{share:>8}" for share in _shares(found, tally))
        levels = "  ".join(f"{tally.mean(name):>{len(name)}.2f}" for name in feelings)
        score = tally.score(found.persona)[0]
        lines = tally.length(0.5)
        print(f"{policy:18}{level:9}{score:>6.2f}{shares}{lines:>7}  {levels}")
    say("score: full agreement 3, fragile 2, impasse or no end 1, breakdown 0; lines: the median.")


def _shares(found: Exploration, tally: Tally) -> Iterator[str]:
    outcomes = tally.outcomes(found.persona)
    for outcome, _ in _OUTCOMES:
        times = outcomes[outcome]
        yield f"{100 * times / tally.plays:.0f}%" if times else "."


def _show_verdict(verdict: Verdict, asked: str, plan: Plan) -> None:
    marks = {True: "holds", None: "not seen", False: "note" if verdict.note else "BROKEN"}
    say(verdict.says, f"{marks[verdict.holds]:9}")
    if verdict.holds is not False and verdict.name not in ("skill_pays", "harder_is_harder"):
        return
    for number in verdict.numbers:
        say(number, f"{'':9}- ")
    for lines in verdict.conversations:
        say(f"after {conversation(lines)}", f"{'':9}- ")
    for one in verdict.examples:
        say(
            f"detente explore {asked} --seed {plan.seed} --turns {plan.turns} "
            f"--show {one.policy}/{one.level}/{one.number}",
            f"{'':9}see: ",
        )


def conversation(lines: Iterable[str]) -> str:
    """Return a conversation in one line: what is said over and over, once with a number."""
    runs = [(name, len(list(group))) for name, group in groupby(lines)]
    told = [name if times == 1 else f"{name} ({times} times)" for name, times in runs]
    if len(told) <= MOST:
        return "; ".join(told)
    left = sum(times for _, times in runs[MOST - 1 : -1])
    return "; ".join([*told[: MOST - 1], f"{left} more", told[-1]])


def _count(lines: tuple[str, ...]) -> str:
    return f"{len(lines)} line{'' if len(lines) == 1 else 's'}"


def _named(goal: Goal) -> str:
    return " ".join(goal)
