"""`detente new`: what it writes plays, and nothing is lost by it."""

from __future__ import annotations

import pytest

from engine.workbench.schemas import json_schema
from simulator.authoring.schemas import write_schemas


def test_what_is_begun_plays_is_sound_and_passes_its_tests(detente, tmp_path):
    folder = tmp_path / "mine"
    result = detente("new", "late_friend", "--into", str(folder))
    assert result.exit_code == 0
    persona = str(folder / "late_friend.yaml")
    assert f"detente play {persona}" in result.stdout
    assert sorted(path.name for path in folder.iterdir()) == [
        *("late_friend.tests.yaml", "late_friend.yaml"),
        *("persona.schema.json", "tests.schema.json"),
    ]
    assert detente("check", "--strict", persona).stdout == f"{persona}: no problems\n"
    assert detente("test", persona, "--model", "quick").exit_code == 0
    said = detente("play", persona, "--plain", "--no-journal", lines="I'm sorry, Nadia.\n")
    assert "Nadia Rahman:" in said.stdout


def test_it_is_written_here_unless_a_folder_is_named(detente, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "Written: mine.yaml\n" in detente("new", "mine").stdout
    assert (tmp_path / "mine.tests.yaml").is_file()


@pytest.mark.parametrize("there", ["mine.yaml", "mine.tests.yaml"])
def test_nothing_is_overwritten_and_nothing_half_written(detente, tmp_path, there):
    (tmp_path / there).write_text("my work")
    result = detente("new", "mine", "--into", str(tmp_path))
    assert result.exit_code == 2
    assert "is there already; nothing was written" in result.stderr
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [there]
    assert (tmp_path / there).read_text() == "my work"


def test_a_second_one_renews_the_schemas_and_leaves_methods(detente, copied, tmp_path):
    folder = tmp_path / "mine"
    write_schemas(folder, ("persona",))
    (folder / "persona.schema.json").write_text("old")
    (folder / "methods").mkdir()
    (folder / "methods" / "amends.yaml").write_bytes(
        (copied.parent / "methods" / "amends.yaml").read_bytes() + b"# mine\n"
    )
    assert detente("new", "hedge", "--from", str(copied), "--into", str(folder)).exit_code == 0
    assert json_schema("persona")["title"] in (folder / "persona.schema.json").read_text()
    assert (folder / "methods" / "amends.yaml").read_bytes().endswith(b"# mine\n")
    assert detente("check", str(folder / "hedge.yaml")).exit_code == 0


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("two words", "is no name"),
        ("../up", "is no name"),
        ("é", "is no name"),
        ("", "is no name"),
        ("x" * 200, "is no name"),
        ("pack", "is kept for something else"),
        ("NUL", "is kept for something else"),
        ("small_vendor", "comes with detente"),
    ],
)
def test_a_name_no_persona_can_have_is_refused(detente, tmp_path, name, told):
    result = detente("new", name, "--into", str(tmp_path))
    assert result.exit_code == 2
    assert told in result.stderr
    assert not list(tmp_path.iterdir())


def test_who_there_is_not_is_told(detente, tmp_path):
    result = detente("new", "mine", "--from", "small_vender", "--into", str(tmp_path))
    assert result.exit_code == 2
    assert 'Did you mean "small_vendor"?' in result.stderr


def test_a_pack_leaves_the_schemas_behind(detente, make_pack):
    folder = make_pack()
    write_schemas(folder)
    assert detente("pack", "check", str(folder)).exit_code == 0
