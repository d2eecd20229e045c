"""Files of dialogue tests: found by a persona's name or file, and checked against the persona."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import PersonaError, UnknownPersona
from engine.workbench.suites import load_suite

TESTS = """persona: robin
tests:
  - name: quiet
    lines:
      - Hello
      - say: ""
        stance: calm
"""


@pytest.fixture
def robin(tmp_path: Path, tiny_text: str) -> Path:
    path = tmp_path / "robin.yaml"
    path.write_text(tiny_text)
    (tmp_path / "robin.tests.yaml").write_text(TESTS)
    return path


def told(path: Path, text: str) -> list[str]:
    tests = path.with_name("robin.tests.yaml")
    tests.write_text(text)
    with pytest.raises(PersonaError) as caught:
        load_suite(str(tests))
    return [str(one).removeprefix("robin.tests.yaml:") for one in caught.value.problems]


def test_tests_are_found_by_their_name_and_their_personas(robin: Path) -> None:
    tests = robin.with_name("robin.tests.yaml")
    for name in (robin, tests):
        suite = load_suite(str(name))
        assert (suite.path, suite.persona.path) == (tests, robin)
    assert load_suite("small_vendor").path.name == "small_vendor.tests.yaml"


def test_every_expectation_has_its_line(robin: Path) -> None:
    suite = load_suite(str(robin))
    assert suite.line_of(0) == 3
    assert suite.line_of(0, ("lines", 0, "say")) == 5
    assert suite.line_of(0, ("lines", 1, "stance")) == 7
    assert suite.line_of(0, ("ending",)) == 3


def test_without_tests_the_file_that_lacks_is_named(robin: Path) -> None:
    tests = robin.with_name("robin.tests.yaml")
    tests.unlink()
    with pytest.raises(UnknownPersona, match=r"no file .*robin\.tests\.yaml\."):
        load_suite(str(robin))
    with pytest.raises(UnknownPersona, match=r"robin\.tests\.yaml"):
        load_suite(str(tests))


def test_a_persona_may_be_named_by_its_path(robin: Path, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    for number, name in enumerate(("../robin.yaml", str(robin))):
        tests = tmp_path / "far" / f"away{number}.tests.yaml"
        tests.write_text(TESTS.replace("robin", name))
        assert load_suite(str(tests)).persona.path == robin


def test_an_unknown_persona_is_told_with_its_place(robin: Path) -> None:
    (problem,) = told(robin, TESTS.replace("persona: robin", "persona: angry_custome"))
    assert problem.startswith('1:10 persona: There is no persona "angry_custome". Did you mean')


def test_names_that_the_persona_lacks_are_told_all_at_once(robin: Path) -> None:
    text = """persona: robin
tests:
  - name: a
    level: herd
    model: quik
    lines:
      - say: ""
        stance: clam
        transition: tolking
        moves: [blame, blam]
        feelings: {angr: [0, 1]}
        undisclosed: [fathr]
        agreed: {cot: half}
        said: "(well"
      - {say: "", agreed: {cut: hlf}, ending: gon}
    ending: gon
    outcome: agrement
"""
    lines = [one.partition(" ")[2].partition(" Did")[0] for one in told(robin, text)]
    assert lines == [
        'tests[0].level: no level "herd".',
        'tests[0].model: no reading model "quik".',
        'tests[0].lines[0].stance: no stance "clam".',
        'tests[0].lines[0].transition: no stance "tolking".',
        'tests[0].lines[0].moves[1]: no move "blam".',
        'tests[0].lines[0].feelings.angr: no feeling "angr".',
        'tests[0].lines[0].undisclosed[0]: no interest "fathr".',
        'tests[0].lines[0].agreed.cot: no issue "cot".',
        "tests[0].lines[0].said: not a pattern that can be looked for: "
        "a bracket is opened here and never closed (`(well`)",
        'tests[0].lines[1].agreed.cut: no option of cut "hlf".',
        'tests[0].lines[1].ending: no ending "gon".',
        'tests[0].ending: no ending "gon".',
        'tests[0].outcome: no outcome "agrement".',
    ]


def test_a_wrong_kind_of_value_is_told(robin: Path) -> None:
    text = TESTS + "        tone: hot\n        transition: true\n        sarcastic: maybe\n"
    assert [one.partition(": ")[2] for one in told(robin, text)] == [
        'expected warm, neutral, cold or hostile, found "hot"',
        "expected a text, found true; put it in quotes if it is one",
        'expected true or false, found "maybe"',
    ]
