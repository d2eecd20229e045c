"""`detente translate`: the file of a translation, begun or brought up to date."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import mkstemp

from engine import language_name, load_persona
from engine.persona.translation import LANGUAGE
from engine.workbench.translating import Refreshed, refresh
from simulator.authoring.tested import shown
from simulator.exits import stop
from simulator.paragraphs import say


def translate(name: str, language: str, also: tuple[Path, ...]) -> None:
    """Write the translation of a persona into a language beside it, and say how far it is.

    Raises UnknownPersona, PersonaError, OSError; then nothing is written.
    """
    if not LANGUAGE.match(language):
        stop(f"{language!r} is no language's short name; one is de, or pt-BR.")
    persona = load_persona(name, also)
    if language.lower() == persona.language.lower():
        written = f"{persona.stem} is written in {language_name(language)} itself"
        stop(f"{written}; name the language it is to be translated into.")
    new = refresh(persona.path, language)
    if not new.path.exists() or new.path.read_bytes() != new.content.encode():
        _replace(new.path, new.content)
    say(f"{shown(new.path)}: {_told(new, language)}")


def _told(new: Refreshed, language: str) -> str:
    texts = f"{new.texts} text{'' if new.texts == 1 else 's'}"
    told = f"all {texts} are in {language_name(language)}."
    if new.missing:
        told = f"{new.missing} of {texts} have no {language_name(language)} yet."
    if new.stale:
        stand = "original was" if new.stale == 1 else "originals were"
        told += f" At its end: {new.stale} whose {stand} changed or taken out."
    return told


def _replace(path: Path, content: str) -> None:
    """Write a file whole or not at all."""
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "wb") as file:
            file.write(content.encode())
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
