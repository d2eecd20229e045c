"""A condition as the turn uses it: asked with one call, passed over with one bit test."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, cast

from engine.persona.conditions import nodes
from engine.persona.conditions.nodes import Node, asks_of, needs_of, walk_written, weight_of
from engine.persona.conditions.parsing import parse
from engine.persona.conditions.words import FUNCTIONS, Names
from engine.signs import BIT

Test = Callable[[Any], Any]
"""Takes an `engine.moment.Moment`; the answer counts as true or false."""


class Condition:
    """A condition, ready to be asked.

    `needs` are bits of signs of which at least one must be there for it to hold (0: nothing is
    needed). `asks` has signs and topics of which the line must show one (None: it need not), so
    that most rules are passed over without being run. `weight` is how specific it is.
    """

    def __init__(self, text: str, node: Node) -> None:
        self.text = text
        self.node = node
        self.needs = needs_of(node)
        self.asks = asks_of(node)
        self.weight = weight_of(node)

    @cached_property
    def test(self) -> Test:
        """Answer for a moment.

        Written out as Python and compiled when first asked: one call instead of one for each part,
        and a library of personas is shown without it. `written` says why that is safe.
        """
        named = {
            f"named{part.number}": part.condition.test
            for part in walk_written(self.node)
            if isinstance(part, nodes.Named)
        }
        known = {"__builtins__": {}, **named}
        return cast(Test, eval(f"lambda m: {written(self.node)}", known))

    def __reduce__(self) -> tuple[type[Condition], tuple[str, Node]]:
        return Condition, (self.text, self.node)  # what was compiled is compiled again elsewhere

    def __repr__(self) -> str:
        return f"Condition({self.text!r})"


def parse_condition(text: str, names: Names) -> Condition:
    """Parse a condition. Raises ConditionError at the column of the first thing that is wrong."""
    return Condition(text, parse(text, names))


def written(node: Node) -> str:
    """Return a node as a Python expression over the moment `m`.

    It is made of the templates here and in FUNCTIONS, of numbers, and of names out of a closed
    list, as literals: no text of an author's gets into it.
    """
    match node:
        case nodes.Sign(name=name):
            return f"m.signs & {BIT[name]}"
        case nodes.Level(index=index):
            return f"m.feelings[{index}]"
        case nodes.Amount(name=name) | nodes.Flag(name=name):
            return f"m.{name}"
        case nodes.Fixed(value=value):
            return repr(value)
        case nodes.Constant(holds=holds):
            return repr(holds)
        case nodes.Call(function=function, name=name, count=count):
            return FUNCTIONS[function].written(name, count)
        case nodes.Compare(sign=sign, left=left, right=right):
            return f"{written(left)} {sign} {written(right)}"
        case nodes.Named(number=number):
            return f"named{number}(m)"
        case nodes.Not(part=part):
            return f"not ({written(part)})"
        case nodes.All(parts=parts):
            return " and ".join(f"({written(part)})" for part in parts)
        case nodes.Any(parts=parts):
            # signs are bits: one test for all of them
            signs = sum({BIT[part.name] for part in parts if isinstance(part, nodes.Sign)})
            others = [f"({written(part)})" for part in parts if not isinstance(part, nodes.Sign)]
            return " or ".join([f"m.signs & {signs}", *others] if signs else others)
    raise AssertionError(node)  # pragma: no cover - every kind of node is above
