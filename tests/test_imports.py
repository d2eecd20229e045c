"""What may know of what: the engine stands alone, and imports go one way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOREIGN = ("simulator", "textual", "rich", "click", "sqlalchemy")

PROGRAM = """
import sys
{program}
print(*sorted(sys.modules), sep="\\n")
"""


def imported_by(program: str) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(program=program)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return set(run.stdout.split())


@pytest.fixture(scope="module")
def engine_modules() -> set[str]:
    return imported_by("import engine")


@pytest.mark.parametrize("foreign", FOREIGN)
def test_the_engine_brings_no_screen_and_no_storage(engine_modules: set[str], foreign: str) -> None:
    assert "engine.conversation" in engine_modules
    assert foreign not in engine_modules


def test_talking_brings_none_either() -> None:
    """Lazy imports included: a line said, a persona loaded from its file."""
    modules = imported_by(
        "from engine import Conversation, persona_names\n"
        "Conversation.open(persona_names()[0]).say('What happened?')"
    )
    assert "engine.reading" in modules
    assert not modules & set(FOREIGN)


def test_imports_go_one_way() -> None:
    """The contracts in pyproject.toml, with a cache of their own."""
    program = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [program, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout


@pytest.mark.parametrize("library", ["transitions", "yaml", "pydantic", "re2"])
def test_each_large_library_is_known_to_few(library: str) -> None:
    rooms = {
        "transitions": {"engine/stance.py"},
        "yaml": {
            "engine/persona/source.py",  # reads
            "engine/persona/yaml_errors.py",  # says what could not be read
            "engine/workbench/recording.py",  # writes
            "engine/workbench/scaffold.py",  # writes
            "engine/workbench/translating.py",  # writes
        },
        "pydantic": {"engine/persona", "engine/workbench"},
        "re2": {
            "engine/reading",
            "engine/workbench/patterns.py",  # what authors expect to be said
        },
    }
    for path in sorted((ROOT / "engine").rglob("*.py")):
        lines = [line.split("#")[0].strip() for line in path.read_text().splitlines()]
        names = {
            line.split()[1].split(".")[0] for line in lines if line.startswith(("import ", "from "))
        }
        if library in names:
            place = path.relative_to(ROOT).as_posix()
            assert any(place.startswith(room) for room in rooms[library]), place
