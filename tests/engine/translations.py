"""Translations of a persona's file, written beside it as an author would have them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from engine.persona.loading import read_persona
from engine.persona.shown import text_id, texts_of
from engine.persona.translation import translation_path


def write_translation(persona: Path, texts: Mapping[str, str], language: str = "de") -> Path:
    """Write a translation: texts by their originals."""
    path = translation_path(persona, language)
    by_id = {text_id(text): told for text, told in texts.items()}
    entries = [f"  {key}: {json.dumps(told)}\n" for key, told in by_id.items()]
    head = f"detente: 1\ntranslates: {persona.stem}\nlanguage: {language}\ntexts:\n"
    path.write_text(head + ("".join(entries) or "  {}\n"), encoding="utf-8")
    return path


def everything(persona: Path, into: Callable[[str], str] = lambda text: f"Ja: {text}") -> dict:
    """Return every text of a persona, translated."""
    source, model = read_persona(persona)
    return {text.text: into(text.text) for text in texts_of(model, source)}
