"""Which exercise a name means, and what is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.room.exercise import UnknownExercise, exercise_names, find_exercise, is_exercise
from tests.simulator.room.exercise.conftest import Write


def test_a_name_is_a_bundled_exercise_or_one_of_a_pack(write: Write, tmp_path: Path) -> None:
    path = write(folder="pack/exercises")
    packs = [tmp_path / "pack"]
    assert find_exercise("vendor_fishbowl").parent.name == "exercises"
    assert find_exercise("hedge", packs) == path
    assert exercise_names(packs) == [*exercise_names(), "hedge"]
    assert exercise_names([tmp_path / "none"]) == exercise_names()


def test_a_bundled_name_is_never_taken(write: Write, tmp_path: Path) -> None:
    path = write(folder="pack/exercises")
    path.rename(path.with_name("vendor_fishbowl.yaml"))
    assert tmp_path not in find_exercise("vendor_fishbowl", [tmp_path / "pack"]).parents
    assert exercise_names([tmp_path / "pack"]) == exercise_names()


def test_what_there_is_not_is_told_with_what_is_near(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnknownExercise, match='no exercise "vendor_fish"\\. Did you mean "vendor_'):
        find_exercise("vendor_fish")
    with pytest.raises(UnknownExercise, match=r"There is no exercise file nowhere/hedge\.yaml\."):
        find_exercise("nowhere/hedge.yaml")
    monkeypatch.chdir(write().parent)
    with pytest.raises(UnknownExercise, match=r'Did you mean "hedge\.yaml"\?'):
        find_exercise("hedge")


def test_an_exercise_is_known_by_its_key(write: Write) -> None:
    path = write()
    assert is_exercise(str(path))
    assert not is_exercise(str(path.with_name("robin.yaml")))
    assert not is_exercise(str(path.parent / "gone.yaml"))
    assert not is_exercise(str(path.parent))
    assert is_exercise("vendor_fishbowl")
    assert not is_exercise("small_vendor")
    path.write_bytes(b"\xef\xbb\xbfexercise : 1\n")
    assert is_exercise(str(path))
    path.write_text("title: |\n  exercise: 1\n")
    assert not is_exercise(str(path))


def test_what_is_a_persona_too_is_the_persona(write: Write, tmp_path: Path) -> None:
    path = write(folder="pack/exercises", robin="pack")
    path.rename(path.with_name("robin.yaml"))
    assert not is_exercise("robin", [tmp_path / "pack"])
