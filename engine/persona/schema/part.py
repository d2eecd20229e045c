"""What every part of the persona file is made of: texts, numbers, names, and no unknown keys."""

from __future__ import annotations

from collections.abc import Collection
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

Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[list[Text], BeforeValidator(_listed, json_schema_input_type=Text | list[Text])]
Phrase = Annotated[Text, shown("phrase")]
Phrases = Annotated[
    list[Phrase], BeforeValidator(_listed, json_schema_input_type=Phrase | list[Phrase])
]
Condition = Annotated[Text, shown("condition")]
Day = Annotated[Text, shown("day", format="date")]
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
