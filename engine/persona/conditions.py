"""The condition language: small, typed and total; parsed once, run as plain functions.

    trust > 0.5 and (apologize or here(acknowledge) >= 1) and not within(3, contempt)

A condition can only ask about the moment; it cannot fail, loop, or reach anything else.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, Literal

from engine.persona.problems import nearest
from engine.signs import BIT, INDEX, SIGNS

Test = Callable[[Any], Any]
"""Takes an `engine.moment.Moment`; the answer counts as true or false, or is a number."""

Kind = Literal["truth", "number"]

FLAGS: tuple[str, ...] = (
    "pending",
    "accepted",
    "refused",
    "suggested",
    "settled",
    "declined",
    "vague",
)
"""What a moment answers with true or false, beside the signs of the line."""

NUMBERS: tuple[str, ...] = (
    "turn",
    "turns_here",
    "words",
    "patience",
    "agreements",
    "remaining",
    "offers",
    "refusals",
    "restated",
    "amount",
    "percent",
    "duration",
    "count",
    "due",
    "last_due",
)
"""What a moment answers with a number, beside the feelings."""

RESERVED: frozenset[str] = frozenset(
    (*SIGNS, *FLAGS, *NUMBERS, "always", "never", "and", "or", "not")
)
"""Words that mean something else than a feeling of that name would."""

MAX_NESTING = 40
MAX_LENGTH = 2000
"""Characters in a condition: with MAX_NESTING, what keeps reading and running it shallow."""

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<word>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<sign><=|>=|==|!=|[<>(),]))"
)


class ConditionError(ValueError):
    """A condition that cannot be understood; column counts from 0 within its text."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True, slots=True)
class Condition:
    """A parsed condition.

    `test` answers for a moment. `needs` are bits of signs of which at least one must be there for
    it to hold (0: nothing is needed), so that most rules are passed over without being run.
    `weight` is how specific it is.
    """

    text: str
    test: Test
    needs: int
    weight: float


@dataclass(frozen=True)
class Names:
    """What the conditions of one persona may name."""

    feelings: Mapping[str, int]
    stances: Collection[str] = ()
    interests: Collection[str] = ()
    facts: Collection[str] = ()
    issues: Collection[str] = ()
    questions: Collection[str] = ()
    topics: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class _Node:
    kind: Kind
    test: Test
    needs: int = 0
    weight: float = 1
    column: int = 0
    sign: int = 0
    constant: float | None = None


def parse_condition(text: str, names: Names) -> Condition:
    """Parse a condition. Raises ConditionError at the column of the first thing that is wrong."""
    node = _Parser(text, names).whole()
    return Condition(text, node.test, node.needs, node.weight)


class _Parser:
    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names
        self.tokens = list(_tokens(text))
        self.at = 0
        self.depth = 0

    def whole(self) -> _Node:
        node = self._truth(self._either())
        if self._peek() != "":
            raise self._error(f'"{self._peek()}" is not expected here')
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
            found = f'"{self._peek()}"' if self._peek() else "the end"
            raise self._error(f'expected "{sign}", found {found}')
        self._take()

    def _error(self, message: str, column: int | None = None) -> ConditionError:
        return ConditionError(message, self.tokens[self.at][1] if column is None else column)

    def _truth(self, node: _Node) -> _Node:
        if node.kind != "truth":
            raise self._error("a number; compare it, as in `> 0.5`", node.column)
        return node

    def _either(self) -> _Node:
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise self._error(f"nested deeper than {MAX_NESTING}")
        parts = self._parts("or", self._both)
        self.depth -= 1
        if len(parts) == 1:
            return parts[0]
        needs = 0
        if all(part.needs for part in parts):
            needs = reduce(operator.or_, (part.needs for part in parts))
        weight = min(part.weight for part in parts)
        return _Node("truth", _any_of(parts), needs, weight, parts[0].column)

    def _both(self) -> _Node:
        parts = self._parts("and", self._not)
        if len(parts) == 1:
            return parts[0]
        # what any part needs would do; the rarest passes over most
        needs = min((part.needs for part in parts if part.needs), key=int.bit_count, default=0)
        weight = sum(part.weight for part in parts)
        return _Node("truth", _all_of(parts), needs, weight, parts[0].column)

    def _parts(self, joint: str, one: Callable[[], _Node]) -> list[_Node]:
        parts = [one()]
        while self._peek() == joint:
            self._take()
            parts.append(one())
        return [self._truth(part) for part in parts] if len(parts) > 1 else parts

    def _not(self) -> _Node:
        negations = 0
        column = self.tokens[self.at][1]
        while self._peek() == "not":
            self._take()
            negations += 1
        node = self._comparison()
        if not negations:
            return node
        test = self._truth(node).test
        if negations % 2:
            return _Node("truth", lambda m: not test(m), 0, node.weight / 2, column)
        return node

    def _comparison(self) -> _Node:
        left = self._one()
        if self._peek() not in _COMPARE:
            return left
        sign, column = self._take()
        right = self._one()
        for side in (left, right):
            if side.kind != "number":
                raise self._error(f'"{sign}" compares numbers; this is true or false', side.column)
        if self._peek() in _COMPARE:
            raise self._error("one comparison at a time; join two with `and`")
        compare, a, b = _COMPARE[sign], left.test, right.test
        return _Node(
            "truth", _comparing(compare, a, b, right.constant), 0, 1, left.column or column
        )

    def _one(self) -> _Node:
        word, column = self._take()
        if word == "(":
            node = self._either()
            self._expect(")")
            return node
        if re.match(r"[\d.]", word):
            number = float(word)
            return _Node("number", lambda m: number, column=column, constant=number)
        if not word or not (word[0].isalpha() or word[0] == "_"):
            found = f'"{word}"' if word else "the end"
            raise self._error(f"expected a name or a number, found {found}", column)
        if word in ("and", "or"):
            raise self._error(f'"{word}" needs something before it', column)
        if self._peek() == "(":
            return self._call(word, column)
        return self._name(word, column)

    def _name(self, word: str, column: int) -> _Node:
        if word in BIT:
            bit = BIT[word]
            return _Node("truth", lambda m: m.signs & bit, bit, 2, column, bit)
        if word in self.names.feelings:
            index = self.names.feelings[word]
            return _Node("number", lambda m: m.feelings[index], column=column)
        if word in NUMBERS:
            return _Node("number", operator.attrgetter(word), column=column)
        if word in FLAGS:
            return _Node("truth", operator.attrgetter(word), 0, 2, column)
        if word in ("always", "never"):
            answer = word == "always"
            return _Node("truth", lambda m: answer, 0, 0, column)
        if word in FUNCTIONS:
            raise self._error(f"{word} is asked with brackets: {FUNCTIONS[word].usage}", column)
        known = {*SIGNS, *self.names.feelings, *NUMBERS, *FLAGS, "always", "never"}
        raise self._error(f'no move, tone, feeling or word "{word}".{nearest(word, known)}', column)

    def _call(self, word: str, column: int) -> _Node:
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
        return _Node(function.kind, function.make(name, count), 0, function.weight, column)

    def _count(self, word: str) -> int:
        number, column = self._take()
        if not re.fullmatch(r"\d{1,4}", number) or not 1 <= int(number) <= 1000:
            usage = FUNCTIONS[word].usage
            raise self._error(f"{word} takes a number of lines first, 1 to 1000: {usage}", column)
        self._expect(",")
        return int(number)


@dataclass(frozen=True, slots=True)
class _Function:
    usage: str
    kind: Kind
    what: str
    known: Callable[[Names], Collection[str]]
    make: Callable[[str, int], Test]
    counted: bool = False
    weight: float = 1


def _times(name: str, _: int) -> Test:
    index = INDEX[name]
    return lambda m: m.state.times[index]


def _here(name: str, _: int) -> Test:
    index = INDEX[name]
    return lambda m: m.state.here[index]


def _within(name: str, count: int) -> Test:
    index = INDEX[name]
    return lambda m: m.state.last[index] and m.state.turn - m.state.last[index] < count


def _about(name: str, _: int) -> Test:
    return lambda m: name in m.topics


def _signs(_: Names) -> Collection[str]:
    return SIGNS


def _subjects(names: Names) -> Collection[str]:
    return {*names.topics, *names.issues, *names.questions}


FUNCTIONS: dict[str, _Function] = {
    "times": _Function("times(blame) >= 3", "number", "move or tone", _signs, _times),
    "here": _Function("here(blame) >= 2", "number", "move or tone", _signs, _here),
    "within": _Function("within(3, blame)", "truth", "move or tone", _signs, _within, True),
    "at": _Function(
        "at(guarded)",
        "truth",
        "stance",
        lambda n: n.stances,
        lambda x, _: lambda m: m.state.stance == x,
    ),
    "visited": _Function(
        "visited(guarded)",
        "truth",
        "stance",
        lambda n: n.stances,
        lambda x, _: lambda m: x in m.state.visited,
    ),
    "disclosed": _Function(
        "disclosed(fear)",
        "truth",
        "interest",
        lambda n: n.interests,
        lambda x, _: lambda m: x in m.state.disclosed,
    ),
    "remembered": _Function(
        "remembered(promise)",
        "truth",
        "fact",
        lambda n: n.facts,
        lambda x, _: lambda m: x in m.state.facts,
    ),
    "about": _Function(
        "about(fault)", "truth", "topic, issue or question", _subjects, _about, weight=2
    ),
    "asked": _Function(
        "asked(size)",
        "truth",
        "question",
        lambda n: n.questions,
        lambda x, _: lambda m: x in m.asked,
        weight=2,
    ),
    "offered": _Function(
        "offered(delivery)",
        "truth",
        "issue",
        lambda n: n.issues,
        lambda x, _: lambda m: x in m.state.table.offered,
    ),
    "agreed": _Function(
        "agreed(delivery)",
        "truth",
        "issue",
        lambda n: n.issues,
        lambda x, _: lambda m: x in m.state.table.agreed,
    ),
    "open": _Function(
        "open(delivery)",
        "truth",
        "issue",
        lambda n: n.issues,
        lambda x, _: lambda m: x not in m.state.table.agreed,
    ),
}
"""Every function a condition can call."""


def _tokens(text: str) -> list[tuple[str, int]]:
    if len(text) > MAX_LENGTH:
        raise ConditionError(f"a condition has at most {MAX_LENGTH} characters", MAX_LENGTH)
    out = []
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            column = at + len(text[at:]) - len(text[at:].lstrip())
            raise ConditionError(f'"{text[column]}" has no meaning in a condition', column)
        out.append((match[0].strip(), match.end() - len(match[0].strip())))
        at = match.end()
    return [*out, ("", len(text))]


def _comparing(
    compare: Callable[[Any, Any], Any], a: Test, b: Test, constant: float | None
) -> Test:
    if constant is not None:
        return lambda m: compare(a(m), constant)
    return lambda m: compare(a(m), b(m))


def _any_of(parts: Sequence[_Node]) -> Test:
    """Join tests by `or`; those of single signs become one test of several bits."""
    signs = reduce(operator.or_, (part.sign for part in parts), 0)
    tests = [part.test for part in parts if not part.sign]
    if signs:
        tests.insert(0, lambda m: m.signs & signs)
    if len(tests) == 1:
        return tests[0]
    if len(tests) == 2:
        a, b = tests
        return lambda m: a(m) or b(m)

    def any_of(m: Any) -> Any:
        for test in tests:
            if answer := test(m):
                return answer
        return False

    return any_of


def _all_of(parts: Sequence[_Node]) -> Test:
    """Join tests by `and`, written out for the usual lengths: turns spend most on these."""
    tests = [part.test for part in parts]
    if len(tests) == 2:
        a, b = tests
        return lambda m: a(m) and b(m)
    if len(tests) == 3:
        a, b, c = tests
        return lambda m: a(m) and b(m) and c(m)

    def all_of(m: Any) -> Any:
        for test in tests:  # noqa: SIM110 - a generator here costs twice as much
            if not test(m):
                return False
        return True

    return all_of
