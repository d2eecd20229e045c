"""What every part of the persona file is made of: texts, numbers, names, and no unknown keys."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from engine.persona.conditions import FUNCTIONS, RESERVED

Unit = Annotated[float, Field(ge=0, le=1)]
Impulse = Annotated[float, Field(ge=-1, le=1)]
Worth = Annotated[float, Field(ge=-1, le=1)]
Multiplier = Annotated[float, Field(gt=0, le=5)]


def _listed(value: Any) -> Any:
    """Let an author write one text where a list of texts is expected."""
    return [value] if isinstance(value, str) else value


def shown(title: str, **more: Any) -> WithJsonSchema:
    """Return how editors and the reference see a text that the loader looks into later."""
    return WithJsonSchema({"title": title, "type": "string", "minLength": 1, **more})


def one_of(title: str, words: Collection[str]) -> WithJsonSchema:
    """Return how editors see a text that is one of the words the loader knows."""
    return WithJsonSchema({"title": title, "type": "string", "enum": list(words)})


NAME = "[A-Za-z_][A-Za-z_0-9]{0,59}"
"""What a name is made of: a letter first."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Marks a text that trainees are shown: these, and no others, are translated.

    said: the counterpart says it, with directions and gaps. needed: its translation is missed.
    """

    said: bool = False
    needed: bool = True


Word = Annotated[str, Field(min_length=1)]
"""What no trainee is shown: a version, a language, what they may type."""

Words = Annotated[list[Word], BeforeValidator(_listed, json_schema_input_type=Word | list[Word])]
Text = Annotated[Word, Shown()]
Notes = Annotated[list[Text], BeforeValidator(_listed, json_schema_input_type=Text | list[Text])]
Said = Annotated[Word, Shown(said=True)]
Texts = Annotated[list[Said], BeforeValidator(_listed, json_schema_input_type=Said | list[Said])]
Called = Annotated[Word, Shown(needed=False)]
Phrase = Annotated[Word, shown("phrase")]
Phrases = Annotated[
    list[Phrase], BeforeValidator(_listed, json_schema_input_type=Phrase | list[Phrase])
]
Condition = Annotated[Word, shown("condition")]
Day = Annotated[Word, shown("day", format="date")]
Name = Annotated[str, shown("name", pattern=f"^{NAME}$")]
FeelingName = Annotated[
    str, shown("name", pattern=f"^{NAME}$", **{"not": {"enum": sorted(RESERVED)}})
]
ConditionName = Annotated[
    str, shown("name", pattern=f"^{NAME}$", **{"not": {"enum": sorted({*RESERVED, *FUNCTIONS})}})
]
Point = Annotated[list[float], Field(min_length=2, max_length=2)]


class Part(BaseModel):
    """What every part of the file has in common: no unknown keys, no silent conversions.

    The text under a key says to authors what it is for: editors show it, and the reference
    (`engine.workbench.schemas` reads it; pydantic would at every start, for a tenth of it).
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)
