"""Every key and word an author can write, as Markdown: `docs/reference.md`.

A walk through the JSON Schemas, which are generated from the models that load the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from engine.persona.conditions import FIXED, FLAGS, FUNCTIONS, NUMBERS
from engine.persona.files import Part
from engine.persona.text import GAPS, SAID, SAID_GAP
from engine.reading import MOVES
from engine.reading.records import TONES
from engine.signs import KINDS
from engine.workbench.schemas import DEFINITIONS, FILES, Schema, described
from simulator.authoring.kinds import kind_of
from simulator.room.exercise.schema import ExerciseFile

Row = tuple[str, ...]

_INTRO = """\
# Every key and every word

What can be written in a persona file, a temperament, a method, a file of dialogue tests and an
exercise for a group. How it all works together: [The persona language](language.md), [Exercises for
groups](exercises.md). This page is made by `detente schema --markdown`.

Where the default is empty the key is needed; *none* says that it may be left out. Names are
letters, digits and `_`, a letter first. A text with a colon in it goes in quotes, and so does one
that begins with `*`, `&`, `!`, `#`, a quotation mark or a bracket. One text can stand by itself
where a list of texts is possible. A persona that `extends` another or has a `temperament` needs
only what those do not say."""

_FILES: dict[str, type[Part]] = {
    "NAME.yaml": FILES["persona"],
    "temperaments/NAME.yaml": FILES["temperament"],
    "methods/NAME.yaml": FILES["method"],
    "NAME.tests.yaml": FILES["tests"],
    "exercises/NAME.yaml": ExerciseFile,
}

_MOVES = "[what each of them is](../training/moves.md)"

_CONDITIONS = """\
## Conditions

Words joined by `and`, `or`, `not` and parentheses; numbers compared with `<` `<=` `>` `>=` `==`
`!=`: `blame and trust < 0.3`, `times(blame) >= patience or contempt`, `0.2 < trust < 0.5`, `due <
-3`. A condition cannot fail, loop or run code. A name under `conditions` stands for what is written
there. The names of feelings, stances, interests, facts, topics, issues and questions are the
persona's own. Where X may be a move or a tone, it may also be any of the words from `sarcastic` to
`doubtful`."""

_GAPS = """\
## Gaps in texts

Every text that is said may name, in braces, what only the conversation can tell. *(A direction)*
is written `*(looks away)*`; everything else is spoken."""


def reference() -> str:
    """Return the whole page."""
    blocks = [_INTRO]
    told: set[str] = set()
    for name, file in _FILES.items():
        blocks += _file(described(file), name, told)
    return "\n\n".join([*blocks, *_conditions(), *_gaps()]) + "\n"


def _file(schema: Schema, name: str, told: set[str]) -> Iterator[str]:
    """Yield a file's sections: the whole, then its parts in the order the keys lead to them.

    Parts that were told with another file, by title, are not told again.
    """
    yield f"## {schema['title']}\n\n`{name}`: {schema['description']}"
    yield _keys(schema)
    for part, places in _parts(schema):
        if part["title"] in told:
            continue
        told.add(part["title"])
        where = ", ".join(f"`{place}`" for place in places)
        yield f"### {part['title']}\n\n{where}: {part['description']}"
        yield _keys(part)


def _parts(schema: Schema) -> list[tuple[Schema, list[str]]]:
    """Return the parts of a file, each with the places it can stand in."""
    found: dict[str, list[str]] = {}

    def walk(part: Schema, place: str) -> None:
        for key, value in part["properties"].items():
            for name, inner in _refs(value, f"{place}{key}"):
                seen = name in found
                found.setdefault(name, []).append(inner)
                if not seen:
                    walk(schema[DEFINITIONS][name], f"{inner}.")

    walk(schema, "")
    return [(schema[DEFINITIONS][name], places) for name, places in found.items()]


def _refs(value: Schema, place: str) -> Iterator[tuple[str, str]]:
    """Yield the parts a value leads to, by name, with the place of each: `stances.NAME.go[]`."""
    if "$ref" in value:
        yield value["$ref"].rsplit("/", 1)[1], place
    for one in value.get("anyOf", ()):
        yield from _refs(one, place)
    if "items" in value:
        yield from _refs(value["items"], f"{place}[]")
    if "additionalProperties" in value:
        yield from _refs(value["additionalProperties"], f"{place}.NAME")


def _keys(part: Schema) -> str:
    needed = part.get("required", ())
    rows = [
        (
            f"`{key}`",
            kind_of(value),
            "" if key in needed else _default(value),
            value["description"],
        )
        for key, value in part["properties"].items()
    ]
    return table(("key", "what it holds", "default", "what it is for"), rows)


def _default(value: Schema) -> str:
    if "default" not in value:
        return "*none*"
    default = value["default"]
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def _conditions() -> Iterator[str]:
    """Yield the section on conditions."""
    yield _CONDITIONS
    rows = [
        (", ".join(f"`{move}`" for move in MOVES), f"the line makes that move ({_MOVES})"),
        (", ".join(f"`{tone}`" for tone in TONES), "the line has that tone"),
        *_worded({**KINDS, **FIXED, **FLAGS}),
    ]
    yield table(("word", "holds when"), rows)
    asked = [(f"`{_called(one.usage)}`", one.what, one.about) for one in FUNCTIONS.values()]
    truths = [
        row for row, one in zip(asked, FUNCTIONS.values(), strict=True) if one.kind == "truth"
    ]
    yield table(("asked of a name", "X is a", "holds when"), truths)
    yield "Numbers, to be compared:"
    numbers = [("the name of a feeling: `trust` …", "its level, 0 to 1"), *_worded(NUMBERS)]
    numbers += [(row[0], f"{row[2]}; X is a {row[1]}") for row in asked if row not in truths]
    yield table(("number", "is"), numbers)


def _gaps() -> Iterator[str]:
    """Yield the section on what texts may name."""
    yield _GAPS
    gaps = {**GAPS, SAID_GAP: SAID}
    yield table(("gap", "filled with"), [(f"`{{{gap}}}`", about) for gap, about in gaps.items()])


def _worded(words: Mapping[str, str]) -> list[Row]:
    return [(f"`{word}`", about) for word, about in words.items()]


def _called(usage: str) -> str:
    """Return a function as it is called with any name: `within(3, X)`."""
    return re.sub(r"\w+\).*", "X)", usage)


def table(head: Row, rows: Iterable[Row]) -> str:
    """Return a table, as Markdown."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines
    )
