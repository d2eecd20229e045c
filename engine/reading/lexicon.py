"""The cues, kept as data: marks, a tab, the pattern.

Marks: `~` where a negation before takes it away; `!` where it says enough by itself: of the
training lines it is found in, at least half have the outcome.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from zlib import crc32

import re2

from engine.reading.families import MACROS

TOGETHER = 50
"""Cues matched by one automaton. All in one outgrow its memory and fall back to a slow search
(12 ms a line, measured); one by one cost 5 ms; fifty at a time 0.15 ms."""

_MEMORY = 16 << 20
"""Bytes re2 may spend on one automaton (its default is 8 MiB)."""

_SIGNS = {ord("£"): "\x07", ord("€"): "\x08"}


@dataclass(frozen=True)
class Cue:
    """A pattern and the outcome it was written for.

    negatable: a negation before it may take it away. telling: it says enough by itself.
    """

    name: str
    outcome: str
    pattern: str
    negatable: bool
    telling: bool

    @cached_property
    def finder(self) -> re2._Regexp:
        """The pattern compiled; group 1 is the evidence."""
        return re2.compile(encoded(expand(self.pattern)), _options(8 << 20))


def expand(pattern: str) -> str:
    """Write out the macros, make apostrophes optional, and stand the pattern on word edges."""
    opens = pattern.startswith("<S>")
    body = pattern[3:] if opens else pattern
    closes = body.endswith("<E>")
    body = body[:-3] if closes else body
    for name, family in MACROS.items():
        body = body.replace(name, family)
    body = body.replace("'?", "'").replace("'", "'?")
    head = MACROS["<S>"] if opens else r"\b" if _wordy(body[:1]) else ""
    tail = MACROS["<E>"] if closes else r"\b" if _wordy(body[-1:]) and body[-2:] != r"\?" else ""
    return f"{head}({body}){tail}"


def encoded(folded: str) -> bytes:
    """Return folded text as bytes of the same length: offsets stay true, re2 spares decoding."""
    return folded.translate(_SIGNS).encode("ascii", "replace")


def _wordy(char: str) -> bool:
    return char.isalnum() or (char != "" and char in "()[]?*+")


def _options(memory: int) -> re2.Options:
    options = re2.Options()
    options.max_mem = memory
    options.log_errors = False
    return options


class Lexicon:
    """Cues of one or more files; compiled when first asked to match."""

    def __init__(self, *names: str) -> None:
        self.cues: tuple[Cue, ...] = tuple(cue for name in names for cue in _load(name))

    @cached_property
    def _sets(self) -> list[re2.Set]:
        # compiled at the first line read, not at import: a start that reads nothing pays nothing
        return [
            _compiled(self.cues[start : start + TOGETHER])
            for start in range(0, len(self.cues), TOGETHER)
        ]

    def match(self, folded: bytes) -> list[Cue]:
        """Return the cues found anywhere in a folded, encoded line, in authored order."""
        return [
            self.cues[number * TOGETHER + index]
            for number, together in enumerate(self._sets)
            for index in sorted(together.Match(folded) or ())
        ]


def _compiled(cues: tuple[Cue, ...]) -> re2.Set:
    options = _options(_MEMORY)
    options.never_capture = True
    together = re2.Set.SearchSet(options)
    for cue in cues:
        together.Add(encoded(expand(cue.pattern)))
    together.Compile()
    return together


def _load(name: str) -> list[Cue]:
    path = files("engine.reading") / "cues" / f"{name}.tsv"
    cues = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            cues.append(_cue(name, *line.split("\t", 1)))
    return cues


def _cue(outcome: str, marks: str, pattern: str) -> Cue:
    name = f"{outcome}/{crc32(pattern.encode()):08x}"
    return Cue(name, outcome, pattern, "~" in marks, "!" in marks)
