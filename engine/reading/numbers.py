"""Numbers as people write them: in digits and in words."""

from __future__ import annotations

_ONES = {
    word: number
    for number, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen "
            "fourteen fifteen sixteen seventeen eighteen nineteen"
        ).split()
    )
}
_TENS = {
    word: number * 10
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES = {"hundred": 100, "thousand": 1000}
NUMBER_WORDS = "|".join([*_TENS, *sorted(_ONES, key=len, reverse=True), *_SCALES])
_SPELLED = rf"(?:a )?(?:{NUMBER_WORDS})(?:(?: and |[ -])(?:{NUMBER_WORDS}))*"
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,9}(?:\.\d{1,4})?"
NUMBER = rf"(?:{DIGITS}|{_SPELLED})"


def number_of(text: str) -> float | None:
    """Return the number a match of NUMBER stands for; None for a bare "one", mostly a pronoun."""
    if text[:1].isdigit():
        return float(text.replace(",", ""))
    total, part = 0, 0
    for word in text.replace("-", " ").split():
        if word in _SCALES:
            part = max(part, 1) * _SCALES[word]
            if word == "thousand":
                total, part = total + part, 0
        elif word in _TENS or word in _ONES:
            part += _TENS.get(word, _ONES.get(word, 0))
    # a bare "one" is a pronoun far more often than a number
    return None if text in ("one", "a", "zero") else float(total + part)
