"""Whether a condition can hold at all, and whether one holds whenever another does.

A condition is taken apart into cases (its disjunctive normal form), and a case is given up when
two of its parts exclude each other. What cannot be decided so counts as possible: nothing that
can happen is ever called impossible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from math import ceil, floor, inf
from typing import TypeGuard

from engine.persona.conditions.nodes import (
    All,
    Amount,
    Any,
    Call,
    Compare,
    Constant,
    Fixed,
    Level,
    Named,
    Node,
    Not,
    Sign,
)
from engine.reading import HARMFUL, MOVES, TONES

MAX_CASES = 512
"""More cases than this are not gone through."""

Literal = tuple[Node, bool]
"""A part of a condition that has no parts of its own, and whether it must hold or must not."""

_HOLDS: dict[str, str] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_TURNED: dict[str, str] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_APART = ("<", ">", "!=")

_LEAST: dict[str, float] = {"turn": 0, "turns_here": 0, "patience": 1}
_COUNTED = frozenset(
    "turn turns_here words patience agreements remaining offers refusals restated".split()
)
_NO_WORDS = ("silent", "unclear", "foreign")


def possible(*conditions: Node, stance: str | None = None) -> bool:
    """Return whether the conditions can hold at once; in a stance, if one is given."""
    found = _cases(All(conditions), True)
    return found is None or any(_consistent(case, stance) for case in found)


def implies(first: Node, second: Node, stance: str | None = None) -> bool:
    """Return whether the second surely holds wherever the first does."""
    return not possible(first, Not(second), stance=stance)


def _cases(node: Node, wanted: bool) -> list[frozenset[Literal]] | None:
    """Return the cases in which a node holds (or, if not wanted, does not), None if too many."""
    match node:
        case Named():
            return _cases(node.meant, wanted)
        case Not(part=part):
            return _cases(part, not wanted)
        case Constant(holds=holds):
            return [frozenset()] if holds == wanted else []
        case All(parts=parts):
            return _joined(parts, wanted) if wanted else _either(parts, wanted)
        case Any(parts=parts):
            return _either(parts, wanted) if wanted else _joined(parts, wanted)
        case Compare(sign=sign, left=left, right=right) if not wanted:
            return [frozenset([(Compare(_HOLDS[sign], left, right), True)])]
    return [frozenset([(node, wanted)])]


def _either(parts: Iterable[Node], wanted: bool) -> list[frozenset[Literal]] | None:
    found: list[frozenset[Literal]] = []
    for part in parts:
        cases = _cases(part, wanted)
        if cases is None or len(found) + len(cases) > MAX_CASES:
            return None
        found += cases
    return found


def _joined(parts: Iterable[Node], wanted: bool) -> list[frozenset[Literal]] | None:
    found: list[frozenset[Literal]] = [frozenset()]
    for part in parts:
        cases = _cases(part, wanted)
        if cases is None or len(found) * len(cases) > MAX_CASES:
            return None
        found = [one | other for one, other in product(found, cases)]
    return found


def _consistent(case: frozenset[Literal], stance: str | None) -> bool:
    if any((node, not wanted) in case for node, wanted in case):
        return False
    return _in_one_stance(case, stance) and _in_one_line(case) and _in_range(case)


def _in_one_stance(case: frozenset[Literal], stance: str | None) -> bool:
    """Whether the counterpart can be where a case needs them to be."""
    places = [(node.name, wanted) for node, wanted in case if _is_at(node)]
    here = {name for name, wanted in places if wanted}
    away = {name for name, wanted in places if not wanted}
    if stance is not None:
        here.add(stance)
    return len(here) <= 1 and not here & away


def _is_at(node: Node) -> TypeGuard[Call]:
    return isinstance(node, Call) and node.function == "at"


def _in_one_line(case: frozenset[Literal]) -> bool:
    """Whether one line can show all the signs a case needs and none it must not."""
    there = {node.name for node, wanted in case if wanted and isinstance(node, Sign)}
    absent = {node.name for node, wanted in case if not wanted and isinstance(node, Sign)}
    moves = there & set(MOVES)
    if len(there & set(TONES)) > 1 or absent >= set(TONES):
        return False
    if len(there & set(_NO_WORDS)) > 1 or (moves and there & {"plain", *_NO_WORDS}):
        return False
    return not ("harmful" in absent and there & {*HARMFUL, "hostile"})


def _in_range(case: frozenset[Literal]) -> bool:
    """Whether every number a case compares can be what it must be."""
    bounds: dict[Node, tuple[float, bool, float, bool]] = {}
    for node, wanted in case:
        if isinstance(node, Compare) and node.left == node.right and node.sign in _APART:
            return False
        for number, sign, value in _bounds(node, wanted):
            low, open_low, high, open_high = bounds.get(number) or _whole_range(number)
            if sign in (">", ">=", "==") and (value, sign == ">") > (low, open_low):
                low, open_low = value, sign == ">"
            if sign in ("<", "<=", "==") and (value, sign != "<") < (high, not open_high):
                high, open_high = value, sign == "<"
            bounds[number] = (low, open_low, high, open_high)
    return all(
        low < high or (low == high and not open_low and not open_high)
        for low, open_low, high, open_high in map(_tightened, bounds, bounds.values())
    )


def _bounds(node: Node, wanted: bool) -> Iterator[tuple[Node, str, float]]:
    """Yield what a literal says of a number: the number, a comparison, a value."""
    match node:
        case Compare(sign=sign, left=left, right=Fixed(value=value)):
            yield left, sign, value
        case Compare(sign=sign, left=Fixed(value=value), right=right):
            yield right, _TURNED[sign], value
    if isinstance(node, Sign) and wanted:
        yield Call("times", node.name), ">=", 1  # the line that shows it is counted already


def _whole_range(number: Node) -> tuple[float, bool, float, bool]:
    """Return lowest and highest value of a number, and whether each is left out."""
    match number:
        case Fixed(value=value):
            return value, False, value, False
        case Level(low=low, high=high):
            return low, False, high, False
        case Amount(name="percent"):
            return 0, False, 100, False
        case Amount(name="openness"):
            return 0, False, 1, False
        case Amount(name=name) if name in ("due", "last_due"):
            return -inf, False, inf, False
        case Amount(name=name):
            return _LEAST.get(name, 0), False, inf, False
    return 0, False, inf, False


def _tightened(
    number: Node, bound: tuple[float, bool, float, bool]
) -> tuple[float, bool, float, bool]:
    """Return a bound of what is counted in whole numbers without what lies between them."""
    low, open_low, high, open_high = bound
    if not (isinstance(number, Call) or (isinstance(number, Amount) and number.name in _COUNTED)):
        return bound
    least = floor(low) + 1 if open_low else ceil(low)
    most = high if high == inf else ceil(high) - 1 if open_high else floor(high)
    return least, False, most, False
