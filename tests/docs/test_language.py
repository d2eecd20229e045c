"""Every block of YAML in docs/language.md can stand in a persona file.

Each is merged into Robin (tests/engine/personas/tiny.yaml) as `extends` does it; a translation is
put beside him. What cannot be, `<!-- not checked: why -->` says before the block.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine import PersonaError, load_persona
from tests.docs.fences import DOCS, Fence, fences

ROBIN = Path(__file__).parents[1] / "engine" / "personas" / "tiny.yaml"
HEAD = 'detente: 1\nversion: "1"\n'
BLOCKS = [
    fence
    for fence in fences((DOCS / "language.md").read_text(encoding="utf-8"))
    if fence.language == "yaml" and not fence.unchecked
]


@pytest.fixture
def robin(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROBIN, tmp_path / "robin.yaml"))


def load(block: str, robin: Path) -> None:
    """Load what a block makes of Robin."""
    if "translates:" in block:
        robin.with_name("robin.de.yaml").write_text(block, encoding="utf-8")
        load_persona(robin, language="de")
        return
    head = HEAD if "extends:" in block else f"{HEAD}extends: robin\n"
    part = robin.with_name("part.yaml")
    part.write_text(head + block, encoding="utf-8")
    load_persona(part)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda fence: f"line {fence.line}")
def test_a_block_can_stand_in_a_persona(block: Fence, robin: Path) -> None:
    load(block.text, robin)


def test_there_are_blocks() -> None:
    assert len(BLOCKS) > 10


def test_a_block_that_cannot_is_refused(robin: Path) -> None:
    with pytest.raises(PersonaError, match="no stance"):
        load("endings:\n  gone: {when: at(gnoe)}\n", robin)
