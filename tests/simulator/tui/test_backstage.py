"""What the application fetches: personas, sessions, conversations, and every way that can fail."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from engine import Persona
from simulator.tui.backstage import Backstage, ago

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stamp", "told"),
    [
        ("2026-03-15T11:00:00+00:00", "today"),
        ("2026-03-16T11:00:00+00:00", "today"),
        ("2026-03-14T12:00:00.123+00:00", "yesterday"),
        ("2026-03-10T12:00:00+00:00", "5 days ago"),
        ("2025-12-24T12:00:00+00:00", "24 December 2025"),
        ("never", "some time ago"),
    ],
)
def test_days_as_one_says_them(stamp: str, told: str) -> None:
    assert ago(stamp, NOW) == told


def test_open_sessions_are_listed_and_ended_ones_are_not(data: Path, mira: Persona) -> None:
    backstage = Backstage(data)
    for lines in (["Hello."], ["It is your own fault."] * 2, []):
        rehearsal, trouble = backstage.begin(mira, "easy", 1)
        assert trouble == ""
        for line in lines:
            rehearsal.say(line)
    sessions = backstage.shelf().sessions
    backstage.shut()
    assert [(each.persona, each.lines, each.level) for each in sessions] == [("mira", 1, "easy")]


def test_a_broken_persona_has_its_problems(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("detente: 1\nname: 3\n", encoding="utf-8")
    card = Backstage(tmp_path).card(str(path))
    assert card.persona is None
    assert any("broken.yaml:2" in problem for problem in card.problems)


def test_an_unknown_persona_is_told(tmp_path: Path) -> None:
    assert "no persona" in Backstage(tmp_path).card("nobody at all").problems[0]


def test_where_nothing_can_be_kept_one_can_still_rehearse(tmp_path: Path, mira: Persona) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    backstage = Backstage(tmp_path / "file")
    assert "file" in backstage.shelf().trouble
    rehearsal, trouble = backstage.begin(mira, "standard", 1)
    assert "file" in trouble
    rehearsal.say("Hello there.")
    assert not rehearsal.kept
