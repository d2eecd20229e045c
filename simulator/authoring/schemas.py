"""`detente schema`: what editors and people need to know of the files, printed or written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from engine.workbench.schemas import FILES, Schema, described, file_of, json_schema
from simulator.authoring.reference import reference
from simulator.room.exercise.schema import ExerciseFile
from simulator.room.protocol.schemas import SIDES, Side, message_schema

Kind = Literal["persona", "temperament", "method", "tests", "exercise"]

KINDS: tuple[Kind, ...] = (*FILES, "exercise")
"""Everything that authors write: the engine's own files, and the group's."""

PUBLISHED: tuple[Kind | Side, ...] = (*KINDS, *SIDES)
"""Everything there is a schema of: also the messages of group exercises, which programs write."""


def show_schema(kind: Kind | Side) -> None:
    """Print the JSON Schema of a kind of file, or of the messages of one side."""
    print(_text(kind), end="")


def show_reference() -> None:
    """Print the reference of keys and words, as Markdown."""
    print(reference(), end="")


def show_protocol() -> None:
    """Print the page on the protocol of group exercises, as Markdown."""
    from simulator.authoring.protocol import protocol_page  # with it comes half the hub

    print(protocol_page(), end="")


def write_schemas(folder: Path, kinds: Sequence[Kind | Side] = PUBLISHED) -> list[Path]:
    """Write JSON Schemas into a folder, made if need be, over those there; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for kind in kinds:
        path = folder / file_of(kind)
        path.write_text(_text(kind), encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


def schema_of(kind: Kind | Side) -> Schema:
    """Return the JSON Schema of a kind of file, or of the messages of one side.

    What a file's schema refuses, its loader refuses too.
    """
    if kind == "asked" or kind == "told":
        return message_schema(kind)
    return described(ExerciseFile) if kind == "exercise" else json_schema(kind)


def _text(kind: Kind | Side) -> str:
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n"
