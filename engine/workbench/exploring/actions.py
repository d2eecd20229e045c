"""An abstract line: what it does and names, ready read, with no wording of anybody's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from engine.reading import FoundMove, Reading, Span, Term, Topic
from engine.reading.records import Form, TermKind

ASKING = ("ask_open", "ask_closed", "invite_ideas")
"""Moves whose lines are questions."""

_UNITS: dict[str, str] = {"money": "", "percent": "%", "share": "", "date": "day", "count": ""}


@dataclass(frozen=True, slots=True)
class Action:
    """What a line does: moves, tone, topics, and terms, each a kind and a number.

    A date's number is its ordinal. again: it is the same text whenever it is said; words: the
    fewest its text has; half: its moves are heard only faintly.
    """

    moves: tuple[str, ...] = ()
    tone: str = "neutral"
    topics: tuple[str, ...] = ()
    terms: tuple[tuple[TermKind, float], ...] = ()
    form: Form = "words"
    sarcastic: bool = False
    question: bool = False
    half: bool = False
    again: bool = False
    words: int = 0
    _readings: dict[int, Reading] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def __getstate__(self) -> Any:
        values = [getattr(self, name) for name in self.__slots__[:-1]]
        return [*values, {}]  # readings are made again where they are wanted

    @property
    def name(self) -> str:
        """What the action is called; no two of different kinds are called the same."""
        if self.form != "words":
            return self.form
        return " ".join(word for word, _ in self._parts())

    def reading(self, number: int) -> Reading:
        """Return the line as read; its text has the number in it, to differ from any before."""
        number = 0 if self.again else number
        found = self._readings.get(number)
        if found is None:
            found = self._readings[number] = self._read(number)
        return found

    def _parts(self) -> Iterator[tuple[str, object]]:
        yield "+".join(self.moves) or "plain", None
        if self.question and not any(move in ASKING for move in self.moves):
            yield "asking", None
        if self.half:
            yield "(faint)", None
        if self.tone != "neutral":
            yield self.tone, None
        if self.sarcastic:
            yield "sarcastic", None
        if self.topics:
            yield "about", None
        for topic in self.topics:
            yield topic, topic
        for kind, value in self.terms:
            yield kind, None
            yield f"{value:g}", (kind, value)
        if self.words:
            yield f"({self.words} words)", None
        if self.again:
            yield "(again)", None

    def _read(self, number: int) -> Reading:
        if self.form == "silent":
            return Reading("", form="silent")
        if self.form != "words":
            return Reading(f"{self.form} {number}", form=self.form)
        text = ""
        topics, terms = [], []
        for word, what in self._parts():
            span = Span(len(text), len(text) + len(word), word)
            if isinstance(what, str):
                topics.append(Topic(what, 1.0, span))
            elif isinstance(what, tuple):
                terms.append(Term(what[0], what[1], _UNITS.get(what[0], ""), span))
            text += f"{word} "
        text += f"#{number}" + " ~" * (self.words - text.count(" ") - 1)
        span = Span(0, len(text), text)
        sure = 0.4 if self.half else 1.0
        return Reading(
            text,
            moves=tuple([FoundMove(move, sure, (span,)) for move in self.moves]),
            tone=self.tone,
            tone_confidence=1.0,
            sarcastic=self.sarcastic,
            sarcasm_confidence=float(self.sarcastic),
            question=self.question,
            terms=tuple(terms),
            topics=tuple(topics),
        )
