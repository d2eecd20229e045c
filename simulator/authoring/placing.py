"""Where everything in layers stands: boxes over each other, lines straight, nothing overlapping."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.authoring.layering import Layers, Piece

ROUNDS = 48
APART = 22.0
"""Pixels between two boxes or labels, and about half of it between two lines."""

FLATTEST = 0.16
"""How steep a line is at least: height between two layers by width to be bridged."""

NEAREST, FARTHEST = 26.0, 84.0
"""The least and the most pixels between two layers."""

PORT = 24.0
"""The most pixels between two lines that meet a box."""


@dataclass(frozen=True, slots=True)
class Route:
    """The way of a line from its upper to its lower end: a vertical (x, top, bottom) a layer."""

    stretches: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything in its place. Boxes and labels are (left, top); routes stand as the lines did."""

    boxes: dict[str, tuple[float, float]]
    labels: dict[int, tuple[float, float]]
    routes: list[Route]
    width: float
    height: float


@dataclass(slots=True, eq=False)
class _Joint:
    """Where a line leaves a piece and meets the next, as offsets from their middles."""

    above: Piece
    below: Piece
    weight: float
    leaves: float = 0
    meets: float = 0


def placed(layers: Layers) -> Plan:
    """Give everything its place; the plan begins at (0, 0)."""
    joints = [
        [_Joint(above, below, _weight(above, below)) for above, below in pairwise(chain)]
        for chain in layers.chains
    ]
    for row in layers.rows:
        _push_apart(row, [0.0] * len(row), [1.0] * len(row))
    _straighten(layers.rows, joints)
    _spread(joints)
    _straighten(layers.rows, joints)
    left = min(piece.x - piece.left for row in layers.rows for piece in row)
    for row in layers.rows:
        for piece in row:
            piece.x -= left
    return _plan(layers, joints)


def _weight(above: Piece, below: Piece) -> float:
    """Return how much a line should be straight here: most where it only passes (as dot does)."""
    return (8.0, 2.0, 1.0)[above.is_box + below.is_box]


def _straighten(rows: list[list[Piece]], chains: list[list[_Joint]]) -> None:
    """Move every row to where its lines are straightest, down and up in turns."""
    wishes: dict[Piece, list[_Joint]] = {piece: [] for row in rows for piece in row}
    for joint in (joint for chain in chains for joint in chain):
        wishes[joint.above].append(joint)
        wishes[joint.below].append(joint)
    for turn in range(ROUNDS):
        for row in rows if turn % 2 == 0 else reversed(rows):
            wanted, weights = [], []
            for piece in row:
                total = sum(joint.weight for joint in wishes[piece])
                pull = sum(joint.weight * _wish(joint, piece) for joint in wishes[piece])
                wanted.append(pull / total if total else piece.x)
                weights.append(total or 0.1)
            _push_apart(row, wanted, weights)


def _wish(joint: _Joint, piece: Piece) -> float:
    """Return where a piece would stand for its line to be straight here."""
    if piece is joint.below:
        return joint.above.x + joint.leaves - joint.meets
    return joint.below.x + joint.meets - joint.leaves


def _push_apart(row: Sequence[Piece], wanted: Sequence[float], weights: Sequence[float]) -> None:
    """Place a row as near as possible to what is wanted, its order and distances kept.

    Least squares under an order is pooling: what would overlap moves as one block to its mean.
    """
    shifts = [0.0]
    for one, two in pairwise(row):
        apart = APART / 2 * (1 + (one.height > 0 or two.height > 0))
        shifts.append(shifts[-1] + one.right + apart + two.left)
    blocks: list[tuple[float, float, int]] = []
    for want, weight, shift in zip(wanted, weights, shifts, strict=False):
        mean, heavy, count = want - shift, weight, 1
        while blocks and blocks[-1][0] > mean:
            other, more, before = blocks.pop()
            mean = (mean * heavy + other * more) / (heavy + more)
            heavy, count = heavy + more, count + before
        blocks.append((mean, heavy, count))
    means = [mean for mean, _, count in blocks for _ in range(count)]
    for piece, mean, shift in zip(row, means, shifts, strict=False):
        piece.x = mean + shift


def _spread(chains: list[list[_Joint]]) -> None:
    """Let the lines of a box leave and meet it side by side, in the order they go off."""
    leaving: dict[Piece, list[_Joint]] = {}
    meeting: dict[Piece, list[_Joint]] = {}
    for chain in chains:
        leaving.setdefault(chain[0].above, []).append(chain[0])
        meeting.setdefault(chain[-1].below, []).append(chain[-1])
    for box, joints in leaving.items():
        joints.sort(key=lambda joint: joint.below.place)
        for joint, offset in zip(joints, _ports(box, len(joints)), strict=True):
            joint.leaves = offset
    for box, joints in meeting.items():
        joints.sort(key=lambda joint: joint.above.place)
        for joint, offset in zip(joints, _ports(box, len(joints)), strict=True):
            joint.meets = offset


def _ports(box: Piece, count: int) -> list[float]:
    step = min(PORT, (2 * box.left - 24) / max(1, count - 1))
    return [(index - (count - 1) / 2) * step for index in range(count)]


def _plan(layers: Layers, joints: list[list[_Joint]]) -> Plan:
    tops = _tops(layers.rows, [joint for chain in joints for joint in chain])
    heights = [max((piece.height for piece in row), default=0) for row in layers.rows]

    def corner(piece: Piece) -> tuple[float, float]:
        spare = heights[piece.layer] - piece.height
        return piece.x - piece.left, tops[piece.layer] + spare / 2

    def route(chain: list[_Joint]) -> Route:
        first, last = chain[0], chain[-1]
        start, end = first.above, last.below
        floor = tops[start.layer] + heights[start.layer]
        stretches = [(start.x + first.leaves, corner(start)[1] + start.height, floor)]
        for joint in chain[1:]:
            at = joint.above.layer
            stretches.append((joint.above.x, tops[at], tops[at] + heights[at]))
        stretches.append((end.x + last.meets, tops[end.layer], corner(end)[1]))
        return Route(tuple(stretches))

    return Plan(
        {name: corner(piece) for name, piece in layers.boxes.items()},
        {index: corner(piece) for index, piece in layers.labels.items()},
        [route(chain) for chain in joints],
        max(piece.x + piece.right for row in layers.rows for piece in row),
        tops[-1] + heights[-1],
    )


def _tops(rows: list[list[Piece]], joints: list[_Joint]) -> list[float]:
    """Return where each layer begins: further down, the further the lines above it go aside."""
    aside = [0.0] * len(rows)
    for joint in joints:
        distance = joint.below.x + joint.meets - joint.above.x - joint.leaves
        aside[joint.below.layer] = max(aside[joint.below.layer], abs(distance))
    tops = [0.0]
    for layer in range(1, len(rows)):
        height = max((piece.height for piece in rows[layer - 1]), default=0)
        gap = min(FARTHEST, max(NEAREST, FLATTEST * aside[layer]))
        tops.append(tops[-1] + height + gap)
    return tops
