"""What of a persona file has happened in played turns, and what has not, by its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, get_args

from engine.persona import Persona
from engine.persona.loading import read_persona
from engine.persona.schema import Go, PersonaFile, ReplyRule
from engine.persona.source import KeyPath, Source, dotted
from engine.turn import Turn

Kind = Literal[
    "stances",
    "transitions",
    "reply rules",
    "appraisal rules",
    "questions",
    "interests",
    "options",
    "endings",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

Mark = tuple[Kind, str]
"""What a turn shows to have happened: a name, or of rules and texts the place (file:line)."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Something a test can reach: its name, what it says or is for, its file and line.

    Any of the marks shows that it was reached. Rules of one kind on one line are one goal, for
    their place is all that a turn tells of them.
    """

    kind: Kind
    name: str
    about: str
    file: str
    line: int
    marks: frozenset[Mark]


@dataclass(frozen=True, slots=True)
class Reach:
    """How much of something was reached, and what was not, in file order."""

    total: int
    missing: tuple[Goal, ...]

    @property
    def reached(self) -> int:
        """How many were."""
        return self.total - len(self.missing)

    @property
    def percent(self) -> float:
        """How many of a hundred were, 0 to 100; all, where there is nothing to reach."""
        return 100 * self.reached / self.total if self.total else 100.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the turns played with one persona reached, by kind; kinds it has none of left out."""

    path: Path
    kinds: dict[Kind, Reach]

    @property
    def whole(self) -> Reach:
        """All kinds together."""
        missing = [goal for reach in self.kinds.values() for goal in reach.missing]
        total = sum(reach.total for reach in self.kinds.values())
        return Reach(total, tuple(sorted(missing, key=lambda goal: goal.line)))


def covered(persona: Persona, turns: Iterable[Turn]) -> Coverage:
    """Count what turns with a persona reached. Raises PersonaError if the file changed for ill."""
    seen = {mark for turn in turns for mark in _marks(turn)}
    kinds: dict[Kind, Reach] = {}
    goals = goals_of(persona)
    for kind in KINDS:
        wanted = [goal for goal in goals if goal.kind == kind]
        if wanted:
            missing = tuple(goal for goal in wanted if not goal.marks & seen)
            kinds[kind] = Reach(len(wanted), missing)
    return Coverage(persona.path, kinds)


def _marks(turn: Turn) -> Iterator[Mark]:
    yield "stances", turn.stance
    if turn.transition:
        yield "transitions", turn.transition.rule
    for rule in turn.reply.rules:
        yield "reply rules", rule
    for change in turn.changes:
        yield "appraisal rules", change.rule
    for name in turn.disclosed:
        yield "interests", name
    for verdict in turn.verdicts:
        yield "options", f"{verdict.issue}.{verdict.option}"
    if turn.ending:
        yield "endings", turn.ending.name


def goals_of(persona: Persona) -> list[Goal]:
    """Return everything in a persona file that a test can reach, in file order.

    What the file inherits is for the tests of the file it is from.
    """
    finder = _Finder(*read_persona(persona.path))
    merged: dict[tuple[Kind, frozenset[Mark]], Goal] = {}
    for goal in finder.goals():
        if goal.file != finder.source.file:
            continue
        key = (goal.kind, goal.marks)
        before = merged.get(key)
        merged[key] = replace(before, name=f"{before.name}, {goal.name}") if before else goal
    return sorted(merged.values(), key=lambda goal: goal.line)


class _Finder:
    """Walks a persona file as its builder does, so that places are the ones that turns tell."""

    def __init__(self, source: Source, model: PersonaFile) -> None:
        self.source = source
        self.model = model

    def goals(self) -> Iterator[Goal]:
        model = self.model
        for name, stance in model.stances.items():
            yield self._named("stances", name, stance.title, ("stances", name))
            yield from self._ways(name, stance.go, ("stances", name, "go"))
            if stance.limit:
                limit = stance.limit
                about = f"{name} to {limit.to}"
                yield self._placed("transitions", about, limit.because, ("stances", name, "limit"))
        yield from self._ways("anywhere", model.anywhere.go, ("anywhere", "go"))
        for index, rule in enumerate(model.appraisal):
            path: KeyPath = ("appraisal", index)
            yield self._placed("appraisal rules", dotted(path), rule.because, path)
        for path, texts in self._texts():
            if texts:
                name = dotted(path[:-1] if path[-1] == "say" else path)
                yield self._placed("reply rules", name, texts[0], path)
        yield from self._questions()
        for name, interest in model.interests.items():
            yield self._named("interests", name, interest.title, ("interests", name))
        for issue, rules in model.issues.items():
            for key, option in rules.options.items():
                path = ("issues", issue, "options", key)
                yield self._named("options", f"{issue}.{key}", option.title, path)
        for name, ending in model.endings.items():
            yield self._named("endings", name, ending.title, ("endings", name))

    def _named(self, kind: Kind, name: str, about: str, path: KeyPath) -> Goal:
        return self._goal(kind, name, about, path, name)

    def _placed(self, kind: Kind, name: str, about: str, path: KeyPath) -> Goal:
        return self._goal(kind, name, about, path, self.source.where(path))

    def _goal(self, kind: Kind, name: str, about: str, path: KeyPath, mark: str) -> Goal:
        file, line = self.source.origin(path).file, self.source.place(path)[0]
        return Goal(kind, name, about, file, line, frozenset([(kind, mark)]))

    def _ways(self, stance: str, ways: Sequence[Go], path: KeyPath) -> Iterator[Goal]:
        for index, way in enumerate(ways):
            name = f"{stance} to {way.to}"
            yield self._placed("transitions", name, way.because, (*path, index))

    def _questions(self) -> Iterator[Goal]:
        """A question is reached when one of its answers was said."""
        for name, knows in self.model.knows.items():
            path: KeyPath = ("knows", name)
            answers = [(*path, "answers", i, "say") for i in range(len(knows.answers))]
            marks: Iterator[Mark] = (("reply rules", self.source.where(one)) for one in answers)
            goal = self._named("questions", name, knows.ask[0], path)
            yield replace(goal, marks=frozenset(marks))

    def _texts(self) -> Iterator[tuple[KeyPath, Sequence[str]]]:
        """Every list of texts of which one is said."""
        model = self.model
        yield ("opening", "say"), model.opening.say
        for name, stance in model.stances.items():
            yield ("stances", name, "enter"), stance.enter
            yield from _each(("stances", name, "go"), stance.go)
            if stance.limit:
                yield ("stances", name, "limit", "say"), stance.limit.say
            yield from _each(("stances", name, "replies"), stance.replies)
            yield ("stances", name, "otherwise"), stance.otherwise
        yield from _each(("anywhere", "go"), model.anywhere.go)
        yield from _each(("anywhere", "replies"), model.anywhere.replies)
        yield ("anywhere", "otherwise"), model.anywhere.otherwise
        for name, knows in model.knows.items():
            for index, answer in enumerate(knows.answers):
                yield ("knows", name, "answers", index, "say"), answer.say
        for name, interest in model.interests.items():
            yield ("interests", name, "say"), interest.say
        yield from self._bargaining_texts()
        for name, ending in model.endings.items():
            yield ("endings", name, "say"), ending.say

    def _bargaining_texts(self) -> Iterator[tuple[KeyPath, Sequence[str]]]:
        for name, issue in self.model.issues.items():
            yield ("issues", name, "ask"), issue.ask
            for key, option in issue.options.items():
                for kind in ("accept", "refuse", "suggest"):
                    yield ("issues", name, "options", key, kind), getattr(option, kind)
        rules = self.model.bargaining
        for kind in ("settled", "vague", "declined", "exhausted"):
            yield ("bargaining", kind), getattr(rules, kind)
        if rules.package is not None:
            yield ("bargaining", "package", "accept"), rules.package.accept
            yield ("bargaining", "package", "refuse"), rules.package.refuse


def _each(path: KeyPath, rules: Sequence[Go | ReplyRule]) -> Iterator[tuple[KeyPath, list[str]]]:
    for index, rule in enumerate(rules):
        yield (*path, index, "say"), rule.say
