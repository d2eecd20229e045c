"""Going through a persona line by line: what can be reached, how soon, and where it gets stuck.

First every line is said in every state within a few lines of the opening; from there on states
are gone on from that have something new about them, then the rest, nearest first.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count as numbers
from random import Random

from engine.state import State
from engine.workbench.exploring.abstraction import Abstraction
from engine.workbench.exploring.actions import Action
from engine.workbench.exploring.goals import Goal, goals_in, goals_of
from engine.workbench.exploring.play import Played
from engine.workbench.exploring.policies import POLICIES, Casting
from engine.workbench.exploring.routes import SEED, Route, names_of

WAYS_OUT = ("skilled", "average", "hostile", "silent")
"""Policies that look for an ending from where the search went no further."""

FROM_EACH = 2
"""Such states tried of those that have stance, what was told and what is agreed in common."""

LONGEST = 80
"""Lines in which a policy is to find an ending."""

_END = -1


@dataclass(frozen=True, slots=True)
class Stuck:
    """A state no ending was found from: its stance, and the shortest conversation to it found."""

    stance: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What going through a persona at one level found.

    states were told apart, of which gone_on had every line said in them, lines in all; complete:
    within so many lines of the opening nothing was left out; whole: nothing was anywhere. found
    has the shortest conversation found to every goal, as names of actions. tried counts the
    states from which policies looked for an ending because the search went no further.
    """

    level: str
    actions: int
    states: int
    gone_on: int
    lines: int
    complete: int
    whole: bool
    found: dict[Goal, tuple[str, ...]]
    missing: tuple[Goal, ...]
    stuck: tuple[Stuck, ...]
    tried: int


class _Node:
    """A state that was come to: by what line, after what other; `id` is its abstract state's."""

    __slots__ = ("action", "depth", "id", "parent", "state")

    def __init__(self, parent: _Node | None, action: Action | None, state: State, id_: int) -> None:
        self.parent = parent
        self.action = action
        self.state: State | None = state
        self.id = id_
        self.depth: int = parent.depth + 1 if parent else 0

    def path(self) -> list[Action]:
        """Return the lines that lead here."""
        found = []
        node: _Node | None = self
        while node is not None and node.action is not None:
            found.append(node.action)
            node = node.parent
        return found[::-1]


def survey(
    casting: Casting,
    level: str,
    depth: int,
    states: int,
    step: Callable[[int], object] = lambda _: None,
) -> Survey:
    """Go through a persona at a level: to a depth (lines), and on from at most so many states.

    step is told of each state gone on from, and at the end how many it did not come to. The same
    arguments always find the same.
    """
    return _Search(casting, level, depth).run(states, step)


class _Search:
    def __init__(self, casting: Casting, level: str, depth: int) -> None:
        persona = casting.persona
        self._casting = casting
        self._abstraction = Abstraction(persona, persona.levels[level])
        self._conversation = Played(persona, SEED, level)
        self._depth = depth
        self._ids: dict[Hashable, int] = {}
        self._edges: dict[int, set[int]] = {}
        self._features: set[Hashable] = set()
        self._queue: list[tuple[int, int, int, _Node]] = []
        self._order = numbers()
        self._found: dict[Goal, list[Action]] = {}
        self._nodes: dict[int, _Node] = {}
        self._lines = 0

    def run(self, states: int, step: Callable[[int], object]) -> Survey:
        """Go through the persona."""
        start = self._conversation.state.copy()
        self._note(start, [])
        self._take(None, None, start)
        while self._queue and len(self._edges) < states:
            self._go_on(heappop(self._queue)[-1])
            step(1)
        step(states - len(self._edges))
        tried, without = self._ways_out()
        return self._told(tried, self._stuck(without))

    def _go_on(self, node: _Node) -> None:
        """Say every line in a state."""
        state = node.state
        assert state is not None
        node.state = None  # what was gone on from is not needed again
        repertoire = self._casting.repertoire
        reached = self._edges[node.id] = set()
        for action in (*repertoire.actions, *repertoire.restating(state.table.agreed)):
            after = self._say(action, state.copy(), node.depth + 1)
            if self._is_new(after):
                self._note(after, [*node.path(), action])
            if after.ending is not None:
                reached.add(_END)
            else:
                reached.add(self._take(node, action, after))

    def _say(self, action: Action, state: State, number: int) -> State:
        self._lines += 1
        reading = action.reading(number)
        self._conversation.put(state)
        self._conversation.hear(reading.text, reading)
        return state

    def _take(self, parent: _Node | None, action: Action | None, state: State) -> int:
        """Keep a state if it is a new one, and return its number."""
        key = self._abstraction.key(state)
        known = self._ids.get(key)
        if known is not None:
            return known
        known = self._ids[key] = len(self._ids)
        node = self._nodes[known] = _Node(parent, action, state, known)
        new = self._features.isdisjoint  # of a thing about it that no state had before
        things = list(self._abstraction.features(state))
        rank = 0 if node.depth < self._depth else 1 if any(new([one]) for one in things) else 2
        self._features.update(things)
        heappush(self._queue, (rank, node.depth, next(self._order), node))
        return known

    def _is_new(self, state: State) -> bool:
        return any(goal not in self._found for goal in goals_in(state))

    def _note(self, state: State, path: Sequence[Action]) -> None:
        """Remember how what is new in a state was come to."""
        for goal in goals_in(state):
            self._found.setdefault(goal, list(path))

    def _ways_out(self) -> tuple[int, list[_Node]]:
        """Let policies look for an ending where the search stopped; return where none did."""
        groups: dict[Hashable, int] = {}
        tried, without = 0, []
        for *_, node in sorted(self._queue, key=lambda entry: (entry[1], entry[2])):
            state = node.state
            assert state is not None
            group = (state.stance, frozenset(state.disclosed), len(state.table.agreed))
            groups[group] = groups.get(group, 0) + 1
            if groups[group] <= FROM_EACH:
                tried += 1
                if not any([self._ends(node, policy) for policy in WAYS_OUT]):
                    without.append(node)
        return tried, without

    def _ends(self, node: _Node, policy: str) -> bool:
        """Go on from a state as a policy would, and return whether that ends."""
        assert node.state is not None
        state, path = node.state.copy(), node.path()
        choose = POLICIES[policy](self._casting, Random(f"{policy}/{node.id}"))
        while state.ending is None and len(path) < node.depth + LONGEST:
            action = choose(state, self._conversation.met)
            path.append(action)
            self._say(action, state, len(path))
            if self._is_new(state):
                self._note(state, path)
        return state.ending is not None

    def _stuck(self, without: list[_Node]) -> list[_Node]:
        """Return the states no ending can be reached from, as far as the search went."""
        back: dict[int, list[int]] = {}
        for source, reached in self._edges.items():
            for to in reached:
                back.setdefault(to, []).append(source)
        lost = {node.id for node in without}
        good = {_END, *(entry[-1].id for entry in self._queue)} - lost
        todo = list(good)
        while todo:
            for source in back.get(todo.pop(), ()):
                if source not in good:
                    good.add(source)
                    todo.append(source)
        bad = [node for number, node in self._nodes.items() if number not in good]
        return sorted(bad, key=lambda node: (node.depth, node.id))

    def _complete(self) -> int:
        """Return within how many lines of the opening every line was said in every state."""
        left = {entry[-1].id for entry in self._queue}
        seen, edge, depth = {0}, [0], 0
        while edge and not left.intersection(edge):
            edge = list({to for one in edge for to in self._edges[one]} - seen - {_END})
            seen.update(edge)
            depth += 1
        return depth

    def _told(self, tried: int, stuck: list[_Node]) -> Survey:
        goals = goals_of(self._casting.persona)
        route = Route(self._casting.persona, self._conversation.level)
        found = {
            goal: route.shortened(goal, self._found[goal]) or self._found[goal]
            for goal in goals
            if goal in self._found
        }
        return Survey(
            level=self._conversation.level,
            actions=len(self._casting.repertoire.actions),
            states=len(self._ids),
            gone_on=len(self._edges),
            lines=self._lines,
            complete=self._complete(),
            whole=not self._queue,
            found={goal: names_of(path) for goal, path in found.items()},
            missing=tuple(goal for goal in goals if goal not in self._found),
            stuck=tuple(
                Stuck(route.after(node.path()).stance, names_of(node.path())) for node in stuck
            ),
            tried=tried,
        )
