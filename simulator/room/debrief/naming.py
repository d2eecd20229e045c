"""How conversations, branches, moves and acts are called wherever a group's debrief is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from engine import clean
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


def label(conversation: str) -> str:
    """Return what a conversation is called: c3 is Conversation 3."""
    return _called("Conversation", conversation)


def branch_label(branch: str) -> str:
    """Return what a branch is called: b2 is branch 2."""
    return _called("branch", branch)


def _called(kind: str, name: str) -> str:
    numbered = _NUMBERED.fullmatch(name)
    return f"{kind} {numbered[1] if numbered else clean(name)}"


def plain(name: str) -> str:
    """Return a move's or an option's name in plain words: ask_open is `ask open`."""
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
    """Return names with how often they occur, the most frequent first."""
    return tuple(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))
