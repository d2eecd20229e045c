"""YAML read as plain data that remembers line and column; whatever could surprise is refused.

Built on the parser's events and not on its constructors: no tag, anchor or alias can do anything,
nesting is capped before it costs memory, duplicate keys are seen, and only `true` and `false` are
booleans, so that a text such as `no` stays a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from engine.persona.problems import PersonaError, Problem

MAX_BYTES = 2_000_000
MAX_DEPTH = 24

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?\d{1,15}\Z")
_FLOAT = re.compile(r"[-+]?(?:\d{1,15}\.\d*|\.\d+)(?:[eE][-+]?\d{1,3})?\Z")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}

KeyPath = tuple[str | int, ...]


@dataclass
class Source:
    """A file's data and the place (line, column, from 1) of every key and item in it."""

    file: str
    data: Any = None
    places: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)

    def place(self, path: KeyPath) -> tuple[int, int]:
        """Return the place of a path, or of the nearest thing around it that has one."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def problem(self, path: KeyPath, message: str, offset: int = 0) -> Problem:
        """Return a problem at a path; offset moves the column within a one-line value."""
        line, column = self.place(path)
        return Problem(self.file, line, column + offset, dotted(path), message)


def dotted(path: KeyPath) -> str:
    """Return a path as authors read it: `stances.guarded.go[1].to`."""
    out = ""
    for step in path:
        out += f"[{step}]" if isinstance(step, int) else (f".{step}" if out else step)
    return out


def read_source(path: Path) -> Source:
    """Read a YAML file. Raises PersonaError for everything that keeps it from being plain data."""
    name = path.name
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise _refusal(name, f"cannot be read: {error.strerror}") from error
    if len(raw) > MAX_BYTES:
        raise _refusal(name, f"{len(raw):,} bytes; at most {MAX_BYTES:,} are read")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = "not UTF-8 text; save the file as UTF-8"
        raise PersonaError([Problem(name, line, 1, "", message)]) from error
    return parse(text, name)


def parse(text: str, file: str) -> Source:
    """Parse YAML text. Raises PersonaError with every structural problem found."""
    builder = _Builder(Source(file))
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = f"not readable as YAML: {error.problem or error.context}"
        raise PersonaError([*builder.problems, Problem(file, line, column, "", what)]) from error
    except (yaml.YAMLError, ValueError) as error:
        raise _refusal(file, f"not readable as YAML: {str(error).splitlines()[0]}") from error
    if builder.problems:
        raise PersonaError(builder.problems)
    return builder.source


def _refusal(file: str, message: str) -> PersonaError:
    return PersonaError([Problem(file, 1, 1, "", message)])


class _TooDeep(ValueError):
    pass


class _Builder:
    """Builds plain data from parser events, with an explicit stack."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self._stack: list[tuple[Any, KeyPath]] = []
        self._key: list[str | None] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        kind = type(event).__name__
        place = (event.start_mark.line + 1, event.start_mark.column + 1)
        if kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                self._wrong(place, (), "a second document (---); a file holds one")
        elif kind in ("ScalarEvent", "AliasEvent"):
            self._scalar(event, kind, place)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._open({} if kind[0] == "M" else [], event, place)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._stack.pop()
            self._key.pop()

    def _wrong(self, place: tuple[int, int], path: KeyPath, message: str) -> None:
        self.problems.append(Problem(self.source.file, *place, dotted(path), message))

    def _scalar(self, event: Any, kind: str, place: tuple[int, int]) -> None:
        if kind == "AliasEvent":
            self._wrong(place, self._path(), f"an alias (*{event.anchor}); put the text in quotes")
            self._add(event.anchor, place)
            return
        self._refuse_decoration(event, place)
        if self._awaits_key():
            self._name(event.value, place)
        else:
            self._add(event.value if event.style else _resolve(event.value), place)

    def _open(self, container: Any, event: Any, place: tuple[int, int]) -> None:
        self._refuse_decoration(event, place)
        if len(self._stack) >= MAX_DEPTH:
            raise _TooDeep(f"nested deeper than {MAX_DEPTH} levels at line {place[0]}")
        if self._awaits_key():
            self._wrong(place, self._path(), "a list or mapping as a key; a key is a word")
            self._name("?", place)
            self._stack.append((container, self._path()))
        else:
            self._stack.append((container, self._add(container, place)))
        self._key.append(None)

    def _refuse_decoration(self, event: Any, place: tuple[int, int]) -> None:
        if event.anchor:
            self._wrong(place, self._path(), f"an anchor (&{event.anchor}); write it out")
        if event.tag and event.tag != "!":
            self._wrong(place, self._path(), f"a tag ({event.tag}); only plain values are read")

    def _awaits_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1][0], dict) and self._key[-1] is None

    def _name(self, key: str, place: tuple[int, int]) -> None:
        container, path = self._stack[-1]
        if key in container:
            first = self.source.places[(*path, key)]
            self._wrong(place, (*path, key), f"the key stands twice, first at line {first[0]}")
        else:
            self.source.places[(*path, key)] = place
        self._key[-1] = key

    def _path(self) -> KeyPath:
        if not self._stack:
            return ()
        container, path = self._stack[-1]
        if isinstance(container, list):
            return (*path, len(container))
        key = self._key[-1]
        return (*path, key) if key is not None else path

    def _add(self, value: Any, place: tuple[int, int]) -> KeyPath:
        path = self._path()
        if not self._stack:
            self.source.data = value
        elif isinstance(self._stack[-1][0], list):
            self._stack[-1][0].append(value)
        else:
            self._stack[-1][0][self._key[-1]] = value
            self._key[-1] = None
        # a value's own place is the one to point at; a mapping keeps the place of its key
        if not isinstance(value, dict):
            self.source.places[path] = place
        else:
            self.source.places.setdefault(path, place)
        return path


def _resolve(plain: str) -> Any:
    if plain.lower() in _WORDS:
        return _WORDS[plain.lower()]
    if _INT.match(plain):
        return int(plain)
    if _FLOAT.match(plain):
        return float(plain)
    return plain
