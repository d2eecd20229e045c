"""When two states of a conversation count as one: what a persona's conditions can tell apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from engine.persona import Persona
from engine.persona.conditions import nodes
from engine.persona.conditions.nodes import Node, walk
from engine.persona.persona import LevelRules
from engine.signs import INDEX
from engine.state import State
from engine.workbench.exploring.repertoire import conditions_of
from engine.workbench.exploring.tally import BANDS

MOST = 6
"""Counts above this are one."""

MOST_TIME = 3
"""Lines, in all and in a stance, above this are one: otherwise no state would come again."""

FINE = 20
"""Parts of a feeling's range that are told apart where it is asked whether a state is new."""

_TIME = ("turn", "turns_here")
_COUNTED = ("offers", "refusals")


class Abstraction:
    """Tells states of one persona at one level apart: by stance, feelings in bands, facts, what
    was told, what is agreed and pending, and by counts as far as a condition asks for them."""

    def __init__(self, persona: Persona, level: LevelRules) -> None:
        self._clips: dict[tuple[str, str], int] = {}
        self._recent: dict[tuple[int, int], None] = {}
        self._visited: dict[str, None] = {}
        self._offered = False
        for condition in conditions_of(persona):
            for node in walk(condition.node):
                self._look_at(node, level)
        self._closing = frozenset(
            node.name
            for end in persona.endings.values()
            for node in walk(end.condition.node)
            if isinstance(node, nodes.Call) and node.function == "remembered"
        )
        self._times = self._counted("times")
        self._here = self._counted("here")
        self._numbers = {name: self._clips.get((name, ""), 0) for name in (*_TIME, *_COUNTED)}

    def _look_at(self, node: Node, level: LevelRules) -> None:
        match node:
            case nodes.Compare(left=left, right=right):
                self._clip(left, right, level)
                self._clip(right, left, level)
            case nodes.Call(function="within", name=name, count=count):
                self._recent[INDEX[name], count] = None
            case nodes.Call(function="visited", name=name):
                self._visited[name] = None
            case nodes.Call(function="offered"):
                self._offered = True

    def _clip(self, counted: Node, against: Node, level: LevelRules) -> None:
        """Note up to where a number is counted: the largest it is compared with."""
        match counted:
            case nodes.Call(function=function, name=name):
                key, most = (function, name), MOST
            case nodes.Amount(name=name):
                key, most = (name, ""), MOST_TIME if name in _TIME else MOST
            case _:
                return
        value = against.value if isinstance(against, nodes.Fixed) else level.patience
        self._clips[key] = max(self._clips.get(key, 0), min(most, int(value) + 1))

    def _counted(self, function: str) -> tuple[tuple[int, int], ...]:
        return tuple(
            (INDEX[name], most) for (what, name), most in self._clips.items() if what == function
        )

    def key(self, state: State) -> Hashable:
        """Return what states that count as one have in common."""
        table = state.table
        return (
            state.stance,
            tuple([min(BANDS - 1, int(level * BANDS)) for level in state.feelings]),
            frozenset(state.facts),
            frozenset(state.disclosed),
            frozenset(table.agreed),
            frozenset(state.gone),
            table.pending is not None,
            tuple([min(state.times[index], most) for index, most in self._times]),
            tuple([min(state.here[index], most) for index, most in self._here]),
            tuple(
                [
                    bool(state.last[index] and state.turn - state.last[index] < lines - 1)
                    for index, lines in self._recent
                ]
            ),
            tuple([name in state.visited for name in self._visited]),
            frozenset(table.offered) if self._offered else None,
            min(state.turn, self._numbers["turn"]),
            min(state.turn - state.entered, self._numbers["turns_here"]),
            min(table.offers, self._numbers["offers"]),
            min(table.refusals, self._numbers["refusals"]),
        )

    def place(self, state: State) -> Hashable:
        """Return roughly how far a conversation has come towards its endings."""
        table = state.table
        facts = self._closing.intersection(state.facts)
        told = frozenset(state.disclosed)
        return state.stance, told, facts, len(table.agreed), table.pending is not None

    def features(self, state: State) -> Iterator[Hashable]:
        """Yield single things about a state; one with a new thing about it is worth going on."""
        stance = state.stance
        for index, level in enumerate(state.feelings):
            yield stance, index, int(level * FINE)
        yield from state.facts
        for interest in state.disclosed:
            yield stance, interest
        yield from state.table.agreed.items()
        yield stance, len(state.table.agreed), state.table.pending is not None
        for index, most in self._times:
            yield "times", index, min(state.times[index], most)
        for index, most in self._here:
            yield stance, "here", index, min(state.here[index], most)
        yield "refusals", min(state.table.refusals, MOST)
