"""What a conversation can never come to: stances, endings, and what is told."""

from __future__ import annotations

from collections.abc import Iterator

from engine.persona.conditions.logic import possible
from engine.persona.problems import Problem
from engine.workbench.checking.manuscript import Manuscript


def reach(manuscript: Manuscript) -> Iterator[Problem]:
    """Yield stances nobody gets to, stances nobody gets out of, endings and interests nobody sees.

    A way is followed if its condition can hold in its stance; whether feelings can really climb so
    high is for the exploration to say.
    """
    model = manuscript.model
    ways = {name: _ways(manuscript, name) for name in model.stances}
    reached = _from(model.opening.stance, ways)
    for name in model.stances:
        if name not in reached:
            yield manuscript.warning(
                ("stances", name), f'no way leads to the stance "{name}" from the opening'
            )
    ends = {name: _endings(manuscript, name) for name in reached}
    for name in sorted(reached):
        if not any(ends[other] for other in _from(name, ways)):
            yield manuscript.warning(
                ("stances", name), f'a dead end: no ending can be reached from "{name}"'
            )
    for name in model.endings:
        if not any(name in found for found in ends.values()):
            yield manuscript.warning(("endings", name), f'the ending "{name}" can never be reached')
    for name, interest in model.interests.items():
        node = manuscript.when(interest.when, ("interests", name, "when")).node
        if not any(possible(node, stance=stance) for stance in reached):
            yield manuscript.warning(
                ("interests", name), f'the interest "{name}" can never be disclosed'
            )


def _ways(manuscript: Manuscript, stance: str) -> set[str]:
    return {
        way.to
        for path, way in manuscript.ways(stance)
        if possible(manuscript.when(way.when, path).node, stance=stance)
    }


def _from(stance: str, ways: dict[str, set[str]]) -> set[str]:
    reached, todo = {stance}, [stance]
    while todo:
        for other in ways[todo.pop()] - reached:
            reached.add(other)
            todo.append(other)
    return reached


def _endings(manuscript: Manuscript, stance: str) -> set[str]:
    return {
        name
        for name, ending in manuscript.model.endings.items()
        if possible(manuscript.when(ending.when, ("endings", name, "when")).node, stance=stance)
    }
