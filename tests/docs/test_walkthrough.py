"""docs/authoring.md is followed to the letter: what it writes is written, what it runs is run.

A fence that names a file (```yaml farid.yaml) puts its parts into that file: a part stands in the
place of the one with the same key, or at the end. A console fence runs what stands behind `$ ` and
expects what follows; a line of three dots stands for any lines.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from simulator.cli import main
from tests.docs.fences import DOCS, Fence, fences

DOCUMENT = DOCS / "authoring.md"
_PART = re.compile(r"^(?=[A-Za-z_]+:)", re.MULTILINE)
_ANYTHING = "..."


def parts(text: str) -> list[str]:
    """Return a YAML text cut before every key that is not set in."""
    return _PART.split(text)


def with_parts(text: str, new: str) -> str:
    """Return a YAML text with parts of another put in."""
    found = parts(text)
    for part in filter(str.strip, parts(new)):
        key = part.partition(":")[0] + ":"
        at = next((i for i, one in enumerate(found) if one.startswith(key)), None)
        if at is None:
            found.append(part)
        else:
            comments = re.search(r"(?:^#.*\n|^\n)*\Z", found[at], re.MULTILINE)
            found[at] = part.rstrip("\n") + "\n" + (comments[0] if comments else "")
    return "".join(found)


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each command of a console fence and the lines expected of it."""
    for piece in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *expected = piece.rstrip("\n").split("\n")
        yield command, expected


def matches(expected: list[str], lines: list[str]) -> bool:
    """Return whether lines are as expected; `...` is any number of them."""
    if not expected:
        return not lines
    if expected[0].strip() == _ANYTHING:
        return any(matches(expected[1:], lines[n:]) for n in range(len(lines) + 1))
    return bool(lines) and expected[0] == lines[0] and matches(expected[1:], lines[1:])


def follow(fence: Fence, folder: Path) -> None:
    """Do what a fence says."""
    if fence.file:
        path = folder / fence.file
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(with_parts(before, fence.text), encoding="utf-8")
    elif fence.language == "console":
        for command, expected in commands(fence.text):
            words = shlex.split(command)
            assert words[0] == "detente", f"line {fence.line}: {command}"
            result = CliRunner().invoke(main, words[1:])
            lines = [line.rstrip() for line in result.output.rstrip("\n").split("\n")]
            said = f"line {fence.line}: {command}\n{result.output}"
            assert matches([line.rstrip() for line in expected], lines), said


def test_what_the_document_says_is_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DETENTE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DETENTE_MODEL", "quick")
    found = list(fences(DOCUMENT.read_text(encoding="utf-8")))
    assert {"console", "yaml"} <= {fence.language for fence in found}
    for fence in found:
        follow(fence, tmp_path)


def test_a_part_takes_the_place_of_the_one_with_its_key() -> None:
    text = "# first\na: 1\n\n# about b\nb:\n  c: 2\n# the end\n"
    assert with_parts(text, "a: 3\nd: 4\n") == (
        "# first\na: 3\n\n# about b\nb:\n  c: 2\n# the end\nd: 4\n"
    )


def test_dots_stand_for_any_lines() -> None:
    assert matches(["a", "...", "d"], ["a", "b", "c", "d"])
    assert matches(["...", "d"], ["d"])
    assert not matches(["a", "...", "d"], ["a", "b"])
