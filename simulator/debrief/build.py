"""A debrief from the turns of a conversation."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from engine import clean
from simulator.debrief.directed import acts_done
from simulator.debrief.harm import damage_done
from simulator.debrief.model import (
    Agreement,
    Debrief,
    Finish,
    Practice,
    StanceChange,
    Step,
    Timeline,
    Told,
)
from simulator.debrief.sentences import weighed
from simulator.debrief.turning import turning_points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine import Persona, Turn
    from simulator.drift import Drift


def build_debrief(
    persona: Persona, turns: Sequence[Turn], drift: Drift | None = None, by: Sequence[str] = ()
) -> Debrief:
    """Return what the turns, the opening first, showed; drift: why they may not be as they were.

    by: who said each line, "" for whom the debrief is for; without it, they said all.
    """
    last = turns[-1]
    return Debrief(
        persona=clean(persona.name),
        title=clean(persona.title),
        lines=len(turns) - 1,
        finish=_finish(last),
        timelines=_timelines(persona, turns),
        turning_points=turning_points(persona, turns),
        stances=_stances(persona, turns),
        disclosed=_disclosed(persona, turns),
        undisclosed=len(persona.interests) - len(last.disclosed),
        agreements=_agreements(persona, turns),
        unsettled=tuple(
            clean(issue.title) for name, issue in persona.issues.items() if name not in last.agreed
        ),
        practice=_practice(persona, turns),
        damage=damage_done(persona, turns),
        moves=_moves([turn for turn in turns if not any(by[turn.number - 1 : turn.number])]),
        drift=drift,
        acts=acts_done(persona, turns),
        by=tuple(clean(name) for name in by),
    )


def _finish(last: Turn) -> Finish:
    if last.ending is None:
        return Finish("open", "Not finished", "")
    ending = last.ending
    return Finish(ending.outcome, clean(ending.title), clean(ending.epilogue))


def _timelines(persona: Persona, turns: Sequence[Turn]) -> tuple[Timeline, ...]:
    return tuple(
        Timeline(
            name,
            clean(feeling.label),
            feeling.higher_is,
            tuple(turn.feelings[name] for turn in turns),
        )
        for name, feeling in persona.feelings.items()
    )


def _stances(persona: Persona, turns: Sequence[Turn]) -> tuple[StanceChange, ...]:
    first = turns[0]
    path = [StanceChange(0, first.stance, _stance_title(persona, first.stance), "")]
    for turn in turns[1:]:
        if turn.transition:
            title = _stance_title(persona, turn.stance)
            because = clean(turn.transition.because)
            path.append(StanceChange(turn.number, turn.stance, title, because))
    return tuple(path)


def _stance_title(persona: Persona, name: str) -> str:
    return clean(persona.stances[name].title)


def _disclosed(persona: Persona, turns: Sequence[Turn]) -> tuple[Told, ...]:
    told: dict[str, Told] = {}
    for turn in turns:
        for name in turn.disclosed:
            if name not in told:
                told[name] = Told(turn.number, name, clean(persona.interests[name].title))
    return tuple(told.values())


def _agreements(persona: Persona, turns: Sequence[Turn]) -> tuple[Agreement, ...]:
    """Return what stands agreed at the end, each with the turn that settled it so."""
    agreed = []
    for name, option in turns[-1].agreed.items():
        since = next(turn for turn in turns if turn.agreed.get(name) == option)
        issue = persona.issues[name]
        title = issue.options[option].title if option in issue.options else option
        package = next(
            (weighed(persona, one) for one in since.verdicts if one.issue == name and one.parts),
            "",
        )
        agreed.append(Agreement(since.number, clean(issue.title), clean(title), package))
    return tuple(agreed)


def _practice(persona: Persona, turns: Sequence[Turn]) -> Practice | None:
    method = persona.method
    if method is None:
        return None
    steps = tuple(
        Step(
            name,
            clean(step.title),
            tuple(turn.number for turn in turns if name in turn.steps),
            clean(step.advice),
            clean(step.example),
        )
        for name, step in method.steps.items()
    )
    return Practice(clean(method.name), clean(method.summary), steps)


def _moves(turns: Sequence[Turn]) -> tuple[tuple[str, int], ...]:
    """Return how many lines made each move, the most frequent first."""
    counted = Counter(
        name
        for turn in turns
        if turn.reading
        for name in {move.move: None for move in turn.reading.moves}
    )
    return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
