"""`detente translate`: the file it writes, what it says of it, and what it refuses."""

from __future__ import annotations

from engine.persona.shown import text_id

CALM = text_id("Calm")


def test_a_translation_is_begun_gone_on_with_and_finished(detente, copied):
    file = copied.with_name("neighbour.de.yaml")
    begun = detente("translate", str(copied), "de")
    assert begun.stdout == f"{file}: 73 of 73 texts have no German yet.\n"
    assert file.stat().st_mode & 0o777 == 0o644
    file.write_text(file.read_text().replace(f'{CALM}: ""', f"{CALM}: Ruhig  # quiet?"))
    file.chmod(0o600)
    before = file.read_bytes()
    again = detente("translate", str(copied), "de")
    assert again.stdout == f"{file}: 72 of 73 texts have no German yet.\n"
    assert file.read_bytes() == before
    file.write_text(file.read_text().replace('""', '"Ja"'))
    assert detente("translate", str(copied), "de").stdout == (
        f"{file}: all 73 texts are in German.\n"
    )
    copied.write_text(copied.read_text().replace("title: Calm", "title: Quiet"))
    changed = detente("translate", str(copied), "de")
    assert changed.stdout == (
        f"{file}: 1 of 73 texts have no German yet. "
        "At its end: 1 whose original was changed or taken out.\n"
    )
    assert "Ruhig  # quiet?" in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert sorted(one.name for one in copied.parent.iterdir() if one.is_file()) == [
        "neighbour.de.yaml",
        "neighbour.yaml",
    ]


def test_what_cannot_be_translated_is_a_mistake(detente, copied):
    for name, language, told in (
        ("nobody", "de", 'There is no persona "nobody".'),
        (str(copied), "German", "'German' is no language's short name"),
        (str(copied), "../x", "'../x' is no language's short name"),
        (str(copied), "en", "neighbour is written in English itself; name the language"),
    ):
        result = detente("translate", name, language)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(told)


def test_a_translation_with_mistakes_is_left_as_it_is(detente, copied):
    file = copied.with_name("neighbour.de.yaml")
    file.write_text("detente: 1\ntranslates: neighbour\nlanguage: de\ntexts: [\n")
    result = detente("translate", str(copied), "de")
    assert result.exit_code == 2
    assert "neighbour.de.yaml:5:1: cannot be read" in result.stderr
    assert file.read_text().endswith("texts: [\n")


def test_the_check_tells_what_is_missing(detente, copied):
    detente("translate", str(copied), "de")
    result = detente("check", str(copied))
    assert result.exit_code == 0
    assert (
        f"title: no German text; it goes under {text_id('A neighbour')} in neighbour.de.yaml"
        in result.stdout
    )
    file = copied.with_name("neighbour.de.yaml")
    well = text_id("Well.")
    file.write_text(file.read_text().replace(f'{well}: ""', f'{well}: "{{no}}"'))
    result = detente("check", str(copied))
    assert result.exit_code == 2
    assert "neighbour.de.yaml:" in result.stderr
    assert "nothing fills {no}" in result.stderr
