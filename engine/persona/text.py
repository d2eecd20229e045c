"""A reply text as its author wrote it, taken apart once: words spoken, directions, gaps to fill."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

GAPS: tuple[str, ...] = ("offer", "amount", "agreed", "open", "quote")
"""What may stand in braces in a text, to be filled with what the trainee said or agreed."""

_DIRECTION = re.compile(r"\*\(([^()*]{1,200})\)\*")
_GAP = re.compile(r"\{([^{}\s]*)\}")
_STRAY = re.compile(r"\*\(|\)\*|[{}]")


class TextError(ValueError):
    """A text that would not come out as meant; the message says why."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a reply in order: something said, or a stage direction."""

    kind: Literal["speech", "direction"]
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """One thing a counterpart can say; original is what it translates, if it is a translation.

    asks of a translation is the original's: in whatever language, a conversation goes one way.
    """

    parts: tuple[Part, ...]
    gaps: frozenset[str]
    asks: bool
    original: Text | None = None

    @property
    def directions(self) -> int:
        """How many directions there are that something spoken goes with."""
        spoken = any(part.kind == "speech" for part in self.parts)
        return sum(part.kind == "direction" for part in self.parts) if spoken else 0

    def without(self, hidden: Collection[int]) -> Text:
        """Return the text without the directions of those numbers, from 0."""
        number = count()
        parts = tuple(
            part for part in self.parts if part.kind == "speech" or next(number) not in hidden
        )
        return replace(self, parts=parts)

    def filled(self, values: Mapping[str, str]) -> tuple[Part, ...]:
        """Return the parts with every gap filled from values."""
        if not self.gaps:
            return self.parts
        return tuple(
            Part(part.kind, _GAP.sub(lambda gap: values.get(gap[1], ""), part.text))
            for part in self.parts
        )


def prepare(raw: str) -> Text:
    """Take a text apart. Raises TextError for an unknown gap or a direction left open."""
    gaps = set(_GAP.findall(raw))
    unknown = sorted(gaps - set(GAPS))
    if unknown:
        known = ", ".join("{" + gap + "}" for gap in GAPS)
        raise TextError(f"nothing fills {{{unknown[0]}}}; a text may name {known}")
    parts: list[Part] = []
    at = 0
    for match in _DIRECTION.finditer(raw):
        _add_speech(parts, raw[at : match.start()])
        parts.append(Part("direction", " ".join(match[1].split())))
        at = match.end()
    _add_speech(parts, raw[at:])
    if not parts:
        raise TextError("an empty text")
    for part in parts:
        if _STRAY.search(_GAP.sub("", part.text)):
            raise TextError("a direction is written *(like this)*, and braces hold a gap's name")
    spoken = [part.text for part in parts if part.kind == "speech"]
    return Text(tuple(parts), frozenset(gaps), bool(spoken) and spoken[-1].endswith("?"))


def _add_speech(parts: list[Part], raw: str) -> None:
    words = " ".join(raw.split())
    if words:
        parts.append(Part("speech", words))
