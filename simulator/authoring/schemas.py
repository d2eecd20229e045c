"""`detente schema`: what editors and people need to know of the files, printed or written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from engine.workbench.schemas import FILES, Schema, described, file_of, json_schema
from simulator.authoring.reference import reference
from simulator.room.exercise.schema import ExerciseFile

Kind = Literal["persona", "temperament", "method", "tests", "exercise"]

KINDS: tuple[Kind, ...] = (*FILES, "exercise")
"""Everything that authors write: the engine's own files, and the group's."""


def show_schema(kind: Kind) -> None:
    """Print the JSON Schema of a kind of file."""
    print(_text(kind), end="")


def show_reference() -> None:
    """Print the reference of keys and words, as Markdown."""
    print(reference(), end="")


def write_schemas(folder: Path, kinds: Sequence[Kind] = KINDS) -> list[Path]:
    """Write JSON Schemas into a folder, made if need be, over those there; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for kind in kinds:
        path = folder / file_of(kind)
        path.write_text(_text(kind), encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


def schema_of(kind: Kind) -> Schema:
    """Return the JSON Schema of a kind of file; what it refuses, its loader refuses too."""
    return described(ExerciseFile) if kind == "exercise" else json_schema(kind)


def _text(kind: Kind) -> str:
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n"
