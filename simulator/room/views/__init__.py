"""What each seat is shown: the parts of its view, made from the room and cut to its role."""

from simulator.room.views.parts import Part, parts_of, render

__all__ = ["Part", "parts_of", "render"]
