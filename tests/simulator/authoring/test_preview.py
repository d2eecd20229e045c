"""What is shown beside the editor: which dialogue, what is marked, and how much of it."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from simulator.authoring.looking import Look, looks_at
from simulator.authoring.preview import preview

TESTS = """\
persona: neighbour
tests:
  - {name: a greeting, lines: [Hello.]}
  - {name: a question, lines: ["How tall has it grown?"]}
  - name: an apology
    lines:
      - {say: "I'm sorry.", stance: talking}
      - Hello.
"""


@pytest.fixture
def tests(copied: Path) -> Path:
    path = copied.with_name("neighbour.tests.yaml")
    path.write_text(TESTS)
    return path


def seen(persona: Path) -> Look:
    return list(looks_at(str(persona), (), "quick"))[-1]


def saved(path: Path, old: str, new: str) -> Path:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return path


def plain(lines: list[str]) -> list[str]:
    return [click.unstyle(line) for line in lines]


def test_what_is_seen_grows_from_the_check_to_the_last_dialogue(copied, tests):
    looks = list(looks_at(str(copied), (), "quick"))
    assert [len(look.played) for look in looks] == [0, 1, 2, 3]
    assert all(look.opening is not None for look in looks)


def test_the_first_dialogue_is_shown_when_none_is_of_interest(copied, tests):
    lines, shown = preview(seen(copied), None, "", None)
    assert shown == "a greeting"
    assert plain(lines)[:5] == [
        f"{copied}: no problems",
        "",
        "3 dialogues, none failed",
        "",
        "a greeting",
    ]
    assert not [line for line in lines if line.startswith(("* ", "✗ "))]


def test_the_one_shown_stays_while_nothing_else_is_of_interest(copied, tests):
    look = seen(copied)
    assert preview(look, look, "a question", None)[1] == "a question"
    assert preview(look, look, "one that is gone", None)[1] == "a greeting"


def test_the_one_that_changed_is_shown_and_marked_where_it_did(copied, tests):
    before = seen(copied)
    saved(copied, "High enough.", "Higher than you.")
    lines, shown = preview(seen(copied), before, "a greeting", None)
    assert shown == "a question"
    assert "* Other replies than before in: a question" in lines
    marked = [line for line in lines if line.startswith("* Robin")]
    assert marked == ["* Robin: Higher than you. Is there anything else?"]


def test_the_one_that_failed_is_shown_before_one_that_changed(copied, tests):
    before = seen(copied)
    saved(copied, "High enough.", "Higher than you.")
    saved(tests, "talking", "calm")
    lines, shown = preview(seen(copied), before, "a greeting", None)
    assert shown == "an apology"
    failed = "expected stance calm; stance talking"
    assert [line for line in lines if line.startswith("✗ ")] == [
        f"✗ an apology, line 1: {failed}",
        f"✗ {failed}",
    ]


def test_a_line_written_to_see_what_is_said_is_marked(copied, tests):
    before = seen(copied)
    saved(tests, "      - Hello.", "      - Hello.\n      - Half of it?")
    lines, shown = preview(seen(copied), before, "a greeting", None)
    assert shown == "an apology"
    assert len([line for line in lines if line.startswith("* Robin")]) == 1


def test_what_does_not_fit_is_counted_and_what_failed_is_among_the_rest(copied, tests):
    hellos = "\n".join(f"      - Hello number {number}." for number in range(30))
    saved(tests, "      - Hello.", f"{hellos}\n      - {{say: Hello., stance: cross}}\n{hellos}")
    saved(copied, "when: blame, change", "when: blame and never, change")
    for rows in (14, 24, 50):
        lines = plain(preview(seen(copied), None, "", rows)[0])
        assert len(lines) <= rows
        assert [line for line in lines if line.startswith("✗ expected stance cross")]
    saved(copied, "title: Calm", "titel: Calm")
    (copied.parent / "methods" / "amends.yaml").write_text("")
    lines = preview(seen(copied), None, "an apology", 3)[0]
    assert len(lines) == 3


def test_of_a_persona_with_mistakes_nothing_is_played(copied, tests):
    saved(copied, "trust > 0.4", "trst > 0.4")
    lines, shown = preview(seen(copied), None, "a question", None)
    assert plain(lines)[0] == f"{copied}: 1 mistake; not played until mended"
    assert len(lines) == 2
    assert shown == "a question"


def test_nothing_in_a_file_reaches_the_terminal_as_a_command(copied, tests):
    saved(tests, "a greeting", '"a \\u202egreeting\\u001b[31m"')
    saved(tests, "[Hello.]", '[{say: "Hello \\u202e", said: "\\u009b"}]')
    text = "\n".join(plain(preview(seen(copied), None, "", None)[0]))
    assert "a greeting" in text
    assert not {"\u202e", "\x1b", "\x9b"} & set(text)
