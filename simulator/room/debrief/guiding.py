"""The guided sequence: what the facilitator asks the group, step by step, and shows with it.

Reactions, description, analysis, summary is the order of scripted debriefings after simulations
(Eppich & Cheng, Promoting Excellence and Reflective Learning in Simulation, 2015), plus/delta its
short form. People talk first; what the program counted comes after, as something to talk about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.room.debrief.model import GuidedStep
from simulator.room.debrief.paging import pages

if TYPE_CHECKING:
    from simulator.room.debrief.group import GroupDebrief

STEPS: dict[str, GuidedStep] = {
    step.name: step
    for step in (
        GuidedStep(
            "reactions",
            "Reactions",
            "Let off steam. Nothing is explained yet, and nobody is put right.",
            (
                "How are you, just now, in a word or two?",
                "What was it like to be in that conversation?",
                "Those who listened: where did you hold your breath?",
            ),
            4,
            (),
        ),
        GuidedStep(
            "description",
            "Description",
            "Agree on what happened before anybody says why.",
            (
                "What was it about, for each of the two?",
                "How did it go, from the first line to the last? What came of it?",
                "Look at the lines on the screen: where does something move?",
            ),
            5,
            ("endings", "timelines"),
        ),
        GuidedStep(
            "analysis",
            "Analysis",
            "What worked, what did not, and why: one line at a time, not one person at a time.",
            (
                "Take the line that helped most. What did the other person hear in it?",
                "Take one that hurt. What was meant by it, and what else would have said that?",
                "Which step came easily, which did nobody get to? What stood in the way?",
                "What would you say if you had that moment again?",
            ),
            14,
            ("turning", "branches", "steps", "moves", "items", "acts", "bookmarks"),
        ),
        GuidedStep(
            "summary",
            "Summary",
            "Everybody takes one thing along.",
            (
                "What do you take with you, in a sentence?",
                "With whom, and when, will you try it?",
            ),
            5,
            ("steps", "answers"),
        ),
        GuidedStep(
            "plus_delta",
            "Plus and delta",
            "Two columns on the board: what to keep, what to change.",
            (
                "What went well and should stay?",
                "What would you do differently next time?",
                "Who does what, until when?",
            ),
            8,
            ("answers", "endings", "turning", "steps"),
        ),
    )
}
"""Every step there is, by name, with the minutes it usually takes."""


USUAL = ("reactions", "description", "analysis", "summary")
"""The steps where none are named."""


def guide(
    debrief: GroupDebrief,
    names: Sequence[str],
    minutes: float = 0.0,
    ask: Mapping[str, Sequence[str]] | None = None,
) -> tuple[GuidedStep, ...]:
    """Return the steps of these names in order, in so many minutes altogether (0: the usual).

    Without any, the usual four. No step is given less than a minute. ask: the exercise's own
    questions of a step, which stand for the general ones. A step with more to show than a page
    takes is followed by its further pages.
    """
    steps = [STEPS[name] for name in names or USUAL]
    shares = _shared_out([step.minutes for step in steps], minutes)
    own = ask or {}
    return tuple(
        page
        for step, share in zip(steps, shares, strict=True)
        for page in pages(
            replace(step, minutes=share, questions=tuple(own.get(step.name, ())) or step.questions),
            debrief,
        )
    )


def _shared_out(usual: Sequence[int], minutes: float) -> list[int]:
    """Return whole minutes in the usual proportions; the largest remainders are rounded up."""
    if not minutes:
        return list(usual)
    exact = [one * minutes / sum(usual) for one in usual]
    shares = [max(1, int(one)) for one in exact]
    order = sorted(range(len(exact)), key=lambda place: int(exact[place]) - exact[place])
    for place in order[: max(0, round(minutes) - sum(shares))]:
        shares[place] += 1
    return shares
