"""A gauge says where a feeling is, where it went, and whether that was good, in words too."""

from __future__ import annotations

import pytest

from engine import Conversation, Persona
from simulator.tui.gauging import Gauge, gauges
from simulator.tui.widgets.gauge_panel import strip


@pytest.mark.parametrize(
    ("change", "higher_is", "told"),
    [
        (0.12, "better", "▲ 12 better"),
        (-0.12, "better", "▼ 12 worse"),
        (0.12, "worse", "▲ 12 worse"),
        (-0.12, "worse", "▼ 12 better"),
        (0.004, "worse", "· steady"),
        (0.006, "worse", "▲ 1 worse"),
    ],
)
def test_the_last_change_in_words(change: float, higher_is: str, told: str) -> None:
    assert Gauge("Trust", 0.5, change, higher_is).told == told


@pytest.mark.parametrize("level", [0.0, 0.03, 0.5, 1.0])
def test_bars_keep_their_width(level: float) -> None:
    full, empty = Gauge("Trust", level, 0, "better").bar(10)
    assert len(full) == round(level * 10)
    assert len(full + empty) == 10


def test_gauges_compare_the_last_two_turns(mira: Persona) -> None:
    conversation = Conversation.open(mira, 1, "standard")
    assert [gauge.trend for gauge in gauges(mira, [conversation.opening])] == ["steady"] * 2
    turns = [conversation.opening, conversation.say("It is your own fault.")]
    assert [gauge.trend for gauge in gauges(mira, turns)] == ["worse", "worse"]
    assert [gauge.arrow for gauge in gauges(mira, turns)] == ["▼", "▲"]


@pytest.mark.parametrize("width", [0, 5, 12, 24, 40, 80])
def test_the_strip_fits(width: int) -> None:
    row = strip([Gauge(name, 0.5, 0.1, "better") for name in ("Trust", "Anger", "Hurt")], width)
    assert row.cell_length <= width


def test_a_strip_that_is_cut_short_shows_it() -> None:
    row = strip([Gauge(name, 0.5, 0.1, "better") for name in ("Trust", "Anger", "Hurt")], 26)
    assert row.plain == "Trust 50 ▲  Anger 50 ▲  …"
