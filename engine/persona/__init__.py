"""The persona file: its schema, its loading, its conditions."""

from engine.persona.building import LEVELS
from engine.persona.folders import find_persona, persona_names
from engine.persona.loading import load_persona
from engine.persona.persona import Method, MethodStep, Persona, Translated
from engine.persona.problems import PersonaError, Problem, UnknownLanguage, UnknownPersona
from engine.persona.translation import language_name, languages_of

__all__ = [
    "LEVELS",
    "Method",
    "MethodStep",
    "Persona",
    "PersonaError",
    "Problem",
    "Translated",
    "UnknownLanguage",
    "UnknownPersona",
    "find_persona",
    "language_name",
    "languages_of",
    "load_persona",
    "persona_names",
]
