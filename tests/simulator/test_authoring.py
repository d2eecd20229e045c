"""`detente test`: what it prints of dialogue tests and their coverage, and sessions recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simulator.authoring.tested import MOST

TESTS = """persona: neighbour
tests:
  - name: a greeting
    lines:
      - Hello.
  - name: an apology
    lines:
      - say: I'm sorry.
        moves: [apologize]
        stance: cross
"""


@pytest.fixture
def tests(copied: Path) -> Path:
    path = copied.with_name("neighbour.tests.yaml")
    path.write_text(TESTS)
    return path


@pytest.fixture
def good(tests: Path) -> Path:
    tests.write_text(TESTS.replace("cross", "talking"))
    return tests


def test_a_failure_is_told_where_its_expectation_stands(detente, tests):
    result = detente("test", str(tests), "--no-coverage", "--model", "quick")
    assert result.exit_code == 1
    assert result.stderr == ""
    assert result.stdout == (
        f"""neighbour: 2 dialogues, 2 lines, 1 failed

  {tests}:10: an apology
    line 1: "I'm sorry."
    expected: stance cross
    happened: stance talking

2 dialogues, 1 failed.
"""
    )


def test_what_holds_passes_and_what_was_not_reached_is_named(detente, good):
    persona = good.with_name("neighbour.yaml")
    result = detente("test", str(persona), "--model", "quick")
    assert result.exit_code == 0
    assert "neighbour: 2 dialogues, 2 lines, none failed" in result.stdout
    assert "    stances          50.0%  2 of 4\n" in result.stdout
    line = persona.read_text()[: persona.read_text().index("  cross:")].count("\n") + 1
    assert f"    - {persona}:{line} cross: Cross\n" in result.stdout
    assert "calm to cross: blamed too often" in result.stdout


def test_long_lists_are_cut_in_text_and_whole_in_json(detente, good):
    text = detente("test", str(good), "--model", "quick").stdout
    value = json.loads(detente("test", str(good), "--model", "quick", "--json").stdout)
    (persona,) = value["personas"]
    missing = persona["kinds"]["reply rules"]["missing"]
    lines = [goal["line"] for goal in missing]
    assert len(missing) > MOST
    assert lines == sorted(lines)
    assert f"    and {len(missing) - MOST} more\n" in text
    assert missing[MOST - 1]["name"] in text
    assert value["failed"] == persona["failed"] == 0
    total = sum(kind["total"] for kind in persona["kinds"].values())
    assert persona["coverage"]["total"] == total


def test_json_has_the_failures(detente, tests):
    result = detente("test", str(tests), "--model", "quick", "--json", "--no-coverage")
    assert result.exit_code == 1
    (persona,) = json.loads(result.stdout)["personas"]
    assert persona["coverage"] is persona["kinds"] is None
    assert [bool(one["failures"]) for one in persona["dialogues"]] == [False, True]
    assert persona["dialogues"][1]["failures"] == [
        {
            "file": str(tests),
            "line": 10,
            "number": 1,
            "said": "I'm sorry.",
            "expected": "stance cross",
            "happened": "stance talking",
        }
    ]


def test_too_little_coverage_fails(detente, good):
    command = ("test", str(good), "--model", "quick", "--fail-under")
    assert detente(*command, "1").exit_code == 0
    result = detente(*command, "99.5")
    assert result.exit_code == 1
    assert result.stdout.endswith("reached, less than 99.5%.\n")


def test_coverage_is_of_all_files_about_a_persona(detente, good):
    other = good.with_name("more.tests.yaml")
    other.write_text(
        "persona: neighbour\ntests:\n  - {name: rude, level: hard, lines: [It is your fault.]}\n"
    )
    arguments = ("test", str(good), str(other), str(good), "--model", "quick", "--json")
    (persona,) = json.loads(detente(*arguments).stdout)["personas"]
    assert [one["name"] for one in persona["dialogues"]] == ["a greeting", "an apology", "rude"]
    assert "cross" not in [goal["name"] for goal in persona["kinds"]["stances"]["missing"]]


def test_mistakes_are_told_all_at_once_and_nothing_is_run(detente, good):
    good.write_text(good.read_text().replace("talking", "tolking"))
    result = detente("test", "nobody_here", str(good), str(good.with_name("none.tests.yaml")))
    assert result.exit_code == 2
    assert result.stdout == ""
    nobody, stance, none = result.stderr.splitlines()
    assert nobody.startswith('There is no persona "nobody_here".')
    assert stance.startswith("neighbour.tests.yaml:10:17 tests[1].lines[0].stance: no stance")
    assert none == f"There is no persona file {good.with_name('none.tests.yaml')}."


@pytest.mark.parametrize(
    "arguments",
    [
        ("--no-coverage", "--fail-under", "5"),
        ("--fail-under", "101"),
        ("-o", "x.tests.yaml"),
        ("--record", "x", "small_vendor"),
        ("--record", "x", "-o", "small_vendor.yaml"),
        ("--record", "nosuchid"),
    ],
)
def test_options_that_do_not_go_together_are_refused(detente, arguments):
    result = detente("test", *arguments)
    assert result.exit_code == 2
    assert result.stderr
    assert "Traceback" not in result.output


def test_what_files_hold_is_not_obeyed_by_the_terminal(detente, good):
    good.write_text(
        'persona: neighbour\ntests:\n  - {name: "\\e[2Ja", lines: [{say: "\\e[2JHi", said: x}]}\n'
    )
    result = detente("test", str(good), "--no-coverage", "--model", "quick")
    assert result.exit_code == 1
    assert "\x1b" not in result.output


@pytest.fixture
def session(detente, copied):
    typed = 'Hello: "you" \\ #1, {x}.\nIt is your fault.\nYou idiot, it is your fault!\n'
    played = ("play", str(copied), "--json", "--seed", "9", "--level", "hard", "--model", "quick")
    detente(*played, lines=typed)
    (listed,) = json.loads(detente("sessions", "--json").stdout)
    return listed["id"]


def test_a_session_becomes_a_test_that_passes(detente, copied, session):
    file = copied.with_name("new.tests.yaml")
    printed = detente("test", "--record", session[:5])
    assert printed.exit_code == 0
    assert "seed: 9\n    level: hard\n    model: quick\n" in printed.stdout
    assert "stance: cross\n" in printed.stdout
    assert printed.stdout.endswith("        stance: gone\n    ending: gone\n")
    file.write_text(printed.stdout)
    assert detente("test", str(file), "--no-coverage").exit_code == 0


def test_a_session_is_added_to_a_file(detente, good, session):
    before = good.read_text()
    for added in (1, 2):
        result = detente("test", "--record", session, "-o", str(good))
        assert (result.exit_code, result.stdout) == (0, "")
        assert str(good) in result.stderr
        assert good.read_text().startswith(before)
        assert good.read_text().count(f"session {session}") == added
    result = detente("test", str(good), "--no-coverage", "--model", "quick")
    assert result.exit_code == 0
    assert "4 dialogues, none failed." in result.stdout


def test_a_session_begins_a_file(detente, copied, session):
    file = copied.with_name("neighbour.tests.yaml")
    assert detente("test", "--record", session, "-o", str(file)).exit_code == 0
    assert file.read_text().startswith("persona: neighbour\ntests:\n")
    assert detente("test", str(copied), "--no-coverage").exit_code == 0
    nowhere = copied.parent / "no" / "a.tests.yaml"
    result = detente("test", "--record", session, "-o", str(nowhere))
    assert result.exit_code == 2
    assert str(nowhere) in result.stderr


def test_a_session_that_says_nothing_is_no_test(detente, copied, session, journal):
    found = journal.find(session)
    journal.rewind(found, 3)
    result = detente("test", "--record", session)
    assert result.exit_code == 2
    assert session in result.stderr
