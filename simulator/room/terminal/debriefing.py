"""One's own debrief, as text."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from simulator.debrief import Debrief, as_text

_DEBRIEF = TypeAdapter(Debrief)


def debrief_text(told: dict[str, Any], width: int | None) -> str:
    """Return the debrief that the hub told as plain text, wrapped at `width` columns."""
    return as_text(_DEBRIEF.validate_python(told), width)
