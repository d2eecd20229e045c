"""A translation's file, begun and brought up to date without losing what was typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from engine import PersonaError, load_persona
from engine.persona.shown import text_id
from engine.workbench.translating import refresh

CALM = text_id("Calm")
WELL = text_id("Well.")


@pytest.fixture
def path(write_persona: Callable[..., Path], tiny_text: str) -> Path:
    return write_persona(tiny_text)


def begun(path: Path) -> Path:
    new = refresh(path, "de")
    new.path.write_text(new.content, encoding="utf-8")
    return new.path


def changed(file: Path, *changes: tuple[str, str]) -> str:
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    return text


def test_a_new_file_has_every_text_empty_under_its_original(path: Path) -> None:
    new = refresh(path, "de")
    assert (new.texts, new.missing, new.stale) == (73, 73, 0)
    assert f'\n  #: stances.calm.title\n  #= Calm\n  {CALM}: ""\n' in new.content
    assert new.content.index("A neighbour") < new.content.index("Trust") < new.content.index("Calm")
    assert not new.path.exists()
    begun(path)
    assert load_persona(path, language="de").translated.missing == 73
    assert refresh(path, "de") == new


def test_a_text_that_stands_twice_is_translated_once(path: Path) -> None:
    path.write_text(path.read_text().replace('"Could be."', '"Well.", "Could be."'))
    content = refresh(path, "de").content
    assert content.count(WELL) == 1
    assert "  #: stances.calm.replies[1].say[0], stances.talking.otherwise[1]\n" in content


def test_all_that_was_typed_stays(path: Path) -> None:
    file = begun(path)
    typed = changed(
        file,
        (f'{CALM}: ""', f"# Ask Jo.\n  {CALM}: 'Ruhig'  # or Still"),
        (f'{WELL}: ""', f"{WELL}: |-\n    Na\n    # ja\n"),
        ("translates:", "# by Ada\ntranslates:"),
    )
    file.write_text(typed + "\n# the end\n", encoding="utf-8")
    new = refresh(path, "de")
    for line in ("  # Ask Jo.", f"  {CALM}: 'Ruhig'  # or Still", "    # ja", "# by Ada"):
        assert new.content.splitlines().count(line) == 1
    assert new.content.endswith("\n# the end\n")
    assert (new.missing, new.stale) == (71, 0)
    file.write_text(new.content, encoding="utf-8")
    assert refresh(path, "de").content == new.content


def test_what_has_no_original_any_more_goes_to_the_end(path: Path) -> None:
    file = begun(path)
    changed(file, (f'{CALM}: ""', f'{CALM}: "Ruhig"'))
    path.write_text(path.read_text().replace("title: Calm", "title: Quite calm"))
    new = refresh(path, "de")
    assert (new.missing, new.stale) == (73, 1)
    assert f'\n  #= Quite calm\n  {text_id("Quite calm")}: ""\n' in new.content
    end = "  #: The originals of what follows were changed or taken out.\n\n  #= Calm\n"
    assert new.content.endswith(f'{end}  {CALM}: "Ruhig"\n')
    file.write_text(new.content, encoding="utf-8")
    assert refresh(path, "de").content == new.content
    path.write_text(path.read_text().replace("title: Quite calm", "title: Calm"))
    back = refresh(path, "de")
    assert back.stale == 0
    assert f'\n  #: stances.calm.title\n  #= Calm\n  {CALM}: "Ruhig"\n' in back.content
    assert text_id("Quite calm") not in back.content  # nobody typed anything there


def test_a_file_without_texts_gets_them(path: Path) -> None:
    file = path.with_name(f"{path.stem}.de.yaml")
    file.write_text(f"detente: 1\ntranslates: {path.stem}\ntexts: {{}}\nlanguage: de\n")
    new = refresh(path, "de")
    assert new.missing == 73
    file.write_text(new.content, encoding="utf-8")
    assert load_persona(path, language="de").translated.missing == 73


def test_windows_line_ends_and_a_byte_order_mark_are_no_obstacle(path: Path) -> None:
    file = begun(path)
    typed = changed(file, (f'{CALM}: ""', f'{CALM}: "Ruhig"'))
    file.write_bytes(b"\xef\xbb\xbf" + typed.replace("\n", "\r\n").encode())
    assert refresh(path, "de").content == typed


def test_what_cannot_be_kept_whole_is_left_alone(path: Path) -> None:
    file = path.with_name(f"{path.stem}.de.yaml")
    texts = f"{{ {CALM}: Ruhig }}  # in brackets"
    file.write_text(f"detente: 1\ntranslates: {path.stem}\nlanguage: de\ntexts: {texts}\n")
    with pytest.raises(PersonaError, match="without losing something"):
        refresh(path, "de")


def test_a_file_that_is_another_translation_is_refused(path: Path) -> None:
    file = begun(path)
    changed(file, ("language: de", "language: fr"))
    with pytest.raises(PersonaError, match='this is "fr"'):
        refresh(path, "de")


def test_what_an_original_holds_cannot_break_the_file(path: Path, tiny_text: str) -> None:
    odd = 'title: "A: #x\\n\\u2028 - y\\u202e \\"z\\""'
    path.write_text(tiny_text.replace("title: A neighbour", odd))
    begun(path)
    assert load_persona(path, language="de").translated.missing == 73
