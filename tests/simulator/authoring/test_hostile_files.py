"""Whatever lies where an author's file should, every command says what is wrong, and stops."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

TINY = (Path(__file__).parents[2] / "engine" / "personas" / "tiny.yaml").read_text(encoding="utf-8")
LAUGHS = "a0: &a0 [lol]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 60)
)
CONTENTS: dict[str, str | bytes] = {
    "a bomb of aliases": LAUGHS,
    "a bomb of brackets": "[" * 100_000,
    "a bomb of braces": "{a: " * 100_000,
    "a bomb of dashes": "- " * 100_000,
    "a bomb of question marks": "? " * 100_000,
    "a bomb within": "name: " + "[" * 100_000,
    "a key twice": TINY + "name: Robyn\n",
    "keys without end": "".join(f"k{n}: 1\n" for n in range(100_000)),
    "a huge key": f"? {'k' * 500_000}\n: 1\n",
    "a huge text": f"name: {'x' * 500_000}\n",
    "a huge condition": TINY.replace("when: blame, change", f"when: {'(' * 9000}, change"),
    "a huge phrase": TINY.replace('"hedge*"', f'"{" ... ".join(["a*"] * 9000)}"'),
    "phrases without end": TINY.replace('"hedge*"', ", ".join(["a ... b"] * 9000)),
    "more than can be read": b"a: b\n" * 600_000,
    "a tab": "brief:\n\tsituation: x\n",
    "a tag": "!!python/object/apply:os.system [date]\n",
    "an anchor": "a: &b c\n",
    "a merge": "<<: *a\nb: 1\n",
    "two documents": f"{TINY}---\n{TINY}",
    "a zero": "a: b\0c\n",
    "an escape": "a: b\x1b[2Jc\n",
    "latin-1": "a: é\n".encode("latin-1"),
    "UTF-16": TINY.encode("utf-16"),
    "half of a surrogate": b"a: \xed\xa0\x80\n",
    "no text": bytes(range(256)) * 40,
    "nothing": "",
    "a list": "- a\n",
    "a word": "no\n",
    "an order to the parser": "%YAML 9.9\n---\na: 1\n",
}  # fmt: skip
PLACES = ("persona.yaml", "robin.tests.yaml", "methods/mine.yaml", "temperaments/mine.yaml",
          "base.yaml", "counts.json", "pack.yaml")  # fmt: skip
TRANSLATION = "robin.de.yaml"

COMMANDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "persona.yaml": (
        ("check", "persona.yaml"),
        ("graph", "persona.yaml"),
        ("play", "persona.yaml", "--json", "--no-journal"),
        ("pack", "check", "."),
    ),
    "robin.tests.yaml": (
        ("test", "robin.yaml"),
        ("test", "robin.tests.yaml"),
        ("pack", "check", "."),
    ),
    "methods/mine.yaml": (("check", "practised.yaml"), ("pack", "check", ".")),
    "temperaments/mine.yaml": (
        ("check", "tempered.yaml"),
        ("play", "tempered.yaml", "--json", "--no-journal"),
        ("pack", "check", "."),
    ),
    "base.yaml": (("check", "heir.yaml"),),
    "counts.json": (("graph", "robin.yaml", "--counts", "counts.json"),),
    "pack.yaml": (("pack", "check", "."),),
    "robin.de.yaml": (
        ("check", "robin.yaml"),
        ("play", "robin.yaml", "--language", "de", "--json", "--no-journal"),
        ("translate", "robin.yaml", "de"),
        ("pack", "check", "."),
    ),
}  # fmt: skip
"""What reads each file; all the others are sound."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack of sound files, and personas that take something over from others."""
    about = 'name: hedges\nversion: "1"\nauthor: Ada\nlicence: CC0\nsummary: Hedges.\n'
    tests = "persona: robin\ntests:\n  - {name: quiet, lines: [Hello]}\n"
    heirs = {
        "practised.yaml": TINY.replace("method: reset", "method: mine"),
        "tempered.yaml": TINY.replace("method: reset", "temperament: mine"),
        "heir.yaml": TINY.replace("method: reset", "extends: base"),
    }
    sound = {"pack.yaml": about, "robin.yaml": TINY, "robin.tests.yaml": tests, **heirs}
    for name, text in sound.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for shared in ("methods", "temperaments"):
        (tmp_path / shared).mkdir()
    return tmp_path


def refused(detente: Callable, folder: Path, place: str) -> list[str]:
    """Run every command that reads the file; return what each says first."""
    said = []
    for command in COMMANDS[place]:
        arguments = [str(folder / one) if "." in one else one for one in command]
        result = detente(*arguments)
        assert result.exit_code == 2, (command, result.output)
        assert isinstance(result.exception, SystemExit)
        lines = result.stderr.splitlines()
        assert all(len(line) < 500 for line in lines)
        assert len(lines) <= 101
        assert "\x1b" not in result.stderr
        said.append(result.stderr)
    return said


@pytest.mark.parametrize("place", [*PLACES, TRANSLATION])
@pytest.mark.parametrize("content", CONTENTS)
def test_a_hostile_file_is_refused_by_all_that_read_it(
    detente: Callable, folder: Path, place: str, content: str
) -> None:
    written = CONTENTS[content]
    data = written if isinstance(written, bytes) else written.encode()
    if place == TRANSLATION:
        data = b"translates: robin\n" + data  # any other file of that name is left alone
    (folder / place).write_bytes(data)
    if place == "base.yaml" and "phrase" in content:
        return  # the heir says its own
    for said in refused(detente, folder, place):
        assert Path(place).name in said or "is larger than 1 MiB" in said or "20 MiB" in said


NO_FILES: dict[str, Callable[[Path], object]] = {
    "a folder": lambda path: path.mkdir(),
    "a pipe": os.mkfifo,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a link to nothing": lambda path: path.symlink_to(path.with_name("nowhere")),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", NO_FILES)
def test_what_is_no_file_is_refused_by_all_that_read_it(
    detente: Callable, folder: Path, place: str, kind: str
) -> None:
    path = folder / place
    path.unlink(missing_ok=True)
    NO_FILES[kind](path)
    refused(detente, folder, place)


@pytest.mark.parametrize("kind", NO_FILES)
def test_what_is_no_file_is_no_translation(detente: Callable, folder: Path, kind: str) -> None:
    NO_FILES[kind](folder / TRANSLATION)
    robin = str(folder / "robin.yaml")
    assert detente("check", robin).exit_code == 0
    played = detente("play", robin, "--language", "de", "--no-journal")
    assert played.exit_code == 2
    assert 'robin is not translated into "de"' in played.stderr
