"""`detente schema`: what editors and people need to know of the files, printed or written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from engine.workbench.schemas import FILES, file_of, json_schema
from simulator.authoring.reference import reference

if TYPE_CHECKING:
    from engine.workbench.schemas import Kind


def show_schema(kind: Kind) -> None:
    """Print the JSON Schema of a kind of file."""
    print(_text(kind), end="")


def show_reference() -> None:
    """Print the reference of keys and words, as Markdown."""
    print(reference(), end="")


def write_schemas(folder: Path, kinds: tuple[Kind, ...] = tuple(FILES)) -> list[Path]:
    """Write JSON Schemas into a folder, made if need be, over those there; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for kind in kinds:
        path = folder / file_of(kind)
        path.write_text(_text(kind), encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


def _text(kind: Kind) -> str:
    return json.dumps(json_schema(kind), ensure_ascii=False, indent=2) + "\n"
