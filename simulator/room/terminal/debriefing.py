"""One's own debrief, as text."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from simulator.debrief import Debrief, as_text
from simulator.errors import SimulatorError

_DEBRIEF = TypeAdapter(Debrief)


def debrief_text(told: dict[str, Any], width: int | None) -> str:
    """Return the debrief that the hub told as plain text, wrapped at `width` columns.

    Raises SimulatorError where it is none.
    """
    try:
        debrief = _DEBRIEF.validate_python(told)
    except ValidationError:
        raise SimulatorError(
            "This debrief cannot be read here: the hub is of another version of detente. "
            "Its page in a browser shows it."
        ) from None
    return as_text(debrief, width)
