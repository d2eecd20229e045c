"""The counterparts: the engine's conversations, told again from their course where need be."""

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
    read,
    scripted,
)
from simulator.room.counterparts.questions import Course, Do, Prepare, Question, Recall, Say
from simulator.room.refusal import Refusal
from simulator.room.state.digest import Digest, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from engine import Persona, Turn

MOST_LIVE = 600
"""Conversations that are kept live, of all rooms and each in one branch; the one not spoken in the
longest goes first. What is not live is told again when it goes on."""

FIRST_LINE = "Could we meet on Friday at half past three, in two weeks, about the fifty dollars?"
"""Read before anybody says one: words, numbers and days each have something to make ready."""


class Counterparts:
    """What answers. Raises Refusal where a persona cannot play any more.

    also: folders of more personas.
    """

    def __init__(self, also: Iterable[Path] = ()) -> None:
        self._also = tuple(also)
        self._live: OrderedDict[tuple[str, str], _Live] = OrderedDict()

    def load(self, source: str, language: str) -> Persona:
        """Load a persona as its files now are. Raises Refusal, with the first of what is wrong."""
        try:
            return load_persona(source, self._also, language)
        except (UnknownPersona, PersonaError) as error:
            raise Refusal("unknown", str(error).splitlines()[0]) from error

    def opening(self, source: str, language: str, seed: int, level: str, model: str) -> Digest:
        """Return the digest of a conversation's opening, for which nothing is read."""
        persona = self.load(source, language)
        return digest_of(persona, Conversation(persona, seed, level, model).opening)

    def script(self, source: str, language: str) -> list[dict[str, str]]:
        """Return the texts a counterpart could be made to say: {id, text, place, of}."""
        return [asdict(one) for one in scripted(self.load(source, language))]

    def answer(self, question: Question) -> Any:
        """Answer a question. What it did, when it fails half-way, is forgotten. Raises Refusal."""
        match question:
            case Prepare(model):
                read(FIRST_LINE, model=model)
                return None
            case Recall(course):
                turns: list[Turn] = []
                self._begun(course).go_on(course, turns)
                return turns
            case Say(course, line):
                return self._say(self._up_to(course, line), course, line)
            case Do(course):
                return self._do(self._up_to(course), question)

    def _say(self, live: _Live, course: Course, line: str) -> Digest:
        conversation = live.conversation
        if len(live.lines) == len(course.lines):
            try:
                conversation.say(line)
            except ConversationOver as error:
                raise _over(course) from error
            live.lines.append(line)
        self._keep(course, live)
        return digest_of(conversation.persona, conversation.turn)

    def _do(self, live: _Live, asked: Do) -> tuple[dict[str, Any], Digest]:
        course, conversation = asked.course, live.conversation
        act = Act(asked.kind, len(course.lines), asked.text, asked.feeling, asked.amount)  # type: ignore[arg-type]  # checked there
        try:
            turn = conversation.act(act)
        except ConversationOver as error:
            raise _over(course) from error
        except ValueError as error:
            raise Refusal("unknown", _sentence(error)) from error
        live.acts.append(asdict(act))
        self._keep(course, live)
        return asdict(act), digest_of(conversation.persona, turn)

    def _up_to(self, course: Course, line: str | None = None) -> _Live:
        """Return a conversation as far as its course is; whoever goes on in it keeps it.

        If just this line was said in it after that, which was then not kept because another hub
        was first with something else, it may stand: the same line gets the same answer.
        """
        live = self._live.pop(course.key, None)
        if live is None or not (live.leads_to(course) or live.leads_to(course, line)):
            live = self._begun(course)
        live.go_on(course)
        return live

    def _keep(self, course: Course, live: _Live) -> None:
        self._live[course.key] = live
        while len(self._live) > MOST_LIVE:
            self._live.popitem(last=False)

    def _begun(self, course: Course) -> _Live:
        persona = self.load(course.source, course.language)
        return _Live(Conversation(persona, course.seed, course.level, course.model))


@dataclass(slots=True)
class _Live:
    """A conversation, and the lines and acts it has been told of a course."""

    conversation: Conversation
    lines: list[str] = field(default_factory=list)
    acts: list[dict[str, Any]] = field(default_factory=list)

    def leads_to(self, course: Course, line: str | None = None) -> bool:
        """Whether the course, with a line after it if one is given, went the same way so far."""
        lines = [*course.lines] if line is None else [*course.lines, line]
        told, done = len(self.lines), len(self.acts)
        if line is not None and told != len(lines):
            return False
        return (
            lines[:told] == self.lines
            and [*course.acts[:done]] == self.acts
            and not any(act["after"] < told for act in course.acts[done:])
        )

    def go_on(self, course: Course, turns: list[Turn] | None = None) -> None:
        """Tell it what it has not been told; its turns from there on are added to `turns`."""
        lines, first = course.lines, len(self.lines)
        for number in range(first, len(lines) + 1):
            if number > first:
                if self.conversation.ended:
                    break  # a persona that changed since may end it sooner
                self.conversation.say(lines[number - 1])
            for act in course.acts[len(self.acts) :]:
                if act["after"] == number:
                    with suppress(ValueError):  # its words were erased, or the persona changed
                        self.conversation.act(Act(**act))
            if turns is not None:
                turns.append(self.conversation.turn)
        if len(self.lines) <= len(lines):
            self.lines, self.acts = [*lines], [*course.acts]


def _over(course: Course) -> Refusal:
    return Refusal("over", f"The conversation with {course.name} has ended.")


def _sentence(error: Exception) -> str:
    text = str(error)
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
