"""What a facilitator has to read is whole, and uncovered, in the terminals people have."""

from __future__ import annotations

import pytest
from textual.widgets import Static

from simulator.room.console.screens.exercise import ExerciseScreen
from simulator.room.console.screens.talk import TalkScreen
from simulator.room.console.view import View
from simulator.room.console.widgets.cards import LEAST, card_rows, height_for
from simulator.room.console.widgets.people_panel import person_rows
from simulator.room.exercise import load_exercise
from simulator.tui.widgets.transcript import Transcript
from tests.simulator.room.console.conftest import Opened
from tests.simulator.room.console.showing import (
    PEOPLE,
    PROPOSALS,
    bowl,
    breakouts,
    card,
    person,
    room,
    seats,
)
from tests.simulator.room.console.test_console import press, settled

LONG = "Maximiliane Freifrau von Hohenlohe-Berg"


def phases_of(exercise: str) -> list[dict[str, object]]:
    return [
        {"title": phase.title, "kind": phase.kind, "minutes": phase.minutes, "say": phase.say}
        for phase in load_exercise(exercise).phases
    ]


def unbroken(told: str) -> str:
    """Return rows as the one text they were, without how long each phase is."""
    words = told.split()
    return " ".join(
        word
        for word, after in zip(words, [*words[1:], ""], strict=True)
        if word != "min" and after != "min"
    )


@pytest.mark.parametrize("exercise", ["vendor_fishbowl", "customer_breakout"])
@pytest.mark.parametrize("size", [(120, 34), (100, 30), (80, 24)], ids=str)
async def test_the_titles_of_this_phase_and_the_next_are_whole(
    opened: Opened, exercise: str, size: tuple[int, int]
) -> None:
    phases = phases_of(exercise)
    async with opened(breakouts(room=room(mode="lobby", phases=phases, phase=0)), size) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ExerciseScreen)
        for at in range(len(phases)):
            screen.show(View({"room": room(mode="lobby", phases=phases, phase=at)}))
            told = unbroken(str(screen.query_one("#phases", Static).content))
            for phase in phases[at : at + 2]:
                assert str(phase["title"]) in told


async def test_a_common_terminal_shows_every_phase_with_its_length(opened: Opened) -> None:
    phases = phases_of("vendor_fishbowl")
    parts = breakouts(room=room(mode="lobby", phases=phases, phase=0))
    async with opened(parts, size=(120, 34)) as pilot:
        told = str(pilot.app.screen.query_one("#phases", Static).content)
    assert "○ Three questions before we\n  begin                2 min" in told
    assert unbroken(told).count("○") == len(phases) - 1


async def test_what_to_say_has_its_rows_before_phases_that_are_far_off(opened: Opened) -> None:
    phases = phases_of("vendor_fishbowl")
    parts = breakouts(room=room(mode="lobby", phases=phases, phase=0))
    async with opened(parts, size=(100, 30)) as pilot:
        plan = pilot.app.screen.query_one("Plan")
        told = str(plan.query_one("#phases", Static).content)
        assert plan.max_scroll_y == 0
    assert told.endswith("1 of 8: j has all")


@pytest.mark.parametrize("width", [22, 23, 30])
def test_a_long_name_hides_neither_pseudonym_nor_hand(width: int) -> None:
    one = person("s1", LONG, "Purple Gazelle", hand="hand", conversation="c1")
    first, *others = str(person_rows(one, View(), width)).split("\n")
    assert first.startswith("HAND Maximiliane")
    assert first.endswith("…")
    assert others == ["  (Purple Gazelle)", "  Conversation 1"]


def test_a_short_name_takes_one_row() -> None:
    one = person("s1", "Ann", "Red Wren", hand="help", conversation="c12")
    assert str(person_rows(one, View(), 36)) == "HELP Ann (Red Wren)  Conversation 12"
    assert str(person_rows(one, View(), 23)) == "HELP Ann (Red Wren)\n  Conversation 12"


def test_where_nobody_has_a_pseudonym_a_long_name_still_tells_who_is_away() -> None:
    one = person("s1", LONG, LONG, here=False)
    assert str(person_rows(one, View(), 20)) == "Maximiliane Freifra…\n  away"


def test_a_card_too_narrow_for_the_parts_names_everybody() -> None:
    trio = seats(("s1", "Red Wren", "speaker"), ("s2", "Bay Lynx", ""), ("s3", "Jay", "observer"))
    told = [card_rows(card("c1", seats=trio), width, View())[1][0][0] for width in (36, 26)]
    assert told == ["Red Wren, Bay Lynx, Jay observes", "Red Wren, Bay Lynx, Jay"]


def test_a_card_with_room_tells_everything_whole() -> None:
    view = View({"people": {"people": PEOPLE}})
    told = card(
        "c1",
        stance="Telling what happened, and to whom",
        ending="Agreed, and both of you know on what",
        help=["s3"],
        seats=seats(("s1", "Heron", "speaker"), ("s2", "Otter", "coach"), ("s3", "Finch", "")),
    )
    rows = ["".join(text for text, _ in row) for row in card_rows(told, 40, view, 12)]
    assert rows[:5] == [
        "Conversation 1, Mr. Okoye",
        "Telling what happened, and to whom",
        "speaks    Ann Arbor (Heron)",
        "coaches   Bo Berg (Otter)  away",
        "          Cem Can (Finch)",
    ]
    assert rows[-3:] == ["ended: Agreed, and both of you know on", "what", "call for help: Cem Can"]


@pytest.mark.parametrize(
    ("cards", "width", "height", "columns"), [(2, 60, 30, 1), (6, 60, 30, 2), (60, 60, 30, 2)]
)
def test_cards_are_as_wide_as_there_is_room(
    cards: int, width: int, height: int, columns: int
) -> None:
    trio = seats(("s1", "Red Wren", "speaker"), ("s2", "Bay Lynx", ""), ("s3", "Jay", "observer"))
    found, rows = height_for([card(f"c{n}", seats=trio) for n in range(cards)], width, height)
    assert found == columns
    assert (rows == LEAST) is (cards == 60)


@pytest.mark.parametrize("size", [(120, 34), (100, 30), (80, 24)], ids=str)
async def test_what_passes_covers_nothing_that_is_acted_on(
    opened: Opened, size: tuple[int, int]
) -> None:
    lines = [{"proposal": f"p{n}", "text": f"Line {n}?"} for n in range(9)]
    parts = bowl(proposals=PROPOSALS | {"proposals": lines})
    async with opened(parts, size, toasts=True) as pilot:
        pilot.app.notify("It is refused, for a reason. " * 5, markup=False)
        await settled(pilot)
        screen = pilot.app.screen
        toast = screen.query_one("Toast").region
        assert toast.area
        acted_on = screen.query("ProposalList, #strip, #joining, Footer, PeoplePanel, #phases")
        shown = [each for each in acted_on if each.display and each.region.area]
        assert len(shown) >= 5
        assert not [each for each in shown if each.region.overlaps(toast)]


async def test_over_a_conversation_looked_into_its_last_lines_stay_uncovered(
    opened: Opened,
) -> None:
    async with opened(breakouts(), toasts=True) as pilot:
        await press(pilot, "enter", TalkScreen)
        pilot.app.notify("It is refused.", markup=False)
        await settled(pilot)
        toast = pilot.app.screen.query_one("Toast").region
        assert toast.y < pilot.app.screen.query_one(Transcript).region.y + 2
