"""What a debrief of a group is made from: the conversations of a room, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, NotRequired

from simulator.room.protocol.pieces import BookmarkTold, QuestionTold

Digest = dict[str, Any]
"""A turn as the room keeps it (`simulator.room.state.digest`); with `by`, who said the line as they
are called, and `at`, when (UTC, ISO 8601), where those are known."""

Answer = str | int


class Marked(BookmarkTold):
    """A bookmark; facilitator: whether it is the facilitator's."""

    facilitator: NotRequired[bool]


@dataclass(frozen=True, slots=True)
class Held:
    """One branch of a conversation, from the opening on. main: the one that counts for its round.

    round is the number of the round it is a way of, way its number among those; rounds: how many
    rounds the conversation has. title is what the persona is called, stem what it is found by.
    labels and higher_is ("better" or "worse") are by feeling, method_steps, needs (the persona's
    interests) and issues are titles by name; seats are (called, part).
    """

    conversation: str
    branch: str
    main: bool
    title: str
    stem: str
    labels: Mapping[str, str]
    higher_is: Mapping[str, str]
    method_steps: Mapping[str, str]
    seats: tuple[tuple[str, str], ...]
    turns: tuple[Digest, ...]
    needs: Mapping[str, str] = field(default_factory=dict)
    issues: Mapping[str, str] = field(default_factory=dict)
    round: int = 1
    rounds: int = 1
    way: int = 1

    def by(self, turn: Digest) -> str:
        """Return who said a turn's line; of a conversation of one person that is clear."""
        if turn["line"] is None:
            return ""
        alone = self.seats[0][0] if len(self.seats) == 1 else ""
        return str(turn.get("by") or alone)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A room in hindsight.

    answers are all that was answered to a question, by its name. steps are those of the guided
    sequence; minutes: how long it shall take in all, 0 for the usual; ask: the exercise's own
    questions for a step.
    """

    title: str
    anonymous: bool
    conversations: tuple[Held, ...]
    answers_before: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    answers_after: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    questions: tuple[QuestionTold, ...] = ()
    bookmarks: tuple[Marked, ...] = ()
    steps: tuple[str, ...] = ("reactions", "description", "analysis", "summary")
    minutes: float = 0.0
    ask: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    room: str = ""
    language: str = "en"

    def as_dict(self) -> dict[str, Any]:
        """Return all of it as plain JSON values."""
        return asdict(self)


def without_names(gathered: Gathered) -> Gathered:
    """Return the same without what anybody is called, if the room is anonymous."""
    if not gathered.anonymous:
        return gathered
    return replace(
        gathered,
        conversations=tuple(
            replace(
                held,
                seats=tuple(("", part) for _, part in held.seats),
                turns=tuple({**turn, "by": ""} if "by" in turn else turn for turn in held.turns),
            )
            for held in gathered.conversations
        ),
        bookmarks=tuple({**mark, "by": ""} for mark in gathered.bookmarks),
    )
