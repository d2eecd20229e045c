"""`detente test`: dialogue tests run one after another, with what they did and did not reach."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from engine import PersonaError, UnknownPersona, persona_names, usable
from engine.workbench.coverage import Coverage, covered
from engine.workbench.dialogues import play_dialogue
from engine.workbench.suites import Suite, load_suite
from simulator.exits import stop, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine import Persona, Turn
    from engine.workbench.dialogues import Failure

    Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Tested:
    """One dialogue as it went: its name, its line in the file, how many lines were said."""

    suite: Suite
    index: int
    turns: tuple[Turn, ...]
    failures: tuple[Failure, ...]

    @property
    def name(self) -> str:
        """The dialogue's name."""
        return self.suite.dialogues[self.index].name


@dataclass(frozen=True, slots=True)
class Result:
    """All dialogues of one persona, and what they reached if that was asked."""

    persona: Persona
    tested: tuple[Tested, ...]
    coverage: Coverage | None

    @property
    def failed(self) -> int:
        """How many of the dialogues did not go as expected."""
        return sum(bool(one.failures) for one in self.tested)

    def under(self, percent: float | None) -> bool:
        """Return whether less than this was reached."""
        return (
            percent is not None
            and self.coverage is not None
            and self.coverage.whole.percent < percent
        )


def run_tests(names: Sequence[str], model: str, coverage: bool) -> list[Result]:
    """Run the tests the names mean, of all bundled personas without any. Stops at mistakes."""
    suites = _suites(names or persona_names())
    trouble = usable(model)[1]
    if trouble:
        click.echo(told(RuntimeError(trouble)), err=True)
    with progress(sum(len(suite.dialogues) for suite in suites)) as step:
        return [_result(group, model, coverage, step) for group in _by_persona(suites)]


def _suites(names: Sequence[str]) -> list[Suite]:
    """Load every file of tests once. Tells all that is wrong with all of them, and exits."""
    suites: dict[Path, Suite] = {}
    wrong = []
    for name in names:
        try:
            suite = load_suite(name)
        except (PersonaError, UnknownPersona) as error:
            wrong.append(told(error))
        else:
            suites.setdefault(suite.path.resolve(), suite)
    if wrong:
        stop("\n".join(dict.fromkeys(wrong)))
    return list(suites.values())


def _by_persona(suites: Sequence[Suite]) -> list[list[Suite]]:
    groups: dict[object, list[Suite]] = {}
    for suite in suites:
        groups.setdefault(suite.persona.path, []).append(suite)
    return list(groups.values())


def _result(suites: Sequence[Suite], model: str, coverage: bool, step: Step) -> Result:
    persona = suites[0].persona
    tested = []
    for suite in suites:
        for index, dialogue in enumerate(suite.dialogues):
            step(f"{persona.stem}: {dialogue.name}")
            played = play_dialogue(persona, dialogue, model)
            tested.append(Tested(suite, index, played.turns, played.failures))
    turns = (turn for one in tested for turn in one.turns)
    return Result(persona, tuple(tested), covered(persona, turns) if coverage else None)


@contextmanager
def progress(total: int) -> Iterator[Step]:
    """Tell on a terminal, in one line that is gone in the end, which dialogue is played."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _: None
        return
    from shutil import get_terminal_size

    from engine import clean

    columns = get_terminal_size().columns - 1
    done = 0

    def step(name: str) -> None:
        nonlocal done
        done += 1
        shown = clean(f"{done} of {total}  {name}")[:columns]
        click.echo(f"\r{shown:<{columns}}\r", nl=False, err=True)

    try:
        yield step
    finally:
        click.echo(f"\r{'':<{columns}}\r", nl=False, err=True)
