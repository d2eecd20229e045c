"""A conversation that is looked on: which rules held at the moment each of them was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from engine.conversation import Conversation
from engine.drawing import can_say
from engine.moment import Moment
from engine.persona import Persona
from engine.persona.persona import BeatRule, GoRule, Pool
from engine.persona.shortlist import Rules
from engine.persona.text import Part
from engine.reply import Composer
from engine.stance import holds
from engine.turn import Reply, Transition, Verdict
from engine.workbench.sources import Source, SourceKind, source_of, sources

Reason = Literal[
    "less_specific",
    "later",
    "used_up",
    "way",
    "alone",
    "interest",
    "offer",
    "question",
    "asks",
    "ask",
    "drove",
    "wordless",
]
"""Why a rule that held was not used: another of its beat was more specific, stood before it, or
had texts left; each of its texts quotes what was never said; or the whole beat was silent, for what
was said instead (a way's text, something that stands alone, an interest, a verdict, an answer to a
question), for a question that was open already, for the next issue asked about, or because the line
before was pushed already."""

_ANSWERING = {"interest", "offer", "question", "answer", "otherwise"}


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of the reply and the rule that supplied it."""

    source: Source
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """A rule for a piece of the reply that held and was not used."""

    source: Source
    reason: Reason


class Overheard(Conversation):
    """A conversation of which the last turn's rules can be asked for; it goes as any other."""

    ways: tuple[GoRule, ...] = ()
    """The ways out of the stance that held, in order; the first was taken."""

    heard: Listening

    def _advance(self, moment: Moment) -> tuple[GoRule, Transition] | None:
        ways = self.persona.stances[moment.stance].go
        self.ways = tuple(way for way in ways if holds(way, moment))
        return super()._advance(moment)

    def _composer(self, moment: Moment, verdicts: Sequence[Verdict]) -> Composer:
        self.heard = Listening(moment, self.seed, verdicts)
        return self.heard


@dataclass(frozen=True, slots=True)
class _Beat:
    """The rules of a beat that held, each with how often its texts were said; best is chosen."""

    kind: SourceKind
    of: str
    held: tuple[tuple[BeatRule, int], ...]
    best: BeatRule


class Listening(Composer):
    """Composes as any other, and remembers which rules held before anything was said."""

    def __init__(self, moment: Moment, seed: int, verdicts: Sequence[Verdict] = ()) -> None:
        super().__init__(moment, seed, verdicts)
        self._beats: tuple[_Beat, ...] = ()
        self._way: GoRule | None = None
        self._drove = self.state.drove

    def compose(self, way: GoRule | None, told: Pool | None) -> None:
        """Note what holds, then say everything as it is said."""
        self._way = way
        self._beats = tuple(self._asked())
        super().compose(way, told)

    def said(self, reply: Reply) -> tuple[Said, ...]:
        """Return the pieces of the reply this has put together, in order."""
        known = sources(self.moment.persona)
        pieces = []
        start = 0
        for pool, text, _ in self._said:
            end = start + len(text.parts)
            pieces.append(Said(known[pool.key], reply.parts[start:end]))
            start = end
        return tuple(pieces)

    def lost(self) -> tuple[Lost, ...]:
        """Return every rule of the reply that held and was not used, beat by beat."""
        return tuple(
            Lost(source_of(rule, beat.kind, beat.of), self._reason(beat, rule, rounds))
            for beat in self._beats
            for rule, rounds in beat.held
            if rule is not beat.best or not self.has_said(rule.pool)
        )

    def _asked(self) -> Iterator[_Beat]:
        persona: Persona = self.moment.persona
        stance = self._stance()
        yield from self._beat("reaction", self.state.stance, stance.reactions)
        for name in persona.questions:
            if name in self.moment.asked:
                yield from self._beat("question", name, persona.questions[name].answers)
        yield from self._beat("answer", self.state.stance, stance.answers)
        yield from self._beat("drive", self.state.stance, stance.drives)

    def _beat(self, kind: SourceKind, of: str, rules: Rules[BeatRule]) -> Iterator[_Beat]:
        best = self._best(rules, in_order=kind == "question")
        if best is not None:
            held = [rule for rule in rules if rule.condition.test(self.moment)]
            yield _Beat(kind, of, tuple((rule, self._rounds(rule)) for rule in held), best)

    def _reason(self, beat: _Beat, rule: BeatRule, rounds: int) -> Reason:
        if not can_say(rule.pool, self.state):
            return "wordless"
        if rule is beat.best:
            return self._silence(beat, rounds)
        if beat.kind == "question":
            return "later"
        order = [one for one, _ in beat.held]
        if order.index(rule) < order.index(beat.best):
            return "used_up"
        specific = rule.condition.weight < beat.best.condition.weight
        return (
            "less_specific" if specific or (rule.otherwise and not beat.best.otherwise) else "later"
        )

    def _silence(self, beat: _Beat, rounds: int) -> Reason:
        """Return why the best rule of a beat was not said; the order is that of `compose`."""
        kinds = self._kinds()
        opened = bool(kinds & {"way", "enter"})
        if beat.kind == "reaction":
            used_up = rounds and not beat.best.alone
            return "way" if opened else "used_up" if used_up else "alone"
        if (opened and self._way and self._way.alone) or self._stands_alone():
            return "alone"
        if beat.kind == "drive":
            return self._held_back(beat.best, kinds, opened)
        if "interest" in kinds:
            return "interest"
        if "offer" in kinds:
            return "offer"
        return "question" if "question" in kinds else "way"

    def _held_back(self, drive: BeatRule, kinds: set[SourceKind], opened: bool) -> Reason:
        if "interest" in kinds:
            return "interest"
        if opened and (self._way is None or self._way.last or not kinds & _ANSWERING):
            return "way"
        if "ask" in kinds:
            return "ask"
        if self._said and self._said[-1][1].asks:
            return "asks"
        return "drove" if self._drove and not drive.always else "used_up"

    def _kinds(self) -> set[SourceKind]:
        known = sources(self.moment.persona)
        return {known[pool.key].kind for pool, _, _ in self._said}

    def _stands_alone(self) -> bool:
        said = {pool.key for pool, _, _ in self._said}
        return any(
            rule.alone and rule.pool.key in said for beat in self._beats for rule, _ in beat.held
        )
