"""A persona's stances as Mermaid text: a flowchart in which no text can be taken for syntax."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engine import clean
from simulator.authoring.counts import bands, shade
from simulator.authoring.labels import heading, reasons, shortened, summary
from simulator.authoring.palette import FILLS, PAPER, STROKES, WIDTHS
from simulator.authoring.picture import times

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.workbench.graph import Diagram, Link
    from simulator.authoring.counts import Counts

_PLAIN = frozenset(" .:,?!'\u2019\u2026\u2013\u2014\u00b7\u00d7")
"""Marks that mean nothing to Mermaid within quotation marks, nor to the HTML it makes."""


def mermaid_of(diagram: Diagram, counts: Counts | None = None) -> str:
    """Return a diagram as a Mermaid flowchart, coloured by how often a run passed."""
    ranges = bands(counts.most(diagram)) if counts else []
    lines = [
        "---",
        f"title: {json.dumps(_plain(heading(diagram)))}",
        "---",
        "flowchart TD",
        f"  accDescr: {_plain(summary(diagram))}",
        *_boxes(diagram, counts),
        *_arrows(diagram, counts),
    ]
    if counts:
        lines += [*_legend(ranges), *_colours(diagram, counts, ranges)]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Return a text for the places that take no codes, without what could mean anything there."""
    return "".join(c if c.isalnum() or c in _PLAIN else " " for c in clean(text))


def _quoted(lines: list[str]) -> str:
    return '"' + "<br/>".join(_coded(line) for line in lines) + '"'


def _coded(text: str) -> str:
    """Return a text with everything but letters, digits and harmless marks as its code.

    So is a full stop after a number, which would begin a list.
    """
    cleaned = clean(text)
    return "".join(
        c if c.isalnum() or (c in _PLAIN and not (c == "." and before.isdigit())) else f"#{ord(c)};"
        for before, c in zip(" " + cleaned, cleaned, strict=False)
    )


def _boxes(diagram: Diagram, counts: Counts | None) -> Iterator[str]:
    yield "  start(( ))"
    for station in diagram.stations:
        name = station.name
        if counts:
            name += f" · {times(counts.visits(station.name))}"
        yield f"  s_{station.name}[{_quoted([shortened(station.title), name])}]"
    if any(link.source is None for link in diagram.links) or any(e.anywhere for e in diagram.ends):
        yield '  anywhere{{"anywhere"}}'
    for end in diagram.ends:
        yield f"  e_{end.name}([{_quoted([shortened(end.title), f'{end.name} · {end.outcome}'])}])"


def _arrows(diagram: Diagram, counts: Counts | None) -> Iterator[str]:
    """Yield the arrows, the ways first and in the diagram's order: colours go by their number."""
    for link in diagram.links:
        label = reasons(link, diagram)
        if counts:
            label = [times(counts.passages(link, diagram)), *label]
        yield f"  {_source(link)} -->|{_quoted(label)}| s_{link.to}"
    yield f"  start --> s_{diagram.opening}"
    for end in diagram.ends:
        for tail in [f"s_{name}" for name in end.stances] + ["anywhere"] * end.anywhere:
            yield f"  {tail} --> e_{end.name}"


def _source(link: Link) -> str:
    return "anywhere" if link.source is None else f"s_{link.source}"


def _legend(ranges: list[tuple[int, int]]) -> Iterator[str]:
    yield '  subgraph legend["How often a run passed; endings are not counted"]'
    yield '    l_0["never"]'
    for low, high in ranges:
        words = f"{low:,}" if low == high else f"{low:,} to {high:,}"
        yield f'    l_{shade(low, ranges)}["{words}"]'
    yield "  end"


def _colours(diagram: Diagram, counts: Counts, ranges: list[tuple[int, int]]) -> Iterator[str]:
    ink, line = PAPER["ink"], PAPER["line"]
    never = f"stroke:{line},stroke-dasharray:5 4"
    yield f"  classDef p0 fill:{PAPER['canvas']},color:{ink},{never}"
    for level, fill in enumerate(FILLS, 1):
        yield f"  classDef p{level} fill:{fill},color:{ink},stroke:{ink}"
    for station in diagram.stations:
        yield f"  class s_{station.name} p{shade(counts.visits(station.name), ranges)}"
    for level in (0, *(shade(low, ranges) for low, _ in ranges)):
        yield f"  class l_{level} p{level}"
    for index, link in enumerate(diagram.links):
        level = shade(counts.passages(link, diagram), ranges)
        shown = f"stroke:{STROKES[level - 1]},stroke-width:{WIDTHS[level - 1]}px"
        yield f"  linkStyle {index} {shown if level else never}"
