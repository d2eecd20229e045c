"""`detente check` of many files: shared among processes, told as if by one."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from simulator.authoring import checking
from simulator.authoring.checking import MANY, checked

TINY = Path(__file__).parents[2] / "engine" / "personas" / "tiny.yaml"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Sound ones, one with a mistake, one with a warning, and one that is not there."""
    text = TINY.read_text(encoding="utf-8")
    for number in range(9):
        (tmp_path / f"robin{number}.yaml").write_text(text)
    (tmp_path / "robin3.yaml").write_text(text.replace("name: Robin", "nme: Robin"))
    (tmp_path / "robin5.yaml").write_text(
        text.replace("when: ask_open, say:", "when: trust > 1, say:")
    )
    return [str(tmp_path / f"robin{number}.yaml") for number in range(10)]


def test_several_processes_find_what_one_finds(files: list[str]) -> None:
    alone = checked(files, (), jobs=1)
    assert [len(one.errors) for one in alone] == [0, 0, 0, 2, *[0] * 6]
    assert [len(one.warnings) for one in alone] == [0, 0, 0, 0, 0, 1, *[0] * 4]
    assert [bool(one.unknown) for one in alone] == [*[False] * 9, True]
    assert checked(files, (), jobs=3) == alone
    assert checked(files, (), jobs=64) == alone


def test_the_command_says_the_same_however_many_share_the_work(detente, files) -> None:
    results = [detente("check", "--json", *files, "--jobs", jobs) for jobs in ("1", "2")]
    assert results[0].stdout == results[1].stdout
    assert [result.exit_code for result in results] == [2, 2]
    assert [one["persona"] for one in json.loads(results[0].stdout)] == files


def test_few_files_are_checked_by_one_process(files, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("other processes for few files")

    monkeypatch.setattr(checking, "_shared", refuse)
    assert len(files) < MANY
    assert len(checked(files, ())) == len(files)


def test_where_there_can_be_no_other_process_one_does_it_all(files, monkeypatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise OSError(38, os.strerror(38))

    monkeypatch.setattr(checking, "ProcessPoolExecutor", none)
    assert len(checked(files, (), jobs=4)) == len(files)


def test_an_exercise_is_checked_as_one(detente, tmp_path: Path) -> None:
    path = tmp_path / "hedge.yaml"
    path.write_text(
        "exercise: 1\ntitle: The hedge\nsummary: Between neighbours.\npersonas: [robin]\n"
        "phases:\n  - {kind: fishbowl, title: Over the hedge, minutes: 20}\n"
    )
    result = detente("check", str(path))
    assert result.exit_code == 2
    assert 'hedge.yaml:4:12 personas[0]: there is no persona "robin"' in result.stderr
    (tmp_path / "robin.yaml").write_text(TINY.read_text(encoding="utf-8"), encoding="utf-8")
    result = detente("check", str(path))
    assert result.exit_code == 0
    assert result.stdout == f"{path}: no problems; 1 phase in 20 minutes\n"
    (found,) = json.loads(detente("check", "--json", str(path)).stdout)
    assert found == {
        "persona": str(path),
        "unknown": "",
        "errors": [],
        "warnings": [],
        "exercise": "1 phase in 20 minutes",
    }


def test_without_names_all_that_go_by_name_are_checked(detente) -> None:
    told = detente("check", "--jobs", "1").stdout.splitlines()
    assert "small_vendor: no problems" in told
    assert "vendor_fishbowl: no problems; 8 phases in 45 minutes" in told
