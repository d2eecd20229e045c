"""The careful reading: a small transformer over line and context, together with the quick one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from engine.reading.encoder import pair_of
from engine.reading.model import ModelError, calibration_of, place_of_model, sealed
from engine.reading.outcomes import Calibration, Heard, Telling
from engine.reading.quick import Quick
from engine.reading.wordpiece import WordPiece

if TYPE_CHECKING:
    import numpy as np

    from engine.reading.records import Context

FILE = "careful.onnx"
PIECES = "pieces.txt"


class Sounds(NamedTuple):
    """What the encoder makes of a line.

    scores: log-odds by OUTCOMES. parts: what each piece of the line added to them, pieces by
    OUTCOMES. meanings: what each piece is about, pieces by any width. spans: the pieces' places.
    """

    scores: np.ndarray
    parts: np.ndarray
    meanings: np.ndarray
    spans: list[tuple[int, int]]

    def telling(self, outcome: int) -> Telling:
        """Return the pieces that spoke for an outcome, and how much."""
        weighed = zip(self.spans, self.parts[:, outcome], strict=True)
        return [(a, b, float(weight)) for (a, b), weight in weighed if weight > 0 and a < b]


class Ear:
    """The encoder by itself. Raises what onnxruntime raises, and ImportError without it."""

    def __init__(self, session: Any, pieces: WordPiece) -> None:
        self._session = session
        self._pieces = pieces

    @classmethod
    def open(cls, model: bytes, pieces: Sequence[str]) -> Ear:
        """Return the encoder of an ONNX model that takes these pieces."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        providers = ["CPUExecutionProvider"]
        session = onnxruntime.InferenceSession(model, options, providers=providers)
        return cls(session, WordPiece(pieces))

    def hear(self, said: str, text: str) -> Sounds:
        """Return what the encoder makes of a line and of what was said before it."""
        import numpy as np

        pair = pair_of(self._pieces, said, text)
        inputs = {"ids": np.array([pair.ids], "int64"), "types": np.array([pair.types], "int64")}
        scores, parts, meanings = self._session.run(["scores", "parts", "meanings"], inputs)
        first = len(pair.ids) - len(pair.spans)
        return Sounds(scores, parts[first:], meanings[first:], pair.spans)

    def scores(self, said: str, text: str) -> list[float]:
        """Return the log-odds by OUTCOMES."""
        return [float(score) for score in self.hear(said, text).scores]


class Careful:
    """The encoder's log-odds and the quick model's, mixed: they err on different lines."""

    name = "careful"

    def __init__(self, ear: Ear, quick: Quick, share: float, calibration: Calibration) -> None:
        self._ear = ear
        self._quick = quick
        self._share = share
        self.calibration = calibration

    @classmethod
    def load(cls) -> Careful:
        """Return the model that ships with the program. Raises ModelError."""
        raw, about = sealed(cls.name, FILE)
        pieces, _ = sealed(cls.name, PIECES)
        try:
            ear = Ear.open(raw, pieces.decode("utf-8").splitlines())
            return cls(ear, Quick.load(), float(about["share"]), calibration_of(about))
        except ModelError:
            raise
        except Exception as error:  # the library raises its own kinds, and ImportError
            raise ModelError(place_of_model(FILE), str(error)) from error

    def hear(self, folded: str, text: str, context: Context) -> Heard:
        """Return what a line scores; folded is the lower-case copy of text."""
        quick = self._quick.hear(folded, text, context)
        sounds = self._ear.hear(context.said, text)
        share = self._share
        mixed = [
            share * float(own) + (1 - share) * other
            for own, other in zip(sounds.scores, quick.scores, strict=True)
        ]
        return Heard(mixed, sounds.telling, self.meaning)

    def meaning(self, text: str) -> np.ndarray:
        """Return what a text is about: a vector of length 1."""
        import numpy as np

        mean: np.ndarray = self._ear.hear("", text).meanings.mean(0)
        return mean / (float(np.linalg.norm(mean)) or 1.0)
