"""What is kept of a room: its stream of events, from which everything else is folded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

HUB = "hub"
"""Who did what nobody in the room did: the clock, a lost connection."""

KINDS: dict[str, str] = {
    "opened": "a room: {title, exercise, code, expires, keep_until, anonymous, facilitator, "
    "projector}; the last two are SHA-256 of their tokens",
    "coded": "people get in by another code: {code, expires, locked}",
    "seated": "somebody took a seat: {seat, role, called, token}; token is a SHA-256",
    "here": "a seat is connected: {seat, worker}",
    "away": "a seat is connected no more: {seat}",
    "left": "a seat was given up, or taken away: {seat, removed}",
    "sat": "a seat has another role: {seat, role}",
    "hand": "a hand went up or down: {up}; seat where it is another's than whose who did it",
    "phased": "the exercise went to a phase: {phase, mode, ends, left, rotates, rotates_left, "
    "rounds}; rounds in which parts are passed on, 0 for none",
    "clocked": "the clock was set: {ends, left}, UTC in ISO 8601, or seconds while it stands; "
    "rotates, rotates_left where parts are passed on at another time than before",
    "round": "the next round began, or the last is over: {round, rotates, rotates_left}",
    "paused": "everything is held, or goes on: {on, ends, left, rotates, rotates_left}",
    "broadcast": "a message: {text, to}; to is a seat, a conversation, or None for everybody",
    "cast": "a persona plays: {cast, stem, source, version, language, name, title, brief, labels, "
    "higher_is, steps, needs, issues, method}; cast is what conversations call it by",
    "held": "a conversation began: {conversation, kind, cast, level, seed, model, seats, turn}; "
    "seats are parts by seat, turn is the digest of the opening",
    "grouped": "breakouts are made, or were: {size, level, personas}, for those who come late",
    "closed_conversation": "a conversation is over and left: {conversation}",
    "placed": "a seat is in a conversation: {seat, conversation, part}; conversation may be None",
    "rotated": "parts were passed on: {conversation, parts, anew}; parts by seat; anew: for a new "
    "round. Rooms of before have rotates instead",
    "frozen": "a conversation is held, or goes on: {conversation, on}",
    "said": "a line and its answer: {conversation, branch, seat, line, turn, waiting, proposal}; "
    "waiting: the answer is to come from the facilitator, the turn has what was planned",
    "answered": "the facilitator answered: {conversation, branch, act, turn}",
    "acted": "the facilitator moved the counterpart: {conversation, branch, act, turn}",
    "chaired": "the counterpart's chair was taken or given back: {conversation, take}",
    "branched": "a conversation goes on in a new branch: {conversation, branch, parent, at, why}",
    "switched": "a conversation goes on in another branch: {conversation, branch}",
    "baton": "who speaks in the fishbowl: {seat}, None for nobody",
    "proposed": "a line was proposed: {proposal, text}",
    "withdrawn": "a proposal was taken back: {proposal}",
    "voting": "the vote was opened or closed: {open, live}",
    "voted": "a vote: {proposal}, None where it was taken back",
    "revealed": "the votes are shown: {}",
    "whispered": "a coach advised the speaker: {conversation, text}",
    "bookmarked": "a turn to come back to: {bookmark, conversation, branch, turn, quote, note}",
    "unbookmarked": "a bookmark was taken away: {bookmark}",
    "answers": "answers to the exercise's questions: {when, answers}",
    "projected": "what the projector shows: {show, conversation, step, gauges}",
    "anonymous": "whether it is told who said a line: {on}",
    "closed": "the exercise is over: {}",
    "nothing": "what a message asked for was so already: {}; sent again, it still changes nothing",
    "erased": "what a seat typed is erased: {seat}, None for everybody",
}
"""Every kind of event, and what its data holds."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a room; `ver` is its place in the stream, from 1.

    at is UTC in ISO 8601; by is a seat or HUB; id is that of the message that asked for it, "" for
    the further events of one message and for the hub's own. data is what KINDS says.
    """

    ver: int
    kind: str
    at: str
    by: str
    id: str = ""
    data: dict[str, Any] = field(default_factory=dict)

    def payload(self) -> dict[str, Any]:
        """Return what is stored: everything but the place."""
        told: dict[str, Any] = {"kind": self.kind, "at": self.at, "by": self.by}
        if self.id:
            told["id"] = self.id
        return told | {"data": self.data}

    @classmethod
    def of(cls, ver: int, payload: dict[str, Any]) -> Event:
        """Return the event stored as a payload at a place."""
        return cls(
            ver,
            payload["kind"],
            payload["at"],
            payload["by"],
            payload.get("id", ""),
            payload["data"],
        )
