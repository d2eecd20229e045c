"""A condition as words and signs, each with its column."""

from __future__ import annotations

import re

MAX_LENGTH = 2000
"""Characters in a condition."""

_TOKEN = re.compile(
    r"\s*(?:(?P<number>-?(?:\d+(?:\.\d+)?|\.\d+))|(?P<word>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<sign><=|>=|==|!=|[<>(),]))"
)

_MEANT: dict[str, str] = {
    "=": "; two numbers are compared with `==`",
    "&": "; write `and`",
    "|": "; write `or`",
    "!": "; write `not`",
    "%": "; a share is a number from 0 to 1",
    "≥": "; write `>=`",
    "≤": "; write `<=`",
    **dict.fromkeys("\"'`“”„\u2018\u2019", "; names stand without quotation marks"),
}
"""What is said to somebody who wrote a character of another language, by the character."""


class ConditionError(ValueError):
    """A condition that cannot be understood; column counts from 0 within its text."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


def tokens_of(text: str) -> list[tuple[str, int]]:
    """Return the words and signs of a condition, each with its column; an empty one ends them."""
    if len(text) > MAX_LENGTH:
        raise ConditionError(f"a condition has at most {MAX_LENGTH} characters", MAX_LENGTH)
    out = []
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            column = at + len(text[at:]) - len(text[at:].lstrip())
            meant = _MEANT.get(text[column], "")
            raise ConditionError(f'"{text[column]}" has no meaning in a condition{meant}', column)
        out.append((match[0].strip(), match.end() - len(match[0].strip())))
        at = match.end()
    return [*out, ("", len(text))]
