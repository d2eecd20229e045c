"""What a group's conversations showed: one model, built from what the room kept, and its forms."""

from simulator.room.debrief.build import build_group
from simulator.room.debrief.gathered import Gathered, Held
from simulator.room.debrief.group import GroupDebrief

__all__ = ["Gathered", "GroupDebrief", "Held", "build_group"]
