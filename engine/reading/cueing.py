"""Reading by cues alone: what stands in where the trained models cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.reading.features import LEXICON, features, place_of
from engine.reading.lexicon import Cue
from engine.reading.outcomes import OUTCOMES, Calibration, Heard, Telling

if TYPE_CHECKING:
    from engine.reading.records import Context

FOUND = 1.0
"""Log-odds of an outcome that a telling cue speaks for: about as often right as such cues are."""

MISSED = -3.0
NEUTRAL = -0.5
"""Log-odds of a neutral tone, which no cue speaks for: above the others' when they are missed."""


class Cueing:
    """An outcome is read where one of the cues written for it is found and not denied."""

    name = "cues"
    calibration = Calibration([1.0] * len(OUTCOMES), [0.0] * len(OUTCOMES), [0.5] * len(OUTCOMES))

    def hear(self, folded: str, text: str, context: Context) -> Heard:
        """Return what a line scores; folded is the lower-case copy of text."""
        found = features(folded, text, context)
        said: dict[str, list[Cue]] = {}
        for cue in LEXICON.cues:
            if cue.telling and cue.name in found:
                said.setdefault(cue.outcome.removesuffix("@asked"), []).append(cue)
        scores = [FOUND if outcome in said else MISSED for outcome in OUTCOMES]
        scores[OUTCOMES.index("tone_neutral")] = NEUTRAL

        def telling(outcome: int) -> Telling:
            cues = said.get(OUTCOMES[outcome], ())
            return [(*place_of(cue, folded), FOUND) for cue in cues]

        return Heard(scores, telling)
