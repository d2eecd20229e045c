"""An exercise file in a folder of its own, with Robin beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

TINY = Path(__file__).parents[3] / "engine" / "personas" / "tiny.yaml"
HEDGE = """\
exercise: 1
title: The hedge
summary: Two neighbours and two metres ten.
personas: [robin]
phases:
  - {kind: fishbowl, title: Over the hedge}
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write an exercise (the hedge, with texts replaced), and Robin beside it; return its path."""

    def written(old: str = "", new: str = "", folder: str = "", robin: str = "") -> Path:
        assert old in HEDGE
        path = tmp_path / folder / "hedge.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEDGE.replace(old, new), encoding="utf-8")
        beside = tmp_path / robin / "robin.yaml"
        beside.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(TINY.read_text(encoding="utf-8"), encoding="utf-8")
        return path

    return written
