"""Going through a persona line by line: what can be reached, how soon, and where it gets stuck.

First every line is said in every state within a few lines of the opening; from there on states
are gone on from that have something new about them, then the rest, nearest first.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from heapq import heappop, heappush
from itertools import count as numbers
from random import Random

from engine.state import State
from engine.workbench.exploring.abstraction import Abstraction
from engine.workbench.exploring.actions import Action
from engine.workbench.exploring.goals import Goal, goals_in, goals_of
from engine.workbench.exploring.play import Counted
from engine.workbench.exploring.policies import POLICIES, Casting
from engine.workbench.exploring.routes import SEED, Route, names_of
from engine.workbench.exploring.surveys import Stuck, Survey

WAYS_OUT = ("skilled", "hostile", "silent", "average")
"""Policies that look, one after the other, for an ending from where the search went no further."""

FROM_EACH = 2
"""Such states tried of those that have stance, what was told and what is agreed in common."""

LONGEST = 80
"""Lines in which a policy is to find an ending."""

SCOUTS = 6
"""Plays of every policy that show the search where there is to go."""

SPLICED = 200
"""States near the opening from which the last lines of longer conversations are tried."""

MOST_SPLICED = 3
"""Last lines that are tried."""

_END = -1


class _Node:
    """A state that was come to: by what line, after what other; `id` is its abstract state's."""

    __slots__ = ("action", "depth", "id", "parent", "state")

    def __init__(self, parent: _Node | None, action: Action | None, state: State | None) -> None:
        self.parent = parent
        self.action = action
        self.state = state
        self.id = -1
        self.depth: int = parent.depth + 1 if parent else 0

    def state_kept(self) -> State:
        """Return the state; it is let go when it was gone on from."""
        assert self.state is not None
        return self.state

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
        self._conversation = Counted(persona, SEED, level)
        self._depth = depth
        self._ids: dict[Hashable, int] = {}
        self._edges: dict[int, set[int]] = {}
        self._features: set[Hashable] = set()
        self._queue: list[tuple[int, int, int, _Node]] = []
        self._order = numbers()
        self._found: dict[Goal, list[Action]] = {}
        self._nodes: dict[int, _Node] = {}
        self._endings: set[Goal] = {("ending", name) for name in persona.endings}
        self._lines = 0

    def run(self, states: int, step: Callable[[int], object]) -> Survey:
        """Go through the persona."""
        start = self._conversation.state.copy()
        self._note(start, _Node(None, None, start))
        self._take(_Node(None, None, start))
        self._scout()
        while self._queue and len(self._edges) < states:
            node = heappop(self._queue)[-1]
            if node.id not in self._edges:  # it was not come to by fewer lines since
                self._go_on(node)
                step(1)
        step(states - len(self._edges))
        tried, without = self._ways_out()
        self._splice()
        return self._told(tried, self._stuck(without))

    def _scout(self) -> None:
        """Let policies show where there is to go: states far from the opening, to go on from."""
        for policy in POLICIES:
            for number in range(SCOUTS):
                choose = POLICIES[policy](self._casting, Random(f"{policy}/{number}"))
                node = self._nodes[0]
                self._conversation.put(node.state_kept().copy())
                while node.depth < LONGEST:
                    state = self._conversation.state
                    action = choose(state, self._conversation.met)
                    self._say(action, node.depth + 1)
                    node = _Node(node, action, state.copy())
                    self._note(state, node)
                    if state.ending is not None:
                        break
                    self._take(node)

    def _go_on(self, node: _Node) -> None:
        """Say every line in a state."""
        state = node.state_kept()
        node.state = None  # what was gone on from is not needed again
        repertoire = self._casting.repertoire
        reached = self._edges[node.id] = set()
        for action in (*repertoire.actions, *repertoire.restating(state.table.agreed)):
            after = state.copy()
            self._conversation.put(after)
            self._say(action, node.depth + 1)
            found = _Node(node, action, after)
            self._note(after, found)
            reached.add(_END if after.ending is not None else self._take(found))

    def _say(self, action: Action, number: int) -> None:
        self._lines += 1
        reading = action.reading(number)
        self._conversation.hear(reading.text, reading)

    def _take(self, node: _Node) -> int:
        """Keep a state to go on from, if it is new or nearer than before; return its number."""
        state = node.state_kept()
        key = self._abstraction.key(state)
        node.id = self._ids.setdefault(key, len(self._ids))
        known = self._nodes.get(node.id)
        if known is not None and known.depth <= node.depth:
            node.state = None
            return node.id
        self._nodes[node.id] = node
        if node.id not in self._edges:
            heappush(self._queue, (self._rank(node, state), node.depth, next(self._order), node))
        return node.id

    def _rank(self, node: _Node, state: State) -> int:
        """Return how soon to go on from a state: what is near, then what is new, comes first."""
        place, things = self._abstraction.place(state), set(self._abstraction.features(state))
        new_place, new_things = place not in self._features, not things <= self._features
        self._features |= {place} | things
        if node.depth < self._depth:
            return 0
        return 1 if new_place else 2 if new_things else 3

    def _note(self, state: State, node: _Node) -> None:
        """Remember how what is in a state was come to, where that took fewer lines than before."""
        for goal in goals_in(state):
            if goal not in self._found or node.depth < len(self._found[goal]):
                self._found[goal] = node.path()

    def _left(self) -> list[_Node]:
        """Return the states that were not gone on from."""
        return [node for node in self._nodes.values() if node.id not in self._edges]

    def _ways_out(self) -> tuple[int, list[_Node]]:
        """Let policies look for an ending where the search stopped; return where none did."""
        groups: dict[Hashable, int] = {}
        tried, without = 0, []
        for node in sorted(self._left(), key=lambda node: (node.depth, node.id)):
            group = self._abstraction.place(node.state_kept())
            groups[group] = groups.get(group, 0) + 1
            if groups[group] <= FROM_EACH:
                tried += 1
                if not self._gets_out(node):
                    without.append(node)
        return tried, without

    def _gets_out(self, node: _Node) -> bool:
        """Return whether a policy finds an ending; all look on while there is one not found yet."""
        ended = False
        for policy in WAYS_OUT:
            ended |= self._ends(node, policy)
            if ended and self._endings <= self._found.keys():
                break
        return ended

    def _ends(self, node: _Node, policy: str) -> bool:
        """Go on from a state as a policy would, and return whether that ends."""
        choose = POLICIES[policy](self._casting, Random(f"{policy}/{node.id}"))
        state = node.state_kept().copy()
        self._conversation.put(state)
        last = node.depth + LONGEST
        while state.ending is None and node.depth < last:
            action = choose(state, self._conversation.met)
            self._say(action, node.depth + 1)
            node = _Node(node, action, None)
            self._note(state, node)
        return state.ending is not None

    def _splice(self) -> None:
        """Try the last lines of what led to an ending from states nearer to the opening."""
        near = sorted(self._left(), key=lambda node: (node.depth, node.id))[:SPLICED]
        for goal in sorted(self._endings & self._found.keys()):
            lines = self._found[goal]
            for end in (lines[-count:] for count in range(1, min(MOST_SPLICED, len(lines)) + 1)):
                for node in near:
                    if node.depth + len(end) >= len(self._found[goal]):
                        break
                    self._follow(node, end)

    def _follow(self, node: _Node, lines: Sequence[Action]) -> None:
        """Say some lines in a state, and note what they lead to."""
        state = node.state_kept().copy()
        self._conversation.put(state)
        for action in lines:
            if state.ending is None:
                self._say(action, node.depth + 1)
                node = _Node(node, action, None)
                self._note(state, node)

    def _stuck(self, without: list[_Node]) -> list[_Node]:
        """Return the states no ending can be reached from, as far as the search went."""
        back: dict[int, list[int]] = {}
        for source, reached in self._edges.items():
            for to in reached:
                back.setdefault(to, []).append(source)
        lost = {node.id for node in without}
        good = {_END, *(node.id for node in self._left())} - lost
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
        left = {node.id for node in self._left()}
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
            whole=not self._left(),
            found={goal: names_of(path) for goal, path in found.items()},
            missing=tuple(goal for goal in goals if goal not in self._found),
            stuck=tuple(
                Stuck(route.after(node.path()).stance, names_of(node.path())) for node in stuck
            ),
            tried=tried,
        )
