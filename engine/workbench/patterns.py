"""Patterns that authors look for in replies: re2's, which take time in proportion to the text."""

from __future__ import annotations

from functools import lru_cache

import re2

from engine.persona.problems import short

MAX_PATTERN = 500
"""Characters in a pattern."""

_MEMORY = 1 << 20
"""Bytes re2 may spend on one pattern: a repetition of repetitions is refused, not run."""

_PLAINLY: tuple[tuple[str, str], ...] = (
    ("missing )", "a bracket is opened here and never closed"),
    ("unexpected )", "a bracket is closed here and never opened"),
    ("missing ]", "a square bracket is opened here and never closed"),
    ("no argument", "nothing stands before the sign of repetition"),
    ("bad repetition operator", "a repetition is repeated here"),
    ("repetition size", "repeated too often; at most 1000 times"),
    ("invalid escape", "a backslash with a letter that has no meaning after it"),
    ("trailing \\", "a backslash at the end"),
    ("character class", "a range that runs backwards, or is none"),
    ("perl operator", "a question mark after a bracket; what it asks for is not understood"),
    ("too large", "it repeats repetitions, and grows too large"),
)
"""What to say, by a part of re2's own words."""


class PatternError(ValueError):
    """A pattern that cannot be looked for; column counts from 0 within it."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re2._Regexp:
    """Return a pattern, in any case of letters, ready to `search`. Raises PatternError."""
    if len(pattern) > MAX_PATTERN:
        raise PatternError(f"a pattern of more than {MAX_PATTERN} characters", MAX_PATTERN)
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = _MEMORY
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        raise _explained(pattern, error.args[0].decode(errors="replace")) from error


def _explained(pattern: str, said: str) -> PatternError:
    what, _, fragment = said.partition(": ")
    plain = next((plain for part, plain in _PLAINLY if part in what), what)
    column = pattern.find(fragment) if fragment else 0
    near = f" (`{short(fragment)}`)" if fragment else ""
    message = f"not a pattern that can be looked for: {plain}{near}"
    return PatternError(message, max(0, column))
