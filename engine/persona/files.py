"""What reads another kind of author's file as strictly as a persona's: its keys are a `Part`.

source = read_source(path)           # plain data, with line and column of everything
model = validated(MyFile, source)    # every mistake at its place
source.problem(("key",), "…")        # what only its reader can know
"""

from engine.persona.folders import bundled, is_file
from engine.persona.problems import PersonaError, Problem, nearest, short
from engine.persona.schema import NAME, Name, Part, Text, Word
from engine.persona.source import KeyPath, Source, bytes_of, read_source
from engine.persona.validating import validated

__all__ = [
    "NAME",
    "KeyPath",
    "Name",
    "Part",
    "PersonaError",
    "Problem",
    "Source",
    "Text",
    "Word",
    "bundled",
    "bytes_of",
    "is_file",
    "nearest",
    "read_source",
    "short",
    "validated",
]
