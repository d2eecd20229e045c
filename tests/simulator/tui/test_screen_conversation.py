"""A conversation with the real engine and a real journal."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from simulator.journal import Journal
from simulator.tui.screens.ending import EndingScreen
from simulator.tui.screens.library import LibraryScreen
from simulator.tui.widgets.gauge_panel import GaugePanel, GaugeStrip
from simulator.tui.widgets.line_input import LineInput
from simulator.tui.widgets.masthead import Masthead
from simulator.tui.widgets.transcript import Transcript
from tests.simulator.tui.playing import (
    BLAME,
    OFFER,
    SORRY,
    opened,
    say,
    screen,
    static,
    talking,
    told,
    transcript,
)


def masthead(pilot) -> str:  # type: ignore[no-untyped-def]
    return str(pilot.app.screen.query_one(Masthead).content)


async def test_both_sides_are_shown_in_their_order(data: Path) -> None:
    async with talking(data, "Hello there.", SORRY) as pilot:
        assert transcript(pilot).split("\n\n") == [
            "\nMira Okafor\n(turns the lens towards the light)\n"
            "It was whole on Friday. What happened?",
            "You\nHello there.",
            "Mira Okafor\nI am listening.",
            f"You\n{SORRY}",
            "Mira Okafor\n(puts the lens down)\nAll right. That is a start.\n"
            "(sits)\nTell me the rest.",
        ]
        assert pilot.app.screen.query_one(LineInput).value == ""
        assert "2 lines" in masthead(pilot)


async def test_a_line_shown_is_a_line_kept(data: Path) -> None:
    async with talking(data, "Hello there.") as pilot:
        session = screen(pilot).rehearsal.session_id
        assert Journal.open(data).present(session)[1] == ("Hello there.",)


async def test_an_empty_line_is_silence(data: Path) -> None:
    async with talking(data, "") as pilot:
        assert "You\n(you say nothing)" in transcript(pilot)
        assert screen(pilot).rehearsal.lines == ("",)


@pytest.mark.parametrize(
    "typed", ["[red]x[/]", "[bold", "[/]", "\\[x]", "{x} %s $x", "[@click=app.quit]q[/]"]
)
async def test_what_is_typed_is_never_markup(data: Path, typed: str) -> None:
    async with talking(data, typed) as pilot:
        assert f"You\n{typed}" in transcript(pilot)
        await pilot.press("f2")
        assert typed in str(pilot.app.screen.query_one("LineList").options[0].prompt)  # type: ignore[attr-defined]


async def test_what_is_typed_is_no_command_to_the_terminal(data: Path) -> None:
    async with talking(data, "a\x1b[31mb\x1b]0;title\x07c\u202ed\u200be") as pilot:
        assert "You\nabcde" in transcript(pilot)
        strips = pilot.app.screen.query_one(Transcript).render_lines(
            pilot.app.screen.query_one(Transcript).size.region
        )
        assert "\x1b" not in "".join(strip.text for strip in strips)


async def test_pasted_lines_become_one(data: Path) -> None:
    async with talking(data) as pilot:
        line = pilot.app.screen.query_one(LineInput)
        line.value = "Well, "
        line.cursor_position = 6
        line.post_message(events.Paste("one\ntwo\r\n\tthree\x1b[31m"))
        await pilot.pause()
        assert line.value == "Well, one two three"
        line.selection = type(line.selection)(0, 5)
        line.post_message(events.Paste("So\n"))
        await pilot.pause()
        assert line.value == "So one two three"


async def test_a_hundred_thousand_characters_are_kept_and_shown_in_part(data: Path) -> None:
    async with talking(data) as pilot:
        line = pilot.app.screen.query_one(LineInput)
        line.post_message(events.Paste("word \n" * 20_000))
        await pilot.pause()
        await pilot.press("enter")
        assert len(screen(pilot).rehearsal.lines[0]) == 99_999
        assert "more characters, kept in the journal" in transcript(pilot).replace("\n", " ")
        assert len(transcript(pilot)) < 10_000


async def test_up_and_down_bring_back_earlier_lines(data: Path) -> None:
    async with talking(data, "one", "", "two") as pilot:
        line = pilot.app.screen.query_one(LineInput)
        line.value = "dra"
        seen = []
        for key in ("up", "up", "up", "down", "down", "down"):
            await pilot.press(key)
            seen.append(line.value)
        assert seen == ["two", "one", "one", "two", "dra", "dra"]


async def test_the_transcript_scrolls_while_the_input_keeps_focus(data: Path) -> None:
    async with talking(data, *["Hello there."] * 12) as pilot:
        shown = pilot.app.screen.query_one(Transcript)
        end = shown.scroll_offset.y
        assert end == shown.max_scroll_y > 0
        await pilot.press("pageup")
        assert shown.scroll_offset.y < end
        assert isinstance(pilot.app.focused, LineInput)
        await pilot.press("pagedown")
        assert shown.scroll_offset.y == end


async def test_the_gauges_can_be_switched_off_and_stay_off(data: Path) -> None:
    async with talking(data, BLAME) as pilot:
        strip = pilot.app.screen.query_one(GaugeStrip)
        assert strip.display
        assert "Anger" in str(strip.content)
        assert "▲" in str(strip.content)
        await pilot.press("f4")
        assert not strip.display
    async with talking(data) as pilot:
        assert not pilot.app.screen.query_one(GaugeStrip).display


async def test_the_panel_takes_the_place_of_the_strip_when_there_is_room(data: Path) -> None:
    async with talking(data, BLAME, size=(120, 34)) as pilot:
        panel, strip = (
            pilot.app.screen.query_one(GaugePanel),
            pilot.app.screen.query_one(GaugeStrip),
        )
        assert (panel.display, strip.display) == (True, False)
        assert "worse" in static(pilot, "#gauges-list")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert (panel.display, strip.display) == (False, True)


async def test_the_stance_is_shown_only_when_asked_for_or_at_the_end(data: Path) -> None:
    async with talking(data, SORRY) as pilot:
        assert "Softened" not in masthead(pilot)
        await pilot.press("f5")
        assert "Softened" in masthead(pilot)
        await pilot.press("f5")
        await say(pilot, OFFER)
        assert "Softened" in masthead(pilot)


async def test_replies_and_conversations_are_copied(data: Path) -> None:
    async with talking(data, "Hello there.") as pilot:
        await pilot.press("f6")
        assert pilot.app.clipboard == "Mira Okafor: I am listening."
        assert "Copied what Mira Okafor said last." in told(pilot)
        await pilot.press("f7")
        assert "You: Hello there." in pilot.app.clipboard


async def test_words_marked_with_the_mouse_are_copied_without_the_bars(data: Path) -> None:
    async with talking(data, "Hello there.") as pilot:
        await pilot.mouse_down("#transcript", offset=(0, 1))
        await pilot.mouse_up("#transcript", offset=(79, 6))
        await pilot.pause()
        marked = pilot.app.screen.get_selected_text()
    assert marked is not None
    assert "▌" not in marked
    assert "It was whole on Friday. What happened?\n\nYou\nHello there." in marked


async def test_an_ending_leads_to_the_debrief(data: Path) -> None:
    async with talking(data, BLAME, BLAME) as pilot:
        assert "The conversation is over: She takes back your key." in transcript(pilot)
        assert not pilot.app.screen.query_one(LineInput).display
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, EndingScreen)


async def test_leaving_from_the_command_line_leads_to_the_library(data: Path, shelf: Path) -> None:
    async with talking(data) as pilot:
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert "Kept" not in told(pilot)


async def test_quitting_says_how_to_go_on(data: Path) -> None:
    async with talking(data, "Hello there.") as pilot:
        session = screen(pilot).rehearsal.session_id
        await pilot.press("ctrl+q")
        assert f"detente resume {session}" in str(pilot.app._exit_renderables)
    async with opened(data, session=session) as pilot:
        assert "Hello there." in transcript(pilot)


async def test_a_line_that_cannot_be_kept_was_not_said(data: Path) -> None:
    async with talking(data, "Hello there.") as pilot:
        rehearsal = screen(pilot).rehearsal
        Journal.open(data).add_line(Journal.open(data).find(rehearsal.session_id), "elsewhere")
        await say(pilot, "And now?")
        assert "Nothing was said" in told(pilot)
        assert pilot.app.screen.query_one(Input).value == "And now?"
        assert "And now?" not in transcript(pilot)
