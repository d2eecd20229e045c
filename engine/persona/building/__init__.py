"""From a validated persona file to a persona: names checked, conditions parsed, rules sorted."""

from __future__ import annotations

from engine.persona.building.builder import Builder
from engine.persona.building.drafting import names_of
from engine.persona.building.levels import LEVELS, complete, ranges

__all__ = ["LEVELS", "Builder", "complete", "names_of", "ranges"]
