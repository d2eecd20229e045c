"""What an author makes of the YAML parser's errors: where to look, and what to do."""

from __future__ import annotations

import yaml

_UNCLOSED = "the quotation mark here is never closed"
_OPEN = "a comma or the closing bracket is missing before this"
_TAB = "a tab; lines are set in by spaces"
_SET_IN = "check how far the line is set in"

_PLAINLY: tuple[tuple[str, tuple[str, ...]], ...] = (
    (_UNCLOSED, ("unexpected end of stream", "unexpected document indicator")),
    (
        "a colon where none can be; put a text with a colon in it in quotes, or check how far "
        "the line is set in",
        ("mapping values are not allowed",),
    ),
    ("a text cannot begin with this character; put it in quotes", ("cannot start any token",)),
    (_TAB, ("tab character",)),
    (
        f"this does not belong to what stands before it; {_SET_IN}, and the quotation marks before",
        ("expected <block end>", "expected <document start>"),
    ),
    (
        "the dash of an item stands on a line of its own, below the key",
        ("block sequence entries are not allowed",),
    ),
    (
        f"an item of a list begins with a dash here; {_SET_IN}",
        ("expected '-' indicator",),
    ),
    (
        "a text that begins with * or & goes in quotes",
        ("expected alphabetic or numeric character",),
    ),
    (
        f"a key is expected here; {_SET_IN}, and the quotation marks before this",
        ("did not find expected key",),
    ),
    (_OPEN, ("expected ',' or",)),
    (
        "something is missing before this sign; a text that begins with a sign goes in quotes",
        ("expected node content", "expected the node content"),
    ),
    ("a colon is missing after the key", ("could not find expected ':'",)),
    ("a text that begins with a question mark goes in quotes", ("mapping keys are not allowed",)),
    (
        "a backslash in double quotes has a meaning of its own; use single quotes",
        ("unknown escape", "hexdecimal", "Unicode character escape"),
    ),
    (
        "after | or > the text begins on the next line",
        ("comment or line break", "indentation indicator"),
    ),
    (
        "a text that begins with ! goes in quotes",
        ("tag URI", "tag handle", "octet", "expected '!'", "whitespace or line break", "'>'"),
    ),
    (
        "a line that begins with % is an order to the parser; delete it",
        ("directive", "version number", "digit or dot", "incompatible", "non-alphabetical"),
    ),
)
"""What to say, and parts of the parser's own words by which it is chosen."""


def explained(error: yaml.MarkedYAMLError, text: str) -> tuple[tuple[int, int], str]:
    """Return the place of an error in a text (line and column, from 1), and what is wrong there."""
    said = f"{error.problem or error.context}"
    found = (plain for plain, parts in _PLAINLY if any(part in said for part in parts))
    message = next(found, said)
    mark, began = error.problem_mark or error.context_mark, error.context_mark
    if mark is None:
        return (1, 1), message
    if message == _UNCLOSED and began:
        mark = began  # where the text began; the problem's is the file's end
    elif message == _OPEN and began:
        message += f"; the bracket was opened at line {began.line + 1}"
    elif text.startswith("\t", mark.index):
        message = _TAB
    return (mark.line + 1, mark.column + 1), message
