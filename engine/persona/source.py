"""YAML read as plain data that remembers line and column; whatever could surprise is refused.

Built on the parser's events and not on its constructors: no tag, anchor or alias can do anything,
nesting is capped before it costs memory, duplicate keys are seen, and only `true` and `false` are
booleans, so that a text such as `no` stays a text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from engine.persona.problems import MAX_PROBLEMS, PersonaError, Problem

MAX_BYTES = 2_000_000
MAX_DEPTH = 24

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?\d{1,19}\Z")  # any seed of 64 bits
_FLOAT = re.compile(r"[-+]?(?:\d{1,15}\.\d*|\.\d+)(?:[eE][-+]?\d{1,3})?\Z")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}

KeyPath = tuple[str | int, ...]


class Origin(NamedTuple):
    """Where something inherited stands: the file, and its path there."""

    file: str
    path: KeyPath


@dataclass
class Source:
    """A file's data and the place (line, column, from 1) of every key and item in it.

    quoted are the paths of texts in quotes, folded of those over several lines; origins those of
    what another file supplied: its places are in that file.
    """

    file: str
    data: Any = None
    places: dict[KeyPath, tuple[int, int]] = field(default_factory=dict)
    quoted: set[KeyPath] = field(default_factory=set)
    folded: set[KeyPath] = field(default_factory=set)
    origins: dict[KeyPath, Origin] = field(default_factory=dict)

    def place(self, path: KeyPath) -> tuple[int, int]:
        """Return the place of a path, or of the nearest thing around it that has one."""
        return self.places.get(self._placed(path), (1, 1))

    def origin(self, path: KeyPath) -> Origin:
        """Return the file a path stands in, and its path there."""
        around = self._placed(path)
        if around not in self.origins:
            return Origin(self.file, path)
        file, inside = self.origins[around]
        return Origin(file, (*inside, *path[len(around) :]))

    def where(self, path: KeyPath) -> str:
        """Return a path's place as turns tell it: file:line."""
        return f"{self.origin(path).file}:{self.place(path)[0]}"

    def problem(self, path: KeyPath, message: str, offset: int = 0) -> Problem:
        """Return a problem at a path; offset moves the column within a one-line value."""
        line, column = self.place(path)
        if path in self.folded:
            offset = 0
        elif offset and path in self.quoted:
            offset += 1
        file, inside = self.origin(path)
        return Problem(file, line, column + offset, dotted(inside), message)

    def _placed(self, path: KeyPath) -> KeyPath:
        while path and path not in self.places:
            path = path[:-1]
        return path


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
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _refusal(name, f"the file cannot be read: {error.strerror}") from error
    if len(raw) > MAX_BYTES:
        raise _refusal(name, f"the file is larger than {MAX_BYTES:,} bytes; it is not read")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = "a character that is not UTF-8; save the file as UTF-8"
        raise PersonaError([Problem(name, line, 1, "", message)]) from error
    return parse(text, name)


def parse(text: str, file: str) -> Source:
    """Parse YAML text. Raises PersonaError with every structural problem found."""
    builder = _Builder(Source(file))
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if _UNCLOSED in f"{error.problem}" and error.context_mark:
            mark = error.context_mark  # where the text began; the problem's is the file's end
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        builder.wrong(place, (), f"{_YAML_ERROR}: {_plainly(error)}")
    except yaml.reader.ReaderError:
        builder.wrong(_unprintable(text), (), f"{_YAML_ERROR}: a control character; delete it")
    except _Stop:
        pass
    if builder.problems:
        raise PersonaError(builder.problems)
    return builder.source


_YAML_ERROR = "cannot be read as YAML"

_UNCLOSED = "unexpected end of stream"
_PLAINLY: dict[str, str] = {
    "mapping values are not allowed": (
        "a colon where none can be; put a text with a colon in it in quotes, or check how far "
        "the line is set in"
    ),
    "cannot start any token": "a text cannot begin with this character, and lines are set in by "
    "spaces, not tabs; put the text in quotes",
    _UNCLOSED: "the quotation mark here is never closed",
    "expected <block end>": "this does not go on what stands before it; check how far the line is "
    "set in, and that quotation marks are closed",
    "did not find expected '-' indicator": "an item of a list begins with a dash here; check how "
    "far the line is set in",
    "expected alphabetic or numeric character": "a text that begins with * or & goes in quotes",
    "did not find expected key": "a key is expected here; check how far the line is set in, and "
    "that quotation marks are closed",
    "expected ',' or": "a comma or the closing bracket is missing before this",
    "could not find expected ':'": "a colon is missing after the key",
    "unknown escape": "a backslash in double quotes has a meaning of its own; use single quotes",
}
"""What an author makes of the parser's errors, by a part of the parser's own words."""


def _plainly(error: yaml.MarkedYAMLError) -> str:
    said = f"{error.problem or error.context}"
    return next((plain for part, plain in _PLAINLY.items() if part in said), said)


def _unprintable(text: str) -> tuple[int, int]:
    """Return the place of the first character that YAML does not allow."""
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    at = found.start() if found else 0
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _refusal(file: str, message: str) -> PersonaError:
    return PersonaError([Problem(file, 1, 1, "", message)])


class _Stop(Exception):
    """Nothing more is worth reading; what is wrong is among the problems."""


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
                self.wrong(place, (), "a second document (---); a file holds one")
        elif kind in ("ScalarEvent", "AliasEvent"):
            self._scalar(event, kind, place)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            self._open({} if kind[0] == "M" else [], event, place)
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._stack.pop()
            self._key.pop()

    def wrong(self, place: tuple[int, int], path: KeyPath, message: str) -> None:
        self.problems.append(Problem(self.source.file, *place, dotted(path), message))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Stop

    def _scalar(self, event: Any, kind: str, place: tuple[int, int]) -> None:
        if kind == "AliasEvent":
            self.wrong(place, self._path(), f"an alias (*{event.anchor}); put the text in quotes")
            if self._awaits_key():
                self._name(event.anchor, place)
            else:
                self._add(event.anchor, place)
            return
        self._refuse_decoration(event, place)
        if self._awaits_key():
            self._name(event.value, place)
            return
        path = self._add(event.value if event.style else _resolve(event.value), place)
        if event.style in ("'", '"'):
            self.source.quoted.add(path)
        if event.style in ("|", ">") or event.end_mark.line > event.start_mark.line:
            self.source.folded.add(path)

    def _open(self, container: Any, event: Any, place: tuple[int, int]) -> None:
        self._refuse_decoration(event, place)
        if len(self._stack) >= MAX_DEPTH:
            self.wrong(place, (), f"nested deeper than {MAX_DEPTH} levels")
            raise _Stop
        if self._awaits_key():
            self.wrong(place, self._path(), "a list or mapping as a key; a key is a word")
            self._name("?", place)
            self._stack.append((container, self._path()))
        else:
            self._stack.append((container, self._add(container, place)))
        self._key.append(None)

    def _refuse_decoration(self, event: Any, place: tuple[int, int]) -> None:
        if event.anchor:
            self.wrong(place, self._path(), f"an anchor (&{event.anchor}); put the text in quotes")
        if event.tag and event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.wrong(
                place, self._path(), f"a tag ({tag}); put a text that begins with ! in quotes"
            )

    def _awaits_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1][0], dict) and self._key[-1] is None

    def _name(self, key: str, place: tuple[int, int]) -> None:
        container, path = self._stack[-1]
        if key in container:
            first = self.source.places[(*path, key)]
            self.wrong(place, (*path, key), f"the key stands twice, first at line {first[0]}")
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
