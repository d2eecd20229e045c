"""The words of a diagram: shortened, broken into lines, and how wide they are."""

from __future__ import annotations

import textwrap
import unicodedata
from typing import TYPE_CHECKING

from engine import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.workbench.graph import Diagram, Link, Way

COLUMNS = 32
"""Characters in a line of a label."""

LONGEST = 64
"""Characters of a reason; what is longer ends in an ellipsis."""

FEW = 4
"""As many stances are listed by name."""


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return a text on one line, cut between words to at most so many characters."""
    cleaned = clean(text)
    if len(cleaned) <= longest:
        return cleaned
    cut = cleaned[: longest - 1].rstrip()
    between = cut.rfind(" ")
    return (cut[:between] if between > longest // 2 else cut).rstrip(" ,;:.") + "…"


def broken(text: str, columns: int = COLUMNS, lines: int = 4) -> list[str]:
    """Return a text as a few lines of at most so many characters."""
    return textwrap.wrap(clean(text), columns, max_lines=lines, placeholder="…") or [""]


def reasons(link: Link, diagram: Diagram) -> list[str]:
    """Return why a link's ways are taken, in lines of a label.

    Each reason stands after the line of the file it is from; equal ones stand there once.
    """
    found: dict[tuple[str, str], list[int]] = {}
    for way in link.ways:
        why = shortened(way.because), _where(link, way, diagram)
        found.setdefault(why, []).append(way.line)
    label = []
    for (because, where), numbers in found.items():
        label += broken(f"{', '.join(map(str, numbers))}: {because}")
        label += broken(where) if where else []
    return label


def sources(link: Link, diagram: Diagram) -> str:
    """Return where a link begins, in words."""
    return "anywhere" if link.source is None else _titles(diagram)[link.source]


def told(link: Link, diagram: Diagram) -> str:
    """Return a link in full: from where to where, and every reason unshortened."""
    ways = "; ".join(
        f"line {way.line}: {clean(way.because)} {_where(link, way, diagram)}" for way in link.ways
    )
    return f"{sources(link, diagram)} to {_titles(diagram)[link.to]}. {ways}"


def counted(number: int, thing: str) -> str:
    """Return a number with what it counts."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def summary(diagram: Diagram) -> str:
    """Return what the diagram holds in a sentence."""
    opening = _titles(diagram)[diagram.opening]
    return (
        f"{counted(len(diagram.stations), 'stance')}, {counted(diagram.ways, 'way')} between them, "
        f"{counted(len(diagram.ends), 'ending')}. A conversation opens in: {opening}."
    )


def heading(diagram: Diagram) -> str:
    """Return who the diagram is of."""
    return clean(f"{diagram.name}: {diagram.title}")


def text_width(text: str, size: float) -> float:
    """Return about how many pixels a text takes in a sans-serif face, rather more than less."""
    ems = sum(1.0 if unicodedata.east_asian_width(c) in "WF" else _em(c) for c in text)
    return ems * size


def _em(char: str) -> float:
    if char in "iljtfr.,:;'|!()[] I":
        return 0.4
    if char in "mwMW@%" or char.isupper():
        return 0.85
    return 0.62


def _where(link: Link, way: Way, diagram: Diagram) -> str:
    """Return when a limit is taken, whether only once, and where a way from anywhere can be."""
    told = [f"after {_lines(way.after)}"] if way.after else []
    told += ["once"] if way.once else []
    if where := _place(link, way, diagram):
        told.append(where)
    return f"({', '.join(told)})" if told else ""


def _lines(after: str) -> str:
    if after == "patience":
        return "as many lines as their patience"
    return counted(int(after), "line")


def _place(link: Link, way: Way, diagram: Diagram) -> str:
    """Return what limits a way from anywhere to some of the stances."""
    if link.source is not None:
        return ""
    names = [station.name for station in diagram.stations]
    others = [name for name in names if name not in way.stances and name != link.to]
    if not others:
        return ""
    if not way.stances:
        return "in no stance"
    if len(way.stances) <= FEW:
        return f"in {_listed(way.stances)}"
    return f"not in {_listed(others)}" if len(others) <= FEW else "not in all"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


def _titles(diagram: Diagram) -> dict[str, str]:
    return {station.name: clean(station.title) for station in diagram.stations}
