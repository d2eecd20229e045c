"""A conversation that is kept: every line and its answer are on disk before that is shown."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from engine import Conversation, Kept, Persona, Turn, clean, load_persona, usable
from simulator.drift import Drift, drift_of
from simulator.errors import SimulatorError
from simulator.session import named_model, new_id

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.journal import Journal
    from simulator.session import Session


BEST = "careful"
"""The reading model where one person types: a hundredth of a second is nothing there."""


def fresh_seed() -> int:
    """Return a seed drawn at random, short enough to be read aloud: 0 to 9999."""
    return secrets.randbelow(10_000)


class Rehearsal:
    """One conversation and its journal, kept in step.

    Enters the journal with its first line: looking at a brief leaves no trace. Without a journal
    (None) nothing is kept. The constructor is not for callers: `begin` or `resume`.

    persona: the counterpart. session_id: known from the start. seed, level: as played.
    turns: the opening and every turn since, rewound ones left out; do not change it.
    drift: on resuming, what changed since and where it shows; None where nothing did.
    trouble: a sentence when the reading model asked for cannot be used and another reads; else "".
    """

    def __init__(self, journal: Journal | None, conversation: Conversation, persona: Persona):
        self.persona = persona
        self.session_id = new_id()
        self.seed = conversation.record.seed
        self.level = conversation.record.level
        self.trouble = ""
        self.turns: list[Turn] = [conversation.opening]
        self.drift: Drift | None = None
        self._journal = journal
        self._conversation = conversation
        self._session: Session | None = None
        self._surplus = 0  # journalled lines that a changed persona no longer lets be said

    @classmethod
    def begin(
        cls,
        journal: Journal | None,
        persona: Persona | str | Path,
        seed: int | None = None,
        level: str = "standard",
        model: str = BEST,
    ) -> Rehearsal:
        """Open a conversation with a persona, by record, name or path; seed None draws one.

        model is loaded by `ready`, or by the first line. Raises PersonaError, UnknownPersona.
        """
        loaded = persona if isinstance(persona, Persona) else load_persona(persona)
        drawn = fresh_seed() if seed is None else seed
        return cls(journal, Conversation.open(loaded, drawn, level, model), loaded)

    @classmethod
    def resume(cls, journal: Journal, session_id: str) -> Rehearsal:
        """Take up a journalled session (id or unique beginning of one) where it was left.

        Raises UnknownSession, JournalError, PersonaError, UnknownPersona.
        """
        session, present = journal.told(session_id)
        persona = load_persona(session.source, language=session.language)
        conversation = Conversation.open(persona, session.seed, session.level, session.model_name)
        self = cls(journal, conversation, persona)
        self.session_id, self._session = session.id, session
        self._choose_model()
        for line in present.lines:
            if self.ended:
                break
            self.turns.append(self._conversation.say(line))
        self._surplus = len(present.lines) - (len(self.turns) - 1)
        model = named_model(self.model)
        self.drift = drift_of(session, persona, model, present.kept, self.turns)
        return self

    @property
    def turn(self) -> Turn:
        """The last turn: the opening when nothing was said yet."""
        return self.turns[-1]

    @property
    def ended(self) -> bool:
        """Whether the last turn closed the conversation; `say` then raises ConversationOver."""
        return self.turn.ending is not None

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines said, as they were kept: cleaned, rewound ones left out."""
        return tuple(turn.line or "" for turn in self.turns[1:])

    def say(self, line: str) -> Turn:
        """Let the counterpart answer a line, and return when both are kept; "" is silence.

        Raises JournalError or Conflict, and then nothing was said; ConversationOver.
        """
        said = clean(line)
        self._choose_model()
        turn = self._conversation.say(said)
        try:
            self._keep(said, Kept.of(turn))
        except SimulatorError:
            self._conversation.rewind(1)
            raise
        self.turns.append(turn)
        if turn.ending and self._journal and self._session:
            self._session = self._journal.close(self._session, turn.ending.name)
        return turn

    def rewind(self, n: int = 1) -> None:
        """Take back the last n lines, at most all of them; the journal remembers they were said.

        Raises ValueError when n is negative; JournalError or Conflict, and then nothing changed.
        """
        if n < 0:
            raise ValueError(f"cannot take back {n} lines")
        count = min(n, len(self.turns) - 1)
        if not count:
            return
        if self._journal and self._session:
            self._session = self._journal.rewind(self._session, count + self._surplus)
            self._surplus = 0
        self._conversation.rewind(count)
        del self.turns[-count:]

    @property
    def model(self) -> str:
        """The reading model that read the lines so far, by its name."""
        return self._conversation.model

    @property
    def kept(self) -> bool:
        """Whether the conversation is in a journal: it has one, and a line was said."""
        return self._session is not None

    def ready(self) -> None:
        """Load the model and connect to the journal before the first line. Raises JournalError."""
        self._choose_model()
        if self._journal:
            self._journal.ready()

    def leave(self) -> None:
        """Note in the journal that the trainee left; everything said is on disk already."""
        if self._journal and self._session and not self.ended:
            self._session = self._journal.note(self._session, "left")

    def _keep(self, line: str, answer: Kept) -> None:
        if self._journal is None:
            return
        if self._session is None:
            self._session = self._journal.begin(
                self.persona,
                self.seed,
                self.level,
                self.session_id,
                first=line,
                model=self._conversation.model,
                opening=Kept.of(self.turns[0]),
                answer=answer,
            )
        else:
            self._session = self._journal.add_line(self._session, line, answer)

    def _choose_model(self) -> None:
        """Read by the model asked for, or by what stands in for it, and know why."""
        model, trouble = usable(self._conversation.model)
        self._conversation.model = model.name
        self.trouble = self.trouble or trouble
