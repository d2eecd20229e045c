"""Packs: personas, methods and dialogue tests that one author gives to another, checked whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from engine.persona import Persona, languages_of, load_persona, persona_names
from engine.persona.folders import PACK_FILE
from engine.persona.problems import MAX_PROBLEMS, PersonaError, Problem, nearest
from engine.persona.schema import MethodFile, Part, TemperamentFile, Text
from engine.persona.source import read_source
from engine.persona.validating import validated
from engine.workbench.dialogues import DialogueFile
from engine.workbench.entries import Kind, alike, check_names, is_device, kind_of, wrong

Found = TypeVar("Found")

_LONGEST = 500  # characters; what a pack says of itself is read in a terminal
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,49}")
_NAMING = "a pack's name is small letters a to z, digits, _ and -, a letter first, at most 50"
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,29}")
_VERSIONING = "a version is letters, digits and . + _ -, at most 30 of them, such as 1.0"
"""Both are part of file names, on whatever system the pack is given to."""


class PackFile(Part):
    """What a pack says of itself."""

    name: Text
    """Small letters, digits, `_` and `-`: the folder it is installed in, and part of its zip's
    name."""
    version: Text
    """Which version it is, in quotes: "1.0"."""
    author: Text
    """Who made it."""
    licence: Text
    """What others may do with it, such as CC-BY-4.0."""
    summary: Text
    """What is in it, in a sentence."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack without a problem. `persona.path` is where it was checked, not where it will lie."""

    about: PackFile
    personas: tuple[Persona, ...]
    methods: tuple[str, ...]
    dialogues: int


def load_pack(folder: Path) -> Pack:
    """Load everything in a pack's folder. Raises PersonaError with the problems of all its files.

    No dialogue is played: that a test is well written is checked, not that it holds.
    """
    return _Packing(folder).pack()


def load_about(folder: Path) -> PackFile:
    """Load what a pack says of itself. Raises PersonaError with every problem."""
    source = read_source(folder / PACK_FILE)
    about = validated(PackFile, source)
    problems = [
        source.problem((key,), f"longer than {_LONGEST} characters")
        for key, text in about
        if len(text) > _LONGEST
    ]
    if not _NAME.fullmatch(about.name) or is_device(about.name):
        problems.append(source.problem(("name",), _NAMING))
    if not _VERSION.fullmatch(about.version):
        problems.append(source.problem(("version",), _VERSIONING))
    if problems:
        raise PersonaError(problems)
    return about


class _Packing:
    """Goes through a folder once, and collects every problem on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        files = (path for path in folder.rglob("*") if path.is_file())
        self.names = sorted(path.relative_to(folder).as_posix() for path in files)
        self.problems = check_names(self.names)
        self._of_shared: set[Problem] = set()

    def pack(self) -> Pack:
        about = self._about()
        self._all("text", _readable)
        self._all("temperament", _temperament)
        self._all("method", _method)  # before the personas, whose errors repeat those of both
        personas = self._personas()
        self._all("translation", self._translation)
        dialogues = self._all("tests", self._dialogues)
        if self.problems or about is None:
            raise PersonaError(sorted(self.problems)[:MAX_PROBLEMS])
        methods = tuple(PurePosixPath(name).stem for name in self._named("method"))
        return Pack(about, tuple(personas), methods, sum(dialogues))

    def _named(self, kind: Kind) -> list[str]:
        return [name for name in self.names if kind_of(name) == kind]

    def _all(self, kind: Kind, load: Callable[[Path], Found]) -> list[Found]:
        """Load every file of a kind; what cannot be loaded is among the problems."""
        found = []
        for name in self._named(kind):
            try:
                found.append(load(self.folder / name))
            except PersonaError as error:
                new = set(error.problems) - self._of_shared
                self.problems += [replace(problem, file=name) for problem in new]
                if kind in ("method", "temperament"):
                    self._of_shared |= new
        return found

    def _about(self) -> PackFile | None:
        if PACK_FILE not in self.names:
            message = "there is none; it says the pack's name, version, author, licence and summary"
            self.problems.append(wrong(PACK_FILE, message))
        return next(iter(self._all("pack", lambda path: load_about(path.parent))), None)

    def _personas(self) -> list[Persona]:
        names = self._named("persona")
        if not names:
            self.problems.append(wrong(PACK_FILE, "the pack has no persona; one is a NAME.yaml"))
        taken = {alike(name) for name in persona_names()}
        for name in names:
            if alike(_stem(name)) in taken:
                message = "a persona that comes with detente has this name; rename the file"
                self.problems.append(wrong(name, message))
        return self._all("persona", load_persona)

    def _translation(self, path: Path) -> None:
        """Load a persona of the pack in a translation; the persona's own mistakes are told."""
        stem, language, _ = path.name.split(".")
        if f"{stem}.yaml" not in self.names:
            message = f"there is no {stem}.yaml in the pack for it to translate; put it in, or "
            message += "name this after the persona it translates"
            raise PersonaError([Problem(path.name, 1, 1, "", message)])
        persona = path.with_name(f"{stem}.yaml")
        if language not in languages_of(persona):
            message = f"by its name a translation of {stem}.yaml, but it has no key `translates`; "
            message += f"write `translates: {stem}`, or give it a name without the second dot"
            raise PersonaError([Problem(path.name, 1, 1, "", message)])
        try:
            load_persona(persona, language=language)
        except PersonaError as error:
            own = [problem for problem in error.problems if problem.file == path.name]
            raise PersonaError(own) from error

    def _dialogues(self, path: Path) -> int:
        """Return how many dialogues a file of tests has, if it is about a persona at hand."""
        source = read_source(path)
        tests = validated(DialogueFile, source)
        known = {*map(_stem, self._named("persona")), *persona_names()}
        if tests.persona not in known:
            message = f'no persona "{tests.persona}" in the pack.{nearest(tests.persona, known)}'
            raise PersonaError([source.problem(("persona",), message)])
        return len(tests.tests)


def _stem(name: str) -> str:
    return name.partition(".")[0]


def _method(path: Path) -> MethodFile:
    return validated(MethodFile, read_source(path))


def _temperament(path: Path) -> TemperamentFile:
    return validated(TemperamentFile, read_source(path))


def _readable(path: Path) -> str:
    """Return a text. Raises PersonaError for what only has a text's name."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
        at = text.find("\0")
    except UnicodeDecodeError as error:
        raise _no_text(path, raw[: error.start].decode("utf-8-sig")) from error
    if at >= 0:
        raise _no_text(path, text[:at])
    return text


def _no_text(path: Path, before: str) -> PersonaError:
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    message = "a character that no text has; save the file as UTF-8"
    return PersonaError([Problem(path.name, line, column, "", message)])
