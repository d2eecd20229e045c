"""`detente new`: the files of a new persona, which plays from the beginning."""

from __future__ import annotations

import re
from pathlib import Path

from engine import persona_names
from engine.persona.folders import PACK_FILE
from engine.workbench.entries import is_device
from engine.workbench.scaffold import begun
from simulator.authoring.schemas import write_schemas
from simulator.authoring.tested import shown
from simulator.exits import stop
from simulator.paragraphs import say

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")


def begin(name: str, source: str, folder: Path, installed: tuple[Path, ...]) -> None:
    """Write a new persona, its dialogue tests and the editor's schemas into a folder; tell what.

    Nothing there is overwritten but the schemas. Raises what `begun` raises.
    """
    _check_name(name)
    files = {folder / file: text for file, text in begun(name, source, installed).items()}
    for path in (folder / f"{name}.yaml", folder / f"{name}.tests.yaml"):
        if path.exists():
            stop(f"{shown(path)} is there already; nothing was written.")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():  # what it needs may be there, and this folder's own
            with path.open("x", encoding="utf-8", newline="\n") as new:
                new.write(text)
            say(f"Written: {shown(path)}")
    for path in write_schemas(folder, ("persona", "tests")):
        say(f"For your editor: {shown(path)}")
    persona = shown(folder / f"{name}.yaml")
    say(f"Beside your editor: detente check --watch {persona}")
    say(f"To converse: detente play {persona}")


def _check_name(name: str) -> None:
    """Stop at a name that no file of a persona can have, or that another has."""
    if not _NAME.fullmatch(name):
        stop(f'"{name}" is no name for a persona: letters a to z, digits and _, a letter first.')
    if is_device(name) or f"{name}.yaml" == PACK_FILE:
        stop(f'"{name}" is kept for something else; give the persona another name.')
    if name in persona_names():
        stop(f'A persona that comes with detente is called "{name}"; give yours another name.')
