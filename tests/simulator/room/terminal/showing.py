"""What a seat is told, for screens that are to be shown something."""

from __future__ import annotations

from typing import Any

ROOM = {
    "title": "The late delivery",
    "summary": "",
    "mode": "breakout",
    "phase": 1,
    "phases": [
        {"title": "Arriving", "kind": "lobby", "minutes": 5},
        {"title": "In pairs", "kind": "breakout", "minutes": 15},
    ],
    "paused": False,
    "anonymous": True,
    "people": 2,
}
CLOCK = {"ends": "2030-05-02T09:42:30+00:00", "left": None, "now": "2030-05-02T09:30:00+00:00"}

ME = {
    "seat": "s1",
    "called": "Heron",
    "name": "Ann",
    "role": "participant",
    "part": "speaker",
    "conversation": "c1",
    "may_say": True,
    "may_propose": False,
    "hand": "",
    "vote": "",
    "proposals": [],
    "brief": {"general": "Take your time.", "confidential": "You broke it."},
    "whispers": [],
    "answered": [],
    "bookmarks": [],
}

TALK = {
    "conversation": "c1",
    "kind": "breakout",
    "persona": "Mr. Okoye",
    "title": "a customer",
    "brief": {
        "situation": ["He waits."],
        "role": ["You sell."],
        "know": ["It is late."],
        "want": [],
    },
    "branch": "b1",
    "branches": [],
    "frozen": False,
    "seats": [],
    "speaker": "Heron",
}


def turn(n: int, line: str | None, reply: str, **changed: Any) -> dict[str, Any]:
    told = {
        "n": n,
        "line": line,
        "by": "Heron" if line is not None else "",
        "parts": [["direction", "looks up"], ["speech", reply]],
        "waiting": False,
        "acts": [],
        "ending": None,
    }
    return told | changed


TURNS = {
    "conversation": "c1",
    "branch": "b1",
    "first": 0,
    "turns": [turn(0, None, "Well?"), turn(1, "I am sorry.", "So am I.")],
}

PROPOSALS = {
    "open": False,
    "live": False,
    "revealed": False,
    "proposals": [
        {"proposal": "p1", "text": "When do you need it?"},
        {"proposal": "p2", "text": "Half of it tomorrow?"},
    ],
    "voted": 0,
    "of": 5,
    "leading": "",
}

QUESTIONS = {
    "when": "before",
    "questions": [
        {
            "question": "sure",
            "text": "How sure are you?",
            "kind": "scale",
            "options": [],
            "most": 5,
            "low": "not at all",
            "high": "quite",
        },
        {
            "question": "often",
            "text": "How often?",
            "kind": "choice",
            "options": ["never", "weekly"],
            "most": 0,
            "low": "",
            "high": "",
        },
        {
            "question": "why",
            "text": "Why?",
            "kind": "text",
            "options": [],
            "most": 0,
            "low": "",
            "high": "",
        },
    ],
}


def speaking(**parts: Any) -> dict[str, Any]:
    """The speaker of a breakout."""
    return {"room": ROOM, "clock": CLOCK, "me": ME, "conversation": TALK, "turns": TURNS} | parts


SEATS = [
    {"seat": "s1", "called": "Heron", "role": "participant", "part": "speaker", "here": True},
    {"seat": "s2", "called": "Wren", "role": "participant", "part": "coach", "here": True},
    {"seat": "s3", "called": "Tern", "role": "participant", "part": "observer", "here": False},
]


def at_table(part: str = "speaker", seats: Any = None, **parts: Any) -> dict[str, Any]:
    """One of three at a table, in the second of three rounds."""
    clock = CLOCK | {"round": 2, "rounds": 3, "passes": "2030-05-02T09:34:00+00:00"}
    me = ME | {"part": part, "may_say": part == "speaker"}
    talk = TALK | {"seats": SEATS if seats is None else seats}
    return speaking(me=me, conversation=talk, clock=clock) | parts


def proposing(**parts: Any) -> dict[str, Any]:
    """One of many around a fishbowl."""
    me = ME | {"part": "", "may_say": False, "may_propose": True, "brief": {}}
    talk = TALK | {"kind": "fishbowl", "speaker": ""}
    room = ROOM | {"mode": "fishbowl"}
    return speaking(room=room, me=me, conversation=talk, proposals=PROPOSALS) | parts
