"""The quick reading: cues, words and pairs of words, each with what it adds to every outcome."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from engine.reading.features import NOWHERE, features, place_of
from engine.reading.model import ModelError, calibration_of, place_of_model, sealed
from engine.reading.outcomes import Calibration, Heard, Telling

if TYPE_CHECKING:
    import numpy as np

    from engine.reading.records import Context

FILE = "quick.npz"
SCALE = 100
"""Weights are kept as whole hundredths of log-odds: their sums are the same on every machine."""

TELLING = 30
"""Hundredths of log-odds that a feature must add to an outcome to be evidence of it."""

MOST_TELLING = 12
"""Features looked up in the line as evidence of one outcome: finding a cue's place takes time."""


class Quick:
    """A table of weights by feature. Rows are in the order of OUTCOMES."""

    name = "quick"

    def __init__(
        self, names: list[str], table: np.ndarray, bias: np.ndarray, calibration: Calibration
    ) -> None:
        self._row = {name: index for index, name in enumerate(names)}
        self._table = table
        self._bias = bias
        self.calibration = calibration

    @classmethod
    def load(cls) -> Quick:
        """Return the model that ships with the program. Raises ModelError."""
        import numpy as np

        raw, about = sealed(cls.name, FILE)
        try:
            with np.load(BytesIO(raw), allow_pickle=False) as data:
                names = data["names"].tobytes().decode("utf-8").split("\n")
                return cls(names, data["table"], data["bias"], calibration_of(about))
        except (ValueError, KeyError, OSError) as error:
            raise ModelError(place_of_model(FILE), str(error)) from error

    def hear(self, folded: str, text: str, context: Context) -> Heard:
        """Return what a line scores; folded is the lower-case copy of text."""
        found = features(folded, text, context)
        row = self._row
        known = [(row[name], showing) for name, showing in found.items() if name in row]
        weights = self._table[[index for index, _ in known]]
        scores = (weights.sum(axis=0, dtype="int64") + self._bias).tolist()

        def telling(outcome: int) -> Telling:
            strong = [
                (int(weight), number)
                for number, weight in enumerate(weights[:, outcome].tolist())
                if weight >= TELLING and known[number][1] != NOWHERE
            ]
            strong.sort(key=lambda one: (-one[0], one[1]))
            places = [
                (*place_of(known[number][1], folded), weight / SCALE)
                for weight, number in strong[:MOST_TELLING]
            ]
            return [place for place in places if place[0] < place[1]]

        return Heard([score / SCALE for score in scores], telling)
