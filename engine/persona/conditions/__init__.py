"""The condition language of persona files: what it can name, how it is read, how it runs."""

from __future__ import annotations

from engine.persona.conditions.parsing import MAX_LENGTH, MAX_NESTING, ConditionError
from engine.persona.conditions.running import Condition, Test, parse_condition
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
    "parse_condition",
]
