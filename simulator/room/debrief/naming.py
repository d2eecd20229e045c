"""How conversations, rounds, ways, moves and acts are called wherever a group's debrief is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from engine import clean
from simulator.debrief.harm import shortened
from simulator.debrief.moves import move_name
from simulator.debrief.sentences import quote
from simulator.room.debrief.gathered import Digest, Held
from simulator.room.debrief.model import Counted

_NUMBERED = re.compile(r"[a-z](\d+)")

ACTS = {
    "answer": "answered in the counterpart's place",
    "prompt": "had the counterpart say one of its texts",
    "nudge": "moved a feeling",
}
LONGEST = 280
"""Characters of a line or a reply to be talked about; a longer one is cut between words."""

OUTCOMES = {
    "agreement": "agreement",
    "fragile": "fragile agreement",
    "impasse": "impasse",
    "breakdown": "breakdown",
    "open": "not finished",
}
"""The engine's outcomes, and "open", in words; the best first."""


def label(held: Held) -> str:
    """Return what a round is called: Conversation 3, or of several Conversation 3, round 2."""
    called = conversation_label(held.conversation)
    return called if held.rounds == 1 else f"{called}, round {held.round}"


def full_label(held: Held) -> str:
    """Return the same with the way, where it is one that does not count."""
    return label(held) if held.main else f"{label(held)}, {way_label(held)}"


def conversation_label(conversation: str) -> str:
    """Return what a conversation is called: c3 is Conversation 3."""
    numbered = _NUMBERED.fullmatch(conversation)
    return f"Conversation {numbered[1] if numbered else clean(conversation)}"


def way_label(held: Held) -> str:
    """Return what a way that a round took is called: way 2."""
    return f"way {held.way}"


def told(line: str) -> str:
    """Return a line in quotation marks; one without words by what it is."""
    return quote(shortened(clean(line), LONGEST))


def plain(name: str) -> str:
    """Return an item's name in plain words, where it has no title."""
    return clean(name.replace("_", " "))


def acted(acts: Iterable[str]) -> str:
    """Return what the facilitator did, as part of a sentence."""
    return "the facilitator " + " and ".join(
        ACTS.get(act, clean(act)) for act in dict.fromkeys(acts)
    )


def ended(held: Held) -> tuple[str, str]:
    """Return a branch's outcome and the title of its ending; ("open", "Not finished") without."""
    ending = held.turns[-1]["ending"] if held.turns else None
    return (ending["outcome"], clean(ending["title"])) if ending else ("open", "Not finished")


def lines_of(held: Held) -> int:
    """Return how many lines were said in a branch."""
    return sum(turn["line"] is not None for turn in held.turns)


def reply_of(turn: Digest) -> str:
    """Return what the counterpart did and said in a turn: `(looks away) I see.`."""
    return " ".join(
        f"({clean(text)})" if kind == "direction" else clean(text) for kind, text in turn["parts"]
    )


def counted(names: Iterable[str]) -> Counted:
    """Return what moves are called, with how often they occur, the most frequent first."""
    called = Counter(move_name(name) for name in names)
    return tuple(sorted(called.items(), key=lambda item: (-item[1], item[0])))
