"""A diagram laid out: what stands where in the picture of a persona, before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.authoring.labels import broken, reasons, text_width
from simulator.authoring.layering import Box, Line, layered, ranks_of
from simulator.authoring.placing import Plan, placed
from simulator.errors import TooLarge

if TYPE_CHECKING:
    from engine.workbench.graph import Diagram, Link
    from simulator.authoring.counts import Counts

TITLE, SMALL = 13.0, 11.0
"""Sizes of letters in pixels."""

LEADING = 14.0
"""Pixels from one line of a label to the next."""

PAD = 12.0
ROUND = 18.0
"""How round the corners of an ending are."""

LOOP = 34.0
"""How far the line of a way back into its own stance goes out beside it."""

PIECES = 12_000
"""Pieces of lines that are laid out in a few seconds; more make no picture anybody could read."""

START, ANYWHERE = "start", "anywhere"


@dataclass(frozen=True, slots=True)
class Card:
    """A box of the picture: its lines of text, the first ones its title."""

    kind: str
    title: list[str]
    rest: list[str]
    width: float
    height: float
    visits: int | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line of the picture; link is None for the line to an ending, and from the start."""

    tail: str
    head: str
    link: Link | None
    label: list[str]
    passages: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything in its place; loops are arrows back into their own card, not in the plan."""

    cards: dict[str, Card]
    arrows: list[Arrow]
    loops: list[Arrow]
    plan: Plan


def picture_of(diagram: Diagram, counts: Counts | None) -> Picture:
    """Lay a diagram out. Raises TooLarge when it has more lines than a picture can hold."""
    cards = _cards(diagram, counts)
    drawn = _arrows(diagram, counts)
    loops = [arrow for arrow in drawn if arrow.tail == arrow.head]
    arrows = [arrow for arrow in drawn if arrow.tail != arrow.head]
    ranks = _ranks(diagram, arrows)
    if sum(abs(ranks[one.tail] - ranks[one.head]) * 2 for one in arrows) > PIECES:
        raise TooLarge(
            "There are more ways between the stances than a picture can show; "
            "`--form mermaid` writes them all."
        )
    beside = {arrow.tail: LOOP + label_size(arrow.label)[0] for arrow in loops}
    boxes = {
        name: Box(card.width, _height(card, loops, name), beside.get(name, 0))
        for name, card in cards.items()
    }
    lines = [Line(one.tail, one.head, _size(one.label)) for one in arrows]
    return Picture(cards, arrows, loops, placed(layered(boxes, ranks, lines)))


def label_size(label: list[str]) -> tuple[float, float]:
    """Return the width and height of a label, the line it stands beside included."""
    width = max((text_width(text, SMALL) for text in label), default=0) + 10
    return width, LEADING * len(label) + 4


def _size(label: list[str]) -> tuple[float, float] | None:
    return label_size(label) if label else None


def _height(card: Card, loops: list[Arrow], name: str) -> float:
    labels = [label_size(arrow.label)[1] for arrow in loops if arrow.tail == name]
    return max([card.height, *labels])


def _cards(diagram: Diagram, counts: Counts | None) -> dict[str, Card]:
    cards = {START: Card("start", [], [], 14, 14)}
    for station in diagram.stations:
        visits = counts.visits(station.name) if counts else None
        kind = "opening" if station.name == diagram.opening else "stance"
        rest = [station.name] if visits is None else [f"{station.name} · {times(visits)}"]
        cards[f"s {station.name}"] = _card(kind, station.title, rest, visits)
    if any(link.source is None for link in diagram.links) or _loose(diagram):
        cards[ANYWHERE] = _card("anywhere", "anywhere", ["not one stance's own"], None)
    for end in diagram.ends:
        cards[f"e {end.name}"] = _card("end", end.title, [f"{end.name} · {end.outcome}"], None)
    return cards


def _loose(diagram: Diagram) -> bool:
    return any(end.anywhere for end in diagram.ends)


def _card(kind: str, text: str, rest: list[str], visits: int | None) -> Card:
    title = broken(text, 24)
    rest = [line for text in rest for line in broken(text, 34)]
    widest = max(
        *(text_width(line, TITLE) for line in title), *(text_width(line, SMALL) for line in rest)
    )
    height = (TITLE + 4) * len(title) + LEADING * len(rest) + PAD
    aside = PAD + ROUND / 2 if kind == "end" else PAD  # round corners take room from the text
    return Card(kind, title, rest, max(96.0, widest + 2 * aside), height, visits)


def times(count: int) -> str:
    """Return how often, in words short enough for a label."""
    return f"{count:,}\u00d7" if count else "never"


def _arrows(diagram: Diagram, counts: Counts | None) -> list[Arrow]:
    arrows = [Arrow(START, f"s {diagram.opening}", None, [])]
    for link in diagram.links:
        tail = ANYWHERE if link.source is None else f"s {link.source}"
        label = reasons(link, diagram)
        passages = counts.passages(link, diagram) if counts else None
        if passages is not None:
            label = [times(passages), *label]
        arrows.append(Arrow(tail, f"s {link.to}", link, label, passages))
    for end in diagram.ends:
        tails = [f"s {name}" for name in end.stances] + [ANYWHERE] * end.anywhere
        arrows += [Arrow(tail, f"e {end.name}", None, []) for tail in tails]
    return arrows


def _ranks(diagram: Diagram, arrows: list[Arrow]) -> dict[str, int]:
    """Rank stances in the file's order, what leads to them just above, endings just below."""
    others = [station.name for station in diagram.stations if station.name != diagram.opening]
    order = [f"s {name}" for name in (diagram.opening, *others)]
    ranks = ranks_of(
        order, [(one.tail, one.head) for one in arrows if one.link and one.link.source]
    )
    for name in (START, ANYWHERE):
        heads = [ranks[one.head] for one in arrows if one.tail == name and one.head in ranks]
        if heads or any(one.tail == name for one in arrows):
            ranks[name] = min(heads, default=1) - 1
    for end in diagram.ends:
        key = f"e {end.name}"
        tails = [ranks[one.tail] for one in arrows if one.head == key]
        ranks[key] = max(tails, default=0) + 1
    lowest = min(ranks.values())
    return {name: rank - lowest for name, rank in ranks.items()}
