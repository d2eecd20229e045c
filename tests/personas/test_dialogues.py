"""Every dialogue test that stands beside a bundled persona."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from engine.persona import Persona
from engine.persona.folders import bundled
from engine.workbench.dialogues import (
    Dialogue,
    DialogueFile,
    check_dialogue,
    load_dialogues,
    persona_of,
)

SUITES = sorted(bundled().glob("*.tests.yaml"))


@cache
def suite(path: Path) -> DialogueFile:
    return load_dialogues(path)


@cache
def persona(path: Path) -> Persona:
    return persona_of(path, suite(path))


def every_dialogue() -> list[object]:
    return [
        pytest.param(path, dialogue, id=f"{path.stem}: {dialogue.name}")
        for path in SUITES
        for dialogue in suite(path).tests
    ]


@pytest.mark.parametrize(("path", "dialogue"), every_dialogue())
def test_a_dialogue_goes_as_its_author_expects(path: Path, dialogue: Dialogue) -> None:
    assert [str(failure) for failure in check_dialogue(persona(path), dialogue)] == []


@pytest.mark.parametrize("path", SUITES, ids=lambda path: path.stem)
def test_most_dialogues_hold_with_the_quick_model_too(path: Path) -> None:
    held = [not check_dialogue(persona(path), one, "quick") for one in suite(path).tests]
    assert sum(held) >= 0.8 * len(held)
