"""Lines as already read, so that what is tested of the engine does not hang on the reader."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from engine import Conversation, FoundMove, Persona, Reading, Span, Term, Topic, Turn
from engine.moment import Moment


def reading(
    *moves: str | tuple[str, float],
    text: str = "these words",
    topics: Iterable[str] = (),
    money: float | None = None,
    day: date | None = None,
    **other: object,
) -> Reading:
    """Return a reading that shows the moves (confidence 1, or as given), on the whole text."""
    span = Span(0, len(text), text)
    sure = [(move, 1.0) if isinstance(move, str) else move for move in moves]
    terms = []
    if money is not None:
        terms.append(Term("money", money, "EUR", Span(0, 0, f"{money:g} euros")))
    if day is not None:
        terms.append(Term("date", day.toordinal(), "day", span))
    return Reading(
        text,
        moves=tuple(FoundMove(move, confidence, (span,)) for move, confidence in sure),
        topics=tuple(Topic(name, 1.0, span) for name in topics),
        terms=tuple(terms),
        **other,  # type: ignore[arg-type]
    )


class Talk:
    """A conversation taken line by line; saved and restored before each if `saved`."""

    def __init__(self, conversation: Conversation, saved: bool = False) -> None:
        self.conversation = conversation
        self.saved = saved

    def take(self, line: str | Reading) -> Turn:
        """Take the next line, to be read or as already read."""
        if self.saved:
            kept = json.loads(json.dumps(self.conversation.save()))
            self.conversation = Conversation.restore(kept)
        if isinstance(line, str):
            return self.conversation.say(line)
        return self.conversation.hear(line.text, line)

    def take_all(self, *lines: str | Reading) -> list[Turn]:
        """Take lines until all are taken or the conversation ends."""
        turns = []
        for line in lines:
            turns.append(self.take(line))
            if self.conversation.ended:
                break
        return turns

    def at(self, stance: str) -> Talk:
        """Put the counterpart in a stance, as if they had just come there."""
        self.conversation._state.stance = stance
        return self

    def feel(self, **levels: float) -> Talk:
        """Set feelings."""
        names = list(self.conversation.persona.feelings)
        for name, level in levels.items():
            self.conversation._state.feelings[names.index(name)] = level
        return self


def moment_of(talk: Talk | Conversation, line: Reading, repeated: bool = False) -> Moment:
    """Return the moment a line would be, without taking it."""
    conversation = talk.conversation if isinstance(talk, Talk) else talk
    persona: Persona = conversation.persona
    return Moment(persona, conversation._state, persona.levels[conversation.level], line, repeated)


def as_json(turns: Iterable[Turn]) -> str:
    """Return turns as the JSON that must not differ."""
    return json.dumps([turn.as_dict() for turn in turns], sort_keys=True)
