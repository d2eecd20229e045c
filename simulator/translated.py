"""What is said of a persona that speaks another language than the one it was written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import clean, language_name

if TYPE_CHECKING:
    from engine import Persona


def notice(persona: Persona) -> str:
    """Return what whoever plays a translated persona should know first; "" for any other."""
    translated = persona.translated
    if translated is None:
        return ""
    language, original = language_name(persona.language), language_name(translated.original)
    told = f"{persona.name} speaks {language}; what you say is read as English."
    if translated.missing == translated.texts:
        told += f" None of the {translated.texts} texts is translated yet: all are in {original}."
    elif translated.missing:
        are = "is" if translated.missing == 1 else "are"
        told += f" {translated.missing} of {translated.texts} texts {are} still in {original}."
    return clean(told)
