"""Conversations as lists of abstract lines: what one comes to, and whether less would do."""

from __future__ import annotations

from collections.abc import Sequence

from engine.persona import Persona
from engine.state import State
from engine.workbench.exploring.actions import Action
from engine.workbench.exploring.goals import Goal, goals_in
from engine.workbench.exploring.play import Counted

SEED = 0
"""Of the wording, in all conversations that are gone through line by line."""


class Route:
    """Takes conversations with one persona at one level from the opening."""

    def __init__(self, persona: Persona, level: str) -> None:
        self._persona = persona
        self._level = level

    def after(self, path: Sequence[Action], until: Goal | None = None) -> State:
        """Return the state after a conversation, or where it ends or reaches a goal."""
        return self._taken(path, until)[0]

    def shortened(self, goal: Goal, path: Sequence[Action]) -> list[Action] | None:
        """Return a conversation that reaches a goal, less the lines it can do without.

        No single line of what is returned can be left out. None: the path does not reach it.
        """
        state, lines = self._taken(path, goal)
        if goal not in goals_in(state):
            return None
        path, before = list(path[:lines]), lines + 1
        while len(path) < before:
            before = at = len(path)
            while at := min(at, len(path)):
                at -= 1
                shorter = [*path[:at], *path[at + 1 :]]
                state, lines = self._taken(shorter, goal)
                if goal in goals_in(state):
                    path = shorter[:lines]
        return path

    def _taken(self, path: Sequence[Action], until: Goal | None) -> tuple[State, int]:
        """Return the state a conversation comes to, and how many of its lines that took."""
        conversation = Counted(self._persona, SEED, self._level)
        state = conversation.state
        for number, action in enumerate(path, 1):
            if conversation.ended or (until is not None and until in goals_in(state)):
                return state, number - 1
            reading = action.reading(number)
            conversation.hear(reading.text, reading)
        return state, len(path)


def names_of(path: Sequence[Action]) -> tuple[str, ...]:
    """Return the names of lines."""
    return tuple(action.name for action in path)
