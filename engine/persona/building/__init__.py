"""From a validated persona file to a persona: names checked, conditions parsed, rules sorted."""

from __future__ import annotations

from engine.persona.building.builder import LEVELS, Builder
from engine.persona.building.drafting import names_of

__all__ = ["LEVELS", "Builder", "names_of"]
