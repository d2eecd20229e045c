"""The live conversations of a room: the engine's, told again from what is kept where need be."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from engine import (
    Act,
    Conversation,
    ConversationOver,
    PersonaError,
    UnknownPersona,
    load_persona,
    scripted,
    usable,
)
from simulator.room.refusal import Refusal
from simulator.room.state.digest import Digest, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from engine import Persona, Turn
    from simulator.room.state import Branch, Cast
    from simulator.room.state import Conversation as Held

MOST_LIVE = 64
"""Conversations of a room that are kept live; the one not spoken in the longest goes first, and is
told again when it goes on."""


class Counterparts:
    """What answers in a room. Raises Refusal where a persona cannot play any more."""

    def __init__(self, also: Iterable[Path] = ()) -> None:
        self._also = tuple(also)
        self._live: OrderedDict[tuple[str, str], _Live] = OrderedDict()

    def opening(self, cast: Cast, seed: int, level: str, model: str) -> tuple[Digest, str]:
        """Return the digest of a conversation's opening, and the model that reads its lines."""
        persona = self.persona(cast)
        reads = usable(model)[0].name
        conversation = Conversation(persona, seed, level, reads)
        return digest_of(persona, conversation.opening), reads

    def say(self, held: Held, branch: Branch, line: str) -> Digest:
        """Say a line in a branch and return the digest of the turn."""
        live = self._up_to(held, branch, line)
        conversation = live.conversation
        if live.lines == branch.lines:
            try:
                conversation.say(line)
            except ConversationOver as error:
                raise _over(held) from error
            live.lines.append(line)
        return digest_of(conversation.persona, conversation.turn)

    def act(
        self,
        held: Held,
        branch: Branch,
        kind: str,
        text: str = "",
        feeling: str = "",
        by: float = 0,
    ) -> tuple[dict[str, Any], Digest]:
        """Let the facilitator act; return the act as plain JSON and the digest of the turn."""
        live = self._up_to(held, branch)
        conversation = live.conversation
        act = Act(kind, len(branch.lines), text, feeling, by)  # type: ignore[arg-type]  # checked there
        try:
            turn = conversation.act(act)
        except ConversationOver as error:
            raise _over(held) from error
        except ValueError as error:
            raise Refusal("unknown", _sentence(error)) from error
        live.acts.append(asdict(act))
        return asdict(act), digest_of(conversation.persona, turn)

    def script(self, held: Held) -> list[dict[str, str]]:
        """Return the texts the counterpart could be made to say: {id, text, place, of}."""
        return [asdict(one) for one in scripted(self.persona(held.cast))]

    def turns(self, held: Held, branch: Branch) -> tuple[Persona, list[Turn]]:
        """Return a branch told again, the opening first, for its debrief."""
        turns: list[Turn] = []
        live = self._begun(held)
        live.go_on(branch, turns)
        return live.conversation.persona, turns

    def forget(self) -> None:
        """Drop what is live: something unforeseen may have left it half-way."""
        self._live.clear()

    def persona(self, cast: Cast) -> Persona:
        """Return the persona of a cast, as its files now are."""
        return self.load(cast.source, cast.language)

    def load(self, source: str, language: str) -> Persona:
        """Load a persona for a room. Raises Refusal, with the first of what is wrong."""
        try:
            return load_persona(source, self._also, language)
        except (UnknownPersona, PersonaError) as error:
            raise Refusal("unknown", str(error).splitlines()[0]) from error

    def _up_to(self, held: Held, branch: Branch, line: str | None = None) -> _Live:
        """Return a branch's conversation as far as the branch is.

        If just this line was said in it after that, which was then not kept because another hub
        was first with something else, it may stand: the same line gets the same answer.
        """
        key = (held.id, branch.id)
        live = self._live.pop(key, None)
        if live is None or not (live.leads_to(branch) or live.leads_to(branch, line)):
            live = self._begun(held)
        live.go_on(branch)
        self._live[key] = live
        while len(self._live) > MOST_LIVE:
            self._live.popitem(last=False)
        return live

    def _begun(self, held: Held) -> _Live:
        return _Live(Conversation(self.persona(held.cast), held.seed, held.level, held.model))


@dataclass(slots=True)
class _Live:
    """A conversation, and the lines and acts it has been told of a branch."""

    conversation: Conversation
    lines: list[str] = field(default_factory=list)
    acts: list[dict[str, Any]] = field(default_factory=list)

    def leads_to(self, branch: Branch, line: str | None = None) -> bool:
        """Whether the branch, with a line after it if one is given, went the same way so far."""
        lines = branch.lines if line is None else [*branch.lines, line]
        told, done = len(self.lines), len(self.acts)
        if line is not None and told != len(lines):
            return False
        later = branch.acts[done:]
        return (
            lines[:told] == self.lines
            and branch.acts[:done] == self.acts
            and not any(act["after"] < told for act in later)
        )

    def go_on(self, branch: Branch, turns: list[Turn] | None = None) -> None:
        """Tell it what it has not been told; its turns from there on are added to `turns`."""
        lines, first = branch.lines, len(self.lines)
        for number in range(first, len(lines) + 1):
            if number > first:
                if self.conversation.ended:
                    break  # a persona that changed since may end it sooner
                self.conversation.say(lines[number - 1])
            for act in branch.acts[len(self.acts) :]:
                if act["after"] == number:
                    with suppress(ValueError):  # its words were erased, or the persona changed
                        self.conversation.act(Act(**act))
            if turns is not None:
                turns.append(self.conversation.turn)
        if len(self.lines) <= len(lines):
            self.lines, self.acts = lines, list(branch.acts)


def _over(held: Held) -> Refusal:
    return Refusal("over", f"The conversation with {held.cast.name} has ended.")


def _sentence(error: Exception) -> str:
    text = str(error)
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
