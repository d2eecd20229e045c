"""The timelines of a group as inline SVG: every conversation's line, and the median over them."""

from __future__ import annotations

from markupsafe import Markup

from simulator.debrief.sentences import hundredths
from simulator.room.debrief.model import Curve, Overlay

WIDTH, HEIGHT = 320.0, 176.0
LEFT, RIGHT, TOP, BOTTOM = 26.0, 30.0, 8.0, 20.0

MARKS = {
    "agreement": "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
    "fragile": "M-4-4h8v8h-8z",
    "impasse": "M0-5l5 9h-10z",
    "breakdown": "M-4-4l8 8m0-8l-8 8",
    "open": "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z",
}
"""What a line ends with, by outcome: the shape tells what the colour tells."""

MOST_NUMBERED = 9
"""Curves that have their numbers beside them; of more, where they crowd is what is to be seen."""

APART = 11.0
"""From one number beside the curves to the next, at least."""

ACT = "M0-5l5 5l-5 5l-5-5z"
"""A turn in which the facilitator did something."""


def chart(overlay: Overlay) -> Markup:
    """Return a feeling's timelines as a picture that brings its own words for who hears it."""
    longest = max((curve.first + len(curve.levels) for curve in overlay.curves), default=1) - 1
    shown = sorted(overlay.curves, key=lambda curve: not curve.main, reverse=True)
    lines = Markup("").join(_curve(curve, longest) for curve in shown)
    # many lines over one another: each fainter, so that where they crowd is seen
    faint = f"{max(0.3, min(0.9, 8 / max(1, len(shown)))):.2f}"
    return Markup(
        '<svg class="chart" viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{told}">'
        '{ground}<g style="opacity:{faint}">{lines}</g>{median}{numbers}</svg>'
    ).format(
        width=WIDTH,
        height=HEIGHT,
        told=told(overlay),
        ground=_ground(longest),
        faint=faint,
        lines=lines,
        median=_median(overlay, longest),
        numbers=_numbers(overlay, longest) if numbered(overlay) else "",
    )


def numbered(overlay: Overlay) -> bool:
    """Return whether each curve has its number beside it."""
    return 1 < sum(curve.main for curve in overlay.curves) <= MOST_NUMBERED


def told(overlay: Overlay) -> str:
    """Return what the picture shows, in a sentence or two."""
    ends = [curve.levels[-1] for curve in overlay.curves if curve.main]
    if not ends:
        return f"{overlay.label}."
    if not overlay.median:
        levels = next(curve.levels for curve in overlay.curves if curve.main)
        return f"{overlay.label}: from {hundredths(levels[0])} to {hundredths(levels[-1])}."
    return (
        f"{overlay.label}: the median goes from {hundredths(overlay.median[0])} to "
        f"{hundredths(overlay.median[-1])}; conversations end between {hundredths(min(ends))} "
        f"and {hundredths(max(ends))}."
    )


def mark(outcome: str) -> Markup:
    """Return the sign of an outcome, for the key beside the pictures."""
    return Markup(
        '<svg class="sign" viewBox="-7 -7 14 14" aria-hidden="true">'
        '<path class="mark {outcome}" d="{shape}"/></svg>'
    ).format(outcome=outcome, shape=MARKS[outcome])


def act_sign() -> Markup:
    """Return the sign of what the facilitator did, for the key."""
    return Markup(
        '<svg class="sign" viewBox="-7 -7 14 14" aria-hidden="true">'
        '<path class="act" d="{}"/></svg>'
    ).format(ACT)


def _x(turn: int, longest: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * turn / max(1, longest)


def _y(level: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - level)


def _path(first: int, levels: tuple[float, ...], longest: int) -> str:
    points = (
        f"{_x(first + place, longest):.1f} {_y(level):.1f}" for place, level in enumerate(levels)
    )
    return "M" + "L".join(points)


def _ground(longest: int) -> Markup:
    rows = Markup("").join(
        Markup(
            '<path class="row" d="M{left:g} {y:.1f}H{right:g}"/>'
            '<text class="scale side" x="{at:g}" y="{below:.1f}">{level}</text>'
        ).format(
            left=LEFT,
            right=WIDTH - RIGHT,
            y=_y(level),
            at=LEFT - 5,
            below=_y(level) + 4,
            level=hundredths(level),
        )
        for level in (0, 0.5, 1)
    )
    steps = [0, longest // 2, longest] if longest > 3 else range(longest + 1)
    turns = Markup("").join(
        Markup('<text class="scale" x="{x:.1f}" y="{y:g}">{turn}</text>').format(
            x=_x(turn, longest), y=HEIGHT - 5, turn=turn
        )
        for turn in dict.fromkeys(steps)
    )
    return rows + turns


def _curve(curve: Curve, longest: int) -> Markup:
    last = curve.first + len(curve.levels) - 1
    kind = f"line {curve.outcome}{'' if curve.main else ' aside'}"
    acts = Markup("").join(
        Markup('<path class="act" transform="translate({x:.1f} {y:.1f})" d="{shape}"/>').format(
            x=_x(turn, longest), y=_y(curve.levels[turn - curve.first]), shape=ACT
        )
        for turn in curve.acts
    )
    return Markup(
        '<g><title>{title}</title><path class="{kind}" d="{path}"/>'
        '<path class="mark {outcome}" transform="translate({x:.1f} {y:.1f})" d="{shape}"/>'
        "{acts}</g>"
    ).format(
        title=f"{curve.label}: from {hundredths(curve.levels[0])} "
        f"to {hundredths(curve.levels[-1])}",
        kind=kind,
        path=_path(curve.first, curve.levels, longest),
        outcome=curve.outcome,
        x=_x(last, longest),
        y=_y(curve.levels[-1]),
        shape=MARKS[curve.outcome],
        acts=acts,
    )


def _numbers(overlay: Overlay, longest: int) -> Markup:
    """Return the curves' numbers beside their ends, moved down where they would cover another."""
    ends = sorted((_y(one.levels[-1]), one.short, one) for one in overlay.curves if one.main)
    told, below = [], 0.0
    for y, short, curve in ends:
        below = max(y, below + APART)
        last = curve.first + len(curve.levels) - 1
        told.append(
            Markup('<text class="number" x="{x:.1f}" y="{y:.1f}">{short}</text>').format(
                x=_x(last, longest) + 7, y=below + 4, short=short
            )
        )
    return Markup("").join(told)


def _median(overlay: Overlay, longest: int) -> Markup:
    if not overlay.median:
        return Markup("")
    path = _path(0, overlay.median, longest)
    return Markup(
        '<path class="under" d="{path}"/><path class="median" d="{path}"><title>Median</title>'
        "</path>"
    ).format(path=path)
