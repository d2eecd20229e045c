"""Layers and places: nothing overlaps, and no line runs through a box or a label."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.authoring.layering import Box, Line, layered, ranks_of
from simulator.authoring.placing import Plan, placed

Rect = tuple[float, float, float, float]

NAMES = [f"n{index}" for index in range(7)]
BOX = Box(90, 40)
LABEL = (110.0, 30.0)
SLIP = 1e-6


def rects(plan: Plan) -> list[Rect]:
    boxes = [(x, y, x + BOX.width, y + BOX.height) for x, y in plan.boxes.values()]
    labels = [(x, y, x + LABEL[0], y + LABEL[1]) for x, y in plan.labels.values()]
    return boxes + labels


def overlap(one: Rect, two: Rect) -> bool:
    across = one[0] < two[2] - SLIP and two[0] < one[2] - SLIP
    return across and one[1] < two[3] - SLIP and two[1] < one[3] - SLIP


def drawn(pairs: list[tuple[str, str]]) -> Plan:
    ranks = ranks_of(NAMES, pairs)
    lines = [Line(tail, head, LABEL) for tail, head in pairs]
    return placed(layered(dict.fromkeys(NAMES, BOX), ranks, lines))


anything = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: len({*pair}) > 1),
    unique=True,
    max_size=25,
)


@settings(max_examples=40, deadline=None)
@given(anything)
def test_nothing_overlaps_and_nothing_is_crossed(pairs: list[tuple[str, str]]) -> None:
    plan = drawn(pairs)
    things = rects(plan)
    assert len(things) == len(NAMES) + len(pairs)
    assert not [pair for pair in combinations(things, 2) if overlap(*pair)]
    for route in plan.routes:
        for x, top, bottom in route.stretches:
            assert top <= bottom
            assert not [r for r in things if overlap(r, (x, top, x, bottom))]
    assert min(left for left, *_ in things) >= -SLIP
    assert max(right for _, _, right, _ in things) <= plan.width + SLIP
    assert max(bottom for *_, bottom in things) <= plan.height + SLIP


def test_ranks_follow_the_order_and_linked_names_never_share_one() -> None:
    ranks = ranks_of(["a", "b", "c", "d"], [("a", "b"), ("c", "a"), ("b", "a"), ("d", "c")])
    assert ranks == {"a": 0, "b": 1, "c": 1, "d": 2}


def test_lines_that_need_not_cross_do_not() -> None:
    boxes = dict.fromkeys("abcdef", BOX)
    ranks = dict(zip("abcdef", (0, 0, 0, 1, 1, 1), strict=True))
    lines = [Line("a", "f"), Line("b", "e"), Line("c", "d")]
    layers = layered(boxes, ranks, lines)
    above = sorted("abc", key=lambda name: layers.boxes[name].place)
    below = sorted("def", key=lambda name: layers.boxes[name].place)
    heads = {"a": "f", "b": "e", "c": "d"}
    assert [heads[name] for name in above] == below
