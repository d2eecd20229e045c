"""A condition taken apart: a tree that can be run, weighed and reasoned about."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from engine.persona.conditions.words import FUNCTIONS, Kind
from engine.signs import BIT

if TYPE_CHECKING:
    from engine.persona.conditions.running import Condition


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a condition; column counts from 0 in its text."""

    column: int = field(default=0, kw_only=True, compare=False)


@dataclass(frozen=True, slots=True)
class Sign(Node):
    """A move, a tone or a kind of line: `blame`."""

    name: str


@dataclass(frozen=True, slots=True)
class Level(Node):
    """How high a feeling is, low to high: `trust`; index is its place among the feelings."""

    name: str
    index: int
    low: float = 0
    high: float = 1


@dataclass(frozen=True, slots=True)
class Amount(Node):
    """A number the moment knows: `turn`, `amount`."""

    name: str


@dataclass(frozen=True, slots=True)
class Flag(Node):
    """What an offer met with, and whether one is pending: `accepted`."""

    name: str


@dataclass(frozen=True, slots=True)
class Fixed(Node):
    """A number as written."""

    value: float


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """`always` or `never`."""

    holds: bool


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function of a name: `times(blame)`; count is the number of lines of `within`."""

    function: str
    name: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """Two numbers compared: `trust > 0.5`."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Named(Node):
    """A condition the author gave a name to; number is its place among them.

    size is the number of its parts, height how deep they lie in one another; both count what the
    names in it stand for.
    """

    name: str
    number: int
    condition: Condition = field(compare=False, repr=False)
    size: int = field(compare=False, repr=False)
    height: int = field(compare=False, repr=False)

    @property
    def meant(self) -> Node:
        """What the name stands for."""
        return self.condition.node


@dataclass(frozen=True, slots=True)
class Not(Node):
    """The opposite."""

    part: Node


@dataclass(frozen=True, slots=True)
class All(Node):
    """Everything at once: `a and b`."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any(Node):
    """One of several: `a or b`."""

    parts: tuple[Node, ...]


def kind_of(node: Node) -> Kind:
    """Return whether a node is true or false, or a number."""
    if isinstance(node, Call):
        return FUNCTIONS[node.function].kind
    return "number" if isinstance(node, Level | Amount | Fixed) else "truth"


def inside(node: Node) -> tuple[Node, ...]:
    """Return the parts a node is made of."""
    match node:
        case All(parts=parts) | Any(parts=parts):
            return parts
        case Compare(left=left, right=right):
            return (left, right)
        case Not(part=part):
            return (part,)
        case Named():
            return (node.meant,)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and everything in it."""
    yield node
    for part in inside(node):
        yield from walk(part)


def walk_written(node: Node) -> Iterator[Node]:
    """Yield a node and everything in its own text: not what a name in it stands for."""
    yield node
    if not isinstance(node, Named):
        for part in inside(node):
            yield from walk_written(part)


def size_of(node: Node) -> int:
    """Return of how many parts a node is made."""
    return sum(part.size if isinstance(part, Named) else 1 for part in walk_written(node))


def height_of(node: Node) -> int:
    """Return how many nodes lie in one another, at most."""
    if isinstance(node, Named):
        return 1 + node.height
    return 1 + max(map(height_of, inside(node)), default=0)


def needs_of(node: Node) -> int:
    """Return bits of signs of which at least one must be there for a node to hold, or 0."""
    match node:
        case Sign(name=name):
            return BIT[name]
        case Named(condition=condition):
            return condition.needs
        case All(parts=parts):
            # what any part needs would do; the rarest passes over most
            needs = [bits for part in parts if (bits := needs_of(part))]
            return min(needs, key=int.bit_count, default=0)
        case Any(parts=parts):
            needs = [needs_of(part) for part in parts]
            return reduce(operator.or_, needs) if all(needs) else 0
    return 0


class Shown(NamedTuple):
    """What a line can show: signs, as bits, and names of topics."""

    signs: int = 0
    topics: frozenset[str] = frozenset()


def asks_of(node: Node) -> Shown | None:
    """Return what a line must show at least one of for a node to hold; None: it may show nothing.

    What a line asks about is among its topics.
    """
    match node:
        case Sign(name=name):
            return Shown(signs=BIT[name])
        case Call(function="about" | "asked", name=name):
            return Shown(topics=frozenset([name]))
        case Named(condition=condition):
            return condition.asks
        case All(parts=parts):
            return min(_asked(parts), key=_how_much, default=None)
        case Any(parts=parts):
            asked = _asked(parts)
            if len(asked) == len(parts):
                signs, topics = zip(*asked, strict=True)
                return Shown(reduce(operator.or_, signs), frozenset().union(*topics))
    return None


def _asked(parts: tuple[Node, ...]) -> list[Shown]:
    return [asked for part in parts if (asked := asks_of(part)) is not None]


def _how_much(shown: Shown) -> int:
    return shown.signs.bit_count() + len(shown.topics)


def weight_of(node: Node) -> float:
    """Return how specific a node is: which of two replies that fit is said goes by it."""
    match node:
        case Sign() | Flag():
            return 2
        case Constant():
            return 0
        case Call(function=function):
            return FUNCTIONS[function].weight
        case Named(condition=condition):
            return condition.weight
        case Not(part=part):
            return weight_of(part) / 2
        case All(parts=parts):
            return sum(weight_of(part) for part in parts)
        case Any(parts=parts):
            return min(weight_of(part) for part in parts)
    return 1
