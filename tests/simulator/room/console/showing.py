"""Views of a room as the hub tells them, for screens that are to be shown something."""

from __future__ import annotations

from typing import Any

NOW = "2030-05-02T09:30:00+00:00"
ENDS = "2030-05-02T09:42:30+00:00"

PHASES = [
    {"title": "Arriving", "kind": "lobby", "minutes": 5, "say": "Welcome. Take a seat."},
    {
        "title": "In pairs",
        "kind": "breakout",
        "minutes": 15,
        "say": "Speaker, begin.\n\nCoach, whisper.",
    },
    {"title": "Debrief", "kind": "debrief", "minutes": 10},
]


def room(**changed: Any) -> dict[str, Any]:
    told = {
        "title": "The late delivery",
        "summary": "a customer who waits",
        "mode": "breakout",
        "phase": 1,
        "phases": PHASES,
        "paused": False,
        "anonymous": True,
        "people": 5,
        "code": "K7Q2",
        "locked": False,
    }
    return told | changed


def clock(**changed: Any) -> dict[str, Any]:
    return {"ends": ENDS, "left": None, "now": NOW} | changed


def person(seat: str, name: str, called: str, **changed: Any) -> dict[str, Any]:
    told = {"seat": seat, "name": name, "called": called, "role": "participant"}
    came = f"2030-05-02T09:{20 + 2 * int(seat[1:]):02}:00.000+00:00"
    more = {"part": "", "came": came, "here": True, "hand": "", "conversation": "", "baton": False}
    return told | more | changed


PEOPLE = [
    person("s1", "Ann Arbor", "Heron", conversation="c1"),
    person("s2", "Bo Berg", "Otter", conversation="c1", here=False),
    person("s3", "Cem Can", "Finch", conversation="c2", hand="help"),
    person("s4", "Di Dorn", "Lynx", conversation="c2"),
    person("s5", "Eve Ek", "Wren", hand="hand"),
]


def seats(*called: tuple[str, str, str]) -> list[dict[str, Any]]:
    return [
        {"seat": seat, "called": name, "role": "participant", "part": part}
        for seat, name, part in called
    ]


def card(conversation: str, **changed: Any) -> dict[str, Any]:
    told = {
        "conversation": conversation,
        "kind": "breakout",
        "waiting": False,
        "silent": False,
        "persona": "Mr. Okoye",
        "seats": seats(("s1", "Heron", "speaker"), ("s2", "Otter", "coach")),
        "stance": "guarded",
        "feelings": {"trust": 0.31, "anger": 0.72, "worry": 0.5},
        "last": "I was told Tuesday. Which Tuesday did you mean?",
        "turns": 4,
        "quiet_since": "2030-05-02T09:29:40+00:00",
        "stuck": "",
        "help": [],
        "frozen": False,
        "chair": "off",
        "ending": "",
        "here": 2,
    }
    return told | changed


CARDS = [
    card("c2", seats=seats(("s3", "Finch", "speaker"), ("s4", "Lynx", "coach")), help=["s3"]),
    card("c1"),
    card("c3", stance="collaborating", ending="Agreed", feelings={"trust": 0.8, "anger": 0.1}),
    card("c4", seats=[], here=0, turns=0, last="", quiet_since="2030-05-02T09:20:00+00:00"),
]


def turn(n: int, line: str | None, reply: str, **changed: Any) -> dict[str, Any]:
    told = {
        "n": n,
        "line": line,
        "by": "Heron" if line is not None else "",
        "parts": [["direction", "looks up"], ["speech", reply]],
        "waiting": False,
        "acts": [],
        "ending": None,
        "stance": "guarded",
        "feelings": {"trust": 0.3 + n / 20, "anger": 0.7 - n / 20},
        "moves": ["apologize"] if n else [],
        "steps": [],
        "because": "an apology without an excuse" if n else "",
    }
    return told | changed


TURNS = [
    turn(0, None, "You had better have news."),
    turn(1, "I am sorry that it is late.", "So am I."),
    turn(2, "What do you need most?", "A date I can plan with.", acts=["answer"]),
]


def branch(name: str, **changed: Any) -> dict[str, Any]:
    told = {"branch": name, "parent": "", "at": 0, "why": "", "turns": 2, "ending": ""}
    return told | changed


def watched(conversation: str = "c1", **changed: Any) -> dict[str, Any]:
    told = {
        "conversation": conversation,
        "persona": "Mr. Okoye",
        "branch": "b1",
        "branches": [branch("b1")],
        "chair": "off",
        "frozen": False,
        "labels": {"trust": "trust in you", "anger": "anger"},
        "higher_is": {"trust": "better", "anger": "worse"},
        "seats": CARDS[1]["seats"],
        "turns": TURNS,
    }
    return told | changed


PROPOSALS = {
    "open": False,
    "live": False,
    "revealed": False,
    "proposals": [
        {"proposal": "p1", "text": "When do you need it at the latest?"},
        {"proposal": "p2", "text": "I can bring half of it tomorrow."},
    ],
    "voted": 0,
    "of": 5,
    "leading": "",
}


def breakouts(**parts: Any) -> dict[str, Any]:
    """A room with three breakouts and an empty one."""
    told = {"room": room(), "clock": clock(), "people": {"people": PEOPLE}}
    return told | {"grid": {"cards": CARDS}, "bookmarks": {"bookmarks": []}} | parts


def bowl(**parts: Any) -> dict[str, Any]:
    """A room around a fishbowl."""
    people = [each | {"conversation": ""} for each in PEOPLE]
    told = breakouts(
        room=room(mode="fishbowl"),
        grid={"cards": [card("c1", kind="fishbowl", seats=[])]},
        people={"people": people},
    )
    return told | {"proposals": PROPOSALS, "watched": watched()} | parts
