"""What the screens look like, with a persona and a reading of our own: neither changes.

After a change that is meant to be seen: `pytest tests/simulator/tui/test_snapshots.py
--snapshot-update`, and look at the pictures in the report before they are committed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from engine import Context, FoundMove, Reading, Span
from simulator.tui.app import DetenteApp
from simulator.tui.backstage import Card
from tests.simulator.tui.playing import ASKED, BLAME, MIRA, OFFER, SORRY, say, settled

NARROW, WIDE, SMALL = (80, 24), (120, 34), (40, 12)
TALK = ("Hello there.", BLAME, "", SORRY)

MOVES = {SORRY: "apologize", BLAME: "blame", ASKED: "ask_open", OFFER: "commit"}

Compare = Callable[..., bool]


def heard(line: str, context: Context, _model: str) -> Reading:
    """Read the lines of these tests for what they are, however the engine comes to read them."""
    if not line:
        return Reading(line, form="silent")
    span = Span(0, len(line), line)
    found = (FoundMove(MOVES[line], 1.0, (span,)),) if line in MOVES else ()
    return Reading(line, moves=found)


@pytest.fixture(autouse=True)
def read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a picture change only when a screen does."""
    monkeypatch.setattr("engine.conversation.read", heard)


@pytest.fixture
def app(data: Path, shelf: Path) -> Iterator[DetenteApp]:
    """The application at the library."""
    app = DetenteApp(data, seed=1)
    app.animation_level = "none"
    yield app
    app.backstage.shut()


@pytest.fixture
def told(data: Path, shelf: Path) -> Iterator[DetenteApp]:
    """The application at Mira's brief."""
    app = DetenteApp(data, MIRA, seed=1)
    app.animation_level = "none"
    yield app
    app.backstage.shut()


def doing(*keys: str, lines: tuple[str, ...] = ()) -> Callable[[Pilot[None]], object]:
    """Begin and say the lines, if there are any; then press the keys."""

    async def run(pilot: Pilot[None]) -> None:
        await settled(pilot)
        if lines:
            await pilot.press("enter")
        for line in lines:
            await say(pilot, line)
        await pilot.press(*keys)
        await settled(pilot)

    return run


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_library(snap_compare: Compare, app: DetenteApp, size: tuple[int, int]) -> None:
    assert snap_compare(app, terminal_size=size, run_before=doing())


def test_library_with_a_broken_persona(
    snap_compare: Compare, app: DetenteApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    problems = tuple(f"mira.yaml:{line}:3 name: expected a text" for line in range(2, 8))
    monkeypatch.setattr(app.backstage, "card", lambda stem: Card(stem, problems=problems))
    assert snap_compare(app, terminal_size=NARROW, run_before=doing())


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_brief(snap_compare: Compare, told: DetenteApp, size: tuple[int, int]) -> None:
    assert snap_compare(told, terminal_size=size, run_before=doing())


@pytest.mark.parametrize("size", [NARROW, WIDE, SMALL], ids=["narrow", "wide", "small"])
def test_conversation(snap_compare: Compare, told: DetenteApp, size: tuple[int, int]) -> None:
    assert snap_compare(told, terminal_size=size, run_before=doing(lines=TALK))


@pytest.mark.parametrize("theme", ["detente-light", "detente-contrast"])
def test_conversation_in_other_themes(snap_compare: Compare, told: DetenteApp, theme: str) -> None:
    told.theme = theme
    assert snap_compare(told, terminal_size=WIDE, run_before=doing(lines=TALK))


def test_conversation_without_gauges_and_with_stance(
    snap_compare: Compare, told: DetenteApp
) -> None:
    assert snap_compare(told, terminal_size=NARROW, run_before=doing("f4", "f5", lines=TALK))


def test_conversation_that_is_over(snap_compare: Compare, told: DetenteApp) -> None:
    lines = (SORRY, ASKED, OFFER)
    assert snap_compare(told, terminal_size=NARROW, run_before=doing(lines=lines))


def test_rewind(snap_compare: Compare, told: DetenteApp) -> None:
    assert snap_compare(told, terminal_size=NARROW, run_before=doing("f2", lines=TALK))


def test_help(snap_compare: Compare, told: DetenteApp) -> None:
    assert snap_compare(told, terminal_size=NARROW, run_before=doing("f1", lines=TALK[:1]))


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_ending(snap_compare: Compare, told: DetenteApp, size: tuple[int, int]) -> None:
    lines = (BLAME, SORRY, ASKED, OFFER)
    assert snap_compare(told, terminal_size=size, run_before=doing("enter", lines=lines))
