"""What a room consists of. Changed by the folding of events only."""

from __future__ import annotations

import marshal
from dataclasses import dataclass, field
from typing import Any

from simulator.room.state.digest import Digest

FACILITATOR = "facilitator"
PROJECTOR = "projector"
PARTICIPANT = "participant"
OBSERVER = "observer"

AT_HAND = 4
"""Turns of a branch whose digests are looked at with every line; those before, now and then."""


@dataclass(slots=True)
class Seat:
    """A place in the room. token is the SHA-256 of its token, "" once it is worth nothing.

    called is a pseudonym; names are kept elsewhere. conversation and part: of a breakout, "" for
    none. seated is the position at which it was taken, came is when that was (UTC, ISO 8601); moved
    is the position at which it last began to see something else.
    """

    id: str
    role: str
    called: str
    token: str
    here: bool = False
    worker: str = ""
    gone: bool = False
    hand: str = ""
    conversation: str = ""
    part: str = ""
    seated: int = 0
    moved: int = 0
    came: str = ""
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    whispers: list[str] = field(default_factory=list)
    lines: int = 0
    """Lines said and played, which hands the word to those who said least."""

    @property
    def takes_part(self) -> bool:
        """Whether it is somebody's who is there for the exercise: no facilitator, no projector."""
        return not self.gone and self.role in (PARTICIPANT, OBSERVER)


@dataclass(slots=True)
class Heard:
    """A turn of a branch: what was said, by which seat, and what came of it.

    kept is the digest, or bytes of it. waiting: the answer is to come from the facilitator; digest
    has what the counterpart would say. ver is the position at which it last changed, at when it was
    said. together: `by` proposed it, and it was said for all.
    """

    line: str | None
    by: str
    kept: Digest | bytes
    ver: int
    at: str
    waiting: bool = False
    together: bool = False

    @property
    def digest(self) -> Digest:
        """What is kept of it. Not to be changed: it may be made anew each time."""
        return marshal.loads(self.kept) if isinstance(self.kept, bytes) else self.kept

    def put_away(self) -> None:
        """Keep the digest as bytes, which take a quarter of the memory."""
        if not isinstance(self.kept, bytes):
            self.kept = marshal.dumps(self.kept)  # read by this process only; json takes longer


@dataclass(slots=True)
class Branch:
    """A way a conversation took: all its turns, those it shares with its parent, too.

    acts are the facilitator's, as the engine's records in plain JSON.
    """

    id: str
    parent: str
    at: int
    why: str
    turns: list[Heard]
    acts: list[dict[str, Any]] = field(default_factory=list)

    def add(self, turn: Heard) -> None:
        """Take in the turn said next."""
        self.turns.append(turn)
        for earlier in self.turns[-AT_HAND - 1 : -AT_HAND]:
            earlier.put_away()

    @property
    def last(self) -> Heard:
        """The turn said last."""
        return self.turns[-1]

    @property
    def ended(self) -> bool:
        """Whether an ending closed it."""
        return self.last.digest["ending"] is not None

    @property
    def lines(self) -> list[str]:
        """The lines said."""
        return [turn.line or "" for turn in self.turns[1:]]


@dataclass(slots=True)
class Cast:
    """A persona as it plays in this room; `source` is what it is loaded by.

    brief is what the trainee is told; labels, higher_is by feeling; steps (of the method), needs
    (the interests) and issues are titles by name.
    """

    id: str
    stem: str
    source: str
    version: str
    language: str
    name: str
    title: str
    brief: dict[str, Any]
    labels: dict[str, str]
    higher_is: dict[str, str]
    steps: dict[str, str]
    needs: dict[str, str]
    issues: dict[str, str]
    method: str


@dataclass(slots=True)
class Conversation:
    """A conversation in a room. seats: parts by seat; been: who ever was in it, in the order
    they came. chair: off, once or on.

    switched is the position at which another branch, or a part of one, came to be shown; since is
    when it last began from somewhere: with a branch, other parts, being let go on.
    """

    id: str
    kind: str
    cast: Cast
    level: str
    seed: int
    model: str
    branches: dict[str, Branch]
    branch: str
    seats: dict[str, str] = field(default_factory=dict)
    been: list[str] = field(default_factory=list)
    frozen: bool = False
    chair: str = "off"
    open: bool = True
    switched: int = 0
    since: str = ""

    @property
    def now(self) -> Branch:
        """The branch it goes on in."""
        return self.branches[self.branch]

    @property
    def waiting(self) -> bool:
        """Whether an answer is to come from the facilitator."""
        return self.now.last.waiting

    @property
    def heard(self) -> set[str]:
        """The seats that have said a line in it, in whichever branch."""
        return {turn.by for branch in self.branches.values() for turn in branch.turns[1:]}

    @property
    def speaker(self) -> str:
        """The seat that speaks, "" for none."""
        return next((seat for seat, part in self.seats.items() if part == "speaker"), "")


@dataclass(slots=True)
class Proposal:
    """A line proposed for the fishbowl."""

    id: str
    seat: str
    text: str


@dataclass(slots=True)
class Vote:
    """The vote on the proposals: proposals by seat."""

    open: bool = False
    live: bool = False
    revealed: bool = False
    votes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Bookmark:
    """A turn to come back to."""

    id: str
    conversation: str
    branch: str
    turn: int
    quote: str
    note: str
    by: str


@dataclass(slots=True)
class Notice:
    """A message of the facilitator; to is a seat, a conversation, or None for everybody."""

    at: str
    text: str
    to: str | None
    ver: int


@dataclass(slots=True)
class Clock:
    """ends: UTC, ISO 8601, while it runs; left: seconds, while it stands; neither: none is set."""

    ends: str | None = None
    left: float | None = None
