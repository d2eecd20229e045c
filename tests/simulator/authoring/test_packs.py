"""`detente pack`, and how what it installs is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.authoring import installing
from simulator.installed import pack_folders
from simulator.tui.backstage import Backstage

Make = Callable[..., Path]


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def failed(result) -> str:
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    return result.stderr


@pytest.fixture
def built(detente, make_pack: Make, tmp_path: Path) -> Make:
    """Build the zip of a pack with these personas."""

    def build(name: str = "hedges", *stems: str) -> Path:
        path = tmp_path / f"{name}.zip"
        result = detente("pack", "build", str(make_pack(name, *stems)), "-o", str(path))
        assert result.exit_code == 0, result.output
        return path

    return build


def test_check_says_what_is_in_a_pack(detente, make_pack: Make, built: Make) -> None:
    for path in (built("one"), make_pack("two", "robin", "wren")):
        assert detente("pack", "check", str(path)).exit_code == 0
    told = detente("pack", "check", str(path)).stdout
    assert told == "two 1.0: no problems; 2 personas, 2 dialogue tests.\n"


def test_every_problem_is_told_with_its_place(detente, make_pack: Make) -> None:
    folder = make_pack()
    text = (folder / "robin.yaml").read_text()
    (folder / "robin.yaml").write_text(text.replace("name: Robin", "nme: Robin"))
    (folder / "pack.yaml").write_text('name: "\\e[2J"\n')
    told = failed(detente("pack", "check", str(folder)))
    assert "robin.yaml:4:6 nme: " in told
    assert "pack.yaml:1:1 version: " in told
    assert "\x1b" not in told


def test_a_folder_always_gives_the_same_zip(detente, built: Make, tmp_path: Path) -> None:
    first = built().read_bytes()
    for path in (tmp_path / "hedges").iterdir():
        path.touch()
        path.chmod(0o600)
    detente("pack", "build", str(tmp_path / "hedges"), "-o", str(tmp_path / "again.zip"))
    assert (tmp_path / "again.zip").read_bytes() == first


def test_a_zip_is_named_for_its_pack(
    detente, make_pack: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_pack()
    monkeypatch.chdir(tmp_path)
    assert detente("pack", "build", "hedges").exit_code == 0
    assert (tmp_path / "hedges-1.0.zip").is_file()
    monkeypatch.chdir(folder)
    assert "would lie in the pack itself" in failed(detente("pack", "build", "."))


def test_what_is_wrong_is_not_built(detente, make_pack: Make, tmp_path: Path) -> None:
    folder, out = make_pack(), tmp_path / "out.zip"
    assert "does not end in .zip" in failed(detente("pack", "build", str(folder), "-o", "a.yaml"))
    (folder / "pack.yaml").unlink()
    assert "there is none" in failed(detente("pack", "build", str(folder), "-o", str(out)))
    assert not out.exists()


def test_an_installed_persona_is_found_by_name(detente, built: Make, data: Path) -> None:
    told = detente("pack", "install", str(built())).stdout
    assert "Installed hedges 1.0 by Ada Lindgren, CC-BY-4.0." in told
    assert "    detente play robin\n" in told
    stems = [each["stem"] for each in json.loads(detente("personas", "--json").stdout)]
    assert stems == ["angry_customer", "business_customer", "small_vendor", "robin"]
    assert detente("check", "robin").stdout == "robin: no problems\n"
    assert "robin: no problems\n" in detente("check").stdout
    assert 'Did you mean "robin"?' in failed(detente("check", "robn"))
    played = detente("play", "robin", "--json", "--model", "quick", lines="Hello.\n")
    assert played.exit_code == 0
    again = detente("resume", "--json", lines="Hello.\n")
    assert len(again.stdout.splitlines()) == 3
    backstage = Backstage(data)
    assert backstage.shelf().stems == tuple(stems)
    card = backstage.card("robin")
    backstage.shut()
    assert card.persona is not None
    assert card.persona.name == "Robin"


def test_another_data_folder_is_told(detente, built: Make, tmp_path: Path) -> None:
    other = str(tmp_path / "my data")
    told = detente("pack", "install", str(built()), "--data", other).stdout
    assert f"    detente play robin --data '{other}'\n" in told
    assert "robin" not in detente("personas").stdout
    assert "robin" in detente("personas", "--data", other).stdout


def test_a_pack_is_not_overwritten_unasked(detente, built: Make, data: Path) -> None:
    path = str(built())
    detente("pack", "install", path)
    old = data / "personas" / "hedges" / "old.txt"
    old.write_text("from before")
    told = failed(detente("pack", "install", path))
    assert told == (
        "The pack hedges 1.0 by Ada Lindgren is installed already; "
        "with --replace version 1.0 takes its place.\n"
    )
    assert old.exists()
    assert detente("pack", "install", path, "--replace").exit_code == 0
    assert not old.exists()
    left = {each.name for each in (data / "personas").iterdir()}
    assert left == {"hedges", ".hedges.files"}


@pytest.mark.parametrize("stem", ["robin", "Robin"])
def test_a_persona_is_not_overwritten_unasked(detente, built: Make, data: Path, stem: str) -> None:
    detente("pack", "install", str(built("birds", "robin", "wren")))
    path = str(built("hedges", stem))
    before = tree(data)
    told = failed(detente("pack", "install", path))
    assert "A persona robin is installed already, with the pack birds;" in told
    assert tree(data) == before
    replaced = detente("pack", "install", path, "--replace").stdout
    assert replaced.endswith("Taken out of the pack birds: robin.\n")
    files = {"pack.yaml", "wren.yaml", "wren.tests.yaml"}
    assert {each.name for each in (data / "personas" / "birds").iterdir()} == files


def test_a_pack_without_a_persona_left_goes(detente, built: Make, data: Path) -> None:
    detente("pack", "install", str(built("birds", "robin")))
    detente("pack", "install", str(built("hedges", "robin")), "--replace")
    assert [folder.name for folder in pack_folders(data)] == ["hedges"]


def test_the_name_of_a_bundled_persona_is_not_for_taking(detente, make_pack: Make, data) -> None:
    folder = make_pack("thief", "small_vendor")
    for more in ((), ("--replace",)):
        told = failed(detente("pack", "install", str(folder), *more))
        assert "a persona that comes with detente has this name" in told
    assert not data.exists()
    own = data / "personas" / "thief"
    own.mkdir(parents=True)
    (own / "small_vendor.yaml").write_text("by hand")
    assert detente("check", "small_vendor").exit_code == 0


def test_what_cannot_be_put_in_its_place_leaves_the_old(
    detente, built: Make, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(built())
    detente("pack", "install", path)
    (data / "personas" / "hedges" / "old.txt").write_text("from before")
    before = tree(data)
    rename = Path.rename

    def full(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(installing.Path, "rename", full)
    told = failed(detente("pack", "install", path, "--replace"))
    assert "cannot be used: No space left on device." in told
    assert tree(data) == before


def test_a_folder_that_cannot_be_used_is_named(detente, built: Make, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    place = tmp_path / "file"
    assert str(place) in failed(detente("pack", "install", str(built()), "--data", str(place)))
    assert pack_folders(place) == ()


def test_nothing_of_a_hostile_zip_is_unpacked(detente, make_zip, good, data, tmp_path) -> None:
    path = make_zip([*good, ("../../escaped.yaml", b"x")])
    before = set(tmp_path.rglob("*"))
    assert '".."' in failed(detente("pack", "install", str(path), "--replace"))
    assert set(tmp_path.rglob("*")) == before
    assert not data.exists()


def test_uninstalling_takes_out_what_installing_put_there(detente, built: Make, data: Path) -> None:
    path = str(built("hedges", "robin", "wren"))
    detente("pack", "install", str(built("birds", "jay")))
    before = tree(data)
    detente("pack", "install", path)
    result = detente("pack", "uninstall", "hedges")
    assert result.stdout == "The pack hedges 1.0 by Ada Lindgren is no longer installed.\n"
    assert tree(data) == before
    assert [folder.name for folder in pack_folders(data)] == ["birds"]
    assert 'There is no persona "robin"' in failed(detente("check", "robin"))
    assert detente("pack", "install", path).exit_code == 0


def test_uninstalling_leaves_what_did_not_come_with_the_pack(detente, built, data: Path) -> None:
    detente("pack", "install", str(built()))
    own = data / "personas" / "hedges" / "mine.yaml"
    own.write_text("mine")
    result = detente("pack", "uninstall", "hedges")
    assert result.exit_code == 0
    assert str(own) in result.stdout.replace("\n    ", "").replace("\n", "")
    assert tree(data) == {"personas/hedges/mine.yaml": b"mine"}


def test_what_is_not_installed_cannot_be_uninstalled(detente, built: Make, data: Path) -> None:
    told = failed(detente("pack", "uninstall", "hedges"))
    assert told == 'No pack "hedges" is installed.\n'
    detente("pack", "install", str(built()))
    told = failed(detente("pack", "uninstall", "hedge"))
    assert 'Did you mean "hedges"?' in told
    for name in ("..", "../hedges", "", "hedges/methods"):
        failed(detente("pack", "uninstall", name))
    (data / "personas" / "byhand").mkdir()
    (data / "personas" / "byhand" / "robin.yaml").write_text("x")
    assert "was not installed by detente" in failed(detente("pack", "uninstall", "byhand"))
    assert (data / "personas" / "byhand" / "robin.yaml").exists()


def test_a_list_that_leads_elsewhere_is_not_followed(detente, built: Make, data: Path) -> None:
    detente("pack", "install", str(built()))
    (data / "journal.txt").write_text("lines")
    (data / "personas" / ".hedges.files").write_text("../../journal.txt")
    assert "was not installed by detente" in failed(detente("pack", "uninstall", "hedges"))
    assert (data / "journal.txt").exists()


def test_a_link_is_not_followed(detente, built: Make, data: Path, tmp_path: Path) -> None:
    detente("pack", "install", str(built()))
    installed = data / "personas" / "hedges"
    installed.rename(tmp_path / "work")
    installed.symlink_to(tmp_path / "work")
    before = tree(tmp_path / "work")
    assert "was not installed by detente" in failed(detente("pack", "uninstall", "hedges"))
    assert tree(tmp_path / "work") == before


def test_an_installed_personas_tests_are_found_by_its_name(detente, built: Make) -> None:
    detente("pack", "install", str(built()))
    result = detente("test", "robin", "--model", "cues", "--no-coverage")
    assert result.stdout.startswith("robin: 1 dialogue, 1 line, none failed")
    assert "There is no persona" in failed(detente("test", "wren"))


HEDGE = """\
exercise: 1
title: The hedge
summary: Between neighbours.
personas: [robin]
phases:
  - {kind: fishbowl, title: Over the hedge}
"""


@pytest.fixture
def exercises(make_pack: Make) -> Path:
    """A pack's folder of exercises, with one in it."""
    folder = make_pack() / "exercises"
    folder.mkdir()
    (folder / "hedge.yaml").write_text(HEDGE)
    return folder


def test_a_pack_may_have_exercises(detente, exercises: Path, tmp_path: Path) -> None:
    told = detente("pack", "check", str(exercises.parent)).stdout
    assert told == "hedges 1.0: no problems; 1 persona, 1 exercise, 1 dialogue test.\n"
    path = tmp_path / "hedges.zip"
    assert detente("pack", "build", str(exercises.parent), "-o", str(path)).exit_code == 0
    told = detente("pack", "install", str(path)).stdout
    assert "hedge: The hedge\n    detente host --exercise hedge\n" in told
    assert detente("check", "hedge").stdout == (
        "hedge: no problems; 1 phase, each as long as it takes\n"
    )
    assert detente("pack", "uninstall", "hedges").stdout.count("\n") == 1


def test_every_problem_of_its_exercises_is_told(detente, exercises: Path) -> None:
    (exercises / "hedge.yaml").write_text(HEDGE.replace("robin", "robyn"))
    (exercises / "tree.yaml").write_text(HEDGE.replace("title", "titel", 1))
    (exercises / "vendor_fishbowl.yaml").write_text(HEDGE)
    told = failed(detente("pack", "check", str(exercises.parent)))
    for begins in (
        'exercises/hedge.yaml:4:12 personas[0]: there is no persona "robyn". Did you mean "robin"?',
        'exercises/tree.yaml:2:8 titel: no key "titel" is known here. Did you mean "title"?',
        "exercises/vendor_fishbowl.yaml:1:1: an exercise that comes with detente has this name",
    ):
        assert begins in told
