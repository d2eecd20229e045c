"""The console on a hub: what it shows, what its keys ask for, and what a broken line does to it."""

from __future__ import annotations

from math import inf
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static, TextArea

from simulator.room.console import run_console
from simulator.room.console.actions import DEEDS
from simulator.room.console.app import ConsoleApp
from simulator.room.console.screens.address import AddressScreen
from simulator.room.console.screens.choosing import ChoosingScreen
from simulator.room.console.screens.confirming import ConfirmingScreen
from simulator.room.console.screens.dialog import Dialog
from simulator.room.console.screens.exercise import ExerciseScreen
from simulator.room.console.screens.leaving import STAYS, LeavingScreen
from simulator.room.console.screens.qr import QUIET, QrScreen, half_blocks
from simulator.room.console.screens.talk import TalkScreen
from simulator.room.console.screens.writing import WritingScreen
from simulator.room.console.widgets.card_grid import CardGrid
from simulator.tui.screens.help import HelpScreen
from simulator.tui.widgets.transcript import Transcript
from tests.simulator.room.console.conftest import Opened, console_of
from tests.simulator.room.console.showing import (
    CARDS,
    PEOPLE,
    PROPOSALS,
    bowl,
    breakouts,
    clock,
    person,
    room,
    turn,
    watched,
)
from tests.simulator.room.small_hub import SmallHub


def app_of(pilot: Pilot[str]) -> ConsoleApp:
    assert isinstance(pilot.app, ConsoleApp)
    return pilot.app


def text(pilot: Pilot[str], selector: str) -> str:
    return str(pilot.app.screen.query_one(selector, Static).content)


def painted(pilot: Pilot[str]) -> str:
    """Return what the grid shows."""
    grid = pilot.app.screen.query_one(CardGrid)
    return "\n".join(grid.render_line(y).text for y in range(grid.size.height))


async def press(pilot: Pilot[str], key: str, shown: type[Screen[Any]]) -> None:
    """Press a key that leads to a screen, and wait until that is there."""
    before = pilot.app.screen
    await pilot.press(key)
    while pilot.app.screen is before or not isinstance(pilot.app.screen, shown):
        await pilot.pause()
    await readable(pilot)


async def readable(pilot: Pilot[str]) -> None:
    """Wait until the screen on top is there, and takes keys."""
    while not pilot.app.screen.is_current or not pilot.app.screen.is_mounted:
        await pilot.pause()
    while isinstance(pilot.app.screen, Dialog) and pilot.app.screen.shown_at == inf:
        await pilot.pause()
    await pilot.pause()


async def settled(pilot: Pilot[str]) -> None:
    """Wait until what the hub told is shown."""
    for _ in range(8):
        await pilot.pause()


async def test_the_exercise_is_shown_with_what_to_say_and_the_clock(opened: Opened) -> None:
    async with opened(breakouts()) as pilot:
        assert text(pilot, "#clock") == "12:30 left"
        assert "● In pairs" in text(pilot, "#phases")
        assert text(pilot, "#say") == "Say now\nSpeaker, begin.\n\nCoach, whisper."
        assert text(pilot, "#joining") == "Join  http://192.168.0.5:8765/  code  K7Q2"


async def test_how_many_have_answered_is_told(opened: Opened) -> None:
    asking = room(phases=[{"title": "Three questions", "kind": "questions", "minutes": 2}], phase=0)
    people = [PEOPLE[0] | {"answered": ["before"]}, *PEOPLE[1:]]
    async with opened(breakouts(room=asking, people={"people": people})) as pilot:
        assert f"1 of {len(people)} have answered" in text(pilot, "Masthead")


async def test_that_nobody_else_can_reach_the_hub_is_said_where_its_address_is(
    opened: Opened,
) -> None:
    async with opened(breakouts(), where="http://127.0.0.1:8765") as pilot:
        told = text(pilot, "#joining")
        assert told.endswith("code  K7Q2  (nobody else can reach it: --host 0.0.0.0)")


async def test_cards_come_in_the_hubs_order_who_needs_somebody_first(opened: Opened) -> None:
    async with opened(breakouts(), size=(120, 34)) as pilot:
        rows = painted(pilot)
    assert rows.index("Conversation 2, Mr. Okoye") < rows.index("Conversation 1, Mr. Okoye")
    assert "call for help: Cem Can" in rows
    assert "ended: Agreed" in rows
    assert "trust ━━╌╌╌" in rows


async def test_people_with_hands_up_come_first_with_their_names(opened: Opened) -> None:
    async with opened(breakouts(), size=(120, 34)) as pilot:
        listed = text(pilot, "#people-list").splitlines()
        assert text(pilot, "#people-title") == "5 people, 1 away"
    assert listed[:2] == ["HELP Cem Can (Finch)", "  Conversation 2"]
    assert listed[2].startswith("HAND Eve Ek (Wren)")


async def test_whoever_reads_their_debrief_is_not_away(opened: Opened) -> None:
    async with opened(breakouts(room=room(mode="debrief", phase=2)), size=(120, 34)) as pilot:
        assert text(pilot, "#people-title") == "5 people, 1 not on the page"
        assert "away" not in text(pilot, "#people-list")
        assert "nobody is here" not in painted(pilot)


async def test_what_people_call_themselves_is_no_markup(opened: Opened) -> None:
    people = [person("s9", "[bold]Mal[/]\x1b[31m", "\u202eOwl")]
    async with opened(breakouts(people={"people": people}), size=(120, 34)) as pilot:
        assert text(pilot, "#people-list").startswith("[bold]Mal[/] (Owl)")


@pytest.mark.parametrize(
    ("keys", "asked"),
    [
        (["n"], {"type": "begin", "phase": 2}),
        (["plus"], {"type": "clock", "act": "add", "seconds": 60}),
        (["p"], {"type": "pause", "on": True}),
        (["right", "z"], {"type": "freeze", "conversation": "c1", "on": True}),
        (["down", "z"], {"type": "freeze", "conversation": "c1", "on": True}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
async def test_a_key_asks_the_hub(
    opened: Opened, small_hub: SmallHub, keys: list[str], asked: dict[str, Any]
) -> None:
    async with opened(breakouts()) as pilot:
        await pilot.press(*keys)
        heard = await small_hub.asked(asked["type"])
    assert {key: heard[key] for key in asked} == asked


async def test_the_chair_is_taken_in_two_keys(opened: Opened, small_hub: SmallHub) -> None:
    async with opened(breakouts()) as pilot:
        await press(pilot, "t", ChoosingScreen)
        await press(pilot, "enter", ExerciseScreen)
        heard = await small_hub.asked("chair")
    assert (heard["conversation"], heard["take"]) == ("c2", "once")


async def test_the_mark_stays_on_its_conversation(opened: Opened, small_hub: SmallHub) -> None:
    async with opened(breakouts()) as pilot:
        await pilot.press("end")
        await small_hub.show(grid={"cards": CARDS[::-1]})
        await app_of(pilot).client.until(lambda: app_of(pilot).client.pos == small_hub.pos)
        await settled(pilot)
        assert pilot.app.screen.query_one(CardGrid).marked == "c4"


async def test_a_conversation_is_looked_into_and_left(opened: Opened, small_hub: SmallHub) -> None:
    small_hub.talks["c2"] = watched("c2")
    async with opened(breakouts()) as pilot:
        await pilot.press("enter")
        app = app_of(pilot)
        await app.client.until(lambda: "watched" in app.client.parts)
        await settled(pilot)
        assert isinstance(app.screen, TalkScreen)
        script = app.screen.query_one(Transcript).text
        assert "So am I." in script
        assert "heard as apologize; trust in you ▲ 5; anger ▼ 5" in script
        assert "the facilitator answered" in script
        await press(pilot, "escape", ExerciseScreen)


async def test_over_a_conversation_what_does_not_fit_is_left_out_last_first(
    opened: Opened, small_hub: SmallHub
) -> None:
    small_hub.talks["c2"] = watched("c2")
    cards = [CARDS[0] | {"ending": "Agreed, and both of you know"}]
    async with opened(breakouts(grid={"cards": cards})) as pilot:
        await press(pilot, "enter", TalkScreen)
        await settled(pilot)
        head = text(pilot, "Masthead")
    assert "ended: Agreed, and both of you know" in head
    assert "left" not in head


async def test_lines_that_come_are_added_while_one_looks_on(
    opened: Opened, small_hub: SmallHub
) -> None:
    small_hub.talks["c2"] = watched("c2")
    async with opened(breakouts()) as pilot:
        await pilot.press("enter")
        app = app_of(pilot)
        await app.client.until(lambda: "watched" in app.client.parts)
        more = [*watched()["turns"], turn(3, "On Friday at ten.", "I will be there.")]
        await small_hub.show(watched=watched("c2", turns=more))
        await app.client.until(lambda: app.client.pos == small_hub.pos)
        await settled(pilot)
        assert app.screen.query_one(Transcript).text.count("You had better have news.") == 1
        assert "I will be there." in app.screen.query_one(Transcript).text


async def test_the_fishbowl_is_shown_with_what_is_proposed(opened: Opened) -> None:
    async with opened(bowl()) as pilot:
        assert "A date I can plan with." in pilot.app.screen.query_one(Transcript).text
        assert pilot.app.screen.query_one("#proposals", OptionList).option_count == 2
        assert text(pilot, "#vote").startswith("Proposed: v opens the vote")


async def test_a_proposal_is_played_by_enter_and_then_enter(
    opened: Opened, small_hub: SmallHub
) -> None:
    async with opened(bowl()) as pilot:
        await pilot.press("down")
        await press(pilot, "enter", WritingScreen)
        assert pilot.app.screen.query_one(TextArea).text == "I can bring half of it tomorrow."
        await pilot.press("enter")
        played = await small_hub.asked("play")
    assert (played["proposal"], played["text"]) == ("p2", None)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"open": True, "voted": 3}, "The vote is open (hidden): 3 of 5 have voted. v reveals."),
        (
            {"revealed": True},
            "The vote is revealed. 2 are level: w asks which.",
        ),
        (
            {"revealed": True, "proposals": [PROPOSALS["proposals"][0] | {"votes": 1}]},
            "The vote is revealed. w plays the winner.",
        ),
        ({"proposals": []}, "Nothing is proposed yet."),
    ],
)
async def test_how_the_vote_stands(opened: Opened, changed: dict[str, Any], told: str) -> None:
    async with opened(bowl(proposals=PROPOSALS | changed)) as pilot:
        assert text(pilot, "#vote") == told


async def test_who_has_the_baton_is_named(opened: Opened) -> None:
    people = [person("s1", "Ann Arbor", "Heron", baton=True)]
    async with opened(bowl(people={"people": people})) as pilot:
        assert text(pilot, "#vote") == "Ann Arbor (Heron) speaks. b takes the baton back."


async def test_a_line_that_waits_for_the_facilitator_is_said(opened: Opened) -> None:
    waiting = turn(1, "Half?", "", waiting=True, parts=[], planned=[["speech", "No."]])
    told = watched(chair="on", turns=[turn(0, None, "Yes?"), waiting])
    async with opened(bowl(watched=told)) as pilot:
        assert text(pilot, "#banner") == "A line waits for Mr. Okoye's answer, which is yours: a."
        assert "They had in mind: No." in pilot.app.screen.query_one(Transcript).text


async def test_what_the_hub_refuses_stays_in_its_box(opened: Opened, small_hub: SmallHub) -> None:
    small_hub.refusals["broadcast"] = ("malformed", "There is nothing in it.")
    async with opened(breakouts()) as pilot:
        await press(pilot, "m", ChoosingScreen)
        await press(pilot, "enter", WritingScreen)
        pilot.app.screen.query_one(TextArea).text = "Two more minutes."
        await pilot.press("enter")
        await small_hub.asked("broadcast")
        await settled(pilot)
        assert text(pilot, "#trouble") == "There is nothing in it."
        assert pilot.app.screen.query_one(TextArea).text == "Two more minutes."


async def test_what_was_not_sent_is_there_the_next_time(opened: Opened) -> None:
    async with opened(breakouts()) as pilot:
        await press(pilot, "m", ChoosingScreen)
        await press(pilot, "enter", WritingScreen)
        pilot.app.screen.query_one(TextArea).text = "Two more minu"
        await press(pilot, "escape", ExerciseScreen)
        await press(pilot, "m", ChoosingScreen)
        await press(pilot, "enter", WritingScreen)
        assert pilot.app.screen.query_one(TextArea).text == "Two more minu"


async def test_a_pasted_text_stays_one_line(opened: Opened) -> None:
    from textual.events import Paste

    async with opened(breakouts()) as pilot:
        await press(pilot, "m", ChoosingScreen)
        await press(pilot, "enter", WritingScreen)
        pilot.app.screen.query_one(TextArea).post_message(Paste("one\ntwo\r\nthree"))
        await pilot.pause()
        assert pilot.app.screen.query_one(TextArea).text == "one two three"


async def test_what_is_done_while_the_line_is_broken_is_done_afterwards(
    opened: Opened, small_hub: SmallHub
) -> None:
    async with opened(breakouts()) as pilot:
        app = app_of(pilot)
        port = small_hub.port
        await small_hub.stop()
        await app.client.until(lambda: app.client.standing.how == "waiting")
        await settled(pilot)
        assert text(pilot, "#line-state").startswith("No connection.")
        await pilot.press("plus")
        await pilot.pause()
        again = SmallHub(breakouts(clock=clock(left=1.0)))
        await again.start(port)
        app.client.hurry()
        asked = await again.asked("clock")
        await settled(pilot)
        assert not app.screen.query_one("#line-state").display
        assert asked["act"] == "add"
        await again.stop()


async def test_a_key_that_is_worth_nothing_is_told(opened: Opened, small_hub: SmallHub) -> None:
    async with opened(breakouts()) as pilot:
        small_hub.refusals["hello"] = ("no_seat", "This key opens no room.")
        small_hub.cut()
        app = app_of(pilot)
        await app.client.until(lambda: app.client.standing.how == "waiting")
        app.client.hurry()
        await small_hub.asked("hello", 2)
        while not app.client.gone:
            await pilot.pause()
        await settled(pilot)
        assert text(pilot, "#line-state") == ("It is over. This key opens no room. Ctrl+Q leaves.")
        await pilot.press("ctrl+q")
    assert app.return_value == "This key opens no room."


async def test_everything_can_be_found_by_name(opened: Opened) -> None:
    async with opened(breakouts()) as pilot:
        app = app_of(pilot)
        titles = [each.title for each in app.get_system_commands(app.screen)]
    for action in DEEDS:
        assert any(title.startswith(action.label) for title in titles)


async def test_a_destructive_action_asks_and_no_is_marked(
    opened: Opened, small_hub: SmallHub
) -> None:
    async with opened(breakouts()) as pilot:
        for key in ("enter", "y"):
            app_of(pilot).do("exercise.close")
            while not isinstance(pilot.app.screen, ConfirmingScreen):
                await pilot.pause()
            await readable(pilot)
            await press(pilot, key, ExerciseScreen)
        await small_hub.asked("close")
    assert [each["type"] for each in small_hub.heard].count("close") == 1


async def test_choices_are_found_by_typing(opened: Opened, small_hub: SmallHub) -> None:
    async with opened(breakouts()) as pilot:
        await press(pilot, "l", ChoosingScreen)
        pilot.app.screen.query_one(Input).value = "lynx"
        await pilot.pause()
        await press(pilot, "enter", ChoosingScreen)
        assert "Di Dorn" in text(pilot, ".question")


async def test_a_list_has_two_ends(opened: Opened) -> None:
    async with opened(breakouts()) as pilot:
        await press(pilot, "o", ChoosingScreen)
        choices = pilot.app.screen.query_one(OptionList)
        for key in ("up", "home", "up"):
            await pilot.press(key)
        assert choices.highlighted == 0
        await pilot.press("end", "down")
        assert choices.highlighted == choices.option_count - 1


async def test_nothing_like_what_is_typed_chooses_nothing(opened: Opened) -> None:
    async with opened(breakouts()) as pilot:
        await press(pilot, "l", ChoosingScreen)
        pilot.app.screen.query_one(Input).value = "nobody"
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ChoosingScreen)


async def test_the_help_lists_every_action(opened: Opened) -> None:
    async with opened(breakouts()) as pilot:
        await press(pilot, "f1", HelpScreen)
        told = "\n".join(str(each.content) for each in pilot.app.screen.query(Static))
    for action in DEEDS:
        assert action.help in told


async def test_the_debrief_is_led_from_the_console(opened: Opened) -> None:
    step = {
        "name": "reactions",
        "title": "Reactions",
        "purpose": "Let off steam.",
        "questions": ["How are you?"],
        "minutes": 4,
        "page": 1,
        "pages": 1,
    }
    debrief = {"guide": [step], "few": "", "endings": [], "turning": [], "steps": []}
    parts = breakouts(
        room=room(mode="debrief", phase=2),
        group={"debrief": debrief},
        screen={"show": "debrief", "step": "reactions"},
    )
    async with opened(parts) as pilot:
        told = text(pilot, "#debrief")
    assert told.replace("\xa0", " ") == "● Reactions 4 min\n\nLet off steam.\n· How are you?"


async def test_the_qr_code_leads_to_the_room_with_its_present_code(opened: Opened) -> None:
    async with opened(breakouts(room=room(code="NEW1"))) as pilot:
        await press(pilot, "q", QrScreen)
        assert text(pilot, ".address") == "http://192.168.0.5:8765/?code=NEW1"
        await press(pilot, "q", ExerciseScreen)


def test_a_qr_code_in_half_blocks_is_the_code_itself() -> None:
    import segno

    rows = half_blocks("http://192.168.0.5:8765/?code=K7Q2")
    halves = {"█": (0, 0), "▀": (0, 1), "▄": (1, 0), " ": (1, 1)}
    modules = [[halves[char][at] for char in row] for row in rows for at in (0, 1)]
    matrix = segno.make("http://192.168.0.5:8765/?code=K7Q2", error="l", micro=False).matrix
    size = len(matrix)
    inner = [row[QUIET : QUIET + size] for row in modules[QUIET : QUIET + size]]
    assert inner == [list(row) for row in matrix]
    assert not any(modules[QUIET - 1])


async def test_the_projectors_page_is_opened_or_its_address_told(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER", "true")  # a program that opens nothing
    async with opened(breakouts()) as pilot:
        await press(pilot, "O", AddressScreen)
        assert text(pilot, ".address") == "http://192.168.0.5:8765/projector#secret"
        await press(pilot, "escape", ExerciseScreen)


async def test_the_round_is_told_with_when_the_parts_move_on(opened: Opened) -> None:
    told = clock(round=2, rounds=3, passes="2030-05-02T09:32:10+00:00")
    async with opened(breakouts(clock=told), size=(120, 34)) as pilot:
        assert "Round 2 of 3 · parts move on in 2:10" in text(pilot, "Masthead")


async def test_hints_name_the_keys_that_hold(opened: Opened, settings: Path) -> None:
    settings.mkdir()
    (settings / "keys.yaml").write_text("people.list: f9\n", encoding="utf-8")
    async with opened(breakouts()) as pilot:
        assert "2 hands up: f9" in text(pilot, "Masthead")


async def test_after_esc_the_next_key_moves_the_mark(opened: Opened, small_hub: SmallHub) -> None:
    """Also where both were typed at once."""
    small_hub.talks["c1"] = watched("c1")
    async with opened(breakouts()) as pilot:
        await pilot.press("right")
        await press(pilot, "enter", TalkScreen)
        app = app_of(pilot)
        for key in ("escape", "left"):
            app.post_message(Key(key, None))
        await settled(pilot)
        assert isinstance(app.screen, ExerciseScreen)
        assert app.screen.query_one(CardGrid).marked == "c2"


async def test_leaving_asks_whether_the_hub_ends_too(small_hub: SmallHub) -> None:
    small_hub.parts = breakouts()
    for keys, why in ((["enter"], STAYS), (["down", "enter"], "")):
        app = console_of(small_hub, ends_hub=True)
        async with app.run_test() as pilot:
            await app.client.until(lambda app=app: app.client.pos > 0)
            await press(pilot, "ctrl+q", LeavingScreen)
            await press(pilot, "escape", ExerciseScreen)
            await press(pilot, "ctrl+q", LeavingScreen)
            await pilot.press(*keys)
        assert app.return_value == why


@pytest.mark.parametrize(
    ("kind", "mode", "told"),
    [
        ("lobby", "lobby", "People come in by the code; q shows it."),
        ("questions", "lobby", "0 of 5 have answered. Wait until nearly all have."),
        ("brief", "brief", "They read."),
    ],
)
async def test_what_there_is_to_do_is_told(opened: Opened, kind: str, mode: str, told: str) -> None:
    phases = [{"title": "Now", "kind": kind, "minutes": 2}, {"title": "Then", "kind": "breakout"}]
    now = room(mode=mode, phases=[each | {"minutes": 2} for each in phases], phase=0)
    async with opened(breakouts(room=now, grid={"cards": []})) as pilot:
        shown = " ".join(painted(pilot).split())
    assert shown == f"{told} n begins the next phase: Then."


async def test_hundreds_of_conversations_are_painted_as_few(opened: Opened) -> None:
    cards = [CARDS[1] | {"conversation": f"c{number}"} for number in range(500)]
    async with opened(breakouts(grid={"cards": cards}, people={"people": PEOPLE})) as pilot:
        await pilot.press("end")
        await pilot.pause()
        grid = pilot.app.screen.query_one(CardGrid)
        assert grid.marked == "c499"
        assert "Conversation 499, Mr. Okoye" in painted(pilot)


def test_without_a_terminal_the_console_says_so() -> None:
    told = run_console("ws://127.0.0.1:1/ws", "the key", "http://127.0.0.1:1")
    assert told == "The console needs a terminal."


async def test_keys_are_those_of_the_facilitators_own_file(
    opened: Opened, small_hub: SmallHub, settings: Path
) -> None:
    settings.mkdir()
    told = "exercise.pause: f9\nexercise.close: C\nconversation.gauges: f6\nexercise.nxt: f7\n"
    (settings / "keys.yaml").write_text(told, encoding="utf-8")
    async with opened(breakouts()) as pilot:
        await pilot.press("p", "f9")
        await small_hub.asked("pause")
        await press(pilot, "C", ConfirmingScreen)  # which has no key as delivered
        await press(pilot, "escape", ExerciseScreen)
        app = app_of(pilot)
        titles = [each.title for each in app.get_system_commands(app.screen)]
        problems = [each.message for each in app._notifications]
    assert [each["type"] for each in small_hub.heard].count("pause") == 1
    assert "Pause  (f9)" in titles
    assert "Close the exercise  (C)" in titles
    assert problems == [
        "keys.yaml: there is no action 'exercise.nxt'. Did you mean 'exercise.next'?"
    ]
