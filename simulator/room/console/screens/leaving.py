"""Leaving the console that started the hub: whether that ends, too."""

from __future__ import annotations

from simulator.room.console.desk import Choice
from simulator.room.console.screens.choosing import ChoosingScreen

STAYS = "The console is left."
"""Why the console ended where its hub is to go on."""

CHOICES = (
    Choice("stays", "No: the room goes on", "they can read their debrief"),
    Choice("ends", "Yes: everybody is cut off", "what was said is kept on this machine"),
)


class LeavingScreen(ChoosingScreen):
    """Asks; Esc stays in the console. Returns `stays`, `ends`, or None."""

    def __init__(self) -> None:
        super().__init__("You leave the console. End the hub, too?", CHOICES)
