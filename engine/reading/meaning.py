"""Which of a persona's example questions means the same as a sentence, in whatever words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from engine.reading.outcomes import Sense

if TYPE_CHECKING:
    import numpy as np

MEANT = 0.66
"""Nearness from which a sentence asks the same as a question's examples (docs/reading.md)."""

MOST_MARGIN = 0.1
"""What being nearer than every other question counts for, at most."""


class Meanings:
    """An index of example questions by what a model takes them to be about."""

    def __init__(self, questions: Mapping[str, Sequence[str]], sense: Sense) -> None:
        import numpy as np

        self._examples = {
            name: np.array([sense(text) for text in texts])
            for name, texts in questions.items()
            if texts
        }

    def most_like(self, vector: np.ndarray) -> tuple[str, float] | None:
        """Return the question nearest in meaning, and how sure that is (0 to 1), if one is near.

        A question is as near as its two nearest examples are on average, so that one odd example
        draws nothing; and the further the next question is, the surer it is the one meant.
        """
        near = sorted(
            ((_near(rows @ vector), name) for name, rows in self._examples.items()), reverse=True
        )
        if not near:
            return None
        best, name = near[0]
        margin = best - near[1][0] if len(near) > 1 else 0.0
        sure = round(min(1.0, best + min(MOST_MARGIN, margin)), 4)
        return (name, sure) if sure >= MEANT else None


def _near(cosines: np.ndarray) -> float:
    return float(sum(sorted(cosines)[-2:]) / min(2, len(cosines)))
