"""Conditions that an author gives a name to, read in the order in which they need each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from engine.persona.conditions.nodes import Constant, Named, height_of, size_of
from engine.persona.conditions.running import Condition, parse_condition
from engine.persona.conditions.tokens import ConditionError, tokens_of
from engine.persona.conditions.words import RESERVED, Names


def name_conditions(
    texts: Mapping[str, str], names: Names
) -> tuple[Names, dict[str, ConditionError]]:
    """Return the names with the conditions among them, and what is wrong with which condition.

    One that is wrong, or needs itself, is there all the same, and never holds.
    """
    asked = texts.keys() - RESERVED - names.feelings.keys()  # the others mean something else
    needs = {name: dict(_needed(text, asked)) for name, text in texts.items()}
    wrong = _circles(needs)
    order = TopologicalSorter({name: () if name in wrong else needs[name] for name in texts})
    numbers = {name: number for number, name in enumerate(texts)}
    found: dict[str, Named] = {}
    for name in order.static_order():
        condition = Condition("never", Constant(False))
        if name not in wrong:
            try:
                condition = parse_condition(texts[name], replace(names, conditions=found))
            except ConditionError as error:
                wrong[name] = error
        size, height = size_of(condition.node), height_of(condition.node)
        found[name] = Named(name, numbers[name], condition, size, height)
    return replace(names, conditions=found), wrong


def _needed(text: str, known: Collection[str]) -> Iterator[tuple[str, int]]:
    """Yield the conditions a text names and the columns; the last first, so that the first stays.

    What stands in the brackets of a function is another kind of name.
    """
    try:
        tokens = tokens_of(text)
    except ConditionError:
        return  # told when it is read
    words = [word for word, _ in tokens]
    for index in reversed(range(len(tokens))):
        word, column = tokens[index]
        before = words[index - 1] if index else ""
        called = before == "(" and index > 1 and _is_function(words[index - 2])
        if word in known and not called and before != ",":
            yield word, column


def _is_function(word: str) -> bool:
    return word.isidentifier() and word not in ("and", "or", "not")


def _circles(needs: Mapping[str, Mapping[str, int]]) -> dict[str, ConditionError]:
    """Return every circle, at the place in it that comes first in the file."""
    wrong: dict[str, ConditionError] = {}
    left = {name: dict(columns) for name, columns in needs.items()}
    numbers = {name: number for number, name in enumerate(needs)}
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            circle = error.args[1][:0:-1]  # each needs the next; the first came twice
            first = circle.index(min(circle, key=numbers.__getitem__))
            circle = [*circle[first:], *circle[:first]]
            name, needed = circle[0], circle[1 % len(circle)]
            path = " needs ".join([*circle, name])
            wrong[name] = ConditionError(f"a circle: {path}", needs[name][needed])
            left[name] = {}
        else:
            return wrong
