"""The counterpart: pure and deterministic. What is named here is the whole public face."""

from engine.conversation import Conversation, ConversationOver, Record
from engine.persona import (
    LEVELS,
    Method,
    MethodStep,
    Persona,
    PersonaError,
    Problem,
    UnknownPersona,
    find_persona,
    load_persona,
    persona_names,
)
from engine.persona.text import Part
from engine.reading import Context, FoundMove, Reading, Span, Term, Topic, clean, read
from engine.turn import Change, Closing, Reply, Transition, Turn, Verdict

__all__ = [
    "LEVELS",
    "Change",
    "Closing",
    "Context",
    "Conversation",
    "ConversationOver",
    "FoundMove",
    "Method",
    "MethodStep",
    "Part",
    "Persona",
    "PersonaError",
    "Problem",
    "Reading",
    "Record",
    "Reply",
    "Span",
    "Term",
    "Topic",
    "Transition",
    "Turn",
    "UnknownPersona",
    "Verdict",
    "clean",
    "find_persona",
    "load_persona",
    "persona_names",
    "read",
]
