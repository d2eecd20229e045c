"""New personas: templates that play, copies that differ in their names and in nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.persona import PersonaError, UnknownPersona, load_persona, persona_names
from engine.persona.folders import bundled
from engine.persona.source import read_source
from engine.workbench.checking import check_persona
from engine.workbench.dialogues import play_dialogue
from engine.workbench.scaffold import (
    FIRST,
    TEMPLATES,
    begun,
    temperament_names,
    template_names,
)
from engine.workbench.suites import load_suite

LONGEST = 120
"""Lines of a template: it is to be read before it is changed."""


def written(folder: Path, files: dict[str, str]) -> Path:
    """Write files; return the first."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / next(iter(files))


def test_there_are_templates_and_they_are_no_personas() -> None:
    assert FIRST in template_names()
    assert not set(template_names()) & set(persona_names())
    with pytest.raises(UnknownPersona):
        load_persona(FIRST)


@pytest.mark.parametrize("source", [*template_names(), *temperament_names()])
@pytest.mark.parametrize("model", ["quick", "careful"])
def test_a_template_is_sound_and_goes_as_its_tests_say(
    tmp_path: Path, source: str, model: str
) -> None:
    path = written(tmp_path, begun("late_friend", source))
    assert len(path.read_text().splitlines()) < LONGEST
    assert check_persona(path) == []
    suite = load_suite(str(path))
    assert suite.persona.path == path
    assert [play_dialogue(suite.persona, one, model).failures for one in suite.dialogues] == [
        ()
    ] * len(suite.dialogues)


@pytest.mark.parametrize("template", template_names())
def test_a_template_says_how_it_is_called_now(template: str) -> None:
    for text in begun("late_friend", template).values():
        assert f"{template}." not in text
        assert "late_friend" in text


@pytest.mark.parametrize("name", persona_names())
def test_a_copy_differs_in_its_names_only(tmp_path: Path, name: str) -> None:
    files = begun("my_own", name)
    assert list(files) == ["my_own.yaml", "my_own.tests.yaml"]  # its method is found without it
    for old, new, key, value in (
        (f"{name}.yaml", "my_own.yaml", "name", '"My Own"'),
        (f"{name}.tests.yaml", "my_own.tests.yaml", "persona", '"my_own"'),
    ):
        kind = "tests" if "tests" in new else "persona"
        head, *rest = files[new].splitlines()
        assert head == f"# yaml-language-server: $schema={kind}.schema.json"
        before = (bundled() / old).read_text(encoding="utf-8").splitlines()
        changed = [pair for pair in zip(before, rest, strict=True) if pair[0] != pair[1]]
        assert [new for _, new in changed] == [f"{key}: {value}"]
    assert load_persona(written(tmp_path, files)).name == "My Own"


def test_a_method_of_its_own_comes_along(tmp_path: Path) -> None:
    source = Path(__file__).parents[2] / "simulator" / "personas" / "neighbour.yaml"
    files = begun("hedge", str(source))
    assert list(files) == ["hedge.yaml", "hedge.tests.yaml", "methods/amends.yaml"]
    path = written(tmp_path, files)
    method = load_persona(path).method
    assert method is not None
    assert method.stem == "amends"
    assert [one.name for one in load_suite(str(path)).dialogues] == ["a greeting"]


@pytest.mark.parametrize("temperament", temperament_names())
def test_a_temperament_begins_a_persona_that_has_it(tmp_path: Path, temperament: str) -> None:
    path = written(tmp_path, begun("mine", temperament))
    assert read_source(path).data["temperament"] == temperament
    assert set(load_persona(path).stances) >= {"guarded", "open"}  # which it does not say itself


def test_what_it_takes_over_from_files_beside_it_comes_along(tmp_path: Path) -> None:
    tiny = Path(__file__).parents[1] / "personas" / "tiny.yaml"
    (tmp_path / "robin.yaml").write_bytes(tiny.read_bytes())
    (tmp_path / "temperaments").mkdir()
    (tmp_path / "temperaments" / "sour.yaml").write_text(
        "detente: 1\nname: Sour\nsummary: x\nfeelings: {envy: {label: Envy, rest: 0.1}}\n"
        "appraisal: [{when: blame, change: {envy: 0.1}, because: x}]\nanywhere: {otherwise: Hm.}\n"
    )
    twin = tmp_path / "twin.yaml"
    twin.write_text("extends: robin\nversion: '2'\ntemperament: sour\n")
    files = begun("mine", str(twin))
    assert list(files) == ["mine.yaml", "mine.tests.yaml", "robin.yaml", "temperaments/sour.yaml"]
    copy = load_persona(written(tmp_path / "elsewhere", files))
    assert copy.name == "Robin"  # it says no name of its own
    assert set(copy.feelings) == {"trust", "anger", "envy"}


@pytest.mark.parametrize(
    "tests",
    [
        '\ufeff# é — first\npersona: old # whom\ntests: [{name: "persona: x", lines: [Hé]}]\n',
        '{tests: [{name: é, lines: [Hi]}], persona: "old"}\n',
        "# yaml-language-server: $schema=elsewhere.json\npersona:\n  old\ntests:\n"
        "  - {name: x, lines: [Hi]}\n",
    ],
)
def test_only_the_value_is_replaced_however_it_is_written(tmp_path: Path, tests: str) -> None:
    tiny = Path(__file__).parents[1] / "personas" / "tiny.yaml"
    (tmp_path / "old.yaml").write_bytes(tiny.read_bytes())
    path = tmp_path / "old.tests.yaml"
    path.write_text(tests, encoding="utf-8")
    before = read_source(path).data
    path.write_text(begun("true", str(tmp_path / "old.yaml"))["true.tests.yaml"], encoding="utf-8")
    assert read_source(path).data == {**before, "persona": "true"}
    assert path.read_text().count("yaml-language-server") == 1


def test_what_cannot_be_copied_is_told(tmp_path: Path) -> None:
    for wrong, right in (("small_vender", "small_vendor"), ("anxius", "anxious")):
        with pytest.raises(UnknownPersona, match=f'Did you mean "{right}"?'):
            begun("x", wrong)
    with pytest.raises(UnknownPersona, match="There is no persona file"):
        begun("x", str(tmp_path / "gone.yaml"))
    (tmp_path / "old.yaml").write_text("detente: 1\n")
    with pytest.raises(PersonaError):
        begun("x", str(tmp_path / "old.yaml"))


def test_templates_come_with_the_personas() -> None:
    assert TEMPLATES.parent == bundled()
