"""The fenced blocks of a document, as Markdown has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

DOCS = Path(__file__).parents[2] / "docs"
_FENCE = re.compile(
    r"^(?:<!-- not checked: (?P<why>.+) -->\n)?"
    r"```(?P<language>\S*)(?: (?P<file>\S+))?\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


class Fence(NamedTuple):
    """A block: its language, the file it names, its text, its line, and why nobody checks it."""

    language: str
    file: str
    text: str
    line: int
    unchecked: str


def fences(text: str) -> Iterator[Fence]:
    """Yield the fenced blocks of a document in order."""
    for found in _FENCE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Fence(found["language"], found["file"] or "", found["text"], line, found["why"] or "")


def without_fences(text: str) -> str:
    """Return a document's prose: its text less all fenced blocks."""
    return _FENCE.sub("", text)
