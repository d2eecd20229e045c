"""A file of dialogue tests with its persona: found by either's name, checked, its places kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from engine.persona import (
    LEVELS,
    Persona,
    PersonaError,
    Problem,
    UnknownPersona,
    find_persona,
    load_persona,
)
from engine.persona.persona import Outcome
from engine.persona.problems import nearest
from engine.persona.source import KeyPath, Source, read_source
from engine.persona.validating import validated
from engine.reading import MODELS, MOVES
from engine.workbench.dialogue_file import Dialogue, DialogueFile, Line, find_named

ENDS = (".tests.yaml", ".tests.yml")
"""How the name of a file of dialogue tests ends."""


@dataclass(frozen=True, slots=True)
class Suite:
    """The dialogue tests of one file and the persona they are about."""

    path: Path
    persona: Persona
    dialogues: tuple[Dialogue, ...]
    source: Source = field(repr=False)

    def line_of(self, test: int, key: KeyPath = ()) -> int:
        """Return the line in the file (from 1) of a test, or of something in it."""
        return self.source.place(("tests", test, *key))[0]


def load_suite(name: str) -> Suite:
    """Load the tests that a name means: of tests, of a persona file, or of a bundled persona.

    Raises UnknownPersona when there are none, PersonaError with every problem: names that the
    persona does not have are among them, for what expects them could never hold, or never fail.
    """
    path = find_tests(name)
    source = read_source(path)
    tests = validated(DialogueFile, source)
    try:
        persona = load_persona(find_named(path, tests.persona))
    except UnknownPersona as error:
        raise PersonaError([source.problem(("persona",), str(error))]) from error
    problems = list(_Names(source, persona).problems(tests))
    if problems:
        raise PersonaError(problems)
    return Suite(path, persona, tuple(tests.tests), source)


def find_tests(name: str) -> Path:
    """Return the file of tests that a name means. Raises UnknownPersona."""
    if name.endswith(ENDS):
        return find_persona(name)
    persona = find_persona(name)
    stem = persona.name.split(".")[0]
    for end in ENDS:
        path = persona.with_name(stem + end)
        if path.is_file():
            return path
    raise UnknownPersona(
        f"There are no dialogue tests of {name}: no file {persona.with_name(stem + ENDS[0])}."
    )


class _Names:
    """Whether the names in a file of tests are the persona's."""

    def __init__(self, source: Source, persona: Persona) -> None:
        self.source = source
        self.persona = persona

    def problems(self, tests: DialogueFile) -> Iterator[Problem]:
        for index, dialogue in enumerate(tests.tests):
            path: KeyPath = ("tests", index)
            yield from self._known("level", dialogue.level, LEVELS, (*path, "level"))
            yield from self._known("reading model", dialogue.model, MODELS, (*path, "model"))
            yield from self._known("ending", dialogue.ending, self._endings, (*path, "ending"))
            yield from self._known(
                "outcome", dialogue.outcome, get_args(Outcome), (*path, "outcome")
            )
            for number, line in enumerate(dialogue.lines):
                yield from self._line(line, (*path, "lines", number))

    @property
    def _endings(self) -> Collection[str]:
        return self.persona.endings

    def _line(self, line: Line, path: KeyPath) -> Iterator[Problem]:
        persona = self.persona
        single = (
            ("stance", "stance", line.stance, persona.stances),
            ("transition", "stance", line.transition, persona.stances),
            ("ending", "ending", line.ending, self._endings),
        )
        for key, what, name, known in single:
            yield from self._known(what, name, known, (*path, key))
        listed: tuple[tuple[str, str, list[str], Collection[str]], ...] = (
            ("moves", "move", line.moves, MOVES),
            ("disclosed", "interest", line.disclosed, persona.interests),
            ("undisclosed", "interest", line.undisclosed, persona.interests),
        )
        for key, what, names, known in listed:
            for index, name in enumerate(names):
                yield from self._known(what, name, known, (*path, key, index))
        for name in line.feelings:
            yield from self._known("feeling", name, persona.feelings, (*path, "feelings", name))
        for issue, option in line.agreed.items():
            yield from self._agreed(issue, option, (*path, "agreed", issue))
        for key, pattern in (("said", line.said), ("unsaid", line.unsaid)):
            yield from self._pattern(pattern, (*path, key))

    def _agreed(self, issue: str, option: str, path: KeyPath) -> Iterator[Problem]:
        if issue in self.persona.issues:
            options = self.persona.issues[issue].options
            yield from self._known(f"option of {issue}", option, options, path)
        else:
            yield from self._known("issue", issue, self.persona.issues, path)

    def _pattern(self, pattern: str | None, path: KeyPath) -> Iterator[Problem]:
        try:
            re.compile(pattern or "", re.IGNORECASE)
        except (re.error, OverflowError, RecursionError) as error:
            message = f"not a pattern that can be looked for: {error}"
            yield self.source.problem(path, message)

    def _known(
        self, what: str, name: str | None, known: Collection[str], path: KeyPath
    ) -> Iterator[Problem]:
        if name and name not in known:
            yield self.source.problem(path, f'no {what} "{name}".{nearest(name, known)}')
