"""Rules that never hold, or never get their turn, and moves that nothing answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.persona.conditions.logic import implies, possible
from engine.persona.conditions.nodes import Compare, Named, Node, Not, Sign, walk, walk_written
from engine.persona.problems import Problem
from engine.persona.schema import ReplyRule
from engine.persona.source import KeyPath
from engine.reading import HARMFUL, MOVES
from engine.workbench.checking.manuscript import Manuscript, When

_HARMFUL = frozenset(HARMFUL)
EXPECTED = tuple(move for move in MOVES if move not in ("small_talk", "inform"))
"""Moves a trainee will make on somebody: something should be said to each that is meant for it."""

MOST_UNANSWERED = 8
"""A stance that leaves more moves than this to `otherwise` was meant to."""


def rules(manuscript: Manuscript) -> Iterator[Problem]:
    """Yield conditions that never hold, comparisons with one answer, and rules without a turn."""
    impossible = set()
    for when in manuscript.conditions:
        if when.text.strip() == "never":
            continue  # that is said on purpose
        if not possible(when.node, stance=when.stance):
            impossible.add(when.path)
            yield manuscript.warning(when.path, f"this can never hold: `{_short(when.text)}`")
        else:
            yield from _comparisons(manuscript, when)
    for name in manuscript.model.stances:
        yield from _shadowed_ways(manuscript, name, impossible)
        yield from _unanswered(manuscript, name)
    yield from _shadowed_answers(manuscript, impossible)
    yield from _unasked(manuscript)
    yield from _same_twice(manuscript)


def _comparisons(manuscript: Manuscript, when: When) -> Iterator[Problem]:
    for node in walk_written(when.node):  # what a name stands for is looked at where it stands
        if not isinstance(node, Compare):
            continue
        words = when.text[node.column :].split(" and ")[0].split(" or ")[0].strip(" ()")
        if not possible(node):
            yield manuscript.warning(when.path, f"`{_short(words)}` is never true")
        elif not possible(Not(node)):
            yield manuscript.warning(when.path, f"`{_short(words)}` is always true")


def _shadowed_ways(
    manuscript: Manuscript, stance: str, impossible: set[KeyPath]
) -> Iterator[Problem]:
    earlier: list[When] = []
    for path, way in manuscript.ways(stance):
        when = manuscript.when(way.when, path, stance)
        before = _covering(when, earlier, stance)
        own = path[0] == "stances"
        if own and before is not None and (*path, "when") not in impossible:
            line = manuscript.line(before.path)
            message = f"this way is never taken: the one at line {line} holds whenever it does"
            yield manuscript.warning(path, message)
        if not way.once:  # after its one time it lets the others have their turn
            earlier.append(when)


def _shadowed_answers(manuscript: Manuscript, impossible: set[KeyPath]) -> Iterator[Problem]:
    for name, knows in manuscript.model.knows.items():
        earlier: list[When] = []
        for index, answer in enumerate(knows.answers):
            path = ("knows", name, "answers", index)
            when = manuscript.when(answer.when, path)
            before = _covering(when, earlier, None)
            if before is not None and (*path, "when") not in impossible:
                line = manuscript.line(before.path)
                message = f"never said: the answer at line {line} holds whenever this does"
                yield manuscript.warning(path, message)
            earlier.append(when)


def _covering(when: When, earlier: Sequence[When], stance: str | None) -> When | None:
    return next((one for one in earlier if implies(when.node, one.node, stance)), None)


def _unasked(manuscript: Manuscript) -> Iterator[Problem]:
    """Named conditions that nothing asks for, be it through another's name."""
    asked = {
        part.name
        for when in manuscript.conditions
        if when.path[0] != "conditions"
        for part in walk(when.node)
        if isinstance(part, Named)
    }
    for name in manuscript.model.conditions:
        if name not in asked:
            yield manuscript.warning(("conditions", name), f'nothing asks for "{name}"')


def _same_twice(manuscript: Manuscript) -> Iterator[Problem]:
    """Two reply rules of one place, beat and condition: the texts of both belong in one."""
    lists: list[tuple[KeyPath, Sequence[ReplyRule]]] = [
        (("stances", name, "replies"), stance.replies)
        for name, stance in manuscript.model.stances.items()
    ]
    lists.append((("anywhere", "replies"), manuscript.model.anywhere.replies))
    for path, replies in lists:
        seen: dict[tuple[str, Node, bool], int] = {}
        for index, rule in enumerate(replies):
            key = (rule.beat, manuscript.when(rule.when, path).node, rule.alone)
            if key in seen:
                line = manuscript.line((*path, seen[key]))
                message = f"the same condition as the reply at line {line}; put its texts there"
                yield manuscript.warning((*path, index), message)
            seen.setdefault(key, index)


def _unanswered(manuscript: Manuscript, stance: str) -> Iterator[Problem]:
    answered: set[str] = set()
    conditions = [way.when for _, way in manuscript.ways(stance)]
    conditions += [rule.when for _, rule in manuscript.replies(stance)]
    for text in conditions:
        node = manuscript.when(text, ()).node
        if possible(node, stance=stance):
            answered |= _named(node)
    missing = [move for move in EXPECTED if move not in answered]
    if "harmful" in answered:
        missing = [move for move in missing if move not in _HARMFUL]
    if missing and len(missing) <= MOST_UNANSWERED:
        yield manuscript.warning(
            ("stances", stance),
            f'in "{stance}" nothing answers {", ".join(missing)}; `otherwise` is said',
        )


def _named(node: Node) -> set[str]:
    return {part.name for part in walk(node) if isinstance(part, Sign)}


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 80 else words[:77] + "…"
