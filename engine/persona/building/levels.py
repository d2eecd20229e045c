"""What a level comes to when not all of it is written, and what a feeling is at it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.persona.schema import Feeling, Level, PersonaFile

LEVELS: tuple[str, ...] = ("easy", "standard", "hard")
"""How hard the counterpart makes it, in rising order."""

_AWAY: dict[str, tuple[float, float, int]] = {
    "easy": (0.8, 1.2, 2),
    "standard": (1, 1, 0),
    "hard": (1.25, 0.85, -1),
}
"""What a level that does not say makes of standard's volatility and warmth (times) and patience."""


def complete(levels: Mapping[Any, Level]) -> dict[str, Level]:
    """Return all three levels; what one does not say is standard's, easier or harder by a step."""
    standard = levels.get("standard", Level())
    found = {}
    for name, (volatility, warmth, patience) in _AWAY.items():
        said = levels.get(name, Level())
        stepped = {
            "volatility": standard.volatility * volatility,
            "warmth": standard.warmth * warmth,
            "patience": max(1, standard.patience + patience),
            "feelings": said.feelings,
        }
        own = {key: getattr(said, key) for key in said.model_fields_set}
        found[name] = standard.model_copy(update=stepped | own)
    return found


def at_level(feeling: Feeling, level: Level, name: str) -> Feeling:
    """Return the feeling of that name as it is at a level."""
    other = level.feelings.get(name)
    if other is None:
        return feeling
    said = other.model_dump(exclude_none=True)
    return feeling.model_copy(update=said | {"swayed": {**feeling.swayed, **other.swayed}})


def ranges(model: PersonaFile) -> dict[str, tuple[float, float]]:
    """Return how low and how high each feeling can ever be, whatever the level."""
    levels = complete(model.levels).values()
    found = {}
    for name, feeling in model.feelings.items():
        kinds = [at_level(feeling, level, name) for level in levels]
        found[name] = (min(kind.floor for kind in kinds), max(kind.ceiling for kind in kinds))
    return found
