"""A pack's folder, and zips made byte by byte by somebody who means no good."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

TINY = Path(__file__).parents[2] / "engine" / "personas" / "tiny.yaml"
ABOUT = """\
name: {name}
version: "1.0"
author: Ada Lindgren
licence: CC-BY-4.0
summary: Neighbours, and what grows between them.
"""

Entry = tuple[str | ZipInfo, bytes]


@pytest.fixture
def make_pack(tmp_path: Path) -> Callable[..., Path]:
    """Write a pack's folder: its name, its personas."""

    def make(name: str = "hedges", *stems: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "pack.yaml").write_text(ABOUT.format(name=name))
        for stem in stems or ("robin",):
            (folder / f"{stem}.yaml").write_bytes(TINY.read_bytes())
            tests = f"persona: {stem}\ntests:\n  - {{name: quiet, lines: [Hello]}}\n"
            (folder / f"{stem}.tests.yaml").write_text(tests)
        return folder

    return make


@pytest.fixture
def good() -> list[Entry]:
    """The entries of a zip that is a pack."""
    about = ABOUT.format(name="hedges").encode()
    return [("pack.yaml", about), ("robin.yaml", TINY.read_bytes())]


@pytest.fixture
def make_zip(tmp_path: Path) -> Callable[..., Path]:
    """Write a zip of entries as they come, sound or not."""

    def make(entries: list[Entry], compression: int = 8) -> Path:
        path = tmp_path / "given.zip"
        with ZipFile(path, "w", compression) as archive:
            for name, data in entries:
                archive.writestr(name, data)
        return path

    return make
