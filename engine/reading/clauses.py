"""Where sentences begin and end, what is only quoted, and what a "not" reaches."""

from __future__ import annotations

from itertools import pairwise

import re2

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


_END = re2.compile(r"[.!?]+[)\"']*\s+")
MAX_SENTENCES = 20


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the places of a text's sentences in order; of very many only the last twenty."""
    ends = [match.end() for match in _END.finditer(text) if not _is_title(text, match.start())]
    places = [(a, b) for a, b in pairwise([0, *ends, len(text)]) if text[a:b].strip()]
    return places[-MAX_SENTENCES:]


def _is_title(text: str, dot: int) -> bool:
    """Return whether a full stop is that of a title: "Mrs. Amadi" goes on."""
    return text[max(0, dot - 4) : dot].lower().split(" ")[-1] in _TITLES and text[dot] == "."


_TITLES = frozenset(("mr", "mrs", "ms", "dr", "prof"))


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
