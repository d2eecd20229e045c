"""Settings in a fresh folder, and the small persona that the screens are shown with."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import Persona, load_persona

MIRA = Path(__file__).parent / "personas" / "mira.yaml"


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings folder; it does not exist yet."""
    folder = tmp_path / "settings"
    monkeypatch.setenv("DETENTE_CONFIG", str(folder))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return folder


@pytest.fixture
def mira() -> Persona:
    return load_persona(MIRA)


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose personas are the installed ones; only Mira is in it."""
    folder = tmp_path / "installed"
    (folder / "methods").mkdir(parents=True)
    for file in ("mira.yaml", "methods/repair.yaml"):
        (folder / file).write_text((MIRA.parent / file).read_text(encoding="utf-8"), "utf-8")
    monkeypatch.setattr("engine.persona.folders.bundled", lambda: folder)
    return folder
