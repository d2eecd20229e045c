"""The colours of diagrams: on paper and at night, without and with how often a run passed."""

from __future__ import annotations

PAPER = {"canvas": "#ffffff", "ink": "#1c1f24", "faint": "#5a626d", "line": "#6b7480"}
NIGHT = {"canvas": "#14171b", "ink": "#eef1f4", "faint": "#a3adb8", "line": "#8b95a1"}

CARD = {"paper": "#f4f5f7", "night": "#22272e"}

FILLS = ("#e6f0fa", "#bcd9f3", "#8dbfea", "#5ea3dd")
"""On paper, seldom to often; black letters are legible on all of them."""

FILLS_NIGHT = ("#1b3047", "#1f4469", "#245a8d", "#2b70ae")
"""At night, seldom to often; white letters are legible on all of them."""

STROKES = ("#77aede", "#4a8fcc", "#2670b5", "#0d4f90")
STROKES_NIGHT = ("#3f70a0", "#5592c8", "#80b6e6", "#b9dcf9")

WIDTHS = (1.5, 2.5, 3.5, 5.0)
"""Of lines, in pixels, seldom to often: how often can be told without colours, too."""
