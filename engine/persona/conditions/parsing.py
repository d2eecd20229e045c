"""The condition language: small, typed and total.

    trust > 0.5 and (apologize or here(acknowledge) >= 1) and not within(3, contempt)

A condition can only ask about the moment; it cannot fail, loop, or reach anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from engine.persona.conditions.nodes import (
    All,
    Amount,
    Any,
    Call,
    Compare,
    Constant,
    Fixed,
    Flag,
    Level,
    Node,
    Not,
    Sign,
    kind_of,
)
from engine.persona.conditions.tokens import ConditionError, tokens_of
from engine.persona.conditions.words import FIXED, FLAGS, FUNCTIONS, NUMBERS, Names
from engine.persona.problems import nearest
from engine.signs import BIT, SIGNS

MAX_NESTING = 40
"""With the length of a condition, what keeps reading and running it shallow."""

MAX_PARTS = 1000
"""Parts of a condition with all that the names in it stand for."""

_COMPARE = ("<", "<=", ">", ">=", "==", "!=")


def parse(text: str, names: Names) -> Node:
    """Take a condition apart. Raises ConditionError at the first thing that is wrong."""
    return _Parser(text, names).whole()


class _Parser:
    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names
        self.tokens = tokens_of(text)
        self.at = 0
        self.depth = 0
        self.named = 0

    def whole(self) -> Node:
        node = self._truth(self._either())
        if self._peek() != "":
            raise self._error(f'"{self._peek()}" is not expected here{self._advice()}')
        return node

    def _advice(self) -> str:
        if self._peek() == ",":
            return "; a number has a point, as in 0.5"
        return "; two conditions are joined by `and` or `or`" if self._peek()[0].isalpha() else ""

    def _peek(self) -> str:
        return self.tokens[self.at][0]

    def _take(self) -> tuple[str, int]:
        token = self.tokens[self.at]
        if token[0]:
            self.at += 1
        return token

    def _expect(self, sign: str) -> None:
        if self._peek() != sign:
            found = f'"{self._peek()}"' if self._peek() else "the end"
            raise self._error(f'expected "{sign}", found {found}')
        self._take()

    def _error(self, message: str, column: int | None = None) -> ConditionError:
        return ConditionError(message, self.tokens[self.at][1] if column is None else column)

    def _truth(self, node: Node) -> Node:
        if kind_of(node) != "truth":
            raise self._error("a number; compare it, as in `> 0.5`", node.column)
        return node

    def _either(self) -> Node:
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise self._error(f"nested deeper than {MAX_NESTING}")
        parts = self._parts("or", self._both)
        self.depth -= 1
        return parts[0] if len(parts) == 1 else Any(tuple(parts), column=parts[0].column)

    def _both(self) -> Node:
        parts = self._parts("and", self._not)
        return parts[0] if len(parts) == 1 else All(tuple(parts), column=parts[0].column)

    def _parts(self, joint: str, one: Callable[[], Node]) -> list[Node]:
        parts = [one()]
        while self._peek() == joint:
            self._take()
            parts.append(one())
        return [self._truth(part) for part in parts] if len(parts) > 1 else parts

    def _not(self) -> Node:
        negations = 0
        column = self.tokens[self.at][1]
        while self._peek() == "not":
            self._take()
            negations += 1
        node = self._comparison()
        if not negations:
            return node
        truth = self._truth(node)
        return Not(truth, column=column) if negations % 2 else truth

    def _comparison(self) -> Node:
        left = self._one()
        if self._peek() not in _COMPARE:
            return left
        compared: list[Compare] = []
        while self._peek() in _COMPARE:
            sign, column = self._take()
            if compared and (sign[0] != compared[0].sign[0] or sign == "!="):
                raise self._error("a chain points one way, as in `0.2 < trust < 0.5`", column)
            right = self._one()
            for side in (left, right):
                if kind_of(side) != "number":
                    raise self._error(f'"{sign}" compares numbers; {_truly(side)}', side.column)
            compared.append(Compare(sign, left, right, column=left.column))
            left = right
        return (
            compared[0] if len(compared) == 1 else All(tuple(compared), column=compared[0].column)
        )

    def _one(self) -> Node:
        word, column = self._take()
        if word == "(":
            node = self._either()
            self._expect(")")
            return node
        if re.match(r"-?[\d.]", word):
            return Fixed(float(word), column=column)
        if not word or not (word[0].isalpha() or word[0] == "_"):
            found = f'"{word}"' if word else "the end"
            raise self._error(f"expected a name or a number, found {found}", column)
        if word in ("and", "or"):
            raise self._error(f'"{word}" needs something before it', column)
        if self._peek() == "(":
            return self._call(word, column)
        return self._name(word, column)

    def _name(self, word: str, column: int) -> Node:
        if word in BIT:
            return Sign(word, column=column)
        if word in self.names.feelings:
            low, high = self.names.ranges.get(word, (0, 1))
            return Level(word, self.names.feelings[word], low, high, column=column)
        if word in NUMBERS:
            return Amount(word, column=column)
        if word in FLAGS:
            return Flag(word, column=column)
        if word in FIXED:
            return Constant(word == "always", column=column)
        if word in self.names.conditions:
            return self._named(word, column)
        if word in FUNCTIONS:
            function = FUNCTIONS[word]
            message = f"{word} is asked with brackets: {function.usage} ({function.about})"
            raise self._error(message, column)
        named = self.names.conditions
        known = {*SIGNS, *self.names.feelings, *NUMBERS, *FLAGS, *named, *FIXED}
        raise self._error(f'no move, tone, feeling or word "{word}".{nearest(word, known)}', column)

    def _named(self, word: str, column: int) -> Node:
        named = self.names.conditions[word]
        self.named += named.size
        if self.named > MAX_PARTS:
            message = f'with what "{word}" stands for there are more than {MAX_PARTS} parts'
            raise self._error(message, column)
        if self.depth + named.height > MAX_NESTING:
            message = f'nested deeper than {MAX_NESTING} with what "{word}" stands for'
            raise self._error(message, column)
        return replace(named, column=column)

    def _call(self, word: str, column: int) -> Node:
        function = FUNCTIONS.get(word)
        if function is None:
            raise self._error(f'no function "{word}".{nearest(word, FUNCTIONS)}', column)
        self._expect("(")
        count = self._count(word) if function.counted else 0
        name, name_column = self._take()
        known = function.known(self.names)
        if name not in known:
            message = f'no {function.what} "{name}".{nearest(name, known)}'
            raise self._error(message, name_column)
        self._expect(")")
        return Call(word, name, count, column=column)

    def _count(self, word: str) -> int:
        number, column = self._take()
        if not re.fullmatch(r"\d{1,4}", number) or not 1 <= int(number) <= 1000:
            usage = FUNCTIONS[word].usage
            raise self._error(f"{word} takes a number of lines first, 1 to 1000: {usage}", column)
        self._expect(",")
        return int(number)


def _truly(side: Node) -> str:
    """Return what is said of a truth where a number is needed."""
    often = f"; how often it was done is `times({side.name})`" if isinstance(side, Sign) else ""
    return f"this is true or false{often}"
