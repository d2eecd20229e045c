"""Dialogue tests played: every turn they make, and every expectation that does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from engine.conversation import Conversation
from engine.persona import Persona
from engine.persona.problems import nearest
from engine.persona.source import KeyPath
from engine.turn import Turn
from engine.workbench.dialogue_file import (
    Dialogue,
    DialogueFile,
    Line,
    load_dialogues,
    persona_of,
)
from engine.workbench.patterns import compiled

__all__ = [
    "Dialogue",
    "DialogueFile",
    "Failure",
    "Line",
    "Played",
    "check_dialogue",
    "load_dialogues",
    "persona_of",
    "play_dialogue",
]


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that did not hold; line counts from 1, 0 is the dialogue's end.

    key is where the expectation stands, from the dialogue on: `("lines", 2, "stance")`.
    """

    line: int
    said: str
    expected: str
    happened: str
    key: KeyPath = ()

    def __str__(self) -> str:
        """Return the failure as one sentence."""
        where = f'line {self.line} "{self.said}"' if self.line else "at the end"
        return f"{where}: expected {self.expected}; {self.happened}"


@dataclass(frozen=True, slots=True)
class Played:
    """A dialogue as it went: the opening and every turn, and what did not hold."""

    turns: tuple[Turn, ...]
    failures: tuple[Failure, ...]


class _Wrong(NamedTuple):
    """What was expected, what happened, and the key under the line."""

    expected: str
    happened: str
    key: KeyPath


def check_dialogue(persona: Persona, dialogue: Dialogue, model: str = "careful") -> list[Failure]:
    """Play a dialogue, read as a trainee's lines are; return what did not hold."""
    return list(play_dialogue(persona, dialogue, model).failures)


def play_dialogue(persona: Persona, dialogue: Dialogue, model: str = "careful") -> Played:
    """Play a dialogue to its end or the conversation's; model reads unless the test names one."""
    conversation = Conversation.open(
        persona, dialogue.seed, dialogue.level, dialogue.model or model
    )
    turns = [conversation.opening]
    failures: list[Failure] = []
    for index, line in enumerate(dialogue.lines):
        if conversation.ended:
            expected = "that the conversation goes on"
            ended = f"it had ended before: {_ending(turns[-1])}"
            key = ("lines", index, "say")
            failures.append(Failure(index + 1, line.say, expected, ended, key))
            return Played(tuple(turns), tuple(failures))
        turns.append(conversation.say(line.say))
        failures += [
            Failure(
                index + 1, line.say, wrong.expected, wrong.happened, ("lines", index, *wrong.key)
            )
            for wrong in _wrong(line, turns[-1])
        ]
    failures += _wrong_at_the_end(dialogue, turns[-1])
    return Played(tuple(turns), tuple(failures))


def _wrong_at_the_end(dialogue: Dialogue, turn: Turn) -> Iterator[Failure]:
    name, outcome = (turn.ending.name, turn.ending.outcome) if turn.ending else (None, None)
    if dialogue.ending != name:
        expected = f"the ending {dialogue.ending}" if dialogue.ending else "no ending"
        yield Failure(0, "", expected, _ending(turn), ("ending",))
    elif dialogue.outcome is not None and dialogue.outcome != outcome:
        happened = f"the outcome {outcome}" if outcome else "no ending"
        yield Failure(0, "", f"the outcome {dialogue.outcome}", happened, ("outcome",))


def _wrong(line: Line, turn: Turn) -> Iterator[_Wrong]:
    yield from _wrong_reading(line, turn)
    yield from _wrong_stance(line, turn)
    for name, (low, high) in line.feelings.items():
        expected, key = f"{name} {low:g} to {high:g}", ("feelings", name)
        if name not in turn.feelings:
            yield _Wrong(expected, f"no feeling {name}.{nearest(name, turn.feelings)}", key)
        elif not low <= turn.feelings[name] <= high:
            yield _Wrong(expected, f"{name} {turn.feelings[name]:.4g}", key)
    yield from _wrong_terms_told(line, turn)
    yield from _wrong_words(line, turn)
    if line.ending is not None and line.ending != (turn.ending.name if turn.ending else None):
        yield _Wrong(f"the ending {line.ending}", _ending(turn), ("ending",))


def _wrong_reading(line: Line, turn: Turn) -> Iterator[_Wrong]:
    reading = turn.reading
    if reading is None:
        return
    read = [found.move for found in reading.moves]
    for index, move in enumerate(line.moves):
        if move not in read:
            told = f"{', '.join(read) or 'no move'} read"
            yield _Wrong(f"{move} read", told, ("moves", index))
    if line.tone is not None and line.tone != reading.tone:
        yield _Wrong(f"a {line.tone} tone", f"a {reading.tone} tone", ("tone",))
    if line.sarcastic is not None and line.sarcastic != reading.sarcastic:
        irony = {True: "sarcasm", False: "no sarcasm"}
        happened = irony[reading.sarcastic] + " heard"
        yield _Wrong(irony[line.sarcastic] + " heard", happened, ("sarcastic",))
    named = {term.span.text.casefold() for term in reading.terms}
    kinds = {term.kind for term in reading.terms}
    told = ", ".join(f'"{term.span.text}" ({term.kind})' for term in reading.terms)
    for index, term in enumerate(line.terms):
        if term not in kinds and term.casefold() not in named:
            yield _Wrong(f'"{term}" named', f"{told or 'no term'} named", ("terms", index))


def _wrong_stance(line: Line, turn: Turn) -> Iterator[_Wrong]:
    if line.stance is not None and turn.stance != line.stance:
        yield _Wrong(f"stance {line.stance}", f"stance {turn.stance}", ("stance",))
    moved = turn.transition.after if turn.transition else ""
    if line.transition is not None and moved != line.transition:
        expected = f"a transition to {line.transition}" if line.transition else "no transition"
        happened = (
            f"{turn.transition.before} to {moved} by {turn.transition.rule}"
            if turn.transition
            else f"none; the stance is {turn.stance}"
        )
        yield _Wrong(expected, happened, ("transition",))


def _wrong_terms_told(line: Line, turn: Turn) -> Iterator[_Wrong]:
    for index, name in enumerate(line.disclosed):
        if name not in turn.disclosed:
            told = ", ".join(turn.disclosed) or "nothing"
            yield _Wrong(f"{name} disclosed", f"{told} disclosed", ("disclosed", index))
    for index, name in enumerate(line.undisclosed):
        if name in turn.disclosed:
            yield _Wrong(f"{name} not disclosed", f"{name} disclosed", ("undisclosed", index))
    for issue, option in line.agreed.items():
        if turn.agreed.get(issue) != option:
            settled = turn.agreed.get(issue)
            happened = f"{issue} agreed as {settled}" if settled else f"{issue} not agreed"
            yield _Wrong(f"{issue} agreed as {option}", happened, ("agreed", issue))


def _wrong_words(line: Line, turn: Turn) -> Iterator[_Wrong]:
    text = turn.reply.text
    if line.said is not None and not compiled(line.said).search(text):
        yield _Wrong(f'"{line.said}" in the reply', f"the reply: {text}", ("said",))
    if line.unsaid is not None and compiled(line.unsaid).search(text):
        yield _Wrong(f'"{line.unsaid}" not in the reply', f"the reply: {text}", ("unsaid",))


def _ending(turn: Turn) -> str:
    return f"the ending {turn.ending.name}" if turn.ending else "no ending"
