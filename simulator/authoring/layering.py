"""Layers for a drawing: what stands in which, and in which order lines cross least.

The way of Sugiyama, Tagawa and Toda (1981): boxes stand in even layers; a line passes every layer
between its ends as a piece of its own, so that room is kept for it, and carries its label in an
odd one. Lines therefore cross neither boxes nor labels.
"""

from __future__ import annotations

from bisect import bisect, insort
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SWEEPS = 12
"""How often the order is put right from either side; more changes little."""


@dataclass(frozen=True, slots=True)
class Box:
    """Something to stand in the drawing; beside is room kept to its right."""

    width: float
    height: float
    beside: float = 0


@dataclass(frozen=True, slots=True)
class Line:
    """Something to be drawn from one box to another; label is width and height."""

    tail: str
    head: str
    label: tuple[float, float] | None = None


@dataclass(slots=True, eq=False)
class Piece:
    """What takes up room in a layer: a box, or a line on its way. x is where lines meet it."""

    layer: int
    left: float = 0
    right: float = 0
    height: float = 0
    is_box: bool = False
    place: int = 0
    x: float = 0
    up: list[Piece] = field(default_factory=list)
    down: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Layers:
    """Boxes and lines as pieces; a chain runs from the upper box of its line to the lower."""

    rows: list[list[Piece]]
    boxes: dict[str, Piece]
    chains: list[list[Piece]]
    labels: dict[int, Piece]


def ranks_of(order: Sequence[str], lines: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Return each name's rank: below all that it is linked with and that stand before it."""
    place = {name: index for index, name in enumerate(order)}
    ranks = dict.fromkeys(order, 0)
    downwards = {tuple(sorted(line, key=lambda name: place[name])) for line in lines}
    for above, below in sorted(downwards, key=lambda pair: place[pair[0]]):
        ranks[below] = max(ranks[below], ranks[above] + 1)
    return ranks


def layered(boxes: Mapping[str, Box], ranks: Mapping[str, int], lines: Sequence[Line]) -> Layers:
    """Put boxes and lines in layers, in an order with few crossings."""
    rows: list[list[Piece]] = [[] for _ in range(2 * max(ranks.values()) + 1)]
    stood: dict[str, Piece] = {}
    for name, box in boxes.items():
        half = box.width / 2
        stood[name] = Piece(2 * ranks[name], half, half + box.beside, box.height, is_box=True)
        rows[2 * ranks[name]].append(stood[name])
    layers = Layers(rows, stood, [], {})
    for index, layer in sorted(_labelled(lines, ranks).items()):
        _chain(layers, lines[index], layer, index)
    _order(rows)
    return layers


def _labelled(lines: Sequence[Line], ranks: Mapping[str, int]) -> dict[int, int]:
    """Return the layer each line has its label in: near its tail, but where there is room."""
    taken = [0.0] * (2 * max(ranks.values()) + 1)
    where: dict[int, int] = {}
    spans = [abs(ranks[line.tail] - ranks[line.head]) for line in lines]
    for index in sorted(range(len(lines)), key=lambda i: spans[i]):
        line = lines[index]
        tail, head = 2 * ranks[line.tail], 2 * ranks[line.head]
        odd = range(tail + 1, head, 2) if tail < head else range(tail - 1, head, -2)
        width = line.label[0] if line.label else 0.0
        near = {layer: width * distance / 2 for distance, layer in enumerate(odd)}
        where[index] = min(odd, key=lambda layer: taken[layer] + near[layer])
        taken[where[index]] += width
    return where


def _chain(layers: Layers, line: Line, labelled: int, index: int) -> None:
    ends = sorted((layers.boxes[line.tail], layers.boxes[line.head]), key=lambda box: box.layer)
    chain = [ends[0]]
    for layer in range(ends[0].layer + 1, ends[1].layer):
        piece = Piece(layer)
        if layer == labelled and line.label:
            piece.right, piece.height = line.label
            layers.labels[index] = piece
        layers.rows[layer].append(piece)
        chain.append(piece)
    chain.append(ends[1])
    for above, below in pairwise(chain):
        above.down.append(below)
        below.up.append(above)
    layers.chains.append(chain)


def _order(rows: list[list[Piece]]) -> None:
    """Sort every row by the middle of its neighbours, back and forth; keep the best order met."""
    _number(rows)
    best, fewest = [list(row) for row in rows], _crossings(rows)
    for sweep in range(SWEEPS):
        downwards = sweep % 2 == 0
        for row in rows[1:] if downwards else rows[-2::-1]:
            row.sort(key=lambda piece: _middle(piece, downwards))
            _swap(row)
        crossings = _crossings(rows)
        if crossings < fewest:
            best, fewest = [list(row) for row in rows], crossings
    rows[:] = best
    _number(rows)


def _number(rows: list[list[Piece]]) -> None:
    for row in rows:
        for place, piece in enumerate(row):
            piece.place = place


def _middle(piece: Piece, downwards: bool) -> float:
    around = piece.up if downwards else piece.down
    if not around:
        return piece.place
    return sum(other.place for other in around) / len(around)


def _swap(row: list[Piece]) -> None:
    """Number a row anew, changing neighbours where that undoes crossings on both sides."""
    for place, piece in enumerate(row):
        piece.place = place
    for at in range(len(row) - 1):
        one, two = row[at], row[at + 1]
        if _between(one, two) > _between(two, one):
            row[at], row[at + 1] = two, one
            one.place, two.place = two.place, one.place


def _between(one: Piece, two: Piece) -> int:
    """Return how many lines of two neighbours cross when the first stands left."""
    return sum(
        a.place > b.place
        for ours, theirs in ((one.up, two.up), (one.down, two.down))
        for a in ours
        for b in theirs
    )


def _crossings(rows: list[list[Piece]]) -> int:
    total = 0
    for row in rows:
        seen: list[int] = []
        for piece in row:
            heads = sorted(below.place for below in piece.down)
            total += sum(len(seen) - bisect(seen, head) for head in heads)
            for head in heads:
                insort(seen, head)
    return total
