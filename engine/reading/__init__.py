"""From a line to a reading: moves, tone, terms and topics. `read` is the whole of it."""

from engine.reading.cleaning import clean
from engine.reading.model import MODELS, ModelError, reading_by, usable, version_of
from engine.reading.reader import read
from engine.reading.records import (
    HARMFUL,
    MOVES,
    TONES,
    Context,
    FoundMove,
    Reading,
    Span,
    Term,
    Topic,
)
from engine.reading.vocabulary import Vocabulary

__all__ = [
    "HARMFUL",
    "MODELS",
    "MOVES",
    "TONES",
    "Context",
    "FoundMove",
    "ModelError",
    "Reading",
    "Span",
    "Term",
    "Topic",
    "Vocabulary",
    "clean",
    "read",
    "reading_by",
    "usable",
    "version_of",
]
