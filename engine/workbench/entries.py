"""What may stand in a pack: names and kinds of its entries, judged before any is read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Literal

from engine.persona.folders import PACK_FILE
from engine.persona.problems import Problem
from engine.persona.translation import LANGUAGE
from engine.reading import clean

Kind = Literal[
    "pack", "persona", "translation", "method", "temperament", "exercise", "tests", "text"
]

FOLDERS: dict[str, Kind] = {
    "methods": "method",
    "temperaments": "temperament",
    "exercises": "exercise",
}
"""The folders a pack may have, and what the files in each are."""

_LONGEST = 200  # bytes; most file systems stop at 255
_SHOWN = 80
_PORTS = {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
_DEVICES = {"con", "prn", "aux", "nul"} | _PORTS
_BELONGS = (
    "nothing that belongs in a pack: it has personas (NAME.yaml), translations (NAME.de.yaml), "
    f"dialogue tests (NAME.tests.yaml), methods/NAME.yaml, temperaments/NAME.yaml, "
    f"exercises/NAME.yaml, {PACK_FILE}, and texts (.md, .txt, LICENSE)"
)


def kind_of(name: str) -> Kind | None:
    """Return what an entry is by its name, None when it has no place in a pack."""
    folder, _, file = name.rpartition("/")
    stem, _, ending = file.partition(".")
    if folder:
        return FOLDERS.get(folder) if stem and ending == "yaml" else None
    if file == PACK_FILE:
        return "pack"
    if file == "LICENSE" or file.endswith((".md", ".txt")):
        return "text"
    kinds: dict[str, Kind] = {"yaml": "persona", "tests.yaml": "tests"}
    if LANGUAGE.match(ending.removesuffix(".yaml")) and ending.endswith(".yaml"):
        kinds[ending] = "translation"
    return kinds.get(ending) if stem else None


def alike(name: str) -> str:
    """Return what a name comes to where neither case nor Unicode form tells names apart."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", folded)


def is_device(file: str) -> bool:
    """Return whether Windows takes a file's name for a device's, whatever its ending."""
    return alike(file.partition(".")[0]).strip() in _DEVICES


def wrong(name: str, message: str) -> Problem:
    """Return a problem with a whole entry; its name is shortened and cleaned to be shown."""
    return Problem(clean(name)[:_SHOWN] or "(no name)", 1, 1, "", message)


def check_names(names: Iterable[str]) -> list[Problem]:
    """Return what is wrong with the names of files in a pack, each path with `/` between parts."""
    problems: dict[Problem, None] = {}  # in order; a folder out of place is told once
    seen: dict[str, str] = {}
    for name in names:
        problem = _problem(name)
        if problem is None and alike(name) in seen:
            problem = wrong(name, _twice(name, seen[alike(name)]))
        seen.setdefault(alike(name), name)
        if problem is not None:
            problems[problem] = None
    return list(problems)


def check_folder(name: str) -> Problem | None:
    """Return what is wrong with a folder in a pack."""
    if name in FOLDERS:
        return None
    message = "a folder; a pack has none but methods, temperaments and exercises, "
    message += "and none in those"
    return wrong(f"{name}/", _leads_out(name) or message)


def _problem(name: str) -> Problem | None:
    if told := _leads_out(name):
        return wrong(name, told)
    folder, _, file = name.rpartition("/")
    if folder and (problem := check_folder(folder)):
        return problem
    if told := _unfit(file):
        return wrong(name, told)
    if alike(name) == PACK_FILE != name:
        return wrong(name, f"write it {PACK_FILE}")
    return None if kind_of(name) else wrong(name, _BELONGS)


def _leads_out(name: str) -> str:
    """Return how a name would lead out of the folder it is unpacked into."""
    if "\\" in name:
        return "a backslash in its name; nothing but / parts a folder from what is in it"
    if name[1:2] == ":":
        return "a drive letter in its name; a pack is unpacked where personas are kept"
    if name.startswith("/"):
        return "an absolute path; a pack is unpacked where personas are kept"
    if not {"", ".", ".."}.isdisjoint(name.split("/")):
        return 'a path with "..", "." or nothing between its slashes; a pack keeps to itself'
    return ""


def _unfit(file: str) -> str:
    """Return why a file's name could not be kept or typed on every system."""
    if not all(_fits(char) for char in file) or not (file[0].isalnum() or file[0] == "_"):
        return "a name is made of letters, digits, _, -, . and spaces, a letter or digit first"
    if any(part != part.strip() for part in file.split(".")):
        return "a space at the beginning or end of its name, where nobody sees it"
    if is_device(file):
        return "a name that Windows keeps for a device; give it another"
    if len(file.encode()) > _LONGEST:
        return f"a name longer than {_LONGEST} bytes"
    return ""


def _fits(char: str) -> bool:
    return char.isalnum() or char in "_-. " or unicodedata.category(char)[0] == "M"


def _twice(name: str, first: str) -> str:
    if name == first:
        return "stands twice in the pack"
    return f"differs from {clean(first)[:_SHOWN]} only in case or in the form of its letters"
