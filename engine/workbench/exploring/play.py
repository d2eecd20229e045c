"""Playing trainees: conversations of a policy at a level, each known by its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from engine.conversation import Conversation
from engine.moment import Moment
from engine.persona.persona import GoRule
from engine.persona.text import Text
from engine.reply import Composer
from engine.state import State
from engine.turn import Transition, Turn, Verdict
from engine.workbench.exploring.actions import Action
from engine.workbench.exploring.goals import REPEATS, goals_in
from engine.workbench.exploring.policies import POLICIES, Casting
from engine.workbench.exploring.tally import NO_ENDING, Tallies, Tally

CHUNK = 25
"""Plays counted together: always the same ones, however many processes share them."""

CLOSE = 10
"""Lines within which a text said again is noticed."""

Said = tuple[str, Text, str]
"""A text that was said: the place of its pool (file:line), the text, what offer it was about."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Plays that are counted together, numbered from first; turns: the most lines of each."""

    policy: str
    level: str
    first: int
    plays: int
    turns: int
    seed: int


def chunks(
    policies: Sequence[str], levels: Sequence[str], plays: int, turns: int, seed: int
) -> Iterator[Chunk]:
    """Yield all plays of every policy at every level, in pieces."""
    for policy in policies:
        for level in levels:
            for first in range(0, plays, CHUNK):
                yield Chunk(policy, level, first, min(CHUNK, plays - first), turns, seed)


class Voice(Composer):
    """Composes as any other, and tells which texts it chose."""

    def texts(self) -> list[Said]:
        """Return what was said."""
        return [(pool.where, text, offer) for pool, text, offer in self._said]


class Played(Conversation):
    """A conversation that is counted; it goes as any other."""

    voice: Voice
    moved: tuple[GoRule, Transition] | None = None
    met: frozenset[str] = frozenset()
    """What the last line's offer met with."""

    @property
    def state(self) -> State:
        """The state as it is now; it changes with every line."""
        return self._state

    def put(self, state: State) -> None:
        """Go on from another state."""
        self._state = state
        self._lines = []
        self.met = frozenset()

    def _advance(self, moment: Moment) -> tuple[GoRule, Transition] | None:
        self.moved = super()._advance(moment)
        return self.moved

    def _composer(self, moment: Moment, verdicts: Sequence[Verdict]) -> Composer:
        self.met = moment.verdicts
        self.voice = Voice(moment, self.seed, verdicts)
        return self.voice


class Counted(Played):
    """A played conversation that makes no record of its turns: its state is all that is looked at.

    Everything goes as in any other; but that nobody reads what is said, it is not put in words.
    """

    def _turn(self, moment: Moment, composer: Composer, happened: Any) -> Turn:
        if happened.line is None:
            return super()._turn(moment, composer, happened)
        return self.opening


def count(casting: Casting, chunk: Chunk) -> Tallies:
    """Play a chunk and return what came of it."""
    tally = Tally()
    for number in range(chunk.first, chunk.first + chunk.plays):
        _play(casting, chunk, number, tally)
    return {(chunk.policy, chunk.level): tally}


def replay(
    casting: Casting, policy: str, level: str, number: int, turns: int, seed: int
) -> list[tuple[Action, Turn]]:
    """Return one play as it went: every line that was chosen, and the turn it made."""
    conversation = Played(casting.persona, number, level)
    return [
        (action, conversation.turn) for action in _lines(casting, conversation, policy, turns, seed)
    ]


def _lines(
    casting: Casting, conversation: Played, policy: str, turns: int, seed: int
) -> Iterator[Action]:
    """Yield the lines of a play, each after it was taken."""
    random = Random(f"{seed}/{policy}/{conversation.level}/{conversation.seed}")
    choose = POLICIES[policy](casting, random)
    for turn in range(1, turns + 1):
        action = choose(conversation.state, conversation.met)
        reading = action.reading(turn)
        conversation.hear(reading.text, reading)
        yield action
        if conversation.ended:
            return


def _play(casting: Casting, chunk: Chunk, number: int, tally: Tally) -> None:
    conversation = Counted(casting.persona, number, chunk.level)
    state = conversation.state
    tally.stances[state.stance] += 1
    said: dict[Said, tuple[int, int]] = {}
    for _ in _lines(casting, conversation, chunk.policy, chunk.turns, chunk.seed):
        if conversation.moved:
            way = conversation.moved[1]
            tally.transitions[way.before, way.after] += 1
            tally.stances[way.after] += 1
        for text in conversation.voice.texts():
            _note_again(text, conversation, said, number, tally)
    tally.plays += 1
    tally.lines += state.turn
    tally.lengths[state.turn] += 1
    ending = state.ending or NO_ENDING
    tally.endings[ending] += 1
    for goal in goals_in(state):
        tally.note(goal, number)
    tally.told.update(state.disclosed)
    tally.agreed.update(f"{issue}.{option}" for issue, option in state.table.agreed.items())
    tally.pools.update(state.used)
    tally.rules.update(state.fired)
    for name, level in zip(casting.persona.feelings, state.feelings, strict=True):
        tally.feel(name, level)


def _note_again(
    text: Said, conversation: Played, said: dict[Said, tuple[int, int]], number: int, tally: Tally
) -> None:
    """Count a text that was said within the last ten lines, and one said twice in them."""
    now = conversation.state.turn
    last, before = said.get(text, (-CLOSE, -CLOSE))
    if now - last < CLOSE:
        tally.again[text[0]] += 1
        if now - before < CLOSE:
            tally.thrice[text[0]] += 1
            tally.note(REPEATS, number)
    said[text] = now, last
