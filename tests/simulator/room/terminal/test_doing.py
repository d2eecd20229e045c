"""What a seat can do now, and what a typed line becomes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from simulator.room.protocol.asked import parse
from simulator.room.terminal.asking import Questionnaire
from simulator.room.terminal.commands import asked_for, proposals_told
from simulator.room.terminal.doing import doing
from simulator.room.terminal.news import News
from tests.simulator.room.terminal.showing import (
    ME,
    PROPOSALS,
    QUESTIONS,
    ROOM,
    TALK,
    TURNS,
    at_table,
    proposing,
    speaking,
    turn,
)

ENDED = TURNS | {"turns": [turn(1, "Good.", "Good.", ending={"title": "Agreed", "epilogue": ""})]}
QUIET = ME | {"may_say": False}
OPEN = PROPOSALS | {"open": True}


@pytest.mark.parametrize(
    ("parts", "kind", "told"),
    [
        ({}, "", "Waiting for the hub."),
        (speaking(), "say", "What do you say?"),
        (speaking(room=ROOM | {"paused": True}), "", "Everything is held for a moment."),
        (speaking(room=ROOM | {"mode": "closed"}), "", "The exercise is over."),
        (
            speaking(me=QUIET, conversation=TALK | {"frozen": True}),
            "",
            "Your conversation is held by the facilitator for a moment.",
        ),
        (
            speaking(me=QUIET, turns=TURNS | {"turns": [turn(1, "Well?", "", waiting=True)]}),
            "",
            "Mr. Okoye is about to answer.",
        ),
        (speaking(me=QUIET | {"part": "coach"}), "advise", "Whisper to the speaker."),
        (speaking(me=QUIET | {"part": "observer"}), "", "Heron speaks."),
        (speaking(me=QUIET, turns=ENDED), "", "The conversation with Mr. Okoye is over."),
        (speaking(me=QUIET, room=ROOM | {"mode": "debrief"}), "", "The conversations are over."),
        (
            speaking(me=QUIET, room=ROOM | {"mode": "brief"}),
            "",
            "Read your brief. It begins with the next phase.",
        ),
        (proposing(), "propose", "What should be said next? Propose a line."),
        (proposing(conversation=TALK | {"speaker": "Wren"}), "", "Wren speaks."),
        (
            proposing(proposals=OPEN),
            "",
            "The vote is open: choose the line that is said next.",
        ),
        (
            {"room": ROOM, "me": QUIET | {"conversation": ""}},
            "",
            "Nothing to do yet; look to the facilitator.",
        ),
    ],
)
def test_a_seat_knows_what_it_can_do(parts: dict[str, Any], kind: str, told: str) -> None:
    assert doing(parts) == (kind, told)


@pytest.mark.parametrize(
    ("typed", "parts", "kind", "fields"),
    [
        ("Hello.", speaking(), "say", {"text": "Hello.", "conversation": "c1"}),
        ("", speaking(), "", {}),
        ("  ", speaking(), "", {}),
        ("/silence", speaking(), "say", {"text": "", "conversation": "c1"}),
        ("/silence", proposing(), "", {}),
        ("//vote", speaking(), "say", {"text": "/vote", "conversation": "c1"}),
        ("A date?", proposing(), "propose", {"text": "A date?"}),
        ("  ", proposing(), "", {}),
        ("Ask him.", speaking(me=QUIET | {"part": "coach"}), "advise", {"text": "Ask him."}),
        ("/vote 2", proposing(proposals=OPEN), "vote", {"proposal": "p2"}),
        ("/vote", proposing(proposals=OPEN), "vote", {"proposal": None}),
        ("/vote 9", proposing(proposals=OPEN), "", {}),
        ("/vote two", proposing(proposals=OPEN), "", {}),
        ("/vote 1", proposing(), "", {}),
        ("/withdraw 1", proposing(), "withdraw", {"proposal": "p1"}),
        ("/hand", speaking(), "hand", {"up": "hand"}),
        ("/call", speaking(), "hand", {"up": "help"}),
        ("/down", speaking(), "hand", {"up": ""}),
        (
            "/note here",
            speaking(),
            "bookmark",
            {"conversation": "c1", "turn": 1, "note": "here", "quote": "So am I."},
        ),
        ("/rotate", at_table(), "", {}),
        ("/rotate yes", at_table(), "rotate", {"conversation": "c1"}),
        ("/rotate yes", speaking(), "", {}),
        ("/rotate yes", at_table(room=ROOM | {"mode": "debrief"}), "", {}),
        ("/rotate yes", at_table(room=ROOM | {"mode": "brief"}), "", {}),
        ("/debrief", speaking(), "", {}),
        ("/debrief", speaking(turns=ENDED), "debrief", {"conversation": "c1"}),
        ("/table", at_table(), "", {}),
        ("/leave", speaking(), "leave", {}),
        ("/nonsense", speaking(), "", {}),
        ("/brief", speaking(), "", {}),
        ("/note", {"me": ME}, "", {}),
    ],
)
def test_what_is_typed_becomes_a_message_or_an_answer(
    typed: str, parts: dict[str, Any], kind: str, fields: dict[str, Any]
) -> None:
    found = asked_for(typed, parts)
    assert (found.kind, found.fields) == (kind, fields)
    if kind:
        parse(json.dumps({"type": kind, "id": "m1", **fields}))
    elif typed.strip():
        assert found.told


def test_a_line_that_cannot_be_said_now_is_not_sent() -> None:
    found = asked_for("Hello.", speaking(room=ROOM | {"paused": True}))
    assert found.told == ("Everything is held for a moment. Your line was not sent.",)


def test_proposals_are_numbered_with_votes_where_they_are_shown() -> None:
    lines = [each | {"votes": at} for at, each in enumerate(PROPOSALS["proposals"])]
    me = ME | {"vote": "p2"}
    assert proposals_told(proposing(me=me, proposals=PROPOSALS | {"proposals": lines})) == (
        "1. When do you need it? (0)",
        "2. Half of it tomorrow? (1) (your vote)",
    )


def test_questions_are_asked_until_each_is_answered() -> None:
    asking, parts = Questionnaire(), {"me": ME, "questions": QUESTIONS}
    given = {"sure": "4", "often": "2", "why": " because  of it "}
    while question := asking.question(parts):
        assert asking.take(question, given[question["question"]]) == ""
    assert asking.fields() == {
        "when": "before",
        "answers": {"sure": 4, "often": "weekly", "why": "because of it"},
    }
    parse(json.dumps({"type": "answers", "id": "m1", **asking.fields()}))


@pytest.mark.parametrize("typed", ["0", "6", "very", ""])
def test_an_answer_that_is_none_is_asked_for_again(typed: str) -> None:
    asking, parts = Questionnaire(), {"me": ME, "questions": QUESTIONS}
    question = asking.question(parts)
    assert question
    assert asking.take(question, typed).startswith("Answer with a number: How sure")
    assert asking.question(parts) == question


def test_nothing_is_asked_twice() -> None:
    asking = Questionnaire()
    assert asking.question({"me": ME | {"answered": ["before"]}, "questions": QUESTIONS}) is None


def told(news: News, parts: dict[str, Any], *names: str) -> list[str]:
    return list(news.of(parts, frozenset(names or parts)))


def test_what_is_new_is_told_once() -> None:
    news = News()
    first = told(news, speaking())
    assert first[0] == "* In pairs"
    assert "* You are Heron, speaker. You speak now." in first
    assert "You: I am sorry." in first
    assert "Mr. Okoye: (looks up) So am I." in first
    assert told(news, speaking()) == []


def test_turns_that_come_are_told_alone() -> None:
    news = News()
    told(news, speaking())
    more = [*TURNS["turns"], turn(2, "Friday?", "Friday.")]
    assert told(news, speaking(turns=TURNS | {"turns": more}), "turns") == [
        "You: Friday?",
        "Mr. Okoye: (looks up) Friday.",
    ]


def test_another_branch_is_told_from_where_it_leaves() -> None:
    news = News()
    told(news, speaking())
    back = TURNS | {"branch": "b2", "turns": TURNS["turns"][:1]}
    assert told(news, speaking(turns=back), "turns") == [
        "* The conversation goes on from here:",
        "Mr. Okoye: (looks up) Well?",
    ]


def test_messages_of_the_facilitator_and_the_coach_are_told_once() -> None:
    news = News()
    told(news, speaking())
    notices = {"notices": [{"at": "2030-05-02T09:30:00+00:00", "text": "Two minutes."}]}
    parts = speaking(notices=notices, me=ME | {"whispers": ["Ask him."]})
    assert told(news, parts) == [
        "* The facilitator: Two minutes.",
        "* Your coach whispers: Ask him.",
    ]
    assert told(news, parts) == []


def test_a_vote_is_told_when_it_opens_and_when_it_is_revealed() -> None:
    news = News()
    told(news, proposing())
    assert told(news, proposing(proposals=OPEN), "proposals")[:2] == [
        "* The vote is open: /vote and a number.",
        "1. When do you need it?",
    ]
    revealed = PROPOSALS | {"revealed": True}
    assert told(news, proposing(proposals=revealed), "proposals")[0] == "* The vote:"
