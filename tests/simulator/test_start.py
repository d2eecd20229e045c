"""What is not imported: commands start without what they do not need."""

import subprocess
import sys

import pytest

from tests.simulator.conftest import NEIGHBOUR, ROOT

SAY = "import sys; from simulator.cli import main; main({0!r}, standalone_mode=False); "
TELL = "print(sorted(set(sys.modules) & {'textual', 'rich', 'sqlalchemy', 'engine'}))"


def loaded(*arguments):
    program = SAY.format(list(arguments)) + TELL
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        input="",
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()[-1]


def test_help_needs_nothing():
    assert loaded("play", "--help") == "[]"


@pytest.mark.parametrize("form", ["--json", "--plain"])
def test_play_without_a_journal_needs_the_engine_only(form):
    assert loaded("play", str(NEIGHBOUR), form, "--no-journal") == "['engine']"


def test_reading_needs_the_engine_only():
    assert loaded("read") == "['engine']"
