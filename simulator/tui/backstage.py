"""What needs the engine or the journal, imported late: the first paint waits for neither."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from simulator.errors import SimulatorError
from simulator.installed import pack_folders

if TYPE_CHECKING:
    from pathlib import Path

    from engine import Persona
    from simulator.journal import Journal, Listed
    from simulator.rehearsal import Rehearsal


BEST = "careful"
"""The reading model where one person types; here too, as the engine comes after the paint."""


@dataclass(frozen=True, slots=True)
class Card:
    """A persona in the library: the persona itself, or the reasons why it cannot be played."""

    stem: str
    persona: Persona | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A conversation that can be gone on with; started as the library tells it."""

    id: str
    persona: str
    lines: int
    level: str
    started: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the library shows first: the personas' names, the open sessions, and what went wrong."""

    stems: tuple[str, ...]
    sessions: tuple[OpenSession, ...]
    trouble: str = ""


class Backstage:
    """The journal of one data folder and the personas. Every method may be called in a thread."""

    def __init__(self, data: Path, model: str = BEST):
        self.data = data
        self.model = model
        self._journal: Journal | None = None

    def shelf(self) -> Shelf:
        """Return what there is to play and to resume."""
        from engine import persona_names

        stems = tuple(persona_names(pack_folders(self.data)))
        try:
            sessions = self._open_sessions()
        except SimulatorError as error:
            return Shelf(stems, (), str(error))
        return Shelf(stems, sessions)

    def card(self, stem: str, language: str = "") -> Card:
        """Load a persona by name or path, in a language or its own, or say what is wrong."""
        from engine import PersonaError, UnknownPersona, load_persona

        try:
            persona = load_persona(stem, pack_folders(self.data), language)
        except PersonaError as error:
            return Card(stem, problems=tuple(str(problem) for problem in error.problems))
        except (UnknownPersona, OSError) as error:
            return Card(stem, problems=(str(error),))
        return Card(stem, persona)

    def begin(self, persona: Persona, level: str, seed: int | None) -> tuple[Rehearsal, str]:
        """Open a conversation; where it cannot be kept, one that leaves no trace, and why.

        The second is also what is wrong with the reading model, where another stands in for it.
        """
        from simulator.rehearsal import Rehearsal

        try:
            rehearsal = Rehearsal.begin(self.journal(), persona, seed, level, self.model)
            rehearsal.ready()
        except SimulatorError as error:
            return Rehearsal.begin(None, persona, seed, level, self.model), str(error)
        return rehearsal, rehearsal.trouble

    def resume(self, session_id: str) -> Rehearsal:
        """Take up a session. Raises SimulatorError, PersonaError, UnknownPersona."""
        from simulator.rehearsal import Rehearsal

        return Rehearsal.resume(self.journal(), session_id)

    def journal(self) -> Journal:
        """Return the journal, opened once. Raises JournalError."""
        from simulator.journal import Journal

        if self._journal is None:
            self._journal = Journal.open(self.data)
        return self._journal

    def warm(self, persona: Persona | None = None) -> None:
        """Do now what would otherwise keep the first line waiting: load what it is read with.

        With a persona, also take in what can be asked of it.
        """
        from engine import Context, read

        vocabulary = persona.vocabulary if persona else None
        read("How are you today?", Context(vocabulary=vocabulary), self.model)

    def shut(self) -> None:
        """Let go of the journal's database."""
        if self._journal is not None:
            self._journal.shut()

    def _open_sessions(self) -> tuple[OpenSession, ...]:
        now = datetime.now(UTC)
        listed = self.journal().sessions()
        return tuple(_session(each, now) for each in listed if each.ending is None and each.lines)


def _session(listed: Listed, now: datetime) -> OpenSession:
    session = listed.session
    return OpenSession(
        session.id, session.persona, listed.lines, session.level, ago(session.started, now)
    )


def ago(stamp: str, now: datetime) -> str:
    """Return when an ISO 8601 moment was, as one says it: yesterday, 5 days ago, 3 March 2026."""
    try:
        then = datetime.fromisoformat(stamp)
    except ValueError:
        return "some time ago"
    days = (now.astimezone().date() - then.astimezone().date()).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 14:
        return f"{days} days ago"
    day = then.astimezone()
    return f"{day.day} {day:%B %Y}"
