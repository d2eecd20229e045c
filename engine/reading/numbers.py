"""Numbers as people write them: spelled-out ones turned into digits, digits and scales into values.

`text2num` says what words are worth; what is ours is where a number stands and what may follow it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PAD = "\x00"
"""Fills up the place of a spelled-out number, so that what follows keeps its offset."""

ONES = "one two three four five six seven eight nine"
_WORDS = (
    f"{ONES} ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fourty fifty sixty seventy eighty ninety hundred thousand million billion"
).split()
NUMBER_WORDS = "|".join(sorted(_WORDS, key=len, reverse=True))

_SCALES = {
    "k": 1e3, "m": 1e6, "mn": 1e6, "mil": 1e6, "bn": 1e9, "dozen": 12.0, "hundred": 1e2,
    "thousand": 1e3, "million": 1e6, "billion": 1e9,
}  # fmt: skip
_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
PART = f"[{''.join(_PARTS)}]"
_WORD_SCALES = "dozen|hundred|thousand|million|billion"
DIGITS = (
    r"(?<![\d.,:/])(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d{1,12})(?:\.\d{1,4})?(?![\d:]|[.,/]\d)"
    rf"{PAD}*"
)
NUMBER = (
    rf"(?:{DIGITS}(?: and a (?:half|quarter)\b| ?{PART})?"
    rf"(?:(?: ?k|mn?|mil|bn| (?:{_WORD_SCALES}))\b(?!'))?"
    rf"|(?<!\d){PART}"
    rf"|\b(?:half an?|an?(?: good| full)?) (?:{_WORD_SCALES})\b"
    rf"|\b(?:an? )?couple (?:of )?(?:{_WORD_SCALES})\b)"
)
"""A number in the copy of a line that `in_digits` makes; `number_of` says what it is worth."""

_TOKENS = re.compile(r"[a-z']+|[^a-z]")
_ANY = re.compile(rf"\b(?:{NUMBER_WORDS})\b")
_BEFORE_SCALE = re.compile(rf"(?:\d[{PAD} ]*|\bcouple (?:of )?|\bhalf an? |\bfew |\bseveral )$")
_SHORT = re.compile(rf"\b([1-9]){PAD}{{2,4}} ([1-9]\d){PAD}+(?! ?(?:%|per|min|h|day|w|mo|y))")
_VALUE = re.compile(rf"[\d,.]+|{PART}")


@dataclass(frozen=True, slots=True)
class _Word:
    """A token as text2num wants it."""

    word: str

    def text(self) -> str:
        return self.word

    def nt_separated(self, previous: _Word) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False


def in_digits(folded: str) -> str:
    """Return a copy of the same length in which numbers written in words are written in digits.

    Ordinals stay as they are, and so does a scale after a number ("25 thousand").
    """
    if not _ANY.search(folded):
        return folded
    # imported here: a line without a number word needs none of it
    from text_to_num import find_numbers  # type: ignore[import-untyped]  # it ships no types

    tokens = [_Word(token) for token in _TOKENS.findall(folded)]
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token.word))
    copy = folded
    for found in find_numbers(tokens, "en", threshold=0.0):
        start, end = starts[found.start], starts[found.end]
        digits = f"{found.value:g}" if found.value < 1e6 else f"{found.value:.0f}"
        if found.is_ordinal or not folded[start].isalpha() or len(digits) > end - start:
            continue
        if folded[start:end] in _SCALES and _BEFORE_SCALE.search(copy[max(0, start - 40) : start]):
            continue
        copy = copy[:start] + digits.ljust(end - start, PAD) + copy[end:]
    return _SHORT.sub(_hundreds, copy)


def _hundreds(match: re.Match[str]) -> str:
    """Write "one fifty" as the 150 that it is between people who bargain."""
    return f"{match[1]}{match[2]}".ljust(len(match[0]), PAD)


def number_of(text: str) -> float:
    """Return what a match of NUMBER is worth."""
    plain = text.replace(PAD, "")
    value = 0.5 if plain.startswith("half") else 2.0 if "couple" in plain else 0.0
    for part in _VALUE.findall(plain):
        value += _PARTS[part] if part in _PARTS else float(part.replace(",", ""))
    if " and a " in plain:
        value += 0.5 if "and a half" in plain else 0.25
    scale = re.search(r"([a-z]+)$", plain)
    if scale and scale[1] in _SCALES:
        value = (value or 1.0) * _SCALES[scale[1]]
    return value
