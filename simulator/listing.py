"""Lists of what there is: the personas that can be played, the sessions in the journal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from engine import (
    PersonaError,
    clean,
    language_name,
    languages_of,
    load_persona,
    persona_names,
)
from simulator.paragraphs import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from engine import Persona, Problem
    from simulator.journal import Journal
    from simulator.session import Listed


def list_personas(as_json: bool, installed: Iterable[Path] = ()) -> None:
    """Print every persona, bundled or in a folder of `installed`: name, title and summary.

    Raises PersonaError with the problems of all that cannot be loaded, after printing the others.
    """
    personas, problems = _loaded(tuple(installed))
    _list(personas, as_json)
    if problems:
        raise PersonaError(problems)


def _loaded(installed: tuple[Path, ...]) -> tuple[list[Persona], list[Problem]]:
    personas: list[Persona] = []
    problems: list[Problem] = []
    for name in persona_names(installed):
        try:
            personas.append(load_persona(name, installed))
        except PersonaError as error:
            problems += error.problems
    return personas, problems


def _list(personas: list[Persona], as_json: bool) -> None:
    if as_json:
        keys = ("stem", "name", "title", "summary", "version")
        told = [
            {key: getattr(persona, key) for key in keys} | {"languages": _languages(persona)}
            for persona in personas
        ]
        print(_json(told))
        return
    for persona in personas:
        say(f"{persona.stem} ({persona.name}): {persona.title}")
        say(persona.summary, "    ")
        if len(languages := _languages(persona)) > 1:
            say(f"In {', '.join(map(language_name, languages))}.", "    ")
    if not personas:
        say("No persona is installed.")


def _languages(persona: Persona) -> list[str]:
    """Return the languages a persona can be played in, its own first."""
    others = languages_of(persona.path)
    return [persona.language, *(one for one in others if one != persona.language)]


def list_sessions(journal: Journal, as_json: bool) -> None:
    """Print every session, the latest first."""
    sessions = journal.sessions()
    if as_json:
        print(_json([_session(listed) for listed in sessions]))
        return
    for listed in sessions:
        session = listed.session
        started = session.started.replace("T", " ")[:16]
        lines = f"{listed.lines} line{'' if listed.lines == 1 else 's'}"
        ended = listed.ending or "open"
        fields = [session.id, session.persona, f"{started} UTC", lines, session.level, ended]
        fields += [session.language] if session.language else []
        print("  ".join(clean(field) for field in fields))
    if not sessions:
        say("No session yet. `detente play PERSONA` begins one.")


def _session(listed: Listed) -> dict[str, Any]:
    session = listed.session
    return {
        "id": session.id,
        "persona": session.persona,
        "started": session.started,
        "lines": listed.lines,
        "level": session.level,
        "seed": session.seed,
        "language": session.language,
        "ending": listed.ending,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
