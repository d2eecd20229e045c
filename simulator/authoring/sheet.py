"""The style sheet within the picture: paper, and night where the viewer asks for it."""

from __future__ import annotations

from simulator.authoring.palette import (
    CARD,
    FILLS,
    FILLS_NIGHT,
    NIGHT,
    PAPER,
    STROKES,
    STROKES_NIGHT,
    WIDTHS,
)
from simulator.authoring.picture import SMALL, TITLE


def sheet() -> str:
    """Return the style sheet. The picture brings its own ground, so it is legible on any page."""
    return (
        _shape()
        + _colours(PAPER, CARD["paper"], FILLS, STROKES)
        + "@media (prefers-color-scheme: dark) {\n"
        + _colours(NIGHT, CARD["night"], FILLS_NIGHT, STROKES_NIGHT)
        + "}\n"
    )


def _shape() -> str:
    widths = "".join(
        f".line.p{level} {{ stroke-width: {width} }}\n" for level, width in enumerate(WIDTHS, 1)
    )
    return f"""\
text {{ font-family: "DejaVu Sans", Verdana, "Segoe UI", Helvetica, Arial, sans-serif; \
font-size: {SMALL:g}px }}
.heading {{ font-size: {TITLE + 3:g}px; font-weight: bold }}
.title {{ font-size: {TITLE:g}px; font-weight: bold; text-anchor: middle }}
.name {{ text-anchor: middle }}
.line {{ fill: none; stroke-width: 1.4 }}
.under {{ fill: none; stroke-width: 6 }}
.inner {{ fill: none; stroke-width: 1 }}
.card {{ stroke-width: 1.2 }}
.opening {{ stroke-width: 3 }}
.anywhere {{ stroke-dasharray: 1 3; stroke-linecap: round; stroke-width: 2 }}
.card.p0, .line.p0 {{ stroke-dasharray: 5 4 }}
{widths}"""


def _colours(
    ground: dict[str, str], card: str, fills: tuple[str, ...], strokes: tuple[str, ...]
) -> str:
    shades = "".join(
        f".card.p{level} {{ fill: {fill} }}\n"
        f".line.p{level} {{ stroke: {stroke} }}\n.tip.p{level} {{ fill: {stroke} }}\n"
        for level, (fill, stroke) in enumerate(zip(fills, strokes, strict=True), 1)
    )
    return f"""\
.canvas {{ fill: {ground["canvas"]} }}
.under {{ stroke: {ground["canvas"]} }}
.heading, .title, .label, .name {{ fill: {ground["ink"]} }}
.note {{ fill: {ground["faint"]} }}
.line, .inner {{ stroke: {ground["line"]} }}
.tip {{ fill: {ground["line"]} }}
.dot {{ fill: {ground["ink"]} }}
.card {{ fill: {card}; stroke: {ground["ink"]} }}
.card.p0 {{ fill: {ground["canvas"]}; stroke: {ground["line"]} }}
{shades}"""
