"""A persona's stances as a picture: one SVG file, nothing outside it needed, no scripts in it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from engine import clean
from simulator.authoring.counts import bands, shade
from simulator.authoring.labels import broken, heading, summary, text_width, told
from simulator.authoring.picture import (
    LEADING,
    LOOP,
    PAD,
    ROUND,
    SMALL,
    TITLE,
    Arrow,
    Card,
    Picture,
    label_size,
    picture_of,
)
from simulator.authoring.sheet import sheet

if TYPE_CHECKING:
    from engine.workbench.graph import Diagram
    from simulator.authoring.counts import Counts
    from simulator.authoring.placing import Route

MARGIN = 24.0
NARROWEST = 560.0
HEAD = 9.0
"""Pixels an arrow's head is long."""

KEY = (
    "A dot leads to the opening. Numbers are lines of {file}; lines without a label lead to "
    'endings, the boxes with a double edge. What hangs from "anywhere" belongs to no one stance.'
)
COUNTED = "How often a run passed (endings are not counted):"


def svg_of(diagram: Diagram, counts: Counts | None = None) -> str:
    """Return a diagram as SVG, with colours by how often a run passed if there are counts."""
    picture = picture_of(diagram, counts)
    width = max(picture.plan.width, NARROWEST) + 2 * MARGIN
    ranges = bands(counts.most(diagram)) if counts else []
    top, header = _header(diagram, ranges if counts else None, width - 2 * MARGIN)
    aside = (width - picture.plan.width) / 2
    height = top + picture.plan.height + MARGIN
    body = "\n".join(_body(picture, diagram, ranges))
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="detente-title detente-desc" \
width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}">
<title id="detente-title">{_safe(heading(diagram))}</title>
<desc id="detente-desc">{_safe(summary(diagram))}</desc>
<style>
{sheet()}</style>
<rect class="canvas" width="100%" height="100%"/>
{header}
<g transform="translate({aside:.1f} {top:.1f})">
{body}
</g>
</svg>
"""


def _safe(text: str) -> str:
    return escape(clean(text), {'"': "&quot;"})


def _text(x: float, y: float, text: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{_safe(text)}</text>'


def _header(
    diagram: Diagram, ranges: list[tuple[int, int]] | None, width: float
) -> tuple[float, str]:
    """Return where the picture begins, and what stands above it."""
    columns = int(width / (SMALL * 0.62))
    y = MARGIN + TITLE
    out = []
    for line in broken(heading(diagram), int(width / (TITLE * 0.7)), 3):
        out.append(_text(MARGIN, y, line, "heading"))
        y += TITLE + 6
    for text in (summary(diagram), KEY.format(file=diagram.file)):
        for line in broken(text, columns, 6):
            out.append(_text(MARGIN, y, line, "note"))
            y += LEADING + 1
    if ranges is not None:
        out.append(_text(MARGIN, y + 4, COUNTED, "note"))
        y += LEADING + 8
        out += _legend(ranges, y)
        y += LEADING + 8
    return y + 6, "\n".join(out)


def _legend(ranges: list[tuple[int, int]], y: float) -> list[str]:
    out, x = [], MARGIN
    steps = [(0, "never")] + [
        (shade(low, ranges), f"{low:,}" if low == high else f"{low:,} to {high:,}")
        for low, high in ranges
    ]
    for level, words in steps:
        out.append(
            f'<rect class="card p{level}" x="{x:.1f}" y="{y - 11:.1f}" '
            'width="26" height="14" rx="3"/>'
        )
        out.append(f'<path class="line p{level}" d="M{x + 32:.1f} {y - 4:.1f}h26"/>')
        out.append(_text(x + 64, y, words, "note"))
        x += 64 + text_width(words, SMALL) + 18
    return out


def _body(picture: Picture, diagram: Diagram, ranges: list[tuple[int, int]]) -> list[str]:
    """Return lines first, so that nothing written is ever under one."""
    plan = picture.plan
    drawn = []
    labels = []
    for index, (arrow, route) in enumerate(zip(picture.arrows, plan.routes, strict=True)):
        downwards = plan.boxes[arrow.tail][1] < plan.boxes[arrow.head][1]
        drawn.append(_arrow(arrow, _along(route), _tip(route, downwards), diagram, ranges))
        if arrow.label:
            labels.append(_label(arrow, *plan.labels[index]))
    for arrow in picture.loops:
        drawn.append(_loop(arrow, picture, diagram, ranges))
        labels.append(_label(arrow, *_beside(arrow, picture)))
    cards = [_card(card, *plan.boxes[name], ranges) for name, card in picture.cards.items()]
    return drawn + cards + labels


def _level(number: int | None, ranges: list[tuple[int, int]]) -> str:
    return "" if number is None else f" p{shade(number, ranges)}"


def _arrow(
    arrow: Arrow, path: str, tip: str, diagram: Diagram, ranges: list[tuple[int, int]]
) -> str:
    kind = f"line{_level(arrow.passages, ranges)}"
    title = f"<title>{_safe(told(arrow.link, diagram))}</title>" if arrow.link else ""
    return (
        f'<g>{title}<path class="under" d="{path}"/><path class="{kind}" d="{path}"/>'
        f'<path class="tip{_level(arrow.passages, ranges)}" d="{tip}"/></g>'
    )


def _along(route: Route) -> str:
    """Return the path of a route: straight through the layers, in curves between them."""
    (x, top, bottom), *rest = route.stretches
    path = f"M{x:.1f} {top:.1f}V{bottom:.1f}"
    for next_x, begins, ends in rest:
        middle = (bottom + begins) / 2
        if abs(next_x - x) > 0.5:
            path += f"C{x:.1f} {middle:.1f} {next_x:.1f} {middle:.1f} {next_x:.1f} {begins:.1f}"
        path += f"V{ends:.1f}"
        x, bottom = next_x, ends
    return path


def _tip(route: Route, downwards: bool) -> str:
    x, y = (
        (route.stretches[-1][0], route.stretches[-1][2])
        if downwards
        else (route.stretches[0][0], route.stretches[0][1])
    )
    back = -HEAD if downwards else HEAD
    return f"M{x:.1f} {y:.1f}l-5 {back:.1f}h10z"


def _beside(arrow: Arrow, picture: Picture) -> tuple[float, float]:
    """Return where the label of a loop stands: right of it, at the card's middle."""
    left, top = picture.plan.boxes[arrow.tail]
    card = picture.cards[arrow.tail]
    height = max(card.height, label_size(arrow.label)[1])
    return left + card.width + LOOP - 6, top + (height - label_size(arrow.label)[1]) / 2


def _loop(arrow: Arrow, picture: Picture, diagram: Diagram, ranges: list[tuple[int, int]]) -> str:
    left, top = picture.plan.boxes[arrow.tail]
    x = left + picture.cards[arrow.tail].width
    y = top + max(picture.cards[arrow.tail].height, label_size(arrow.label)[1]) / 2
    path = f"M{x:.1f} {y - 9:.1f}C{x + LOOP:.1f} {y - 22:.1f} {x + LOOP:.1f} {y + 22:.1f} "
    path += f"{x:.1f} {y + 9:.1f}"
    tip = f"M{x:.1f} {y + 9:.1f}l{HEAD:.1f} -5v10z"
    return _arrow(arrow, path, tip, diagram, ranges)


def _label(arrow: Arrow, left: float, top: float) -> str:
    lines = [
        _text(left + 6, top + LEADING * (index + 1) - 2, line, "label")
        for index, line in enumerate(arrow.label)
    ]
    return "".join(lines)


def _card(card: Card, left: float, top: float, ranges: list[tuple[int, int]]) -> str:
    if card.kind == "start":
        return f'<circle class="dot" cx="{left + 7:.1f}" cy="{top + 7:.1f}" r="7"/>'
    middle = left + card.width / 2
    round_ = {"end": ROUND, "anywhere": 0}.get(card.kind, 8)
    out = [_rect("card " + card.kind + _level(card.visits, ranges), left, top, card, round_)]
    if card.kind == "end":
        out.append(_rect("inner", left + 3, top + 3, card, round_ - 3, 6))
    y = top + PAD / 2
    for line in card.title:
        y += TITLE + 4
        out.append(_text(middle, y - 4, line, "title"))
    for line in card.rest:
        y += LEADING
        out.append(_text(middle, y - 2, line, "name"))
    return f"<g>{''.join(out)}</g>"


def _rect(kind: str, left: float, top: float, card: Card, round_: float, less: float = 0) -> str:
    size = f'width="{card.width - less:.1f}" height="{card.height - less:.1f}"'
    return f'<rect class="{kind}" x="{left:.1f}" y="{top:.1f}" {size} rx="{round_:.1f}"/>'
