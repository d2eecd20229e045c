"""`detente graph`: the shape of a persona, written to a file or to standard output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from engine.workbench.graph import diagram_of
from simulator.authoring.counts import read_counts
from simulator.streams import never_fail_on_text

if TYPE_CHECKING:
    from pathlib import Path

    from engine import Persona


def write_graph(
    persona: Persona, form: str | None, counts: Path | None, target: Path | None
) -> None:
    """Write a persona's diagram; without a form, the one the target's name ends in, or Mermaid.

    Raises CountsError, TooLarge, and OSError when the target cannot be written.
    """
    diagram = diagram_of(persona)
    passed = read_counts(counts, diagram) if counts else None
    if form is None:
        form = "svg" if target and target.suffix.lower() == ".svg" else "mermaid"
    if form == "svg":
        from simulator.authoring.svg import svg_of as drawn
    else:
        from simulator.authoring.mermaid import mermaid_of as drawn
    text = drawn(diagram, passed)
    if target:
        target.write_text(text, encoding="utf-8", newline="\n")
    else:
        never_fail_on_text("utf-8")
        sys.stdout.write(text)
