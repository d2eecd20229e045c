"""`detente misses`: what was said to the personas that they have nothing for."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from engine import PersonaError, UnknownPersona, clean, load_persona
from engine.workbench.misses import KINDS, grouped, misses_of
from simulator.debrief.sentences import quote
from simulator.paragraphs import say
from simulator.rehearsal import Rehearsal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine import Persona
    from engine.workbench.misses import Group, Miss, MissKind
    from simulator.journal import Journal, Session

HEADINGS: dict[MissKind, str] = {
    "nothing": "Nothing was read in them",
    "doubtful": "Read, but doubtfully",
    "fallback": "Read, but only an otherwise text fitted",
}


@dataclass(slots=True)
class _Gathered:
    """What the sessions with one persona come to."""

    persona: Persona
    source: str
    sessions: int = 0
    lines: int = 0
    misses: list[Miss] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return {
            "persona": self.persona.stem,
            "name": self.persona.name,
            "source": self.source,
            "sessions": self.sessions,
            "lines": self.lines,
            "groups": [group.as_dict() for group in grouped(self.misses)],
        }


def show_misses(journal: Journal, named: Sequence[str], as_json: bool) -> None:
    """Print the misses of the sessions named (ids or unique beginnings), or of all.

    Raises UnknownSession, JournalError. A session whose persona is not what it was is told of,
    in a sentence, and passed over.
    """
    passed_over: dict[str, str] = {}
    found: dict[str, _Gathered] = {}
    for session in _sessions(journal, named):
        try:
            _gather(journal, session, found)
        except _PassedOver as reason:
            passed_over[session.id] = str(reason)
    if as_json:
        personas = [one.as_dict() for one in found.values()]
        value = {"personas": personas, "passed_over": passed_over}
        print(json.dumps(value, ensure_ascii=False, indent=2))
        return
    for session_id, told in passed_over.items():
        click.echo(clean(f"Session {session_id} is passed over: {told}"), err=True)
    for index, one in enumerate(found.values()):
        if index:
            say()
        _show(one)
    if not found and not passed_over:
        say("No session yet. `detente play PERSONA` begins one.")


class _PassedOver(Exception):
    """A session that cannot be gone through; the message is why."""


def _sessions(journal: Journal, named: Sequence[str]) -> list[Session]:
    """Return the sessions once each, the one begun first first."""
    if not named:
        return [listed.session for listed in reversed(journal.sessions())]
    found = {session.id: session for session in map(journal.find, named)}
    return sorted(found.values(), key=lambda session: (session.started, session.id))


def _gather(journal: Journal, session: Session, found: dict[str, _Gathered]) -> None:
    try:
        persona = load_persona(session.source, language=session.language)
    except UnknownPersona as error:
        raise _PassedOver(str(error)) from error
    except PersonaError as error:
        told = f"the file of {session.persona} has problems: {error.problems[0]}"
        raise _PassedOver(told) from error
    if session.differs(persona):
        raise _PassedOver(
            f"{persona.name} ({session.source}) changed since it was begun, "
            "and might now answer otherwise."
        )
    rehearsal = Rehearsal.resume(journal, session.id)
    gathered = found.setdefault(session.source, _Gathered(persona, session.source))
    gathered.sessions += 1
    gathered.lines += len(rehearsal.lines)
    gathered.misses += misses_of(persona, rehearsal.turns, session.id)


def _show(gathered: _Gathered) -> None:
    persona = gathered.persona
    missed, lines = len(gathered.misses), _counted(gathered.lines, "line")
    sessions = _counted(gathered.sessions, "session")
    say(f"{persona.name} ({gathered.source}): {missed} of {lines} missed, in {sessions}.")
    groups = grouped(gathered.misses)
    for kind in KINDS:
        of_kind = [group for group in groups if group.kind == kind]
        if of_kind:
            say()
            count = _counted(sum(len(group.misses) for group in of_kind), "line")
            say(f"{HEADINGS[kind].upper()}: {count.upper()}")
            for group in of_kind:
                _show_group(persona, group)


def _show_group(persona: Persona, group: Group) -> None:
    stances = ", ".join(
        f"{persona.stances[name].title}{f' ({count})' if len(group.stances) > 1 else ''}"
        for name, count in group.stances.items()
    )
    say(f"{_counted(len(group.misses), 'line')}, said in {stances}:", "- ")
    for miss in group.misses:
        say(f"{quote(miss.line)} {_remark(miss)}", "    ")


def _remark(miss: Miss) -> str:
    """Return where a line was said, what came nearest in it, and what answered it."""
    told = [f"{miss.session}, line {miss.number}"]
    move, chance = miss.likeliest
    if move:
        told.append(f"likeliest {move.replace('_', ' ')} {chance:.2f}")
    if miss.otherwise:
        told.append(f"answered by {miss.otherwise}")
    return f"({'; '.join(told)})"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
