"""The persona file: its schema, its loading, its conditions."""

from engine.persona.building import LEVELS
from engine.persona.folders import find_persona, persona_names
from engine.persona.loading import load_persona
from engine.persona.persona import Method, MethodStep, Persona
from engine.persona.problems import PersonaError, Problem, UnknownPersona

__all__ = [
    "LEVELS",
    "Method",
    "MethodStep",
    "Persona",
    "PersonaError",
    "Problem",
    "UnknownPersona",
    "find_persona",
    "load_persona",
    "persona_names",
]
