"""A session as the journal knows it, and what its entries come to."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine import Kept, find_persona, persona_names, version_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine import Persona

    Entry = tuple[str, dict[str, Any] | None]

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""What session ids are made of: nothing that is read or heard as something else."""


def new_id() -> str:
    """Return an id for a session, of eight letters and digits drawn at random."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


@dataclass(frozen=True, slots=True)
class Session:
    """A conversation in the journal, as it was begun; `last` is the number of its last entry.

    path is empty for a bundled persona; digest is of its files; started is UTC, ISO 8601.
    model is what read its lines, as `named_model` gives it: the same lines read by another may go
    another way. language is the one the persona was translated into, "" for its own.
    """

    id: str
    persona: str
    path: str
    version: str
    digest: str
    seed: int
    level: str
    started: str
    model: str
    language: str
    last: int = 0

    @property
    def source(self) -> str:
        """What to load the persona by: its name, or its path when it is not a bundled one."""
        return self.path or self.persona

    @property
    def model_name(self) -> str:
        """Return the reading model by its name alone."""
        return self.model.partition("/")[0]

    def differs(self, persona: Persona) -> bool:
        """Return whether the persona is not, byte for byte, the one this session was begun with."""
        return (self.version, self.digest) != (persona.version, digest(persona))


@dataclass(frozen=True, slots=True)
class Present:
    """What a session's entries come to: the lines that stand, and the ending's name or None.

    kept is what was answered, to nothing (the opening) and to each line; None where that was not
    kept, as it once was not.
    """

    lines: tuple[str, ...]
    ending: str | None
    kept: tuple[Kept | None, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A session as a list shows it: how many lines stand, and the ending's name or None."""

    session: Session
    lines: int
    ending: str | None


def fold(entries: Iterable[Entry]) -> Present:
    """Return what entries (kind, payload) in their order come to; notes change nothing."""
    lines: list[str] = []
    ending: str | None = None
    kept: list[Kept | None] = [None]
    for kind, payload in entries:
        told = payload or {}
        if "opening" in told:
            kept[0] = Kept.from_dict(told["opening"])
        if kind == "line":
            lines.append(str(told.get("text", "")))
            kept.append(Kept.from_dict(told.get("answer")))
        elif kind == "rewind":
            lines = lines[: max(0, len(lines) - int(told["lines"]))]
            kept = kept[: len(lines) + 1]
            ending = None
        elif kind == "close":
            ending = str(told["ending"])
    return Present(tuple(lines), ending, tuple(kept))


def named_model(name: str) -> str:
    """Return a reading model as it is kept: its name, and which files it was made of."""
    return f"{name}/{version_of(name)}"


def path_of(persona: Persona) -> str:
    """Return the persona's path, or "" for a bundled one: that is found by its name."""
    named = persona.stem in persona_names()
    bundled = named and find_persona(persona.stem).resolve() == persona.path
    return "" if bundled else str(persona.path)


def digest(persona: Persona) -> str:
    """Return the SHA-256 of the files a persona was made of, "" when one is gone."""
    try:
        return hashlib.sha256(b"".join(file.read_bytes() for file in persona.files)).hexdigest()
    except OSError:
        return ""
