"""What a conversation showed: one model, built from its turns, and the forms it is read in."""

from simulator.debrief.build import build_debrief
from simulator.debrief.forms import as_json, as_markdown, as_text
from simulator.debrief.model import (
    Agreement,
    Damage,
    Debrief,
    Directed,
    Finish,
    Practice,
    Shift,
    StanceChange,
    Step,
    Timeline,
    Told,
    TurningPoint,
)
from simulator.debrief.sentences import sparkline

__all__ = [
    "Agreement",
    "Damage",
    "Debrief",
    "Directed",
    "Finish",
    "Practice",
    "Shift",
    "StanceChange",
    "Step",
    "Timeline",
    "Told",
    "TurningPoint",
    "as_json",
    "as_markdown",
    "as_text",
    "build_debrief",
    "sparkline",
]
