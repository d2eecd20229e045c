"""What a hub says, checked against what the protocol says it may: nobody relies on a stranger."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from engine import clean
from simulator.room.protocol.told import Told


class _Line(TypedDict):
    id: str
    text: str
    place: str
    of: str


class _Script(TypedDict):
    script: list[_Line]


_SCRIPT: TypeAdapter[Any] = TypeAdapter(_Script)
_TOLD: TypeAdapter[Any] = TypeAdapter(Told)


def understood(text: str | bytes) -> dict[str, Any]:
    """Return a message of the hub, with what is known of it only. Raises ValueError.

    A sentence for people, and the code beside it, are cleaned: terminals are shown them.
    """
    try:
        told: dict[str, Any] = _TOLD.validate_json(text, strict=True)
    except ValidationError as error:
        raise ValueError(str(error.error_count())) from None  # what it holds is in its message
    for words in ("code", "message"):
        if words in told:
            told[words] = clean(told[words])
    return told


def understood_result(kind: str, result: dict[str, Any]) -> dict[str, Any]:
    """Return what a message of a kind was answered with. Raises ValueError.

    A debrief is checked by whoever shows it.
    """
    if kind == "script":
        _SCRIPT.validate_python(result, strict=True)
    return result
