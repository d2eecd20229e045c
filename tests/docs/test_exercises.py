"""Every block of YAML in docs/exercises.md is an exercise, or a part of one.

The first is one; the keys of each of the others take the place of the first one's. The guides to
the exercises that ship say what their files say.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from simulator.room.exercise import ExerciseError, load_exercise
from tests.docs.fences import DOCS, Fence, fences

TINY = Path(__file__).parents[1] / "engine" / "personas" / "tiny.yaml"
PAGE = (DOCS / "exercises.md").read_text(encoding="utf-8")
BLOCKS = [one for one in fences(PAGE) if one.language == "yaml" and not one.unchecked]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the exercise is written, Farid beside it."""
    (tmp_path / "farid.yaml").write_text(TINY.read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path / "farid_exercise.yaml"


def lay(block: str, path: Path) -> None:
    """Write the page's whole exercise with a block's keys in the place of its own."""
    whole = yaml.safe_load(BLOCKS[0].text) | yaml.safe_load(block)
    path.write_text(yaml.safe_dump(whole, sort_keys=False), encoding="utf-8")


@pytest.mark.parametrize("block", BLOCKS, ids=lambda fence: f"line {fence.line}")
def test_a_block_can_stand_in_an_exercise(block: Fence, path: Path) -> None:
    lay(block.text, path)
    load_exercise(path)


def test_there_are_blocks() -> None:
    assert len(BLOCKS) > 7


def test_a_block_that_cannot_is_refused(path: Path) -> None:
    lay("personas: [fardi]", path)
    with pytest.raises(ExerciseError, match=r'Did you mean "farid"\?'):
        load_exercise(path)


def test_what_the_check_says_of_the_first_is_what_the_page_says(path: Path) -> None:
    path.write_text(BLOCKS[0].text, encoding="utf-8")
    assert f"{path.name}: no problems; {load_exercise(path).told()}\n" in PAGE


def test_every_key_is_on_the_page() -> None:
    from simulator.room.exercise.schema import ExerciseFile

    assert [key for key in ExerciseFile.model_fields if not re.search(rf"\b{key}\b", PAGE)] == []


@pytest.mark.parametrize("name", ["vendor_fishbowl", "customer_breakout"])
def test_a_guide_says_what_the_file_says(name: str) -> None:
    """The timetable has the phases and minutes of the file, and what is said word for word."""
    guide = (DOCS / f"guide-{name.replace('_', '-')}.md").read_text(encoding="utf-8")
    rows = [line for line in guide.splitlines() if re.match(r"\| \d", line)]
    phases = load_exercise(name).phases
    began = 0.0
    for phase, row in zip(phases, rows, strict=True):
        assert row.startswith(f"| {began:g} | {phase.title} | {phase.minutes:g} | {phase.say} |")
        began += phase.minutes
