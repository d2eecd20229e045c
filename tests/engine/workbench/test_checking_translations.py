"""What the check says of translations: what is missing, what is stale, what has other gaps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine import PersonaError
from engine.persona.shown import text_id
from engine.workbench.checking import check_persona
from tests.engine.translations import everything, write_translation


@pytest.fixture
def path(write_persona: Callable[..., Path], tiny_text: str) -> Path:
    return write_persona(tiny_text)


def found(path: Path) -> list[str]:
    alone = path.with_name(f"alone_{path.name}")
    alone.write_text(path.read_text())
    before = {problem.message for problem in check_persona(alone)}
    return [str(one) for one in check_persona(path) if one.message not in before]


def test_a_whole_translation_is_no_problem(path: Path) -> None:
    write_translation(path, everything(path))
    assert found(path) == []


def test_a_name_need_not_be_translated(path: Path) -> None:
    texts = everything(path)
    del texts["Robin"]
    write_translation(path, texts)
    assert found(path) == []


def test_a_few_missing_texts_are_told_at_the_originals(path: Path) -> None:
    texts = everything(path)
    del texts["Calm"], texts["Trust"]
    file = write_translation(path, texts)
    trust, calm = f"under {text_id('Trust')} in", f"under {text_id('Calm')} in"
    assert found(path) == [
        f"{path.name}:17:18 feelings.trust.label: no German text; it goes {trust} {file.name}",
        f"{path.name}:35:12 stances.calm.title: no German text; it goes {calm} {file.name}",
    ]


def test_many_missing_texts_are_counted(path: Path) -> None:
    write_translation(path, {}, "nb")
    told = found(path)
    assert len(told) == 6
    assert told[0].startswith(f"{path.name}:5:8 title: no Norwegian text")
    assert (
        f"68 more texts have no Norwegian, from here on; `detente translate {path.stem} nb`"
        in (told[5])
    )


def test_what_has_no_original_is_told_where_it_stands(path: Path) -> None:
    file = write_translation(path, {**everything(path), "Not there": "Nicht da"})
    (told,) = found(path)
    assert told.startswith(f"{file.name}:79:")
    assert "no text has this id" in told


def test_gaps_left_out_or_put_in_are_told(path: Path) -> None:
    texts = everything(path)
    texts["{amount}? Fine."] = "Gut."
    texts["Half. Oh well."] = "{offer}. Na gut."
    write_translation(path, texts)
    told = found(path)
    assert any("the original has {amount}, and this does not" in one for one in told)
    assert any("this has {offer}, and the original does not" in one for one in told)
    assert len(told) == 2


def test_mistakes_in_every_translation_are_told_at_once(path: Path) -> None:
    for language in ("de", "fr"):
        write_translation(path, {"Well.": "{no}"}, language)
    with pytest.raises(PersonaError) as caught:
        check_persona(path)
    assert [problem.file for problem in caught.value.problems] == [
        f"{path.stem}.de.yaml",
        f"{path.stem}.fr.yaml",
    ]


def test_a_translation_into_its_own_language_is_never_read(path: Path) -> None:
    file = write_translation(path, {}, "en")
    (told,) = found(path)
    assert told.startswith(f"{file.name}:1:1 language: never read")


def test_two_texts_of_one_id_are_told_apart(path: Path) -> None:
    one, other = "Say it 6633 times.", "Say it 80286 times."
    assert text_id(one) == text_id(other)
    path.write_text(path.read_text().replace('"Go on.", "And?"', f'"{one}", "{other}"'))
    write_translation(path, everything(path))
    (told,) = found(path)
    assert told.startswith(f"{path.name}:45:")
    assert "by chance this has the same id as the text at line 45" in told
