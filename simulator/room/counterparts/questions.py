"""What a conversation's counterpart is asked: plain values, which another process understands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from simulator.room.state import Branch, Conversation


class Course(NamedTuple):
    """How a conversation went: what it is begun with, and what was said and done since.

    source, language: what its persona is loaded by; name: what that is called. acts are the
    facilitator's, as the engine's records in plain JSON.
    """

    room: str
    conversation: str
    source: str
    language: str
    name: str
    seed: int
    level: str
    model: str
    lines: tuple[str, ...]
    acts: tuple[dict[str, Any], ...]

    @property
    def key(self) -> tuple[str, str]:
        """Which conversation it is of."""
        return self.room, self.conversation


class Say(NamedTuple):
    """What comes of a line; the answer is a Digest."""

    course: Course
    line: str


class Do(NamedTuple):
    """What comes of an act of the facilitator's; the answer is the act in plain JSON, a Digest."""

    course: Course
    kind: str
    text: str
    feeling: str
    amount: float


class Recall(NamedTuple):
    """All turns of a branch, the opening first; the answer is a list of the engine's Turns."""

    course: Course


class Prepare(NamedTuple):
    """To have a model at hand before the first line; the answer is None."""

    model: str


Question = Say | Do | Recall | Prepare


def course_of(room: str, held: Conversation, branch: Branch) -> Course:
    """Return the course of a room's conversation in one of its branches."""
    cast = held.cast
    return Course(
        room,
        held.id,
        cast.source,
        cast.language,
        cast.name,
        held.seed,
        held.level,
        held.model,
        tuple(branch.lines),
        tuple(branch.acts),
    )
