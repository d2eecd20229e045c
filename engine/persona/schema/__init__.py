"""The persona file as pydantic models: every key an author can write, its type and default."""

from engine.persona.schema.bargaining import (
    Bargaining,
    Concession,
    Curve,
    Issue,
    Manner,
    Option,
    Package,
)
from engine.persona.schema.feelings import Appraisal, Feeling, FeelingAtLevel, Level
from engine.persona.schema.method import MethodFile, Step
from engine.persona.schema.part import NAME, Name, Part, Shown, Text, Texts, Word, one_of
from engine.persona.schema.persona import Brief, Ending, PersonaFile, TemperamentFile
from engine.persona.schema.stances import Anywhere, Go, Limit, Opening, ReplyRule, Stance
from engine.persona.schema.telling import Answer, Fact, Facts, Interest, Knows

__all__ = [
    "NAME",
    "Answer",
    "Anywhere",
    "Appraisal",
    "Bargaining",
    "Brief",
    "Concession",
    "Curve",
    "Ending",
    "Fact",
    "Facts",
    "Feeling",
    "FeelingAtLevel",
    "Go",
    "Interest",
    "Issue",
    "Knows",
    "Level",
    "Limit",
    "Manner",
    "MethodFile",
    "Name",
    "Opening",
    "Option",
    "Package",
    "Part",
    "PersonaFile",
    "ReplyRule",
    "Shown",
    "Stance",
    "Step",
    "TemperamentFile",
    "Text",
    "Texts",
    "Word",
    "one_of",
]
