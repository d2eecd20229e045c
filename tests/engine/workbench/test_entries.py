"""Names in a pack: what each is, and what is wrong with it."""

from __future__ import annotations

import pytest

from engine.workbench.entries import check_folder, check_names, kind_of

GOOD = {
    "pack.yaml": "pack",
    "robin.yaml": "persona",
    "मीरा.yaml": "persona",
    "my boss.yaml": "persona",
    "robin.tests.yaml": "tests",
    "methods/calm.yaml": "method",
    "temperaments/warm.yaml": "temperament",
    "README.md": "text",
    "notes.v2.txt": "text",
    "LICENSE": "text",
}


@pytest.mark.parametrize("name", GOOD)
def test_a_name_says_what_the_file_is(name: str) -> None:
    assert kind_of(name) == GOOD[name]
    assert check_names([name]) == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("../robin.yaml", '".."'),
        ("methods/../../robin.yaml", '".."'),
        ("./robin.yaml", '".."'),
        ("methods//robin.yaml", "nothing between its slashes"),
        ("", "nothing between its slashes"),
        ("/etc/robin.yaml", "an absolute path"),
        ("C:robin.yaml", "a drive letter"),
        ("c:/robin.yaml", "a drive letter"),
        ("..\\robin.yaml", "a backslash"),
        ("hedges/robin.yaml", "a folder; a pack has none"),
        ("methods/more/calm.yaml", "a folder; a pack has none"),
        ("Methods/calm.yaml", "a folder; a pack has none"),
        ("methods/README.md", "nothing that belongs"),
        ("robin.py", "nothing that belongs"),
        ("robin.yml", "nothing that belongs"),
        ("robin.YAML", "nothing that belongs"),
        ("LICENSE.exe", "nothing that belongs"),
        ("robin", "nothing that belongs"),
        ("ro.more.yaml", "nothing that belongs"),
        (".yaml", "a letter or digit first"),
        ("-robin.yaml", "a letter or digit first"),
        ("ro\x00bin.yaml", "a letter or digit first"),
        ("ro\nbin.yaml", "a letter or digit first"),
        ("ro\u202ebin.yaml", "a letter or digit first"),
        ("ro\udc80bin.yaml", "a letter or digit first"),
        ("robin:x.yaml", "a letter or digit first"),
        ("robin .yaml", "a space at the beginning or end"),
        ("con.yaml", "Windows"),
        ("LPT1.tests.yaml", "Windows"),
        ("r" * 300 + ".yaml", "longer than 200 bytes"),
        ("Pack.yaml", "write it pack.yaml"),
    ],
)
def test_what_is_wrong_with_a_name_is_told(name: str, told: str) -> None:
    (problem,) = check_names([name])
    assert told in problem.message
    assert len(problem.file) <= 80
    assert problem.file.isprintable()


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("robin.yaml", "robin.yaml", "stands twice"),
        ("robin.yaml", "Robin.yaml", "only in case"),
        ("ren\u00e9.yaml", "rene\u0301.yaml", "form of its letters"),
        ("\ufb01n.yaml", "fin.yaml", "form of its letters"),
        ("stra\u00dfe.yaml", "STRASSE.yaml", "only in case"),
    ],
)
def test_names_that_some_system_takes_for_one(first: str, second: str, told: str) -> None:
    (problem,) = check_names([first, second])
    assert told in problem.message


def test_a_folder_out_of_place_is_told_once() -> None:
    names = [f"hedges/{name}.yaml" for name in "abc"]
    assert [problem.file for problem in check_names(names)] == ["hedges/"]


def test_folders() -> None:
    assert check_folder("methods") is None
    for name in ("hedges", "methods/more", "..", "", "/", "__MACOSX"):
        assert check_folder(name) is not None
