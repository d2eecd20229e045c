"""The condition language of persona files: what it can name, how it is read, how it runs."""

from __future__ import annotations

from engine.persona.conditions.naming import name_conditions
from engine.persona.conditions.parsing import MAX_NESTING
from engine.persona.conditions.running import Condition, Test, parse_condition
from engine.persona.conditions.tokens import MAX_LENGTH, ConditionError
from engine.persona.conditions.words import FIXED, FLAGS, FUNCTIONS, NUMBERS, RESERVED, Names

__all__ = [
    "FIXED",
    "FLAGS",
    "FUNCTIONS",
    "MAX_LENGTH",
    "MAX_NESTING",
    "NUMBERS",
    "RESERVED",
    "Condition",
    "ConditionError",
    "Names",
    "Test",
    "name_conditions",
    "parse_condition",
]
