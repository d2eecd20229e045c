"""A hub to play with, one room open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulator.room.playing import Playing, playing


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Playing]:
    with playing(tmp_path) as room:
        yield room
