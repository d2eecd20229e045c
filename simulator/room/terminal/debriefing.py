"""One's own debrief, as text."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from engine import ActKind, Difference, clean
from simulator.debrief import Debrief, as_text
from simulator.drift import Drift
from simulator.room.client.client import NOT_UNDERSTOOD

_DEBRIEF = TypeAdapter(Debrief)
NAMED = {"ActKind": ActKind, "Drift": Drift, "Difference": Difference}
_DEBRIEF.rebuild(_types_namespace=NAMED)  # which their modules import for type checkers only


def debrief_text(told: dict[str, Any], width: int | None) -> str:
    """Return the debrief that the hub told as plain text, wrapped at `width` columns.

    For what is no debrief, a sentence.
    """
    try:
        return as_text(_DEBRIEF.validate_python(_cleaned(told)), width)
    except ValidationError:
        return NOT_UNDERSTOOD


def _cleaned(told: Any) -> Any:
    """Return plain JSON with every text in it fit for a terminal."""
    if isinstance(told, dict):
        return {clean(name): _cleaned(value) for name, value in told.items()}
    if isinstance(told, list):
        return [_cleaned(each) for each in told]
    return clean(told) if isinstance(told, str) else told
