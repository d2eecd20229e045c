"""Files for a new persona: a copy of a template or of another persona, under a new name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from engine.persona import UnknownPersona, find_persona, load_persona, persona_names
from engine.persona.folders import METHODS, TEMPERAMENTS, bundled
from engine.persona.inheriting import with_inherited
from engine.persona.problems import nearest
from engine.persona.source import LOADER, read_source
from engine.persona.validating import validated
from engine.workbench.dialogue_file import DialogueFile
from engine.workbench.schemas import MODELINE, Kind, file_of
from engine.workbench.suites import find_tests

TEMPLATES = bundled() / "templates"
"""Personas to begin with, each with its dialogue tests; they are not listed, nor played by name."""

FIRST = "colleague"
"""The template that is taken unless another is named."""

TEMPERED = "team_member"
"""The template that has a temperament, which any other can take the place of."""

_NO_TESTS = """\
persona: x
tests:
  - name: a greeting
    lines:
      - "Hello."
"""


def template_names() -> list[str]:
    """Return the names of the templates, sorted."""
    return sorted(path.stem for path in TEMPLATES.glob("*.yaml") if "." not in path.stem)


def temperament_names() -> list[str]:
    """Return the names of the temperaments that come with the program, sorted."""
    return sorted(path.stem for path in (bundled() / TEMPERAMENTS).glob("*.yaml"))


def begun(name: str, source: str = FIRST, also: tuple[Path, ...] = ()) -> dict[str, str]:
    """Return the files of a new persona by their names: itself, its tests, and what it needs.

    source: a template, a temperament that comes with the program, or a persona as `find_persona`
    finds it; also: folders of installed ones.
    Comments stay. A copied persona is shown under its new name, a template's keeps the one its
    texts call it by. Raises UnknownPersona, PersonaError for a source that cannot be used.
    """
    changes: dict[str, str] = {}
    if source in temperament_names():
        path, changes = TEMPLATES / f"{TEMPERED}.yaml", {"temperament": source}
    elif source in template_names():
        path = TEMPLATES / f"{source}.yaml"
    else:
        path, changes = _persona(source, also), {"name": name.replace("_", " ").title()}
    persona = load_persona(path)
    files = {
        f"{name}.yaml": _renamed(path, name, changes),
        f"{name}.tests.yaml": _tests(path, name),
    }
    if path.is_relative_to(bundled()):
        return files  # what it needs is found without a copy
    needed = with_inherited(path)[1][1:]
    if persona.method is not None:
        needed.append(path.parent / METHODS / f"{persona.method.stem}.yaml")
    beside = (file for file in needed if file.is_relative_to(path.parent) and file.is_file())
    return files | {file.relative_to(path.parent).as_posix(): _text(file) for file in beside}


def _persona(source: str, also: tuple[Path, ...]) -> Path:
    try:
        return find_persona(source, also)
    except UnknownPersona:
        known = [*persona_names(also), *temperament_names(), *template_names()]
        near = nearest(source, known)
        if "Did you mean" not in near:
            raise
        raise UnknownPersona(f'There is no persona or temperament "{source}".{near}') from None


def _renamed(path: Path, name: str, changes: dict[str, str]) -> str:
    text = _text(path).replace(path.name, f"{name}.yaml")  # its comments name it
    for key, value in changes.items():
        text = _with(text, key, value)
    return _for_editors(text, "persona")


def _tests(path: Path, name: str) -> str:
    try:
        tests = find_tests(str(path))
    except UnknownPersona:
        text = _NO_TESTS
    else:
        validated(DialogueFile, read_source(tests))
        old = path.name.split(".")[0]
        text = _text(tests).replace(f"{old}.yaml", f"{name}.yaml")
        text = text.replace(tests.name, f"{name}.tests.yaml")
    return _for_editors(_with(text, "persona", name), "tests")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def _with(text: str, key: str, value: str) -> str:
    """Return a YAML text with another value under a key of its root, if it has that key."""
    root: Any = yaml.compose(text, Loader=LOADER)
    old = next((held for found, held in root.value if found.value == key), None)
    if old is None:
        return text  # it is inherited
    # in quotes, for a name may be `true`
    return f'{text[: old.start_mark.index]}"{value}"{text[old.end_mark.index :]}'


def _for_editors(text: str, kind: Kind) -> str:
    """Return a file's text with the comment that names its schema, in place of any it had."""
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith(MODELINE)]
    return "".join([f"{MODELINE}{file_of(kind)}\n", *lines])
