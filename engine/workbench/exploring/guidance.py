"""What helps with a persona: what a full agreement asks for, traced back through its conditions.

It stands for what a skilled trainee makes out of the brief, the method and how the counterpart
answers: which way leads on from here, what is still to be asked, what is still to be said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from engine.persona import Persona
from engine.persona.conditions.logic import possible
from engine.persona.conditions.nodes import Amount, Call, Node, Not, inside
from engine.persona.persona import GoRule
from engine.reading import HARMFUL
from engine.signs import LONG_WORDS
from engine.state import State
from engine.workbench.exploring.actions import Action
from engine.workbench.exploring.asking import lines_for, usual_tone

_UNDERSTANDING = tuple(
    (Action((move,), usual_tone([move]), question=move == "ask_open"),)
    for move in ("acknowledge", "ask_open", "paraphrase", "apologize", "explain", "let_go")
)
"""Steps for where no method is practised."""

_DEALING = frozenset(("propose", "accept", "commit", "confirm_agreement", "invite_ideas"))
_SETTLED = frozenset(("agreements", "remaining", "restated"))


@dataclass(frozen=True, slots=True)
class Need:
    """Something a full agreement asks for: a fact or an interest, and lines that bring it.

    stances are those it can come about in; late: not before something is agreed.
    """

    fact: str
    interest: str
    lines: tuple[Action, ...]
    stances: frozenset[str]
    late: bool

    def met(self, state: State) -> bool:
        """Return whether it has come about."""
        return self.fact in state.facts or self.interest in state.disclosed


class Guide:
    """What helps with one persona. ahead and home: by stance, lines that lead nearer to where
    offers are heard, and to where a full agreement can end it."""

    def __init__(self, persona: Persona) -> None:
        self._persona = persona
        self._today = persona.today
        ends = [end.condition.node for end in persona.endings.values() if end.outcome == AGREED]
        self.open = self._where(persona.bargaining.opens.node)
        closing = frozenset(name for node in ends for name in self._where(node))
        ahead, home = self._towards(self.open), self._towards(closing)
        leading = [node for ways in (ahead, home) for nodes in ways.values() for node in nodes]
        self.needs = self._needs([*ends, persona.bargaining.opens.node, *leading])
        self.interests = frozenset(need.interest for need in self.needs if need.interest)
        self.ahead = {stance: self._lines(nodes) for stance, nodes in ahead.items()}
        self.home = {stance: self._lines(nodes) for stance, nodes in home.items()}
        self.parting = self._lines(ends)
        self.steps = tuple(filter(None, self._steps())) or _UNDERSTANDING

    def _where(self, node: Node) -> frozenset[str]:
        return frozenset(name for name in self._persona.stances if possible(node, stance=name))

    def _lines(self, nodes: Iterable[Node]) -> tuple[Action, ...]:
        found = dict.fromkeys(line for node in nodes for line in lines_for(node, self._today))
        return tuple(line for line in found if helps(line))

    def _steps(self) -> Iterator[tuple[Action, ...]]:
        method = self._persona.method
        for step in method.steps.values() if method else ():
            lines = self._lines([step.condition.node])
            yield tuple(line for line in lines if not _DEALING & set(line.moves))

    def _needs(self, todo: list[Node]) -> tuple[Need, ...]:
        persona = self._persona
        found: dict[tuple[str, str], Need] = {}
        while todo:
            for call in _asked_of(todo.pop(0)):
                if (call.function, call.name) in found:
                    continue
                if call.function == "remembered":
                    node = persona.facts[call.name].condition.node
                    need = self._need(node, fact=call.name)
                elif call.function == "disclosed":
                    node = persona.interests[call.name].condition.node
                    need = self._need(node, interest=call.name)
                else:
                    continue
                found[call.function, call.name] = need
                todo.append(node)
        return tuple(need for need in found.values() if need.lines)

    def _need(self, node: Node, fact: str = "", interest: str = "") -> Need:
        late = any(
            (isinstance(part, Call) and part.function == "agreed")
            or (isinstance(part, Amount) and part.name in _SETTLED)
            for part in _positive(node)
        )
        return Need(fact, interest, self._lines([node]), self._where(node), late)

    def _towards(self, goals: Collection[str]) -> dict[str, list[Node]]:
        """Return, for every stance, when the ways to one nearer to a goal are taken."""
        near = {name: 0 for name in goals}
        edge = list(goals)
        while edge:
            edge = [
                name
                for name in self._persona.stances
                if name not in near and any(way.to in edge for way in self._usable(name))
            ]
            near.update(dict.fromkeys(edge, max(near.values(), default=0) + 1))
        far = len(self._persona.stances) + 1
        return {
            name: [
                way.condition.node
                for way in self._usable(name)
                if near.get(way.to, far) < near.get(name, far)
            ]
            for name in self._persona.stances
        }

    def _usable(self, stance: str) -> Iterator[GoRule]:
        """Yield the ways out of a stance that somebody can take who means well."""
        for way in self._persona.stances[stance].go:
            lines = lines_for(way.condition.node, self._today)
            wanted = not lines or any(map(helps, lines))
            if wanted and way.to != stance and possible(way.condition.node, stance=stance):
                yield way


AGREED = "agreement"
"""The outcome of a full agreement."""


def helps(line: Action) -> bool:
    """Return whether a line is one that somebody who means well would say."""
    return (
        line.form == "words"
        and line.tone in ("warm", "neutral")
        and not (line.sarcastic or line.again or line.half)
        and not HARMFUL.intersection(line.moves)
        and "refuse" not in line.moves
        and line.words < LONG_WORDS
    )


def _positive(node: Node) -> Iterator[Node]:
    """Yield a node and what is in it, without what must not hold."""
    if isinstance(node, Not):
        return
    yield node
    for part in inside(node):
        yield from _positive(part)


def _asked_of(node: Node) -> Iterator[Call]:
    return (part for part in _positive(node) if isinstance(part, Call))
