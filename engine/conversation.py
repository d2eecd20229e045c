"""The one door to the engine: open, say a line, get a turn; act on it; rewind, branch, replay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from zlib import crc32

from engine.bargaining import judge
from engine.directing import direct
from engine.feelings import Moved, appraise
from engine.memory import attend, remember
from engine.moment import Moment
from engine.persona import LEVELS, Persona, load_persona
from engine.persona.persona import EndingRule, GoRule, InterestRule
from engine.reading import MODELS, Context, Reading, clean, read
from engine.reply import Composer
from engine.stance import advance
from engine.state import State
from engine.turn import Act, Change, Closing, Transition, Turn, Verdict


class ConversationOver(ValueError):
    """The conversation has ended; rewind it or open another."""


@dataclass(frozen=True, slots=True)
class Record:
    """All that a conversation is; everything else is recomputed from it.

    language is the one the persona is loaded in, "" for its own. acts are what a facilitator did,
    in order.
    """

    persona: str
    version: str
    seed: int
    level: str
    lines: tuple[str, ...]
    model: str = "quick"
    language: str = ""
    acts: tuple[Act, ...] = ()


class Conversation:
    """One conversation with a persona. Deterministic: the same record, the same turns."""

    def __init__(self, persona: Persona, seed: int, level: str, model: str = "quick") -> None:
        if level not in LEVELS:
            raise ValueError(f'no level "{level}"; there is {", ".join(LEVELS)}')
        if model not in MODELS:
            raise ValueError(f'no reading model "{model}"; there is {", ".join(MODELS)}')
        self.persona = persona
        self.seed = seed
        self.level = level
        self.model = model
        self._begin()

    @classmethod
    def open(
        cls,
        persona: Persona | str,
        seed: int = 0,
        level: str = "standard",
        model: str = "quick",
        language: str = "",
    ) -> Conversation:
        """Open a conversation. seed varies the wording only; level is easy, standard or hard.

        language is one that a persona given by name is translated into; "" is its own.
        model reads the lines: quick, or careful, which hears better and takes ten times as long.
        Raises UnknownPersona or PersonaError for a name that cannot be loaded, ValueError for a
        level or model that does not exist.
        """
        if isinstance(persona, str):
            persona = load_persona(persona, language=language)
        return cls(persona, seed, level, model)

    def _begin(self) -> None:
        persona = self.persona
        level = persona.levels[self.level]
        feelings = [feeling.start for feeling in level.feelings]
        self._state = State(persona.opening_stance, feelings, visited=[persona.opening_stance])
        self._lines: list[str] = []
        self._acts: list[Act] = []
        moment = Moment(persona, self._state, level, Reading(""), False)
        composer = Composer(moment, self.seed)
        composer.say(persona.opening)
        self.opening = self._turn(moment, composer, _Happened())
        self.turn = self.opening

    @property
    def ended(self) -> bool:
        """Whether an ending has been reached."""
        return self._state.ending is not None

    @property
    def record(self) -> Record:
        """What this conversation is."""
        return Record(
            str(self.persona.path),
            self.persona.version,
            self.seed,
            self.level,
            tuple(self._lines),
            self.model,
            self.persona.asked_in,
            tuple(self._acts),
        )

    @property
    def context(self) -> Context:
        """What the next line will be read in."""
        return Context(
            said=self._state.said,
            pending=self._state.table.pending is not None,
            vocabulary=self.persona.vocabulary,
            today=self.persona.today,
        )

    def say(self, line: str) -> Turn:
        """Say a line and return the turn it made. Raises ConversationOver after an ending."""
        self._refuse_if_over()
        return self.hear(line, read(line, self.context, self.model))

    def hear(self, line: str, reading: Reading) -> Turn:
        """Take a line as already read: what `say` does after reading, and what a test can fix."""
        self._refuse_if_over()
        self._lines.append(line)
        state = self._state
        level = self.persona.levels[self.level]
        moment = Moment(self.persona, state, level, reading, self._heard_before(reading.text))
        _count(state, moment.signs)
        attend(moment)
        changes = appraise(moment)
        remember(moment)
        verdicts = judge(moment)
        steps = _steps(moment)
        moment.doubt(harmful_only=True)
        moved = self._advance(moment)
        if moved and not verdicts:
            verdicts = judge(moment)  # the new stance may hear an offer that the old one did not
        told = self._disclose(moment)
        ending = self._ending(moment)
        moment.doubt(harmful_only=False)
        composer = self._composer(moment, verdicts)
        if ending is not None:
            composer.say(ending.pool)
        else:
            composer.compose(moved[0] if moved else None, told.pool if told else None)
        if told is not None and not composer.has_said(told.pool):
            state.disclosed.pop()  # something left no room for it: it is still to be told
        transition = moved[1] if moved else None
        happened = _Happened(line, reading, changes, transition, verdicts, ending, steps)
        self.turn = self._turn(moment, composer, happened)
        return self.turn

    def act(self, act: Act) -> Turn:
        """Do what a facilitator does in the counterpart's place; return the last turn, revised.

        After an ending only its words can be changed. Raises ValueError, and then nothing changed:
        ConversationOver; for an act that is not after the last line; what `direct` raises.
        """
        if act.after != len(self._lines):
            raise ValueError(f"an act after line {act.after}; the last is line {len(self._lines)}")
        if act.kind != "answer":
            self._refuse_if_over()
        level = self.persona.levels[self.level]
        turn = direct(act, self._last(), self.persona, self._state, level, self.seed)
        self._acts.append(turn.acts[-1])
        if turn.line is None:
            self.opening = turn
        self.turn = turn
        return turn

    def _last(self) -> Turn:
        """Return the last turn, told again where the conversation was restored after it."""
        return self.turn if self.turn.number == self._state.turn else self.history()[-1]

    def rewind(self, n: int) -> None:
        """Take back the last n lines and all acts since. Raises ValueError without so many."""
        if not 0 <= n <= len(self._lines):
            raise ValueError(f"cannot take back {n} of {len(self._lines)} lines")
        left = len(self._lines) - n
        self._retell(self._lines[:left], [act for act in self._acts if act.after <= left])

    def branch(self) -> Conversation:
        """Return an independent conversation that has gone the same way so far."""
        other = Conversation(self.persona, self.seed, self.level, self.model)
        other._retell(self._lines, self._acts)
        return other

    def history(self) -> list[Turn]:
        """Return the opening and every turn, recomputed."""
        other = Conversation(self.persona, self.seed, self.level, self.model)
        return other._retell(self._lines, self._acts)

    @classmethod
    def replay(cls, record: Record) -> Conversation:
        """Return the conversation a record describes. Raises what `open`, `say`, `act` raise."""
        conversation = cls.open(
            record.persona, record.seed, record.level, record.model, record.language
        )
        conversation._retell(record.lines, record.acts)
        return conversation

    def save(self) -> dict[str, Any]:
        """Return the whole conversation as plain JSON values, for `restore`."""
        return {
            "persona": str(self.persona.path),
            "version": self.persona.version,
            "seed": self.seed,
            "level": self.level,
            "model": self.model,
            "language": self.persona.asked_in,
            "lines": list(self._lines),
            "acts": [act.as_dict() for act in self._acts],
            "state": self._state.as_dict(),
        }

    @classmethod
    def restore(cls, saved: dict[str, Any]) -> Conversation:
        """Return a saved conversation without retelling it.

        `turn` is the opening until a line or an act.
        """
        language = saved.get("language", "")  # what was saved before there were translations
        conversation = cls.open(
            saved["persona"], saved["seed"], saved["level"], saved["model"], language
        )
        acts = [Act(**act) for act in saved.get("acts", ())]  # there were once none
        conversation._retell((), [act for act in acts if not act.after])
        conversation._lines, conversation._acts = list(saved["lines"]), acts
        conversation._state = State.from_dict(saved["state"])
        return conversation

    def _retell(self, lines: Iterable[str], acts: Iterable[Act]) -> list[Turn]:
        """Begin again, say the lines, do the acts; return the opening and every turn."""
        lines, acts = list(lines), list(acts)
        beyond = next((act.after for act in acts if not 0 <= act.after <= len(lines)), None)
        if beyond is not None:
            raise ValueError(f"an act after line {beyond}; the last is line {len(lines)}")
        self._begin()
        turns = []
        for number in range(len(lines) + 1):
            if number:
                self.say(lines[number - 1])
            for act in acts:
                if act.after == number:
                    self.act(act)
            turns.append(self.turn)
        return turns

    def _refuse_if_over(self) -> None:
        if self.ended:
            raise ConversationOver("the conversation has ended; rewind it or begin another")

    def _heard_before(self, text: str) -> bool:
        if not text:
            return False
        mark = crc32(text.casefold().encode())
        if mark in self._state.heard:
            return True
        self._state.heard.append(mark)
        return False

    # the next two are where the workbench looks on: what else held is asked at the same moment
    def _advance(self, moment: Moment) -> tuple[GoRule, Transition] | None:
        return advance(moment)

    def _composer(self, moment: Moment, verdicts: Sequence[Verdict]) -> Composer:
        return Composer(moment, self.seed, verdicts)

    def _disclose(self, moment: Moment) -> InterestRule | None:
        for name, interest in self.persona.interests.items():
            if name not in moment.state.disclosed and interest.condition.test(moment):
                moment.state.disclosed.append(name)
                return interest
        return None

    def _ending(self, moment: Moment) -> EndingRule | None:
        for name, ending in self.persona.endings.could_hold(moment):
            if ending.condition.test(moment):
                moment.state.ending = name
                return ending
        return None

    def _turn(self, moment: Moment, composer: Composer, happened: _Happened) -> Turn:
        state = self._state
        ending = happened.ending
        return Turn(
            number=state.turn,
            line=None if happened.line is None else clean(happened.line),
            reading=happened.reading,
            changes=tuple([Change(*moved) for moved in happened.changes]),
            feelings=dict(zip(self.persona.feelings, state.feelings, strict=True)),
            stance=state.stance,
            transition=happened.transition,
            disclosed=tuple(state.disclosed),
            verdicts=tuple(happened.verdicts),
            agreed=dict(state.table.agreed),
            pending=state.table.pending,
            steps=happened.steps,
            reply=composer.reply(),
            ending=None if ending is None else _closing(state.ending or "", ending),
        )


class _Happened(NamedTuple):
    """What a line did, on its way into the turn's record."""

    line: str | None = None
    reading: Reading | None = None
    changes: Sequence[Moved] = ()
    transition: Transition | None = None
    verdicts: Sequence[Verdict] = ()
    ending: EndingRule | None = None
    steps: tuple[str, ...] = ()


def _count(state: State, signs: int) -> None:
    """Count a line: the turn, and every sign it shows."""
    state.turn += 1
    while signs:
        index = (signs & -signs).bit_length() - 1
        signs &= signs - 1
        state.times[index] += 1
        state.here[index] += 1
        state.last[index] = state.turn


def _steps(moment: Moment) -> tuple[str, ...]:
    """Return the method's steps this line showed."""
    method = moment.persona.method
    if method is None:
        return ()
    showing = method.steps.could_hold(moment)
    return tuple([name for name, step in showing if step.condition.test(moment)])


def _closing(name: str, ending: EndingRule) -> Closing:
    return Closing(name, ending.title, ending.outcome, ending.epilogue)
