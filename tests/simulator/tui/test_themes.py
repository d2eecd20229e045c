"""The themes can be read, and colours are named nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

import simulator.tui
from simulator.tui.themes import CONTRAST, THEMES, TITLES, next_theme

LITERAL = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsl\(")
HOME = Path(simulator.tui.__file__).parent
NAMED = re.compile(r"(?:color|background|border[-\w]*|tint):[^;]*\b(red|green|blue|white|black)\b")


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""

    def luminance(code: str) -> float:
        parts = [part / 255 for part in Color.parse(code).rgb]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_can_be_read(theme: Theme) -> None:
    least = 7 if theme is CONTRAST else 4.5
    roles = [theme.variables[role] for role in ("you", "them", "quiet", "better", "worse")]
    for colour in (*roles, theme.foreground):
        for ground in (theme.background, theme.surface, theme.panel):
            assert contrast(str(colour), str(ground)) >= least, (colour, ground)
    marked = theme.variables["block-cursor-background"]
    for colour in (theme.variables["block-cursor-foreground"], theme.variables["quiet"]):
        assert contrast(colour, marked) >= 4.5, (colour, marked)


def test_all_themes_have_the_same_roles() -> None:
    assert len({frozenset(theme.variables) for theme in THEMES}) == 1
    assert set(TITLES) == {theme.name for theme in THEMES}


def test_themes_go_round() -> None:
    seen = ["detente-dark"]
    for _ in THEMES:
        seen.append(next_theme(seen[-1]))
    assert len(set(seen)) == len(THEMES)
    assert seen[-1] == seen[0]


def test_no_colour_is_named_outside_the_themes() -> None:
    files = [*HOME.rglob("*.tcss"), *HOME.rglob("*.py")]
    for file in files:
        if file.name != "themes.py":
            text = file.read_text(encoding="utf-8")
            assert not LITERAL.search(re.sub(r'"#[a-z-]+"', "", text)), file
            assert file.suffix == ".py" or not NAMED.search(text), file
