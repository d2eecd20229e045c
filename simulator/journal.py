"""The append-only record of conversations: what was said, when, and what was taken back."""

from __future__ import annotations

import difflib
import os
from collections import defaultdict
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from engine import Record
from simulator.errors import JournalError, UnknownSession
from simulator.session import Listed, Session, digest, fold, named_model, new_id, path_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine import Kept, Persona
    from simulator.session import Entry, Present
    from simulator.storage import Store

__all__ = ["FILE", "Journal", "Listed", "Session"]

FILE = "journal.db"


class Journal:
    """The journal in a folder. What a method has kept is on disk when it returns.

    Methods that write take the session as last seen and return it as it is now; they raise
    Conflict when another process wrote to it in between. Every method raises JournalError.
    """

    def __init__(self, data: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)):
        self.data = data
        self._now = now

    @classmethod
    def open(cls, data: Path) -> Self:
        """Return the journal in a folder, made if need be. Raises JournalError if it cannot be."""
        try:
            data.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or error
            raise JournalError(f"The data folder {data} cannot be used: {reason}.") from error
        if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
            raise JournalError(f"The data folder {data} cannot be written to.")
        return cls(data)

    def ready(self) -> None:
        """Connect now and not at the first use. Raises JournalError for a damaged database."""
        _ = self._store

    def begin(
        self,
        persona: Persona,
        seed: int,
        level: str,
        session_id: str | None = None,
        first: str | None = None,
        model: str = "quick",
        opening: Kept | None = None,
        answer: Kept | None = None,
    ) -> Session:
        """Keep a new session, together with its first line when one is given.

        opening is what the counterpart said first, answer what to the first line.
        """
        session = Session(
            id=session_id or new_id(),
            persona=persona.stem,
            path=path_of(persona),
            version=persona.version,
            digest=digest(persona),
            seed=seed,
            level=level,
            started=self._stamp(),
            model=named_model(model),
            language=persona.asked_in,
        )
        row = asdict(session)
        del row["last"]
        kind, payload = _line(first, answer) if first is not None else _note("begun")
        if opening is not None:
            payload["opening"] = asdict(opening)
        begun = replace(session, last=1)
        self._store.add_session(row, self._row(begun, kind, payload))
        return begun

    def add_line(self, session: Session, line: str, answer: Kept | None = None) -> Session:
        """Keep one more line, and what it was answered with."""
        return self._append(session, *_line(line, answer))

    def rewind(self, session: Session, n: int) -> Session:
        """Keep that the last n lines were taken back."""
        return self._append(session, "rewind", {"lines": n})

    def close(self, session: Session, ending: str) -> Session:
        """Keep that the conversation closed with the ending of this name."""
        return self._append(session, "close", {"ending": ending})

    def note(self, session: Session, what: str) -> Session:
        """Keep a remark about the session."""
        return self._append(session, *_note(what))

    def find(self, session_id: str) -> Session:
        """Return the session of an id, or of the only id that begins so. Raises UnknownSession."""
        wanted = session_id.strip().lower()
        known = {session.id: session for session in self._sessions()}
        if wanted in known:
            return known[wanted]
        fitting = [name for name in known if wanted and name.startswith(wanted)]
        if len(fitting) == 1:
            return known[fitting[0]]
        raise UnknownSession(_unknown(session_id, fitting, list(known)))

    def present(self, session_id: str) -> tuple[Session, tuple[str, ...]]:
        """Return a session and the lines that stand in it. Raises UnknownSession."""
        session, now = self.told(session_id)
        return session, now.lines

    def told(self, session_id: str) -> tuple[Session, Present]:
        """Return a session and all that its entries come to. Raises UnknownSession."""
        session = self.find(session_id)
        return session, fold((row[0], row[1]) for row in self._store.entries(session.id))

    def record(self, session_id: str) -> Record:
        """Return what the engine replays a session from. Raises UnknownSession."""
        session, lines = self.present(session_id)
        return Record(
            session.source,
            session.version,
            session.seed,
            session.level,
            lines,
            session.model_name,
            session.language,
        )

    def sessions(self) -> list[Listed]:
        """Return every session, the one begun last first."""
        entries: dict[str, list[Entry]] = defaultdict(list)
        for row in self._store.outline():
            entries[row[0]].append((row[1], row[2]))
        folded = ((session, fold(entries[session.id])) for session in self._sessions())
        return [Listed(session, len(now.lines), now.ending) for session, now in folded]

    def shut(self) -> None:
        """Let go of the database; the next use opens it again."""
        if "_store" in self.__dict__:
            self._store.close()

    @cached_property
    def _store(self) -> Store:
        from simulator.storage import Store  # SQLAlchemy: 0.3 to 0.6 s that a brief need not wait

        return Store(self.data / FILE)

    def _sessions(self) -> list[Session]:
        return [Session(*row) for row in self._store.sessions()]

    def _append(self, session: Session, kind: str, payload: dict[str, Any]) -> Session:
        next_one = replace(session, last=session.last + 1)
        self._store.add_entry(self._row(next_one, kind, payload))
        return next_one

    def _row(self, session: Session, kind: str, payload: dict[str, Any]) -> dict[str, Any]:
        return {
            "session": session.id,
            "seq": session.last,
            "kind": kind,
            "payload": payload,
            "at": self._stamp(),
        }

    def _stamp(self) -> str:
        return self._now().astimezone(UTC).isoformat(timespec="milliseconds")


def _note(what: str) -> tuple[str, dict[str, Any]]:
    return "note", {"what": what}


def _line(line: str, answer: Kept | None) -> tuple[str, dict[str, Any]]:
    """Return a line as an entry's kind and payload."""
    payload: dict[str, Any] = {"text": line}
    if answer is not None:
        payload["answer"] = asdict(answer)
    return "line", payload


def _unknown(wanted: str, fitting: list[str], known: list[str]) -> str:
    if len(fitting) > 1:
        return f"More than one session begins with {wanted!r}: {', '.join(sorted(fitting)[:5])}."
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]}?" if near else "`detente sessions` lists them."
    return f"There is no session {wanted!r}. {hint}"
