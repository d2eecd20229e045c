"""JSON Schemas of the files: by a validator of its own, against files that load and that do not."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from engine.persona import PersonaError
from engine.persona.conditions import RESERVED
from engine.persona.source import Source, read_source
from engine.persona.validating import validated
from engine.workbench.schemas import DEFINITIONS, FILES, Kind, described, json_schema

ROOT = Path(__file__).parents[3]
TINY = ROOT / "tests" / "engine" / "personas" / "tiny.yaml"
SHIPPED: list[tuple[Kind, Path]] = [
    *(("tests", path) for path in (ROOT / "personas").glob("*.tests.yaml")),
    *(("temperament", path) for path in (ROOT / "personas" / "temperaments").glob("*.yaml")),
    *(("method", path) for path in (ROOT / "personas" / "methods").glob("*.yaml")),
    *(("persona", path) for path in (ROOT / "personas").glob("*.yaml") if "." not in path.stem),
]


def refusals(kind: Kind, data: object) -> list[str]:
    return [error.message for error in Draft7Validator(json_schema(kind)).iter_errors(data)]


@pytest.mark.parametrize("kind", FILES)
def test_a_schema_is_one_and_explains_every_key(kind: Kind) -> None:
    Draft7Validator.check_schema(json_schema(kind))
    schema = described(FILES[kind])
    for part in (schema, *schema[DEFINITIONS].values()):
        assert part["title"]
        assert part["description"].endswith((".", ")"))
        for key, value in part["properties"].items():
            assert value.get("description", "").endswith("."), (part["title"], key)


def test_there_are_files_of_every_kind() -> None:
    assert {kind for kind, _ in SHIPPED} == set(FILES)


@pytest.mark.parametrize(("kind", "path"), [*SHIPPED, ("persona", TINY)], ids=str)
def test_shipped_files_are_valid(kind: Kind, path: Path) -> None:
    assert refusals(kind, read_source(path).data) == []


def changed(data: Any, place: tuple[str | int, ...], value: object) -> Any:
    """Return a copy of a file's data with something else at a place; None takes it away."""
    whole = deepcopy(data)
    inner = whole
    for step in place[:-1]:
        inner = inner[step]
    if value is None:
        del inner[place[-1]]
    else:
        inner[place[-1]] = value
    return whole


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("brief", "know"), "One text by itself."),
        (("stances", "calm", "otherwise"), "Hm."),
        (("topics", "hedge"), "hedge*"),
        (("opening", "say"), ["One.", "Two."]),
        (("feelings", "trust", "start"), 0),
        (("bargaining",), {}),
        (("knows", "height", "answers"), "High enough."),
        (("knows", "height", "answers"), ["High enough.", "Two metres."]),
        (("stances", "cross", "limit"), {"to": "gone", "because": "enough"}),
        (("conditions",), {"kind": "apologize and not harmful"}),
        (("today",), "2027-02-13"),
    ],
)
def test_what_may_be_written_is_valid(place: tuple[str | int, ...], value: object) -> None:
    data = changed(read_source(TINY).data, place, value)
    validated(FILES["persona"], Source("tiny.yaml", data))
    assert refusals("persona", data) == []


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("brief",), None),
        (("brif",), {}),
        (("detente",), 2),
        (("version",), 1.0),
        (("name",), ""),
        (("feelings",), {}),
        (("feelings", "trust", "rest"), 1.5),
        (("feelings", "trust", "half_life"), 0),
        (("feelings", "trust", "higher_is"), "good"),
        (("levels", "brutal"), {}),
        (("levels", "hard", "patience"), 2.5),
        (("appraisal", 0, "change"), {"anger": "much"}),
        (("stances", "calm", "replies", 0, "say"), {"text": "Me?"}),
        (("stances", "calm", "replies", 0, "beat"), "coda"),
        (("stances", "calm", "go", 0, "alone"), "yes"),
        (("issues", "pay", "options", "you", "by", "points"), [[0, 0, 0], [1, 1]]),
        (("endings", "gone", "outcome"), "doom"),
        (("endings", "gone", "epilogue"), None),
        (("feelings", "trust", "label"), None),
        (("issues", "cut", "options", "half", "worth"), None),
        (("stances", "cross", "limit"), {"to": "gone"}),
        (("knows", "height", "answers"), []),
        (("levels", "hard", "feelings"), {"trust": {"rest": 2}}),
    ],
)
def test_what_the_loader_refuses_is_invalid(place: tuple[str | int, ...], value: object) -> None:
    data = changed(read_source(TINY).data, place, value)
    with pytest.raises(PersonaError):
        validated(FILES["persona"], Source("tiny.yaml", data))
    assert refusals("persona", data)


@pytest.mark.parametrize("key", ["extends", "temperament"])
def test_who_takes_over_from_others_need_not_say_all(key: str) -> None:
    data = {key: "other", "feelings": {"trust": {"rest": 0.4}}, "stances": {"calm": {}}}
    assert refusals("persona", data) == []
    assert refusals("persona", {**data, "without": ["stances.cold"], "name": "Robin"}) == []
    assert refusals("persona", {**data, "feelings": {"trust": {"rest": 4}}})
    assert refusals("persona", {**data, "nam": "Robin"})
    assert refusals("persona", {**data, "appraisal": [{"when": "blame"}]})  # rules are whole
    del data[key]
    assert refusals("persona", data)


@pytest.mark.parametrize("part", ["feelings", "stances", "issues", "topics", "facts", "endings"])
@pytest.mark.parametrize("name", ["two words", "2nd", "trust-level", ""])
def test_a_name_is_a_name(part: str, name: str) -> None:
    data = read_source(TINY).data
    data[part][name] = next(iter(data[part].values()))
    assert refusals("persona", data)


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_no_feeling_is_called_as_a_word_of_conditions(name: str) -> None:
    data = read_source(TINY).data
    data["feelings"][name] = data["feelings"]["anger"]
    assert refusals("persona", data)


@pytest.mark.parametrize(
    ("kind", "place", "value"),
    [
        ("tests", ("tests", 0, "lines", 0), {"stance": "guarded"}),
        ("tests", ("tests", 0, "lines", 0), 7),
        ("tests", ("tests", 0, "lines", 0), {"say": "Hello", "moves": ["blam"]}),
        ("tests", ("tests", 0, "lines", 0), {"say": "Hello", "transition": True}),
        ("tests", ("tests", 0, "lines", 0), {"say": "Hello", "feelings": {"trust": [0.1]}}),
        ("tests", ("tests", 0, "level"), "brutal"),
        ("tests", ("tests", 0, "lines"), []),
        ("method", ("steps",), {}),
        ("method", ("instead", "shouting"), "Speak."),
    ],
)
def test_wrong_tests_and_methods_are_invalid(
    kind: Kind, place: tuple[str | int, ...], value: object
) -> None:
    path = next(path for shipped, path in SHIPPED if shipped == kind)
    assert refusals(kind, changed(read_source(path).data, place, value))


@pytest.mark.parametrize(
    "line", ["Hello", {"say": "Hello"}, {"say": "Hello", "transition": False, "ending": None}]
)
def test_a_line_may_be_bare(line: object) -> None:
    assert refusals("tests", {"persona": "x", "tests": [{"name": "y", "lines": [line]}]}) == []
