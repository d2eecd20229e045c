"""Which of a persona's example questions a line is most like, by the content words they share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log

LIKE = 0.62
"""Share of an example's weight that a line must carry to count as asking the same.

Chosen so that one shared word never suffices unless the example has no other.
"""

MAX_WORDS = 30
"""A longer line is no single question."""

_WORD = re.compile(r"[a-z0-9']+")
_EMPTY = frozenset(
    "a an and any are as at be been but by can could did do does for from had has have he her him "
    "his how i if in is it its just like me my of on one or our out please she so some tell than "
    "that the their them then there these they this to up us was we were what when where which "
    "who why will with would you your yours about really ever".split()
)


class Likeness:
    """An index of example questions: content words, cut to their beginnings, by rarity."""

    def __init__(self, questions: Mapping[str, Sequence[str]]) -> None:
        examples = [(name, stems_of(text)) for name, texts in questions.items() for text in texts]
        self._examples = [(name, stems) for name, stems in examples if stems]
        spread: dict[str, set[str]] = defaultdict(set)
        self._found: dict[str, list[int]] = defaultdict(list)
        for index, (name, stems) in enumerate(self._examples):
            for stem in stems:
                spread[stem].add(name)
                self._found[stem].append(index)
        total = max(len(questions), 1)
        self._weight = {stem: log(1 + total / len(names)) for stem, names in spread.items()}
        self._whole = [sum(self._weight[s] for s in stems) for _, stems in self._examples]

    def most_like(self, text: str) -> tuple[str, float] | None:
        """Return the question most like the text and how much (LIKE to 1), if any is enough."""
        if not self._examples or text.count(" ") > MAX_WORDS:
            return None
        stems = stems_of(text)
        shared: dict[int, float] = defaultdict(float)
        for stem in stems:
            for index in self._found.get(stem, ()):
                shared[index] += self._weight[stem]
        best = max(
            shared, key=lambda index: (self._score(index, shared, stems), -index), default=None
        )
        if best is None:
            return None
        score = self._score(best, shared, stems)
        return (self._examples[best][0], round(score, 4)) if score >= LIKE else None

    def _score(self, index: int, shared: Mapping[int, float], stems: frozenset[str]) -> float:
        # words of the line that no example has count against it, lightly: people add much
        foreign = sum(stem not in self._weight for stem in stems)
        return min(1.0, shared[index] / (self._whole[index] + 0.15 * foreign))


def stems_of(text: str) -> frozenset[str]:
    """Return the content words of a text, cut to their beginnings."""
    words = _WORD.findall(text.lower().replace("\u2019", "'"))
    return frozenset(word[:5] for word in words if word not in _EMPTY and len(word) > 1)
