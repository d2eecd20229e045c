"""What holds on every screen: keys, themes, help, palette, and any size."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.filter import Monochrome
from textual.widgets import Static

from simulator.tui.app import DetenteApp, scope_of
from simulator.tui.screens.help import HelpScreen
from simulator.tui.widgets.gauge_panel import GaugeStrip
from simulator.tui.widgets.line_input import LineInput
from tests.simulator.tui.playing import BLAME, SORRY, opened, screen, talking, told, transcript


def keys_file(settings: Path, text: str) -> None:
    settings.mkdir()
    (settings / "keys.yaml").write_text(text, encoding="utf-8")


async def test_keys_can_be_rebound(data: Path, settings: Path) -> None:
    keys_file(settings, "conversation.gauges: f9\n")
    async with talking(data) as pilot:
        strip = pilot.app.screen.query_one(GaugeStrip)
        await pilot.press("f4")
        assert strip.display
        await pilot.press("f9")
        assert not strip.display


async def test_wrong_keys_are_told_and_nothing_breaks(data: Path, settings: Path) -> None:
    keys_file(settings, "conversation.guages: f9\nconversation.stance: nokey\n[x]: [y]\n")
    async with talking(data, "Hello there.") as pilot:
        assert "is not YAML" in told(pilot) or "Did you mean 'conversation.gauges'?" in told(pilot)
        await pilot.press("f4")
        assert not pilot.app.screen.query_one(GaugeStrip).display


async def test_help_shows_the_keys_that_hold(data: Path, settings: Path) -> None:
    keys_file(settings, "conversation.gauges: f9\n")
    async with talking(data) as pilot:
        await pilot.press("f1")
        assert isinstance(pilot.app.screen, HelpScreen)
        texts = [str(each.content) for each in pilot.app.screen.query(Static)]
        assert texts.index("In a conversation") < texts.index("In the library")
        assert any("f9" in text and "Show or hide what they feel" in text for text in texts)
        await pilot.press("f1")
        assert screen(pilot)


async def test_a_question_mark_is_help_only_outside_the_line(data: Path) -> None:
    async with talking(data) as pilot:
        await pilot.press("question_mark")
        assert pilot.app.screen.query_one(LineInput).value == "?"
        await pilot.press("tab", "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)


async def test_themes_are_remembered(data: Path, settings: Path) -> None:
    async with talking(data) as pilot:
        await pilot.press("f8")
        assert pilot.app.theme == "detente-light"
    assert json.loads((settings / "preferences.json").read_text())["theme"] == "detente-light"
    async with talking(data) as pilot:
        assert pilot.app.theme == "detente-light"


async def test_the_palette_has_the_commands_of_the_screen_below(data: Path) -> None:
    async with talking(data, "Hello there.") as pilot:
        below = pilot.app.screen
        await pilot.press("ctrl+p")
        assert isinstance(pilot.app.screen, CommandPalette)
        commands = {each.title: each for each in pilot.app.get_system_commands(below)}
        assert {"Rewind", "Gauges", "Stance", "Copy", "Theme: Light", "Help"} <= set(commands)
        assert "Screenshot" not in commands
        await pilot.press("escape")
        await commands["Gauges"].callback()
        assert not pilot.app.screen.query_one(GaugeStrip).display


@pytest.mark.parametrize("size", [(40, 12), (20, 6), (60, 18), (80, 24), (120, 34), (200, 60)])
async def test_every_size_works(data: Path, shelf: Path, size: tuple[int, int]) -> None:
    async with opened(data, size=size) as pilot:
        await pilot.press("enter", "enter")
        for line in ("Hello there. " * 20, BLAME, BLAME):
            pilot.app.screen.query_one(LineInput).value = line
            await pilot.press("enter")
        assert scope_of(pilot.app.screen) == "conversation"
        await pilot.press("f2", "escape", "f1", "escape", "f3", "escape", "enter")
        assert scope_of(pilot.app.screen) == "ending"


async def test_resizing_does_no_damage(data: Path) -> None:
    async with talking(data, "Hello there. " * 20, SORRY) as pilot:
        before = transcript(pilot)
        for size in ((40, 12), (10, 4), (200, 50), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert transcript(pilot) == before


async def test_without_colour_nothing_is_lost(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with talking(data, BLAME) as pilot:
        assert any(isinstance(each, Monochrome) for each in pilot.app.get_line_filters())
        assert "Mira Okafor\nDo not put this on me." in transcript(pilot)
        strip = str(pilot.app.screen.query_one(GaugeStrip).content)
        assert "▼" in strip
        assert "▲" in strip


def test_an_unknown_theme_or_level_is_replaced(data: Path, settings: Path) -> None:
    settings.mkdir()
    (settings / "preferences.json").write_text('{"theme": "none", "level": "none"}')
    app = DetenteApp(data, level="nightmare")
    assert app.theme == "detente-dark"
    assert app._level == "standard"
