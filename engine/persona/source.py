"""YAML read as plain data that remembers line and column; whatever could surprise is refused.

Built on the parser's events and not on its constructors: no tag, anchor or alias can do anything,
nesting is capped before it costs memory, duplicate keys are seen, and only `true` and `false` are
booleans, so that a text such as `no` stays a text.
"""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from engine.persona.problems import MAX_PROBLEMS, PersonaError, Problem, short
from engine.persona.yaml_errors import explained

MAX_BYTES = 2_000_000
MAX_DEPTH = 24
MAX_VALUES = 50_000
"""Keys and values in one file: five times what the longest persona has."""

MAX_TEXT = 100_000
"""Characters in one key or value: a line of ten thousand words in a dialogue test is shorter."""

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?\d{1,19}\Z")  # any seed of 64 bits
_FLOAT = re.compile(r"[-+]?(?:\d{1,15}\.\d*|\.\d+)(?:[eE][-+]?\d{1,3})?\Z")
_NUMERIC = frozenset("+-.0123456789")
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
        name = f"[{step}]" if isinstance(step, int) else short(step)
        out += f".{name}" if out and isinstance(step, str) else name
    return out


def read_source(path: Path) -> Source:
    """Read a YAML file. Raises PersonaError for everything that keeps it from being plain data."""
    name = path.name
    raw = bytes_of(path)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if encoding := next((known for mark, known in _MARKS if raw.startswith(mark)), ""):
            raise _refusal(name, f"the file is saved as {encoding}; save it as UTF-8") from error
        before = error.object[: error.start].decode()
        place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = "a character that is not UTF-8; save the file as UTF-8"
        raise PersonaError([Problem(name, *place, "", message)]) from error
    return parse(text, name)


_MARKS = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
"""How files begin that an editor saved as Unicode, and not as UTF-8."""


def bytes_of(path: Path) -> bytes:
    """Read an author's file whole. Raises PersonaError for what is none, or is too large."""
    name = path.name
    try:
        kind = path.stat().st_mode  # asked first: to open a pipe is to wait for who writes to it
        if stat.S_ISDIR(kind):
            raise _refusal(name, "this is a folder; a file is needed here")
        if not stat.S_ISREG(kind):
            raise _refusal(name, "this is a device or a pipe; a file is needed here")
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = _UNREADABLE.get(type(error), error.strerror)
        raise _refusal(name, f"the file cannot be read: {reason}") from error
    if len(raw) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES:,} bytes; no persona needs so many"
        raise _refusal(name, message)
    return raw


_UNREADABLE: dict[type, str] = {
    FileNotFoundError: "it is not there (any more)",
    PermissionError: "you may not read it; change its permissions",
}


def parse(text: str, file: str) -> Source:
    """Parse YAML text. Raises PersonaError with every structural problem found."""
    builder = _Builder(Source(file))
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        place, message = explained(error, text)
        builder.wrong(place, (), f"{_YAML_ERROR}: {message}")
    except yaml.reader.ReaderError:
        builder.wrong(_unprintable(text), (), f"{_YAML_ERROR}: a control character; delete it")
    except _Stop:
        pass
    if builder.problems:
        raise PersonaError(builder.problems)
    return builder.source


_YAML_ERROR = "cannot be read as YAML"


def _unprintable(text: str) -> tuple[int, int]:
    """Return the place of the first character that YAML does not allow."""
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    at = found.start() if found else 0
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _refusal(file: str, message: str) -> PersonaError:
    return PersonaError([Problem(file, 1, 1, "", message)])


_ENDS = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})
_VALUES = frozenset(
    {yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent, yaml.AliasEvent}
)
_NO_ANCHORS = "what stands twice is written twice; put a text that begins with * or & in quotes"


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
        self._values = 0

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind in _ENDS:
            self._stack.pop()
            self._key.pop()
            return
        mark = event.start_mark
        place = (mark.line + 1, mark.column + 1)
        if kind is yaml.DocumentStartEvent:
            self._document(place)
        if kind not in _VALUES:
            return
        self._values += 1
        if self._values > MAX_VALUES:
            message = f"more than {MAX_VALUES:,} keys and values; no file needs so many"
            self.wrong(place, (), message)
            raise _Stop
        if kind is yaml.ScalarEvent:
            self._scalar(event, place)
        elif kind is yaml.MappingStartEvent:
            self._open({}, event, place)
        elif kind is yaml.SequenceStartEvent:
            self._open([], event, place)
        else:
            self._alias(event, place)

    def _document(self, place: tuple[int, int]) -> None:
        self._documents += 1
        if self._documents > 1:
            message = "a second document begins here (---); put it in a file of its own"
            self.wrong(place, (), message)
            raise _Stop  # all its keys would seem to stand twice

    def wrong(self, place: tuple[int, int], path: KeyPath, message: str) -> None:
        self.problems.append(Problem(self.source.file, *place, dotted(path), message))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Stop

    def _alias(self, event: Any, place: tuple[int, int]) -> None:
        name = short(event.anchor)
        self.wrong(place, self._path(), f"an alias (*{name}); {_NO_ANCHORS}")
        if self._awaits_key():
            self._name(event.anchor, place)
        else:
            self._add(event.anchor, place)

    def _scalar(self, event: Any, place: tuple[int, int]) -> None:
        if event.anchor or event.tag:
            self._refuse_decoration(event, place)
        if len(event.value) > MAX_TEXT:
            message = f"a text of more than {MAX_TEXT:,} characters; nobody listens so long"
            self.wrong(place, self._path(), message)
        if self._awaits_key():
            self._name(event.value, place)
            return
        style = event.style
        path = self._add(event.value if style else _resolve(event.value), place)
        if style in ("'", '"'):
            self.source.quoted.add(path)
        if style in ("|", ">") or event.end_mark.line >= place[0]:
            self.source.folded.add(path)

    def _open(self, container: Any, event: Any, place: tuple[int, int]) -> None:
        self._refuse_decoration(event, place)
        if len(self._stack) >= MAX_DEPTH:
            message = f"nested deeper than {MAX_DEPTH} levels; check the brackets before this"
            self.wrong(place, (), message)
            raise _Stop
        if self._awaits_key():
            self.wrong(
                place, self._path(), "a list, or keys, in the place of a key; a key is a word"
            )
            self._name("?", place)
            self._stack.append((container, self._path()))
        else:
            self._stack.append((container, self._add(container, place)))
        self._key.append(None)

    def _refuse_decoration(self, event: Any, place: tuple[int, int]) -> None:
        if event.anchor:
            name = short(event.anchor)
            self.wrong(place, self._path(), f"an anchor (&{name}); {_NO_ANCHORS}")
        if event.tag and event.tag != "!":
            tag = short(event.tag.replace("tag:yaml.org,2002:", "!!"))
            message = f"a tag ({tag}), which has no meaning here; "
            message += "delete it, or put a text that begins with ! in quotes"
            self.wrong(place, self._path(), message)

    def _awaits_key(self) -> bool:
        return bool(self._stack) and isinstance(self._stack[-1][0], dict) and self._key[-1] is None

    def _name(self, key: str, place: tuple[int, int]) -> None:
        container, path = self._stack[-1]
        if key in container:
            first = self.source.places[(*path, key)]
            self.wrong(
                place,
                (*path, key),
                f"the key stands twice, first at line {first[0]}; delete or rename one",
            )
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
    if len(plain) <= 5 and (word := plain.lower()) in _WORDS:
        return _WORDS[word]
    if plain[0] in _NUMERIC:
        if _INT.match(plain):
            return int(plain)
        if _FLOAT.match(plain):
            return float(plain)
    return plain
