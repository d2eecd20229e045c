"""How decisions ask a room's counterparts: at once where nothing is read, else once it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine import reading_by
from simulator.room.counterparts.counterparts import Counterparts
from simulator.room.counterparts.questions import Do, Question, Recall, Say, course_of
from simulator.room.refusal import Refusal

if TYPE_CHECKING:
    from engine import Persona, Turn
    from simulator.room.counterparts.stage import Stage
    from simulator.room.state import Branch, Cast, Conversation
    from simulator.room.state.digest import Digest


class Unanswered(Exception):
    """A decision needs an answer first: `take` it, and decide once more."""

    def __init__(self, question: Question):
        super().__init__("not answered yet")
        self.question = question


class Asking:
    """The counterparts of one room.

    A line takes time to read, and a decision none: where it needs an answer that is not there it
    ends with Unanswered, having changed nothing. All raise Refusal where a persona cannot play.
    """

    def __init__(self, room: str, stage: Stage) -> None:
        self._room = room
        self._stage = stage
        self._near: Counterparts = stage.near
        self._answer: tuple[Question, Any] | None = None

    def load(self, source: str, language: str) -> Persona:
        """Load a persona for a room."""
        return self._near.load(source, language)

    def opening(self, cast: Cast, seed: int, level: str, model: str) -> tuple[Digest, str]:
        """Return the digest of a conversation's opening, and the model that reads its lines."""
        reads = reading_by(model)
        return self._near.opening(cast.source, cast.language, seed, level, reads), reads

    def script(self, held: Conversation) -> list[dict[str, str]]:
        """Return the texts the counterpart could be made to say: {id, text, place, of}."""
        return self._near.script(held.cast.source, held.cast.language)

    def say(self, held: Conversation, branch: Branch, line: str) -> Digest:
        """Return the digest of the turn that a line in a branch makes."""
        digest: Digest = self._known(Say(course_of(self._room, held, branch), line))
        return digest

    def act(
        self,
        held: Conversation,
        branch: Branch,
        kind: str,
        text: str = "",
        feeling: str = "",
        by: float = 0,
    ) -> tuple[dict[str, Any], Digest]:
        """Return an act of the facilitator's as plain JSON, and the digest of the turn it makes."""
        course = course_of(self._room, held, branch)
        act, digest = self._known(Do(course, kind, text, feeling, by))
        return act, digest

    def _known(self, question: Question) -> Any:
        if self._answer is None or self._answer[0] != question:
            raise Unanswered(question)
        _, answer = self._answer
        self._answer = None  # the same line said again is asked again: what failed may work now
        if isinstance(answer, Refusal):
            raise answer
        return answer

    async def take(self, question: Question) -> None:
        """Have a question answered for the decision that is made once more."""
        try:
            self._answer = question, await self._stage.answer(question)
        except Refusal as refusal:
            self._answer = question, refusal

    def turns(self, held: Conversation, branch: Branch) -> tuple[Persona, list[Turn]]:
        """Return a branch told again, the opening first. Waits: called in a thread."""
        turns: list[Turn] = self._stage.wait_for(Recall(course_of(self._room, held, branch)))
        return self.load(held.cast.source, held.cast.language), turns
