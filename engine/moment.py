"""The moment a condition asks about: this line, in this conversation, now."""

from __future__ import annotations

import re

from engine.persona.persona import LevelRules, Persona
from engine.reading import Reading
from engine.reading.clauses import sentences
from engine.signs import BIT, signs_of, without_doubtful
from engine.state import State

_ASKING = BIT["question"] | BIT["ask_open"] | BIT["ask_closed"] | BIT["invite_ideas"]

_WANTS_TO_KNOW = re.compile(
    r"(?i)\bi(?:['\u2019]d| would| just| only| also| still)*(?: like| love| want| need) to"
    r" (?:know|understand|hear|learn) (?:what|when|where|who|whom|which|how)\b"
)
"""A question put as a wish: "I want to know which floors open first"."""


class Moment:
    """One line as the rules see it. Feelings and state are live: they change as the turn does."""

    __slots__ = (
        "asked",
        "contradicted",
        "feelings",
        "level",
        "pending",
        "persona",
        "reading",
        "restated",
        "signs",
        "state",
        "topics",
        "verdicts",
        "words",
    )

    def __init__(
        self, persona: Persona, state: State, level: LevelRules, reading: Reading, repeated: bool
    ) -> None:
        self.persona = persona
        self.state = state
        self.level = level
        self.reading = reading
        self.feelings = state.feelings
        self.words = reading.text.count(" ") + 1 if reading.text else 0
        self.signs = signs_of(reading, self.words, repeated)
        self.topics = frozenset([topic.name for topic in reading.topics])
        asks = self.signs & _ASKING or _WANTS_TO_KNOW.search(reading.text)
        self.asked = _asked(reading) if asks else frozenset()
        self.pending = state.table.pending is not None
        self.verdicts: frozenset[str] = frozenset()
        self.contradicted: frozenset[str] = frozenset()
        # how many settled issues the line names: settled before it, or it would repeat itself
        self.restated = sum(
            issue in self.topics or f"{issue}.{option}" in self.topics
            for issue, option in state.table.agreed.items()
        )

    def doubt(self, harmful_only: bool) -> None:
        """Forget the moves that were not heard clearly: from here on they would be presumed.

        A feeling may stir on a half-heard word; to walk out on one, or to answer what was never
        said, is worse than to be slow.
        """
        self.signs = without_doubtful(self.signs, self.reading, harmful_only)

    @property
    def stance(self) -> str:
        """The stance the counterpart is in now."""
        return self.state.stance

    @property
    def turn(self) -> int:
        """Lines so far, this one included."""
        return self.state.turn

    @property
    def turns_here(self) -> int:
        """Lines since this stance began, this one included."""
        return self.state.turn - self.state.entered

    @property
    def patience(self) -> int:
        """The patience of the level."""
        return self.level.patience

    @property
    def openness(self) -> float:
        """How openly feelings show at the level, 0 to 1."""
        return self.level.openness

    @property
    def agreements(self) -> int:
        """How many issues are settled."""
        return len(self.state.table.agreed)

    @property
    def remaining(self) -> int:
        """How many issues are open."""
        return len(self.persona.issues) - len(self.state.table.agreed)

    @property
    def offers(self) -> int:
        """How many offers the trainee has made."""
        return self.state.table.offers

    @property
    def refusals(self) -> int:
        """How many of them were refused."""
        return self.state.table.refusals

    accepted = property(lambda self: "accepted" in self.verdicts)
    refused = property(lambda self: "refused" in self.verdicts)
    suggested = property(lambda self: "suggested" in self.verdicts)
    settled = property(lambda self: "settled" in self.verdicts)
    declined = property(lambda self: "declined" in self.verdicts)
    vague = property(lambda self: "vague" in self.verdicts)

    @property
    def amount(self) -> float:
        """The first sum of money the line names, or 0."""
        return self._first("money")

    @property
    def percent(self) -> float:
        """The first percentage or share the line names, in percent, or 0."""
        for term in self.reading.terms:
            if term.kind in ("percent", "share"):
                return term.value
        return 0.0

    @property
    def duration(self) -> float:
        """The first duration the line names, in days, or 0."""
        return self._first("duration")

    @property
    def count(self) -> float:
        """The first number of pieces the line names, or 0."""
        return self._first("count")

    @property
    def due(self) -> float:
        """Days from the persona's today to the first day named, or 0."""
        return min(self._days(), default=0.0)

    @property
    def last_due(self) -> float:
        """Days from the persona's today to the last day named, or 0."""
        return max(self._days(), default=0.0)

    def _first(self, kind: str) -> float:
        for term in self.reading.terms:
            if term.kind == kind:
                return term.value
        return 0.0

    def _days(self) -> list[float]:
        today = self.persona.today
        if today is None:
            return []
        start = today.toordinal()
        return [term.value - start for term in self.reading.terms if term.kind == "date"]

    def sure_of(self, move: str) -> float:
        """Return the confidence with which a move was read; 0 if it was not."""
        return max([f.confidence for f in self.reading.moves if f.move == move], default=0.0)

    def confidence(self, needs: int) -> float:
        """Return how sure the reading is of what a rule needs, 0 to 1; 1 if it needs nothing."""
        best = 0.0
        for found in self.reading.moves:
            if BIT[found.move] & needs and found.confidence > best:
                best = found.confidence
        if BIT[self.reading.tone] & needs:
            best = max(best, self.reading.tone_confidence)
        return best or 1.0


def _asked(reading: Reading) -> frozenset[str]:
    """Return the topics a line asks about: those in its questions, where it has question marks."""
    text = reading.text
    if "?" not in text:
        return frozenset([topic.name for topic in reading.topics])
    asking = [(a, b) for a, b in sentences(text) if text[a:b].rstrip().endswith("?")]
    return frozenset(
        [
            topic.name
            for topic in reading.topics
            if any(topic.span.start < b and a < topic.span.end for a, b in asking)
        ]
    )
