"""What each action asks of the facilitator, and then of the hub."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.room.console.actions import APP_ACTIONS, DEEDS, SCOPES, offered
from simulator.room.console.deeds import FLOWS
from simulator.room.console.desk import Choice
from simulator.room.console.view import View
from simulator.room.protocol.asked import Doing
from simulator.room.refusal import Refusal
from simulator.tui.actions import Action
from tests.simulator.room.console.at_desk import DecidedDesk
from tests.simulator.room.console.showing import (
    PEOPLE,
    PROPOSALS,
    bowl,
    branch,
    breakouts,
    clock,
    room,
    turn,
    watched,
)

WAITING = turn(
    3, "Half of it?", "", waiting=True, parts=[], planned=[["direction", "nods"], ["speech", "No."]]
)
TWO_BRANCHES = [branch("b1"), branch("b2", parent="b1", at=1, why="rewind")]
AHEAD = PROPOSALS | {
    "proposals": [each | {"votes": n} for n, each in enumerate(PROPOSALS["proposals"], start=1)]
}
OPEN = PROPOSALS | {"open": True, "live": False}
GUIDE = {"guide": [{"name": "reactions"}, {"name": "analysis"}]}

CASES: list[tuple[str, dict[str, Any], list[Any], list[dict[str, Any]]]] = [
    ("exercise.next", breakouts(), [], [{"type": "begin", "phase": 2}]),
    ("exercise.phase", breakouts(), ["0"], [{"type": "begin", "phase": 0}]),
    ("exercise.pause", breakouts(), [], [{"type": "pause", "on": True}]),
    (
        "exercise.pause",
        breakouts(room=room(paused=True)),
        [],
        [{"type": "pause", "on": False}],
    ),
    ("exercise.minute", breakouts(), [], [{"type": "clock", "act": "add", "seconds": 60}]),
    ("exercise.clock", breakouts(), ["2:30"], [{"type": "clock", "act": "set", "seconds": 150}]),
    ("exercise.stop_clock", breakouts(), [], [{"type": "clock", "act": "stop"}]),
    (
        "exercise.message",
        breakouts(),
        ["", "Two more minutes."],
        [{"type": "broadcast", "text": "Two more minutes.", "to": None}],
    ),
    (
        "exercise.message",
        breakouts(),
        ["s3", "I am coming."],
        [{"type": "broadcast", "text": "I am coming.", "to": "s3"}],
    ),
    (
        "exercise.group",
        bowl(),
        ["2", "random"],
        [{"type": "group", "by": "random", "size": 2, "groups": None, "again": False}],
    ),
    (
        "exercise.group",
        bowl(),
        ["2", "hand", "s3", "s1", "s5", ""],
        [
            {
                "type": "group",
                "by": "hand",
                "size": 2,
                "groups": [["s3", "s1"], ["s5"]],
                "again": False,
            }
        ],
    ),
    (
        "exercise.group",
        breakouts(),
        ["again", True, "1", "arrival"],
        [{"type": "group", "by": "arrival", "size": 1, "groups": None, "again": True}],
    ),
    ("exercise.group", breakouts(), ["again", False], []),
    ("exercise.close", breakouts(), [True], [{"type": "close"}]),
    ("exercise.close", breakouts(), [False], []),
    ("exercise.code", breakouts(), [True], [{"type": "code", "locked": False}]),
    ("exercise.lock", breakouts(), [True], [{"type": "code", "locked": True}]),
    (
        "exercise.lock",
        breakouts(room=room(locked=True)),
        [],
        [{"type": "code", "locked": False}],
    ),
    ("exercise.anonymous", breakouts(), ["off"], [{"type": "anonymous", "on": False}]),
    ("exercise.erase", breakouts(), [True], [{"type": "erase", "seat": None}]),
    (
        "fishbowl.open",
        breakouts(),
        ["hard"],
        [{"type": "fishbowl", "persona": None, "level": "hard"}],
    ),
    ("fishbowl.vote", bowl(), [], [{"type": "voting", "open": True, "live": False}]),
    (
        "fishbowl.vote",
        bowl(proposals=OPEN),
        [],
        [{"type": "reveal"}, {"type": "voting", "open": False, "live": False}],
    ),
    ("fishbowl.live", bowl(), [], [{"type": "voting", "open": True, "live": True}]),
    (
        "fishbowl.close_vote",
        bowl(proposals=OPEN),
        [],
        [{"type": "voting", "open": False, "live": False}],
    ),
    ("fishbowl.reveal", bowl(), [], [{"type": "reveal"}]),
    ("fishbowl.play", bowl(), ["p2"], [{"type": "play", "proposal": "p2", "text": None}]),
    (
        "fishbowl.play",
        bowl(proposals=AHEAD),
        [],
        [{"type": "play", "proposal": None, "text": None}],
    ),
    ("fishbowl.strike", bowl(), ["p2"], [{"type": "withdraw", "proposal": "p2"}]),
    (
        "fishbowl.other",
        bowl(),
        ["p2", ""],
        [{"type": "play", "proposal": "p2", "text": None}],
    ),
    (
        "fishbowl.other",
        bowl(),
        ["p2", "I can bring all of it."],
        [{"type": "play", "proposal": "p2", "text": "I can bring all of it."}],
    ),
    (
        "fishbowl.other",
        bowl(),
        ["", "Good morning."],
        [{"type": "play", "proposal": None, "text": "Good morning."}],
    ),
    ("fishbowl.baton", bowl(), ["s4"], [{"type": "baton", "seat": "s4"}]),
    ("fishbowl.baton", bowl(), [""], [{"type": "baton", "seat": None}]),
    (
        "talk.freeze",
        breakouts(),
        [],
        [{"type": "freeze", "conversation": "c1", "on": True}],
    ),
    (
        "talk.chair",
        breakouts(),
        ["once"],
        [{"type": "chair", "conversation": "c1", "take": "once"}],
    ),
    (
        "talk.answer",
        bowl(watched=watched(turns=[WAITING])),
        [""],
        [{"type": "answer", "conversation": "c1", "text": None}],
    ),
    (
        "talk.answer",
        bowl(watched=watched(turns=[WAITING])),
        ["Not before March."],
        [{"type": "answer", "conversation": "c1", "text": "Not before March."}],
    ),
    (
        "talk.nudge",
        bowl(),
        ["anger", "-0.2"],
        [{"type": "nudge", "conversation": "c1", "feeling": "anger", "amount": -0.2}],
    ),
    (
        "talk.rewind",
        bowl(),
        ["1"],
        [{"type": "branch", "conversation": "c1", "at": 1, "why": "rewind"}],
    ),
    (
        "talk.branch",
        bowl(),
        ["0"],
        [{"type": "branch", "conversation": "c1", "at": 0, "why": "branch"}],
    ),
    ("talk.retry", bowl(), [], [{"type": "branch", "conversation": "c1", "at": 1, "why": "retry"}]),
    (
        "talk.switch",
        bowl(watched=watched(branches=TWO_BRANCHES)),
        ["b2"],
        [{"type": "switch", "conversation": "c1", "branch": "b2"}],
    ),
    ("talk.switch", bowl(watched=watched(branches=TWO_BRANCHES)), ["b1"], []),
    (
        "talk.bookmark",
        bowl(),
        ["1", "a good one"],
        [
            {
                "type": "bookmark",
                "conversation": "c1",
                "turn": 1,
                "note": "a good one",
                "quote": "I am sorry that it is late.",
            }
        ],
    ),
    (
        "talk.rotate",
        breakouts(),
        ["all"],
        [{"type": "rotate", "conversation": None, "anew": True}],
    ),
    (
        "talk.rotate",
        breakouts(),
        ["anew"],
        [{"type": "rotate", "conversation": "c1", "anew": True}],
    ),
    (
        "talk.rotate",
        breakouts(),
        ["on"],
        [{"type": "rotate", "conversation": "c1", "anew": False}],
    ),
    ("people.hand", breakouts(), ["s3"], [{"type": "hand", "up": "", "seat": "s3"}]),
    ("people.list", breakouts(), ["s5", "hand"], [{"type": "hand", "up": "", "seat": "s5"}]),
    (
        "people.list",
        breakouts(),
        ["s3", "message", "Yes?"],
        [{"type": "broadcast", "text": "Yes?", "to": "s3"}],
    ),
    ("people.list", bowl(), ["s5", "baton"], [{"type": "baton", "seat": "s5"}]),
    ("people.list", breakouts(), ["s5", "remove", False], []),
    (
        "people.place",
        breakouts(),
        ["s5", "c1", "observer"],
        [{"type": "place", "seat": "s5", "conversation": "c1", "part": "observer"}],
    ),
    (
        "people.place",
        breakouts(),
        ["s1", ""],
        [{"type": "place", "seat": "s1", "conversation": None, "part": "speaker"}],
    ),
    ("people.sit", breakouts(), ["s4"], [{"type": "sit", "seat": "s4", "role": "observer"}]),
    ("people.remove", breakouts(), ["s4", True], [{"type": "remove", "seat": "s4"}]),
    ("people.remove_since", breakouts(), ["s5", True], [{"type": "remove_since", "seat": "s5"}]),
    (
        "people.remove_since",
        breakouts(),
        ["", "s2", True],
        [{"type": "remove_since", "seat": "s2"}],
    ),
    ("people.remove_since", breakouts(), ["s5", False], []),
    ("people.erase", breakouts(), ["s4", True], [{"type": "erase", "seat": "s4"}]),
    ("people.erase", breakouts(), ["s4", False], []),
    (
        "projector.show",
        breakouts(),
        ["conversation", "yes"],
        [{"type": "project", "show": "conversation", "conversation": "c1", "gauges": True}],
    ),
    (
        "projector.show",
        breakouts(),
        ["blank"],
        [{"type": "project", "show": "blank", "conversation": None, "gauges": False}],
    ),
    (
        "projector.debrief",
        breakouts(group={"debrief": GUIDE}),
        [],
        [{"type": "project", "show": "debrief", "step": "reactions"}],
    ),
    (
        "projector.debrief",
        breakouts(group={"debrief": GUIDE}, screen={"show": "debrief", "step": "reactions"}),
        [],
        [{"type": "project", "show": "debrief", "step": "analysis"}],
    ),
    (
        "projector.back",
        breakouts(group={"debrief": GUIDE}, screen={"show": "debrief", "step": "analysis"}),
        [],
        [{"type": "project", "show": "debrief", "step": "reactions"}],
    ),
]


@pytest.mark.parametrize(
    ("action", "parts", "decisions", "sent"), CASES, ids=[case[0] for case in CASES]
)
async def test_an_action_asks_the_hub(
    action: str, parts: dict[str, Any], decisions: list[Any], sent: list[dict[str, Any]]
) -> None:
    desk = DecidedDesk(parts, "c1", decisions)
    await FLOWS[action](desk)
    assert desk.sent == sent


@pytest.mark.parametrize(
    ("action", "decisions", "told"),
    [
        ("talk.rotate", ["all"], "All tables begin again, everybody with the next one's part."),
        (
            "talk.rotate",
            ["on"],
            "Conversation 1 (Ann Arbor, Bo Berg): the parts are passed on, the talk goes on.",
        ),
        ("people.hand", ["s5"], "The hand of Eve Ek (Wren) is down."),
        ("exercise.message", ["", "Two more minutes."], "Sent to everybody."),
        ("exercise.message", ["c1", "Come."], "Sent to Conversation 1 (Ann Arbor, Bo Berg)."),
        ("exercise.clock", ["11"], "11:00 from now."),
    ],
)
async def test_what_was_done_is_told_with_whom_it_was_for(
    action: str, decisions: list[Any], told: str
) -> None:
    desk = DecidedDesk(breakouts(), "c1", decisions)
    await FLOWS[action](desk)
    assert desk.told == [told]


async def test_the_next_round_is_told_by_its_number() -> None:
    desk = DecidedDesk(breakouts(clock=clock(round=1, rounds=3)), "c1", ["all"])
    await FLOWS["talk.rotate"](desk)
    assert desk.questions[0][1][0].more == "round 2 of 3"
    assert desk.told == ["Round 2: all tables begin again."]


async def test_a_bookmark_that_is_set_is_told() -> None:
    desk = DecidedDesk(bowl(), "c1", ["2", "a good one"])
    await FLOWS["talk.bookmark"](desk)
    assert desk.told == ["Bookmarked in Conversation 1: What do you need most?"]


async def test_whose_a_bookmark_is_is_told() -> None:
    mark = {"conversation": "c2", "branch": "b1", "turn": 2, "quote": "Half?", "note": ""}
    marks = [mark | {"bookmark": "m1", "by": "Finch"}, mark | {"bookmark": "m2", "by": ""}]
    desk = DecidedDesk(breakouts(bookmarks={"bookmarks": marks}), "", [None])
    await FLOWS["talk.bookmarks"](desk)
    assert [choice.text for choice in desk.questions[0][1]] == ["Finch: Half?", "you: Half?"]


async def test_what_the_projector_shows_now_is_marked() -> None:
    desk = DecidedDesk(breakouts(screen={"show": "clock", "conversation": None}), "c1", [None])
    await FLOWS["projector.show"](desk)
    assert [c.value for c in desk.questions[0][1] if c.more.endswith("now")] == ["clock"]


CHOOSING = sorted({case[0] for case in CASES if case[2]})


@pytest.mark.parametrize("action", CHOOSING)
async def test_whoever_goes_back_changes_nothing(action: str) -> None:
    parts = next(case[1] for case in CASES if case[0] == action and case[2])
    desk = DecidedDesk(parts, "c1", [None])
    await FLOWS[action](desk)
    assert not desk.sent


async def test_a_scripted_line_is_chosen_from_those_the_hub_tells() -> None:
    desk = DecidedDesk(breakouts(), "c1", ["1a2b3c4d"])
    line = {"id": "1a2b3c4d", "text": "And my money?", "place": "interest", "of": "Being paid"}
    desk.results["script"] = {"script": [line]}
    await FLOWS["talk.script"](desk)
    assert desk.sent[-1] == {"type": "prompt", "conversation": "c1", "text": "1a2b3c4d"}
    assert desk.questions[0][1][0][1:] == ("And my money?", "interest Being paid")


async def test_scripted_lines_come_as_they_can_be_said_now_and_as_they_read() -> None:
    def line(name: str, place: str, of: str = "", text: str = "So.") -> dict[str, str]:
        return {"id": name, "text": text, "place": place, "of": of}

    desk = DecidedDesk(breakouts(), "c1", [None])  # which is guarded
    desk.results["script"] = {
        "script": [
            line("o1", "opening", text="*(sits down, coat on)* So, news? *(waits)*"),
            line("s1", "stance", "collaborating"),
            line("s2", "stance", "guarded", "Which *(Tuesday)?"),
            line("s3", "stance", "guarded"),
            line("e1", "ending", "Agreed"),
            line("i1", "interest", "Being paid"),
            line("q1", "question", "who is to blame"),
            line("a1", "anywhere"),
        ]
    }
    await FLOWS["talk.script"](desk)
    choices = desk.questions[0][1]
    assert [choice.value for choice in choices] == "s2 s3 a1 q1 i1 s1 e1 o1".split()
    assert choices[-1].text == "(sits down, coat on) So, news? (waits)"
    assert choices[0][1:] == ("Which *(Tuesday)?", "as they stand now")
    assert choices[5].more == "stance collaborating"


async def test_the_planned_answer_is_there_to_be_changed() -> None:
    desk = DecidedDesk(bowl(watched=watched(turns=[WAITING])), "c1", [""])
    await FLOWS["talk.answer"](desk)
    assert desk.offered == "*(nods)* No."


@pytest.mark.parametrize("typed", ["soon", "-3", "2:5", ""])
async def test_a_clock_takes_minutes_only(typed: str) -> None:
    desk = DecidedDesk(breakouts(), "", [typed or " "])
    with pytest.raises(Refusal, match="Minutes, such as 5"):
        await FLOWS["exercise.clock"](desk)


async def test_who_came_since_is_counted_before_anybody_goes() -> None:
    coded = room(coded="2030-05-02T09:25:00.000+00:00")
    desk = DecidedDesk(breakouts(room=coded), "", ["", "s2", False])
    await FLOWS["people.remove_since"](desk)
    (_, moments), (_, latest), (confirmed, _) = desk.questions
    assert [choice for choice in moments if choice.value] == [
        Choice("s5", "in the last minute", "1 person"),
        Choice("s3", "in the last five minutes", "3 people"),
    ]
    assert latest[0] == Choice("s5", "Eve Ek (Wren)", "0 min ago")
    assert [choice.value for choice in latest] == ["s5", "s4", "s3", "s2", "s1"]
    assert confirmed == "Remove 4 people of 5, from Bo Berg (Otter) on?"
    assert not desk.sent


async def test_who_came_by_a_new_code_can_go() -> None:
    coded = room(coded="2030-05-02T09:23:00.000+00:00")
    desk = DecidedDesk(breakouts(room=coded), "", ["s2", True])
    await FLOWS["people.remove_since"](desk)
    assert desk.questions[0][1][2] == Choice("s2", "since the code was changed", "4 people")


async def test_whoever_wants_something_comes_first() -> None:
    desk = DecidedDesk(breakouts(), "", [None])
    await FLOWS["people.list"](desk)
    assert [choice.value for choice in desk.questions[0][1]] == ["s3", "s5", "s1", "s2", "s4"]


async def test_whoever_is_in_no_conversation_is_placed_first() -> None:
    desk = DecidedDesk(breakouts(), "", [None])
    await FLOWS["people.place"](desk)
    assert desk.questions[0][1][0].text == "Eve Ek (Wren)"


async def test_a_bookmark_leads_to_its_conversation_or_goes() -> None:
    mark = {"bookmark": "m1", "conversation": "c2", "branch": "b1", "turn": 2, "by": "Finch"}
    marks = {"bookmarks": [mark | {"quote": "Half?", "note": "when it turned"}]}
    desk = DecidedDesk(breakouts(bookmarks=marks), "", ["m1", "look"])
    await FLOWS["talk.bookmarks"](desk)
    assert desk.looked == "c2"
    desk = DecidedDesk(breakouts(bookmarks=marks), "", ["m1", "away"])
    await FLOWS["talk.bookmarks"](desk)
    assert desk.sent == [{"type": "unbookmark", "bookmark": "m1"}]


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ("talk.answer", "No line waits"),
        ("talk.switch", "one branch only"),
        ("talk.bookmarks", "no bookmarks yet"),
    ],
)
async def test_what_cannot_be_done_is_said(action: str, said: str) -> None:
    desk = DecidedDesk(bowl(), "c1", [])
    await FLOWS[action](desk)
    assert said in desk.told[0]
    assert not desk.sent


async def test_after_the_last_step_of_the_debrief_nothing_comes() -> None:
    last = {"show": "debrief", "step": "analysis"}
    desk = DecidedDesk(breakouts(group={"debrief": GUIDE}, screen=last), "", [])
    await FLOWS["projector.debrief"](desk)
    assert desk.told == ["That was the last step of the debrief."]


def test_every_action_has_a_flow() -> None:
    assert {action.id for action in DEEDS} == set(FLOWS)
    assert {action.scope for action in (*APP_ACTIONS, *DEEDS)} == set(SCOPES)


def test_no_key_means_two_things() -> None:
    keys = [key for action in (*APP_ACTIONS, *DEEDS) for key in action.keys.split(",") if key]
    assert len(keys) == len(set(keys))


def test_everything_a_facilitator_may_ask_can_be_asked() -> None:
    """But for what belongs to a seat of one's own, every message of the protocol is used."""
    own = {"say", "vote", "advise", "answers", "leave", "propose"}
    kinds = {one.model_fields["type"].annotation.__args__[0] for one in Doing.__args__}
    used = {message["type"] for case in CASES for message in case[3]}
    assert kinds - own == used | {"prompt", "unbookmark"}


@pytest.mark.parametrize("action", DEEDS, ids=lambda action: action.id)
def test_before_the_hub_told_anything_no_key_breaks(action: Action) -> None:
    assert offered(action.id, View(), "") in (True, False)


def test_people_are_listed_with_what_they_want() -> None:
    assert [each["seat"] for each in View({"people": {"people": PEOPLE}}).people][:2] == [
        "s3",
        "s5",
    ]
