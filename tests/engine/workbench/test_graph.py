"""The diagram of a persona: what stands in it, and where endings and shared ways hang."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine import Persona, load_persona, persona_names
from engine.persona.conditions import Names, parse_condition
from engine.workbench.graph import Diagram, Link, diagram_of, stances_of

STANCES = ("calm", "cross", "gone")
NAMES = Names(feelings={"trust": 0, "orderly": 1, "android_": 2}, stances=STANCES)


def pairs(diagram: Diagram) -> list[tuple[str | None, str]]:
    return [(link.source, link.to) for link in diagram.links]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_stances_ways_and_endings_stand_in_the_order_of_the_file(
    tiny: Persona, tiny_text: str
) -> None:
    diagram = diagram_of(tiny)
    assert diagram.opening == "calm"
    assert [station.name for station in diagram.stations] == ["calm", "cross", "talking", "gone"]
    assert pairs(diagram) == [
        ("calm", "cross"),
        ("calm", "talking"),
        ("cross", "gone"),
        ("cross", "calm"),
    ]
    (way,) = diagram.links[0].ways
    assert way.because == "blamed too often"
    assert way.line == line_of(tiny_text, "{to: cross")
    assert [(end.name, end.stances, end.anywhere) for end in diagram.ends] == [
        ("agreed", (), True),
        ("gone", ("gone",), False),
    ]


@pytest.fixture
def shared(write_persona: Callable[[str | bytes], Path], tiny_text: str) -> Persona:
    """Two ways more from calm to cross, one from anywhere, and one back into the same stance."""
    text = tiny_text.replace(
        "anywhere:\n",
        "anywhere:\n  go:\n"
        "    - {to: gone, when: threaten and not at(talking), because: a threat}\n",
    ).replace(
        "    replies:\n      - {when: blame,",
        "      - {to: cross, when: contempt, because: contempt}\n"
        "      - {to: calm, when: apologize, because: once more}\n"
        "    replies:\n      - {when: blame,",
    )
    return load_persona(write_persona(text))


def test_a_way_from_anywhere_stands_once_and_says_where_it_can_be_taken(shared: Persona) -> None:
    diagram = diagram_of(shared)
    anywhere = [link for link in diagram.links if link.source is None]
    assert [(link.to, [way.stances for way in link.ways]) for link in anywhere] == [
        ("gone", [("calm", "cross")])
    ]
    assert ("cross", "gone") in pairs(diagram)
    assert diagram.ways == 7


def test_ways_between_the_same_stances_are_one_link(shared: Persona) -> None:
    links: dict[tuple[str | None, str], Link] = {
        (link.source, link.to): link for link in diagram_of(shared).links
    }
    reasons = [way.because for way in links["calm", "cross"].ways]
    assert reasons == ["blamed too often", "contempt"]
    assert ("calm", "calm") in links


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("at(calm)", "calm"),
        ("blame and at( calm )", "calm"),
        ("at(calm) or at(gone)", "calm gone"),
        ("(at(calm) and turn > 3) or turn >= 9", "calm cross gone"),
        ("not at(calm)", "cross gone"),
        ("not (at(calm) or at(gone)) and blame", "cross"),
        ("not (not at(calm))", "calm"),
        ("not not at(calm)", "calm"),
        ("at(calm) and at(gone)", ""),
        ("(trust) > 0.5 and at(calm)", "calm"),
        ("here(blame) >= 2 and within(3, blame) or .5 < trust", "calm cross gone"),
        ("always", "calm cross gone"),
        ("not always or never", ""),
        ("visited(calm) or orderly > android_", "calm cross gone"),
    ],
)
def test_where_a_condition_can_hold(text: str, holds: str) -> None:
    found = stances_of(parse_condition(text, NAMES), STANCES)
    assert found == tuple(holds.split())


@pytest.mark.parametrize("name", persona_names())
def test_every_way_of_a_shipped_persona_can_be_taken_somewhere(name: str) -> None:
    diagram = diagram_of(load_persona(name))
    assert all(way.stances for link in diagram.links for way in link.ways)
    assert all(end.stances or end.anywhere for end in diagram.ends)


def test_a_limit_is_a_way_and_says_after_how_many_lines(variant: Callable[..., Persona]) -> None:
    limit = "    limit: {turns: 4, to: gone, because: too long, once: true}\n"
    persona = variant(("    title: Cross\n", f"    title: Cross\n{limit}"))
    links = {(link.source, link.to): link.ways for link in diagram_of(persona).links}
    go, last = links["cross", "gone"]
    assert (go.after, go.once) == ("", False)
    assert (last.because, last.after, last.once) == ("too long", "4", True)
    assert last.stances == ("cross",)
