"""A reply text as its author wrote it, taken apart once: words spoken, directions, gaps to fill."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal

from engine.persona.problems import nearest, short

TERM_GAPS: tuple[str, ...] = ("percent", "day", "duration", "count")
"""Gaps for what the trainee named last: a share, a day, how long, how many."""

NAME = "name"
"""The gap for the trainee's own name."""

GAPS: dict[str, str] = {
    "offer": "the title of the option just judged or put forward, of a package all "
    'titles; "that" if none',
    "amount": 'the sum of money named in this line; "that" if none',
    "agreed": "what is settled so far, with the trainee's own figures and days in quotation marks; "
    '"nothing yet" if nothing is',
    "open": 'the title of the next open issue; "nothing" if none',
    "quote": "the trainee's own words that showed the main move, a damaging one before any other; "
    '"that" if none did',
    "percent": "the first percentage or share named in this line, else in the last line that named "
    'one; "that" if none did',
    "day": 'the same of a day; "that day" if none',
    "duration": 'the same of a duration; "that long" if none',
    "count": 'the same of a number of pieces; "that many" if none',
    NAME: "the trainee's name, once they gave it; until then the text is not said",
}
"""What may stand in braces in a text, and what fills it: what the trainee said or agreed, or a
general word. Beside these there is `said.FACT`."""

SAID_GAP = "said.FACT"
SAID = "the trainee's words that showed the fact; until then the text is not said"
"""The gap for the words that showed a fact, as it is told of, and what fills it."""

_SAID = "said."
_DIRECTION = re.compile(r"\*\(([^()*]{1,200})\)\*")
_GAP = re.compile(r"\{([^{}\s]*)\}")
_BEGINS = re.compile(r"(?:^|[.!?\u2026] )$")
_STRAY = re.compile(r"\*\(|\)\*|[{}]")


_STRAY_SIGNS = (
    "brackets that do not close: a direction is written *(looks away)*, without brackets in it "
    "and in at most 200 characters, and braces hold the name of what fills them, as in {offer}"
)


class TextError(ValueError):
    """A text that would not come out as meant; the message says why."""


PartKind = Literal["speech", "direction"]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a reply in order: something said, or a stage direction."""

    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """One thing a counterpart can say; original is what it translates, if it is a translation.

    needs are the gaps that no general word can fill: without their words the text is not said.
    asks and needs of a translation are the original's: in whatever language, a conversation goes
    one way. id is the original's, too, as `engine.persona.shown` gives it.
    """

    parts: tuple[Part, ...]
    gaps: frozenset[str]
    asks: bool
    needs: frozenset[str] = frozenset()
    original: Text | None = None
    id: str = ""

    @property
    def facts(self) -> frozenset[str]:
        """The facts whose words the text quotes."""
        return frozenset(gap[len(_SAID) :] for gap in self.gaps if gap.startswith(_SAID))

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
        return tuple(Part(part.kind, _GAP.sub(_filling(values), part.text)) for part in self.parts)


def _filling(values: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    def fill(gap: re.Match[str]) -> str:
        value = values.get(gap[1], "")
        if _BEGINS.search(gap.string[: gap.start()]):
            return value[:1].upper() + value[1:]
        return value

    return fill


def said_gap(fact: str) -> str:
    """Return the gap for the words that showed a fact."""
    return _SAID + fact


def prepare(raw: str, facts: Collection[str] = ()) -> Text:
    """Take a text apart; it may quote the facts.

    Raises TextError for an unknown gap or fact, or a direction left open.
    """
    gaps = set(_GAP.findall(raw))
    for gap in sorted(gaps):
        _check_gap(gap, facts)
    parts = taken_apart(raw)
    if not parts:
        raise TextError("the text is empty; write one, or delete it")
    for part in parts:
        if _STRAY.search(_GAP.sub("", part.text)):
            raise TextError(_STRAY_SIGNS)
    spoken = [part.text for part in parts if part.kind == "speech"]
    asks = bool(spoken) and spoken[-1].endswith("?")
    needs = frozenset(gap for gap in gaps if gap == NAME or gap.startswith(_SAID))
    return Text(parts, frozenset(gaps), asks, needs)


def taken_apart(raw: str) -> tuple[Part, ...]:
    """Return what is spoken and the directions, in order; brackets that do not close are words."""
    parts: list[Part] = []
    at = 0
    for match in _DIRECTION.finditer(raw):
        _add(parts, "speech", raw[at : match.start()])
        _add(parts, "direction", match[1])
        at = match.end()
    _add(parts, "speech", raw[at:])
    return tuple(parts)


Prepared = Callable[[str, Collection[str]], Text]
"""How a text is taken apart that may quote these facts: `prepare`, or a translation's way."""


def _check_gap(gap: str, facts: Collection[str]) -> None:
    if gap.startswith(_SAID):
        fact = gap[len(_SAID) :]
        if fact not in facts:
            raise TextError(f'{{{short(gap)}}}: no fact "{short(fact)}".{nearest(fact, facts)}')
    elif gap not in GAPS:
        known = ", ".join("{" + one + "}" for one in (*GAPS, SAID_GAP))
        raise TextError(f"nothing fills {{{short(gap)}}}; a text may name {known}")


def _add(parts: list[Part], kind: PartKind, raw: str) -> None:
    words = " ".join(raw.split())
    if words:
        parts.append(Part(kind, words))
