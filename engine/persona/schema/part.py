"""What every part of the persona file is made of: texts, numbers, names, and no unknown keys."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Unit = Annotated[float, Field(ge=0, le=1)]
Impulse = Annotated[float, Field(ge=-1, le=1)]
Worth = Annotated[float, Field(ge=-1, le=1)]
Multiplier = Annotated[float, Field(gt=0, le=5)]


def _listed(value: Any) -> Any:
    """Let an author write one text where a list of texts is expected."""
    return [value] if isinstance(value, str) else value


Text = Annotated[str, Field(min_length=1)]
Texts = Annotated[list[Text], BeforeValidator(_listed)]
Phrases = Texts
Point = Annotated[list[float], Field(min_length=2, max_length=2)]
Condition = Text


class Part(BaseModel):
    """What every part of the file has in common: no unknown keys, no silent conversions.

    The text under a key says to authors what it is for: editors show it, and the reference.
    """

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )
