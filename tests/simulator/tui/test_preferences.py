"""What was chosen is found again; what was spoilt is as if never chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import LEVELS as ENGINE_LEVELS
from simulator.tui.preferences import FILE, LEVELS, Preferences, next_level, settings_folder


def test_the_levels_are_the_engines() -> None:
    assert tuple(LEVELS) == tuple(ENGINE_LEVELS)


def test_levels_go_round() -> None:
    assert [next_level(level) for level in ("easy", "standard", "hard", "odd")] == [
        "standard",
        "hard",
        "easy",
        "standard",
    ]


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    chosen = Preferences(theme="detente-light", level="hard", gauges=False, stance=True)
    assert chosen.save(tmp_path / "new") == ""
    assert Preferences.load(tmp_path / "new") == chosen


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1]", "null", '{"theme": 3, "gauges": "yes", "level": "mild"}', "[" * 100_000],
)
def test_nonsense_is_as_if_never_chosen(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    assert Preferences.load(tmp_path) == Preferences()


def test_a_choice_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "cannot be kept" in Preferences().save(tmp_path / "file")


def test_the_folder_can_be_chosen(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings_folder() == settings
    monkeypatch.delenv("DETENTE_CONFIG")
    assert settings_folder().name == "detente"
