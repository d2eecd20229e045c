"""A pack's folder: what is in it, and all that is wrong with it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import PersonaError
from engine.persona.folders import bundled
from engine.workbench.packs import load_pack
from tests.engine.translations import write_translation

ABOUT = """\
name: hedges
version: "1.0"
author: Ada Lindgren
licence: CC-BY-4.0
summary: Neighbours.
"""
TESTS = "persona: robin\ntests:\n  - {name: quiet, lines: [Hello]}\n"


@pytest.fixture
def pack(tmp_path: Path, tiny_text: str) -> Path:
    folder = tmp_path / "pack"
    (folder / "methods").mkdir(parents=True)
    (folder / "pack.yaml").write_text(ABOUT)
    (folder / "robin.yaml").write_text(tiny_text.replace("method: reset", "method: mine"))
    (folder / "robin.tests.yaml").write_text(TESTS)
    (folder / "README.md").write_text("# Hedges\n")
    method = (bundled() / "methods" / "reset.yaml").read_text(encoding="utf-8")
    (folder / "methods" / "mine.yaml").write_text(method, encoding="utf-8")
    return folder


def problems(folder: Path) -> list[str]:
    with pytest.raises(PersonaError) as caught:
        load_pack(folder)
    return [str(problem) for problem in caught.value.problems]


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_pack_has_what_its_folder_has(pack: Path) -> None:
    loaded = load_pack(pack)
    assert (loaded.about.name, loaded.about.author) == ("hedges", "Ada Lindgren")
    assert [persona.stem for persona in loaded.personas] == ["robin"]
    assert (loaded.methods, loaded.dialogues) == (("mine",), 1)


def test_all_files_are_checked_at_once(pack: Path) -> None:
    changed(pack / "pack.yaml", "licence", "license")
    changed(pack / "robin.yaml", "title: A neighbour", "titel: A neighbour")
    changed(pack / "robin.tests.yaml", "robin", "robyn")
    (pack / "extra.tests.yaml").write_text("persona: robin\ntests: []\n")
    (pack / "README.md").write_bytes(b"one\ntwo \xff\n")
    (pack / "NOTES.txt").write_bytes(b"a\x00b")
    (pack / "temperaments").mkdir()
    (pack / "temperaments" / "warm.yaml").write_text("a: !!python/name:os.system x\n")
    told = problems(pack)
    for begins in (
        "NOTES.txt:1:2: a character that no text has",
        "README.md:2:5: a character that no text has",
        "extra.tests.yaml:2:8 tests: at least 1 needed here",
        'pack.yaml:1:1 licence: the key "licence" is missing',
        'pack.yaml:4:10 license: no key "license" is known here. Did you mean "licence"?',
        'robin.tests.yaml:1:10 persona: no persona "robyn" in the pack. Did you mean "robin"?',
        'robin.yaml:2:1 title: the key "title" is missing',
        "temperaments/warm.yaml:1:4 a: a tag (!!python/name:os.system)",
    ):
        assert any(each.startswith(begins) for each in told), begins
    assert told == sorted(told)


def test_a_wrong_method_is_told_once_with_its_folder(pack: Path) -> None:
    changed(pack / "methods" / "mine.yaml", "summary:", "sumary:")
    told = problems(pack)
    assert len(told) == 2
    assert all(each.startswith("methods/mine.yaml:") for each in told)


def test_a_method_must_be_in_the_pack_or_come_with_the_program(pack: Path) -> None:
    (pack / "methods" / "mine.yaml").unlink()
    assert problems(pack)[0].startswith('robin.yaml:8:9 method: no method "mine".')


@pytest.mark.parametrize("persona", ["../robin", "/etc/passwd", "robin.yaml", "nobody"])
def test_dialogues_are_about_a_persona_at_hand(pack: Path, persona: str) -> None:
    (pack.parent / "robin.yaml").write_text("")
    changed(pack / "robin.tests.yaml", "robin", persona)
    assert f'no persona "{persona}" in the pack' in problems(pack)[0]


def test_dialogues_may_be_about_a_bundled_persona(pack: Path) -> None:
    changed(pack / "robin.tests.yaml", "robin", "small_vendor")
    assert load_pack(pack).dialogues == 1


@pytest.mark.parametrize("stem", ["small_vendor", "Small_Vendor"])
def test_the_name_of_a_bundled_persona_is_taken(pack: Path, stem: str) -> None:
    (pack / "robin.yaml").rename(pack / f"{stem}.yaml")
    (pack / "robin.tests.yaml").unlink()
    assert problems(pack) == [
        f"{stem}.yaml:1:1: a persona that comes with detente has this name; rename the file"
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("name: hedges", "name: ../hedges", "pack.yaml:1:7 name: a pack's name is"),
        ("name: hedges", "name: Hedges", "pack.yaml:1:7 name: a pack's name is"),
        ("name: hedges", "name: nul", "pack.yaml:1:7 name: a pack's name is"),
        ('"1.0"', '"1/0"', "pack.yaml:2:10 version: a version is"),
        ("Neighbours", "N" * 501, "pack.yaml:5:10 summary: longer than 500"),
    ],
)
def test_what_a_pack_says_of_itself_can_be_shown(pack: Path, old: str, new: str, told: str) -> None:
    changed(pack / "pack.yaml", old, new)
    assert problems(pack)[0].startswith(told)


def test_a_folder_of_anything_is_no_pack(tmp_path: Path) -> None:
    (tmp_path / "run.sh").write_text("exit")
    told = problems(tmp_path)
    assert len(told) == 3
    assert [each.split(":")[0] for each in told] == ["pack.yaml", "pack.yaml", "run.sh"]


def test_a_translation_goes_with_its_persona(pack: Path) -> None:
    write_translation(pack / "robin.yaml", {"Well.": "Na."})
    assert [persona.stem for persona in load_pack(pack).personas] == ["robin"]
    write_translation(pack / "robin.yaml", {"Well.": "{no}"})
    changed(pack / "robin.yaml", "rest: 0.2", "rest: 0.25")
    (told,) = problems(pack)
    assert told.startswith("robin.de.yaml:5:13 texts.")


def test_a_translation_of_nobody_and_one_that_is_none_are_refused(pack: Path) -> None:
    (pack / "jo.de.yaml").write_text("detente: 1\n")
    (pack / "robin.old.yaml").write_text("detente: 1\n")
    assert problems(pack) == [
        "jo.de.yaml:1:1: there is no jo.yaml in the pack for it to translate; put it in, or name "
        "this after the persona it translates",
        "robin.old.yaml:1:1: by its name a translation of robin.yaml, but it has no key "
        "`translates`; write `translates: robin`, or give it a name without the second dot",
    ]
