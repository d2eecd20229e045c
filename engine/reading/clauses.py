"""Where clauses begin and end, what is only quoted, and what a "not" reaches."""

from __future__ import annotations

from dataclasses import dataclass

import re2

_BREAK = re2.compile(r"[.!?;:]+[\s)\"']*|\s-+\s|,\s(?:but|and|so|or|because|then|yet)\b|\n+")
_DOUBLE = re2.compile(r'"[^"]*"')
_SINGLE = re2.compile(
    r"\b(?:said|says?|saying|called|calls?|calling|told|wrote|tells?|like|with|the words?|of)"
    r"[^'\".!?]{0,30}\s('[a-z][^\"]{2,160}?[a-z.!?]')(?:[\s.,!?;)]|$)"
)
_NEGATORS = re2.compile(
    r"\b(?:not|never|no|nobody|none|without|hardly|don'?t|doesn'?t|didn'?t|isn'?t|aren'?t|wasn'?t"
    r"|weren'?t|won'?t|wouldn'?t|can'?t|cannot|couldn'?t|shouldn'?t|ain'?t|haven'?t|hasn'?t"
    r"|hadn'?t|nor|neither|refuse to|rather than|instead of|far from|stop|dnt)\b"
)
_REACH = 24
"""How many characters a negator reaches to its right, within its clause."""
MASK = "\x06"
"""Stands for each character of a quotation."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the line between breaks: offsets, end exclusive."""

    start: int
    end: int


def clauses(folded: str) -> tuple[Clause, ...]:
    """Split a folded line at sentence ends, dashes and joining words; never empty clauses."""
    found, start = [], 0
    for gap in _BREAK.finditer(folded):
        at = gap.start() + (1 if folded[gap.start()] == "," else 0)
        if folded[start:at].strip():
            found.append(Clause(start, at))
        start = at if folded[gap.start()] == "," else gap.end()
    if folded[start:].strip():
        found.append(Clause(start, len(folded)))
    return tuple(found)


def mask_quotes(folded: str) -> str:
    """Blank out quoted words, length kept; a line that is all quotation is left as it is."""
    if '"' not in folded and " '" not in folded:
        return folded
    masked = folded
    for quote in _DOUBLE.finditer(folded):
        masked = _blank(masked, quote.start() + 1, quote.end() - 1)
    for quote in _SINGLE.finditer(masked):
        masked = _blank(masked, quote.start(1) + 1, quote.end(1) - 1)
    return masked if _letters(masked) * 5 >= _letters(folded) else folded


def negated(folded: str, at: int) -> bool:
    """Whether a negator shortly before this offset, in the same clause, reaches it."""
    before = folded[max(0, at - _REACH) : at]
    cut = max(before.rfind(sign) for sign in ".!?;,:")
    return _NEGATORS.search(before[cut + 1 :]) is not None


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + MASK * max(0, end - start) + text[max(start, end) :]


def _letters(text: str) -> int:
    return sum(c.isalpha() for c in text)
