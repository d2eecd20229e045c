"""`detente check --watch`: a process beside an editor, whose files are saved while it runs."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
from pathlib import Path

import pytest

TESTS = """\
persona: neighbour
tests:
  - name: a greeting
    lines: [Hello.]
  - name: an apology
    lines:
      - say: I'm sorry.
        moves: [apologize]
        stance: calm
"""
FAST = ("--model", "quick")
GIVEN_UP = 60
"""Seconds without a word after which what is waited for will not come."""


@pytest.fixture
def persona(copied: Path) -> Path:
    copied.with_name("neighbour.tests.yaml").write_text(TESTS)
    return copied


def save(path: Path, old: str, new: str) -> None:
    """Save as an editor does: a new file in the place of the old one."""
    text = path.read_text()
    assert old in text
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text.replace(old, new))
    fresh.replace(path)


def until(stream: int, *texts: str) -> str:
    """Read what is printed until all texts are in it, one after the other; return all of it."""
    order = re.compile(".*".join(map(re.escape, texts)), re.DOTALL)
    read = ""
    while not order.search(read):
        assert select.select([stream], [], [], GIVEN_UP)[0], f"{texts} never came, but:\n{read}"
        chunk = os.read(stream, 65_536).decode()
        assert chunk, read
        read += chunk
    return read


def test_every_save_is_checked_and_played(start, persona):
    process = start("check", "--watch", str(persona), *FAST)
    out = process.stdout.fileno()
    shown = until(out, "2 dialogues", "✗ expected stance calm; stance talking\n\n")
    assert f"{persona}: no problems\n\n2 dialogues, 1 failed\n" in shown
    assert "an apology, line 1: expected stance calm; stance talking\n" in shown
    assert "\nan apology\n" in shown  # of the two the one that failed

    save(persona.with_name("neighbour.tests.yaml"), "stance: calm", "stance: talking")
    shown = until(out, "Come and look at it.\n\n")
    assert "2 dialogues, none failed\n\nan apology\n" in shown  # which stays

    save(persona, "Come and look at it.", "Come and see it.")
    shown = until(out, "see it.\n\n")
    assert "* Other replies than before in: an apology\n" in shown
    assert "  Robin: *(opens the door a little)* Yes?\n" in shown
    assert "* Robin: *(steps out)* All right. Come and see it.\n" in shown

    save(persona, "trust > 0.4", "trst > 0.4")
    assert "1 mistake; not played until mended" in until(out, 'Did you mean "trust"?')

    save(persona, "trst > 0.4", "trust > 0.4")
    assert "Other replies" not in until(out, "Robin: ")

    save(persona.parent / "methods" / "amends.yaml", "steps:", "stepps:")
    assert "2 mistakes" in until(out, '"stepps"')
    process.send_signal(signal.SIGINT)
    assert process.wait() == 2
    assert process.stderr.read() == b""


def test_a_file_of_tests_may_come_later_and_a_persona_go(start, persona):
    tests = persona.with_name("neighbour.tests.yaml")
    text = tests.read_text()
    tests.unlink()
    process = start("check", "--watch", str(persona), *FAST)
    out = process.stdout.fileno()
    assert "There are no dialogue tests" in until(out, "Robin: ")
    tests.write_text(text)
    until(out, "2 dialogues, 1 failed")
    gone = persona.rename(persona.with_name("gone"))
    until(out, "There is no persona file")
    gone.rename(persona)
    until(out, "2 dialogues, 1 failed")
    process.send_signal(signal.SIGINT)
    assert process.wait() == 0


def test_several_are_watched_and_the_one_saved_is_shown(start, persona):
    other = persona.with_name("other.yaml")
    other.write_bytes(persona.read_bytes())
    process = start("check", "--watch", "--strict", str(persona), str(other), *FAST)
    out = process.stdout.fileno()
    first = f"{persona}: no problems"
    assert f"{first}\n\n{other}: no problems\n" in until(out, "There are no dialogue tests")
    save(persona, "A neighbour", "A neighbour of yours")
    assert f"{other}: no problems\n\n{first}\n" in until(out, first)
    save(other, "when: blame, change", "when: blame and never, change")
    assert f"{first}\n\n{other}: " in until(out, "this can never hold")
    process.send_signal(signal.SIGINT)
    assert process.wait() == 1


def test_a_screen_shows_no_more_than_fits(start, persona):
    ours, theirs = pty.openpty()
    lines = "\n".join(f'      - "This is what I would say, number {n}."' for n in range(40))
    persona.with_name("neighbour.tests.yaml").write_text(
        f"persona: neighbour\ntests:\n  - name: long\n    lines:\n{lines}\n"
    )
    size = {"TERM": "xterm", "COLUMNS": "60", "LINES": "20"}
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), theirs)
    os.environ.update(size)
    try:
        process = start("check", "--watch", str(persona), *FAST, **streams)
    finally:
        for name in size:
            os.environ.pop(name)
    os.close(theirs)
    shown = until(ours, "Ctrl+C ends.", "Ctrl+C ends.")  # the problems first, then all of it
    process.send_signal(signal.SIGINT)
    assert process.wait() == 0
    os.close(ours)
    last = shown.split("\x1b[2J")[-1].split("Ctrl+C ends.")[0]
    rows = re.sub(r"\x1b\[[\d;]*[A-Za-z]", "", last).replace("\r", "").split("\n")
    assert 15 < len(rows) <= 20
    assert all(len(row) <= 60 for row in rows)
    assert "no problems" in "".join(rows[:4])  # under a long path
    assert "1 dialogue, none failed" in rows


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--watch",), "--watch takes the personas to watch"),
        (("--watch", "--json", "small_vendor"), "prints no JSON"),
        (("--watch", "small_vender"), 'Did you mean "small_vendor"?'),
    ],
)
def test_what_cannot_be_watched_is_told(detente, arguments, told):
    result = detente("check", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
