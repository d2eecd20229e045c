"""A played conversation as a dialogue test: its lines, and what happened as what is expected."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from engine.persona import Persona, PersonaError, UnknownPersona, find_persona
from engine.persona.source import parse, read_source
from engine.persona.validating import validated
from engine.turn import Turn
from engine.workbench.dialogue_file import Dialogue, DialogueFile, find_named

_BOM = b"\xef\xbb\xbf"
_PLAIN = re.compile(r"(?!(?:true|false|null)\Z)[a-z_][a-z_0-9]*\Z", re.IGNORECASE)
"""What YAML takes for the text it is without quotes."""


def recorded(name: str, turns: Sequence[Turn], seed: int, level: str, model: str) -> list[str]:
    """Return a dialogue test as the lines of a list item in YAML, not set in.

    turns are the opening and at least one more; model is what read them.
    """
    item = [f"- name: {_scalar(name)}", f"  seed: {seed}"]
    if level != Dialogue.model_fields["level"].default:
        item.append(f"  level: {level}")
    if model != "careful":  # what tests are read by unless they say otherwise
        item.append(f"  model: {model}")
    item.append("  lines:")
    for before, turn in pairwise(turns):
        item.append(f"    - say: {_quoted(turn.line or '')}")
        item += [f"      {expected}" for expected in _expectations(before, turn)]
    if turns[-1].ending:
        item.append(f"  ending: {_scalar(turns[-1].ending.name)}")
    return item


def _expectations(before: Turn, turn: Turn) -> Iterator[str]:
    if turn.stance != before.stance:
        yield f"stance: {_scalar(turn.stance)}"
    told = [_scalar(name) for name in turn.disclosed if name not in before.disclosed]
    if told:
        yield f"disclosed: [{', '.join(told)}]"
    settled = [
        f"{_scalar(issue)}: {_scalar(option)}"
        for issue, option in turn.agreed.items()
        if before.agreed.get(issue) != option
    ]
    if settled:
        yield f"agreed: {{{', '.join(settled)}}}"


def _scalar(text: str) -> str:
    return text if _PLAIN.match(text) else _quoted(text)


def _quoted(text: str) -> str:
    """Return a text as YAML has it in double quotes: as JSON has it, and nothing unprintable."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in quoted)


def new_file(persona: Persona, item: Sequence[str], path: Path | None = None) -> str:
    """Return a whole file of tests with one item; path is where it is to stand, None: anywhere."""
    tests = "".join(f"  {line}\n" for line in item)
    return f"persona: {_scalar(_named(persona, path))}\ntests:\n{tests}"


def _named(persona: Persona, path: Path | None) -> str:
    """Return the shortest name by which a file of tests finds the persona."""
    try:
        found = find_persona(persona.stem) if path is None else find_named(path, persona.stem)
    except UnknownPersona:
        return str(persona.path)
    return persona.stem if found.resolve() == persona.path else str(persona.path)


def append(path: Path, persona: Persona, item: Sequence[str]) -> None:
    """Put an item at the end of a file's tests and leave every other byte as it is.

    Raises PersonaError when the file is not well-formed, about another persona, or has its tests
    in brackets; UnknownPersona; OSError.
    """
    source = read_source(path)
    tests = validated(DialogueFile, source)
    if find_named(path, tests.persona).resolve() != persona.path:
        message = f"these tests are about {tests.persona}; what was played was {persona.stem}; "
        message += "record to another file"
        raise PersonaError([source.problem(("persona",), message)])
    raw = path.read_bytes()
    mark = _BOM if raw.startswith(_BOM) else b""
    text = raw.removeprefix(mark).decode()
    expected = {**source.data, "tests": [*source.data["tests"], *parse("\n".join(item), "").data]}
    place, added = _fitted(text, item)
    if not _holds(text[:place] + added + text[place:], expected):
        message = "nothing can be put at the end of tests in brackets; write each with a dash, "
        message += "on lines of its own, or record to another file"
        raise PersonaError([source.problem(("tests",), message)])
    with path.open("r+b") as file:  # what stands before the place is never written again
        file.seek(len(mark) + len(text[:place].encode()))
        file.write((added + text[place:]).encode())


def _holds(text: str, expected: Any) -> bool:
    try:
        return bool(parse(text, "").data == expected)
    except PersonaError:
        return False


def _fitted(text: str, item: Sequence[str]) -> tuple[int, str]:
    """Return where in a well-formed file of tests the item goes, and the item as it stands there.

    Lines are what YAML calls lines, which is what splitlines makes of legal YAML.
    """
    root: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    keys = [key.value for key, _ in root.value]
    at = keys.index("tests")
    lines = text.splitlines(keepends=True)
    end = "\r\n" if lines[0].endswith("\r\n") else "\n"
    if at + 1 < len(keys):
        row = root.value[at + 1][0].start_mark.line
        while row and (not lines[row - 1].strip() or lines[row - 1].startswith("#")):
            row -= 1  # a comment above the next key is about that
    else:
        ended = (n for n, line in enumerate(lines) if line.rstrip() == "...")
        row = next(ended, len(lines))
    before = "".join(lines[:row])
    margin = " " * root.value[at][1].start_mark.column
    opening = "" if not before or before.endswith(("\n", "\r")) else end
    return len(before), opening + "".join(f"{margin}{line}{end}" for line in item)
