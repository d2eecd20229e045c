"""Every dialogue test that stands beside a bundled persona."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.persona.folders import bundled
from engine.workbench.dialogues import Dialogue, check_dialogue, load_dialogues, persona_of


def every_dialogue() -> list[object]:
    found = []
    for path in sorted(bundled().glob("*.tests.yaml")):
        for dialogue in load_dialogues(path).tests:
            found.append(pytest.param(path, dialogue, id=f"{path.stem}: {dialogue.name}"))
    return found


@pytest.mark.parametrize(("path", "dialogue"), every_dialogue())
def test_a_dialogue_goes_as_its_author_expects(path: Path, dialogue: Dialogue) -> None:
    persona = persona_of(path, load_dialogues(path))
    assert [str(failure) for failure in check_dialogue(persona, dialogue)] == []


@pytest.mark.parametrize("path", sorted(bundled().glob("*.tests.yaml")), ids=lambda p: p.stem)
def test_most_dialogues_hold_with_the_quick_model_too(path: Path) -> None:
    tests = load_dialogues(path)
    persona = persona_of(path, tests)
    held = [not check_dialogue(persona, dialogue, "quick") for dialogue in tests.tests]
    assert sum(held) >= 0.8 * len(held)
