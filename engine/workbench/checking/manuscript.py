"""A persona file as its author wrote it, with every condition at its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from engine.persona.building.facts import shown_at
from engine.persona.conditions import Names
from engine.persona.conditions.nodes import Node
from engine.persona.conditions.parsing import parse
from engine.persona.loading import read_playable
from engine.persona.problems import Problem
from engine.persona.schema import Go, PersonaFile, ReplyRule
from engine.persona.source import KeyPath, Source


@dataclass(frozen=True, slots=True)
class When:
    """A condition where it stands; stance is the only one it is asked in, if there is one."""

    path: KeyPath
    text: str
    node: Node
    stance: str | None = None


@dataclass(frozen=True)
class Manuscript:
    """A persona file: its keys (`model`) and where each stands (`source`)."""

    source: Source
    model: PersonaFile
    names: Names
    path: Path

    @classmethod
    def read(cls, path: Path) -> Manuscript:
        """Read a file, once. Raises PersonaError with every mistake that keeps it from play."""
        draft = read_playable(path)
        return cls(draft.source, draft.model, draft.names, path)

    def warning(self, path: KeyPath, message: str) -> Problem:
        """Return a warning at a place."""
        return self.source.problem(path, message)

    def line(self, path: KeyPath) -> int:
        """Return the line something stands in, from 1."""
        return self.source.place(path)[0]

    def when(self, text: str, path: KeyPath, stance: str | None = None) -> When:
        """Return a condition, taken apart."""
        return When(path, text, parse(text, self.names), stance)

    def ways(self, stance: str) -> Iterator[tuple[KeyPath, Go]]:
        """Yield the ways out of a stance in the order they are tried, with their paths."""
        for index, way in enumerate(self.model.stances[stance].go):
            yield ("stances", stance, "go", index), way
        for index, way in enumerate(self.model.anywhere.go):
            if way.to != stance:
                yield ("anywhere", "go", index), way
        limit = self.model.stances[stance].limit
        if limit is not None:
            yield ("stances", stance, "limit"), limit.way

    def replies(self, stance: str) -> Iterator[tuple[KeyPath, ReplyRule]]:
        """Yield the reply rules of a stance, its own first, with their paths."""
        for index, rule in enumerate(self.model.stances[stance].replies):
            yield ("stances", stance, "replies", index), rule
        for index, rule in enumerate(self.model.anywhere.replies):
            yield ("anywhere", "replies", index), rule

    @cached_property
    def conditions(self) -> list[When]:
        """Every condition of the file, in its order."""
        return list(self._conditions())

    def _conditions(self) -> Iterator[When]:
        model = self.model
        for name, text in model.conditions.items():
            yield self.when(text, ("conditions", name))
        for index, rule in enumerate(model.appraisal):
            yield self.when(rule.when, ("appraisal", index, "when"))
        for name, fact in model.facts.items():
            yield self.when(fact.when, shown_at(self.source, name))
            if fact.against is not None:
                yield self.when(fact.against, ("facts", name, "against"))
        for name, stance in model.stances.items():
            for index, way in enumerate(stance.go):
                yield self.when(way.when, ("stances", name, "go", index, "when"), name)
            for index, reply in enumerate(stance.replies):
                yield self.when(reply.when, ("stances", name, "replies", index, "when"), name)
        for index, way in enumerate(model.anywhere.go):
            yield self.when(way.when, ("anywhere", "go", index, "when"))
        for index, reply in enumerate(model.anywhere.replies):
            yield self.when(reply.when, ("anywhere", "replies", index, "when"))
        for name, knows in model.knows.items():
            for index, answer in enumerate(knows.answers):
                yield self.when(answer.when, ("knows", name, "answers", index, "when"))
        for name, interest in model.interests.items():
            yield self.when(interest.when, ("interests", name, "when"))
        for issue, rules in model.issues.items():
            for name, option in rules.options.items():
                if option.when is not None:
                    yield self.when(option.when, ("issues", issue, "options", name, "when"))
        for key in ("opens", "suggests", "raises"):
            yield self.when(getattr(model.bargaining, key), ("bargaining", key))
        for index, manner in enumerate(model.bargaining.manner):
            yield self.when(manner.when, ("bargaining", "manner", index, "when"))
        for name, ending in model.endings.items():
            yield self.when(ending.when, ("endings", name, "when"))
