"""The condition language: small, typed and total.

    trust > 0.5 and (apologize or here(acknowledge) >= 1) and not within(3, contempt)

A condition can only ask about the moment; it cannot fail, loop, or reach anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable

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
    Named,
    Node,
    Not,
    Sign,
    kind_of,
)
from engine.persona.conditions.words import FLAGS, FUNCTIONS, NUMBERS, Names
from engine.persona.problems import nearest, short
from engine.signs import BIT, SIGNS

MAX_NESTING = 40
MAX_LENGTH = 2000
"""Characters in a condition: with MAX_NESTING, what keeps reading and running it shallow."""

MAX_DIGITS = 20
"""Digits in a number, its point among them: more are beyond what a number can hold."""

_COMPARE = ("<", "<=", ">", ">=", "==", "!=")
_DIGITS = frozenset(".0123456789")
_TOKEN = re.compile(
    r"(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)|(?P<word>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<sign><=|>=|==|!=|[<>(),])|(?P<none>\S)"
)


class ConditionError(ValueError):
    """A condition that cannot be understood; column counts from 0 within its text."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


def parse(text: str, names: Names) -> Node:
    """Take a condition apart, once. Raises ConditionError at the first thing that is wrong."""
    node = names.parsed.get(text)
    if node is None:
        node = names.parsed[text] = _Parser(text, names).whole()
    return node


class _Parser:
    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names
        self.tokens = list(_tokens(text))
        self.at = 0
        self.depth = 0

    def whole(self) -> Node:
        node = self._truth(self._either())
        if self._peek() != "":
            raise self._error(f'"{short(self._peek())}" {_NO_SENSE}')
        return node

    def _peek(self) -> str:
        return self.tokens[self.at][0]

    def _take(self) -> tuple[str, int]:
        token = self.tokens[self.at]
        if token[0]:
            self.at += 1
        return token

    def _expect(self, sign: str) -> None:
        if self._peek() != sign:
            raise self._error(f'expected "{sign}", found {_shown(self._peek())}')
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
            raise self._error(f"brackets in brackets, more than {MAX_NESTING} deep")
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
        sign, _ = self._take()
        right = self._one()
        for side in (left, right):
            if kind_of(side) != "number":
                raise self._error(f'"{sign}" compares numbers; this is true or false', side.column)
        if self._peek() in _COMPARE:
            raise self._error("one comparison at a time; join two with `and`")
        return Compare(sign, left, right, column=left.column)

    def _one(self) -> Node:
        word, column = self._take()
        if word == "(":
            node = self._either()
            self._expect(")")
            return node
        if word[:1] in _DIGITS:
            if len(word) > MAX_DIGITS:
                raise self._error(f"a number of more than {MAX_DIGITS} digits", column)
            return Fixed(float(word), column=column)
        if not word or not (word[0].isalpha() or word[0] == "_"):
            raise self._error(f"expected a name or a number, found {_shown(word)}", column)
        if word in ("and", "or"):
            raise self._error(f'"{word}" needs something before it', column)
        if self._peek() == "(":
            return self._call(word, column)
        return self._name(word, column)

    def _name(self, word: str, column: int) -> Node:
        if word in BIT:
            return Sign(word, column=column)
        if word in self.names.feelings:
            return Level(word, self.names.feelings[word], column=column)
        if word in NUMBERS:
            return Amount(word, column=column)
        if word in FLAGS:
            return Flag(word, column=column)
        if word in ("always", "never"):
            return Constant(word == "always", column=column)
        if word in self.names.conditions:
            return Named(word, self.names.conditions[word], column=column)
        if word in FUNCTIONS:
            raise self._error(f"{word} is asked with brackets: {FUNCTIONS[word].usage}", column)
        named = self.names.conditions
        known = {*SIGNS, *self.names.feelings, *NUMBERS, *FLAGS, *named, "always", "never"}
        message = f'no move, tone, feeling or word "{short(word)}".{nearest(word, known)}'
        raise self._error(message, column)

    def _call(self, word: str, column: int) -> Node:
        function = FUNCTIONS.get(word)
        if function is None:
            message = f'nothing is asked with "{short(word)}" and brackets.'
            raise self._error(f"{message}{nearest(word, FUNCTIONS)}", column)
        self._expect("(")
        count = self._count(word) if function.counted else 0
        name, name_column = self._take()
        known = function.known(self.names)
        if name not in known:
            message = f'no {function.what} "{short(name)}".{nearest(name, known)}'
            raise self._error(message, name_column)
        self._expect(")")
        return Call(word, name, count, column=column)

    def _count(self, word: str) -> int:
        number, column = self._take()
        if not (number.isdecimal() and len(number) <= 4 and 1 <= int(number) <= 1000):
            usage = FUNCTIONS[word].usage
            raise self._error(f"{word} takes a number of lines first, 1 to 1000: {usage}", column)
        self._expect(",")
        return int(number)


_NO_SENSE = "cannot follow what stands before it; join two conditions with `and` or `or`"


def _shown(word: str) -> str:
    return f'"{short(word)}"' if word else "the end"


def _tokens(text: str) -> list[tuple[str, int]]:
    if len(text) > MAX_LENGTH:
        message = f"longer than {MAX_LENGTH} characters; write several rules"
        raise ConditionError(message, MAX_LENGTH)
    out = []
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "none":
            raise ConditionError(f'"{match[0]}" has no meaning in a condition', match.start())
        out.append((match[0], match.start()))
    return [*out, ("", len(text))]
