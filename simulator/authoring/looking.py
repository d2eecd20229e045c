"""A look at a persona that is being written: what is wrong with it, and how its dialogues go."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine import Conversation, PersonaError, UnknownPersona, find_persona, load_persona
from engine.persona.inheriting import with_inherited
from engine.workbench.dialogues import play_dialogue
from engine.workbench.entries import FOLDERS
from engine.workbench.suites import ENDS, load_suite
from simulator.authoring.checking import Checked, check
from simulator.authoring.testing import Tested, progress
from simulator.exits import told

if TYPE_CHECKING:
    from engine import Turn

Stamp = tuple[tuple[Path, int], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen: the check, the opening, and the dialogues played.

    There is no opening of a persona that cannot be played; untested says why there are no
    dialogues of one that can.
    """

    checked: Checked
    opening: Turn | None = None
    speaker: str = ""
    played: tuple[Tested, ...] = ()
    untested: str = ""

    @property
    def failed(self) -> tuple[Tested, ...]:
        """The dialogues that did not go as expected."""
        return tuple(one for one in self.played if one.failures)

    def changed(self, one: Tested, before: Look | None) -> frozenset[int]:
        """Return which turns (from 0, the opening) of a dialogue say something else than before."""
        earlier = {old.name: old.turns for old in before.played} if before else {}
        old = earlier.get(one.name)
        if old is None:
            return frozenset()
        return frozenset(
            index
            for index, turn in enumerate(one.turns)
            if index >= len(old) or _said(turn) != _said(old[index])
        )


def looks_at(name: str, also: tuple[Path, ...], model: str) -> Generator[Look, None, None]:
    """Check a persona by name or path, and play its dialogue tests; an exercise is only checked.

    Yields what is seen after the check, and again after each dialogue. Raises UnknownPersona,
    PersonaError when the file is saved anew between the two.
    """
    look = Look(check(name, also))
    if look.checked.usable and not look.checked.exercise:
        path = find_persona(name, also)
        persona = load_persona(path)
        opening = Conversation.open(persona, model=model).opening
        look = replace(look, opening=opening, speaker=persona.name)
    yield look
    if look.opening is None:
        return
    try:
        suite = load_suite(str(path))
    except (UnknownPersona, PersonaError) as error:
        yield replace(look, untested=told(error))
        return
    with progress(len(suite.dialogues)) as step:
        for index, dialogue in enumerate(suite.dialogues):
            step(dialogue.name)
            found = play_dialogue(suite.persona, dialogue, model)
            one = Tested(suite, index, found.turns, found.failures)
            look = replace(look, played=(*look.played, one))
            yield look


def files_of(path: Path) -> tuple[Path, ...]:
    """Return the files that make up a persona, there or not.

    They are itself, its dialogue tests, those it extends, and all in the folders beside it.
    """
    tests = [path.with_name(path.name.split(".")[0] + end) for end in ENDS]
    shared = [file for folder in folders_of(path)[1:] for file in sorted(folder.glob("*.yaml"))]
    try:
        inherited = with_inherited(path)[1]
    except PersonaError:  # which is told where it is checked
        inherited = []
    return tuple(dict.fromkeys([path, *tests, *shared, *inherited]))


def folders_of(path: Path) -> list[Path]:
    """Return the folders those files lie in, but for the bundled ones."""
    return [path.parent, *(path.parent / name for name in FOLDERS if (path.parent / name).is_dir())]


def stamp_of(files: Iterable[Path]) -> Stamp:
    """Return when each of the files was last changed, 0 for one that is not there."""
    return tuple((file, _changed(file)) for file in files)


def _changed(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def _said(turn: Turn) -> tuple[str | None, str]:
    return turn.line, turn.reply.text
