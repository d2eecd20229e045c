"""What a persona takes over from a sibling or a temperament, and what it says about mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import Conversation, Persona, PersonaError, load_persona
from engine.persona.loading import read_persona
from engine.persona.merging import laid_over
from engine.persona.source import parse
from engine.workbench.coverage import goals_of
from tests.engine.lines import reading

GRUFF = """\
detente: 1
name: Gruff
summary: Takes everything badly.
feelings:
  trust: {label: Trust, rest: 0.3, higher_is: better}
  anger: {label: Anger, rest: 0.4}
appraisal:
  - {when: blame, change: {anger: +0.3}, because: You blamed them}
  - {when: apologize, change: {anger: -0.1}, because: You apologised}
anywhere:
  replies:
    - {when: silent, say: ["Cat got your tongue?"]}
  otherwise: ["What."]
"""
MARTA = """\
detente: 1
version: "1"
name: Marta
title: Late again
summary: She waited.
temperament: gruff
brief: {situation: You are late., role: Her colleague}
appraisal:
  - {when: apologize, change: {anger: -0.3}, because: She likes an apology}
opening: {stance: waiting, say: ["There you are."]}
stances:
  waiting: {title: Waiting}
endings:
  over: {title: Over, outcome: impasse, when: turn > 5, say: ["Enough."], epilogue: She left.}
"""


def written(folder: Path, **files: str) -> Path:
    """Write files and return the folder; temperaments are those that say what they are not."""
    (folder / "temperaments").mkdir(exist_ok=True)
    for name, text in files.items():
        place = folder / "temperaments" if name == "gruff" else folder
        (place / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def marta(folder: Path, *changes: tuple[str, str], **files: str) -> Persona:
    text = MARTA
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return load_persona(written(folder, marta=text, gruff=GRUFF, **files) / "marta.yaml")


def problems(folder: Path, *changes: tuple[str, str], **files: str) -> list[str]:
    with pytest.raises(PersonaError) as error:
        marta(folder, *changes, **files)
    return [str(problem) for problem in error.value.problems]


def test_a_temperament_supplies_what_the_persona_does_not_say(tmp_path: Path) -> None:
    talk = Conversation.open(marta(tmp_path))
    assert talk.turn.feelings == {"trust": 0.3, "anger": 0.4}
    assert talk.hear("", reading(text="", form="silent")).reply.text == "Cat got your tongue?"


def test_a_change_tells_the_file_its_rule_is_in(tmp_path: Path) -> None:
    talk = Conversation.open(marta(tmp_path))
    blamed = talk.hear("Your fault", reading("blame"))
    assert blamed.changes[-1].rule == "gruff.yaml:8"
    sorry = talk.hear("Sorry", reading("apologize"))
    assert sorry.changes[-1].rule == "marta.yaml:9"


def test_a_rule_with_the_same_condition_takes_the_place_of_the_inherited(tmp_path: Path) -> None:
    rules = marta(tmp_path).appraisal
    assert [rule.because for rule in rules] == ["She likes an apology", "You blamed them"]


def test_a_rule_with_another_condition_is_added(tmp_path: Path) -> None:
    change = ("{when: apologize,", "{when: apologize and warm,")
    assert len(marta(tmp_path, change).appraisal) == 3


def test_what_is_named_as_without_is_not_taken(tmp_path: Path) -> None:
    change = (
        "temperament: gruff\n",
        "temperament: gruff\nwithout: [appraisal, anywhere.replies]\n",
    )
    persona = marta(tmp_path, change)
    assert [rule.because for rule in persona.appraisal] == ["She likes an apology"]
    assert (
        Conversation.open(persona).hear("", reading(text="", form="silent")).reply.text == "What."
    )


def test_a_sibling_takes_over_the_situation_and_keeps_its_own_version(tmp_path: Path) -> None:
    sister = 'detente: 1\nversion: "2"\nextends: marta\nname: Ola\n'
    written(tmp_path, marta=MARTA, gruff=GRUFF, ola=sister)
    ola = load_persona(tmp_path / "ola.yaml")
    assert (ola.name, ola.title, ola.version) == ("Ola", "Late again", "2")
    assert ola.endings["over"].epilogue == "She left."
    assert [rule.because for rule in ola.appraisal] == ["She likes an apology", "You blamed them"]


def test_a_sibling_can_have_another_temperament(tmp_path: Path) -> None:
    meek = GRUFF.replace("rest: 0.4", "rest: 0.1").replace("Gruff", "Meek")
    sister = 'detente: 1\nversion: "2"\nextends: marta\ntemperament: meek\nname: Ola\n'
    written(tmp_path, marta=MARTA, gruff=GRUFF, ola=sister)
    (tmp_path / "temperaments" / "meek.yaml").write_text(meek)
    assert load_persona(tmp_path / "ola.yaml").feelings["anger"].rest == 0.1


def test_an_overridden_ending_is_tried_where_it_was(tmp_path: Path) -> None:
    more = MARTA + (
        "  late: {title: Late, outcome: impasse, when: turn > 9, say: [x], epilogue: y}\n"
    )
    sister = (
        'detente: 1\nversion: "2"\nextends: marta\n'
        "endings:\n  late: {epilogue: z}\n"
        "  soon: {title: Soon, outcome: impasse, when: turn > 3, say: [x], epilogue: y}\n"
    )
    written(tmp_path, marta=more, gruff=GRUFF, ola=sister)
    ola = load_persona(tmp_path / "ola.yaml")
    assert list(ola.endings) == ["soon", "over", "late"]
    assert ola.endings["late"].epilogue == "z"


def test_a_change_of_any_of_its_files_is_seen(tmp_path: Path) -> None:
    assert marta(tmp_path).feelings["anger"].rest == 0.4
    assert marta(tmp_path) is load_persona(tmp_path / "marta.yaml")
    (tmp_path / "temperaments" / "gruff.yaml").write_text(GRUFF.replace("rest: 0.4", "rest: 0.5"))
    assert load_persona(tmp_path / "marta.yaml").feelings["anger"].rest == 0.5


def test_what_is_inherited_is_no_goal_of_its_own_tests(tmp_path: Path) -> None:
    goals = goals_of(marta(tmp_path))
    assert {goal.file for goal in goals} == {"marta.yaml"}
    assert [goal.about for goal in goals if goal.kind == "appraisal rules"] == [
        "She likes an apology"
    ]


def test_mistakes_are_shown_in_the_file_they_are_in(tmp_path: Path) -> None:
    assert problems(tmp_path, ("{anger: -0.3}", "{angr: -0.3}")) == [
        'marta.yaml:9:38 appraisal[0].change.angr: no feeling "angr". Did you mean "anger"?'
    ]
    written(tmp_path, marta=MARTA, gruff=GRUFF.replace("when: blame", "when: blam"))
    with pytest.raises(PersonaError) as error:
        load_persona(tmp_path / "marta.yaml")
    assert str(error.value).startswith("gruff.yaml:8:12 appraisal[0].when: ")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("temperament: gruf", 'no temperament "gruf". Did you mean "gruff"?'),
        ("temperament: ../gruff", 'no temperament "../gruff". Did you mean "gruff"?'),
        ("extends: olga", 'no persona "olga" to extend. Did you mean "ola"?'),
        ("extends: marta", "a circle: marta extends marta"),
        ("extends: ola", "a circle: marta extends ola extends marta"),
    ],
)
def test_what_cannot_be_inherited_is_explained(tmp_path: Path, line: str, message: str) -> None:
    found = problems(tmp_path, ("temperament: gruff", line), ola="detente: 1\nextends: marta\n")
    assert any(message in problem for problem in found), found


def test_without_names_what_there_is(tmp_path: Path) -> None:
    change = ("temperament: gruff\n", "temperament: gruff\nwithout: [anywhere.reply]\n")
    assert problems(tmp_path, change) == [
        'marta.yaml:7:11 without[0]: nothing is inherited as "anywhere.reply".'
        ' Did you mean "replies"?'
    ]


def test_no_more_files_than_anybody_needs_extend_one_another(tmp_path: Path) -> None:
    names = [f"p{n}" for n in range(12)]
    files = {
        name: f'detente: 1\nversion: "1"\nextends: {after}\n'
        for name, after in zip(names, [*names[1:], "marta"], strict=True)
    }
    written(tmp_path, marta=MARTA, gruff=GRUFF, **files)
    with pytest.raises(PersonaError, match="extend one another"):
        load_persona(tmp_path / "p0.yaml")
    assert load_persona(tmp_path / "p5.yaml").name == "Marta"


def test_texts_are_replaced_and_rules_add_up() -> None:
    own = parse("a: [x]\nr:\n  - {when: p, say: 1}\n", "own.yaml")
    base = parse("a: [y, z]\nr:\n  - {when: p, say: 2}\n  - {say: 3}\nb: {c: 1}\n", "base.yaml")
    both = laid_over(own, base)
    assert both.data == {"a": ["x"], "r": [{"when": "p", "say": 1}, {"say": 3}], "b": {"c": 1}}
    assert both.where(("a", 0)) == "own.yaml:1"
    assert both.where(("r", 1)) == "base.yaml:4"
    assert both.origin(("r", 1, "say")).path == ("r", 1, "say")
    assert str(both.problem(("b", "c"), "?")) == "base.yaml:5:8 b.c: ?"


def test_a_persona_that_inherits_is_read_as_one(tmp_path: Path) -> None:
    marta(tmp_path)
    source, model = read_persona(tmp_path / "marta.yaml")
    assert source.file == "marta.yaml"
    assert model.feelings["trust"].rest == 0.3
