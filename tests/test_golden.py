"""Every message an author can get, word for word: small wrong files, and what is said of them.

Beside each wrong file in `golden/` stands NAME.txt with the exact lines. DETENTE_GOLDEN=write
writes them anew; read what has changed as somebody would who has never programmed.
"""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine import Conversation, PersonaError, load_persona
from engine.persona import yaml_errors
from engine.persona.schema import MethodFile
from engine.persona.source import MAX_BYTES, MAX_TEXT, MAX_VALUES, read_source
from engine.persona.translation import translation_path
from engine.persona.validating import validated
from engine.workbench import patterns
from engine.workbench.checking import check_persona
from engine.workbench.dialogues import check_dialogue
from engine.workbench.entries import check_names
from engine.workbench.exploring.exploration import Plan
from engine.workbench.packs import load_pack
from engine.workbench.recording import append, recorded
from engine.workbench.suites import load_suite
from simulator.authoring.exploring_runs import explore
from simulator.cli import main
from simulator.room.exercise import load_exercise

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"
OLDER = Path(__file__).parent / "engine" / "persona" / "golden"
WRITE = os.environ.get("DETENTE_GOLDEN") == "write"
LONGEST = 450
"""Characters in a message: about six lines of a terminal."""

JARGON = ("dictionary", "instance", "string", "integer", "boolean", "validation", "pydantic",
          "Input", "mapping", "stream", "[key]", "None", " dict", "null", "regex", "token",
          "parse ", "exception", "Traceback", "scalar", "node")  # fmt: skip


def problems_of(call: Callable[[], object]) -> list[str]:
    try:
        call()
    except PersonaError as error:
        return [str(problem) for problem in error.problems]
    return []


def warnings_of(path: Path) -> list[str]:
    """Return what is said of a persona and its translations: the warnings, if they can be used."""
    warnings: list[str] = []
    mistakes = problems_of(lambda: warnings.extend(map(str, check_persona(path))))
    return mistakes or warnings


def verdicts_of(path: Path) -> Iterator[str]:
    """Yield what is said of a persona that was explored: what must hold, and where it does not."""
    states = 1000 if path.stem == "whole" else 10
    plan = Plan(levels=("easy", "hard"), plays=4, turns=20, depth=1, states=states)
    for verdict in explore(load_persona(path), plan, 1, None, lambda steps: None).verdicts:
        yield from (verdict.says, *(f"- {number}" for number in verdict.numbers))


def record(path: Path) -> None:
    """Put a conversation with the Robin beside it into a file of tests."""
    robin = load_persona(path.with_name("robin.yaml"))
    talk = Conversation.open(robin, 0, "standard", "quick")
    turns = [talk.opening, talk.say("Hello.")]
    append(path, robin, recorded("a greeting", turns, 0, "standard", "quick"))


def answers(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what a command says on standard error when it is given in a folder."""
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, shlex.split(command), env={"DETENTE_DATA": str(folder)})
    assert result.exit_code == 2, result.output
    about = ("Usage:", "Try ")  # as `click` begins what it says
    return [line for line in result.stderr.splitlines() if line and not line.startswith(about)]


def told(kind: str, path: Path) -> list[str]:
    """Return what is said of a file, a folder or a list of names."""
    if kind in ("warnings", "translations"):
        return warnings_of(path)
    if kind == "explored":
        return list(verdicts_of(path))
    if kind == "failures":
        suite = load_suite(str(path))
        played = [check_dialogue(suite.persona, one) for one in suite.dialogues]
        return [str(failure) for failures in played for failure in failures]
    if path.suffix == ".names":
        return [str(problem) for problem in check_names(path.read_text().splitlines())]
    load: dict[str, Callable[[], object]] = {
        "personas": lambda: load_persona(path),
        "tests": lambda: load_suite(str(path)),
        "methods": lambda: validated(MethodFile, read_source(path)),
        "packs": lambda: load_pack(path),
        "exercises": lambda: load_exercise(path),
        "recorded": lambda: record(path),
        "made": lambda: read_source(path),
    }
    return problems_of(load[kind])


def cases() -> list[Path]:
    """Every expectation."""
    return sorted(path for path in GOLDEN.glob("*/*.txt") if path.parent.name != "asked")


def wrong_file(golden: Path) -> Path:
    """Return what an expectation is about: the folder, file or list of the same name."""
    beside = golden.parent
    for end in ("", ".yaml", ".tests.yaml", ".names"):
        if (beside / f"{golden.stem}{end}").exists():
            return beside / f"{golden.stem}{end}"
    raise AssertionError(f"{golden} is about nothing")


MADE: dict[str, Callable[[Path], object]] = {
    "folder": lambda path: path.mkdir(),
    "gone": lambda path: None,
    "large": lambda path: path.write_bytes(b"# long\n" * (MAX_BYTES // 7 + 1)),
    "long": lambda path: path.write_text(f"name: {'x' * (MAX_TEXT + 1)}\n"),
    "many": lambda path: path.write_text("".join(f"k{n}: 1\n" for n in range(MAX_VALUES))),
    "pipe": os.mkfifo,
}
"""What is not kept in a repository is made for the test: made/NAME.txt is what is said of it."""


ASKED = {
    "language": ("play robin.yaml --language fr --no-journal", "play robin.de.yaml --no-journal"),
    "translate": (
        "translate robin.yaml en",
        "translate robin.yaml German",
        "translate tangled.yaml de",
    ),
    "new": (
        "new hedge --from colleage",
        "new hedge-row",
        "new con",
        "new small_vendor",
        "new robin",
    ),
    "explore": (
        "explore robin.yaml --policies skiled",
        "explore robin.yaml --levels standard,harder",
        "explore robin.yaml --show skilled",
        "explore robin.yaml --show skilled/easy/one",
        "explore robin.yaml --plays 0 --depth 0",
    ),
    "test": ("test --record abc -o robin.yaml",),
}
"""Commands that ask for what there is not, by asked/NAME.txt: what they say of it all."""


@pytest.mark.parametrize("name", sorted(ASKED))
def test_what_is_said_of_a_wrong_command(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(GOLDEN / "asked", tmp_path / "asked")
    found = [line for one in ASKED[name] for line in answers(one, folder, monkeypatch)]
    as_expected(GOLDEN / "asked" / f"{name}.txt", found)


@pytest.mark.parametrize("golden", cases(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_is_said_of_a_wrong_file(golden: Path, tmp_path: Path) -> None:
    kind = golden.parent.name
    if kind == "made":
        path = tmp_path / f"{golden.stem}.yaml"
        MADE[golden.stem](path)
    else:
        path = wrong_file(golden)
        if kind == "recorded":
            path = shutil.copytree(path.parent, tmp_path / kind) / path.name
    found = told(kind, path)
    as_expected(golden, found)
    for line in found:
        assert re.match(r"[^:]+:\d+:\d+[ :]|[^:]*: ", line) or kind in ("packs", "explored")


def as_expected(golden: Path, found: list[str]) -> None:
    """Compare what was said with an expectation (or write it), and with how one speaks here."""
    if WRITE:
        golden.write_text("".join(f"{line}\n" for line in found), encoding="utf-8")
    assert found
    assert found == golden.read_text(encoding="utf-8").splitlines()
    for line in found:
        assert len(line) <= LONGEST
        assert not [word for word in JARGON if word in line]


def test_every_wrong_file_says_what_is_said_of_it() -> None:
    files = [*GOLDEN.glob("*/*.yaml"), *GOLDEN.glob("packs/*/")]
    expected = {wrong_file(golden) for golden in cases() if golden.parent.name != "made"}
    expected |= {translation_path(path, "de") for path in GOLDEN.glob("translations/*.yaml")}
    alone = {path for path in files if path not in expected and path.parent.name != "asked"}
    assert {path.name for path in alone} == SOUND
    assert {golden.stem for golden in GOLDEN.glob("made/*.txt")} == set(MADE)
    assert {golden.stem for golden in GOLDEN.glob("asked/*.txt")} == set(ASKED)


SOUND = {f"chain{n}.yaml" for n in range(2, 11)} | {"sound.yaml", "robin.yaml"}
"""Files that others are about."""

# ------------------------------------------------------------------------ nothing is left out

ASKING = ("beginning", "exploring_plan", "recording", "translating")
MODULES = [
    *sorted((ROOT / "engine" / "persona").glob("*.py")),
    *sorted((ROOT / "engine" / "persona" / "building").glob("*.py")),
    ROOT / "engine" / "persona" / "conditions" / "parsing.py",
    ROOT / "engine" / "reading" / "vocabulary.py",
    *(path for path in sorted((ROOT / "engine" / "workbench").rglob("*.py"))),
    *(ROOT / "simulator" / "authoring" / f"{name}.py" for name in ASKING),
    ROOT / "simulator" / "room" / "exercise" / "checking.py",
]

ELSEWHERE = (
    "There is no persona",  # said of a name or a path: tests/engine/persona/test_loading.py
    "a persona is a file in it",
    "is a device or a pipe; a persona is a file",
    "There are no dialogue tests of",  # tests/engine/workbench/test_suites.py
    "you may not read it",  # tests/engine/persona/test_source.py, by whoever is not root
    "say enter otherwise accept",  # keys, not a message
    "turns_here >=",  # as are these two
    "topics feelings conditions",
    "reply rules",  # what is counted, by name
    "appraisal rules",
    "the conversation has no turn",  # said to other parts of the program
    "Nothing was said in session",  # tests/simulator/test_authoring.py
    "persona:  \ntests:",  # the beginning of a file
    "(no name)",  # in the place of a name that cannot be shown: tests/.../test_entries.py
)


DESCRIBED = (
    "GAPS",
    "SAID",
    "_NAMES",
    "_HEAD",
    "_STALE",
    "_NO_TESTS",
    "MODELINE",
    "Kind",
    "KINDS",
    "_PAIRS",
)
"""Tables of what there is, for docs/reference.md; names; and what is written into files."""


def sentences() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every message in the code: where it stands, and what it looks like when it is said."""
    matched = {part for _, parts in yaml_errors._PLAINLY for part in parts}
    matched |= {part for part, _ in patterns._PLAINLY}
    for module in MODULES:
        tree = ast.parse(module.read_text(encoding="utf-8"))
        skipped = set(_not_said(tree))
        for node in ast.walk(tree):
            if id(node) in skipped:
                continue
            parts = _constants(node)
            words = " ".join(parts).strip()
            if len(re.findall(r"[a-z]{2,}", words)) < 2 or " " not in words or words in matched:
                continue
            if any(known in words for known in ELSEWHERE):
                continue
            pattern = ".*".join(re.escape(part) for part in parts)
            yield f"{module.name}:{node.lineno}: {words}", re.compile(pattern)


def _constants(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.split(r"\{[a-z:]*\}", node.value)  # some are filled by `format`
    if isinstance(node, ast.JoinedStr):
        return [part.value for part in node.values if isinstance(part, ast.Constant)]
    return []


def _function(call: ast.Call) -> str:
    return ast.unparse(call.func)


def _not_said(tree: ast.AST) -> Iterator[int]:
    """Yield what only looks like a message, or is said when all went well."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
        if isinstance(node, ast.JoinedStr):
            yield from (id(part) for value in node.values for part in ast.walk(value))
        if isinstance(node, ast.FunctionDef) and node.name == "_told":
            yield from (id(part) for part in ast.walk(node))
        if isinstance(node, ast.Call) and re.match(r"re\.|say$|click\.echo$", _function(node)):
            yield from (id(part) for part in ast.walk(node))
        if isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if ast.unparse(target) in DESCRIBED:
                yield from (id(part) for part in ast.walk(node))


def test_every_message_has_its_golden_file() -> None:
    """Whoever writes a message shows it: a wrong file in golden/, and beside it what is said."""
    said = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (*GOLDEN.glob("*/*.txt"), *sorted(OLDER.glob("*.txt")))
    )
    found = list(sentences())
    assert len(found) > 60
    assert [where for where, pattern in found if not pattern.search(said)] == []
