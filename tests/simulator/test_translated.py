"""Playing a persona in another language: what is said of it first, and that it stays so."""

from __future__ import annotations

import json

import pytest

from engine import load_persona
from simulator.translated import notice
from tests.engine.translations import everything, write_translation


@pytest.fixture
def german(copied):
    """A copied persona that is translated, but for two texts."""
    texts = everything(copied, lambda text: f"Ja: {text}")
    del texts["Hm."], texts["Calm"]
    write_translation(copied, texts)
    return copied


def test_how_much_is_missing_is_said_before_the_start(detente, german):
    play = ("play", str(german), "--language", "de", "--model", "quick")
    plain = detente(*play, "--plain", lines="Hello.\n").stdout
    assert plain.startswith("Ja: Robin: Ja: A neighbour")
    told = "Ja: Robin speaks German; what you say is read as English. 2 of 73 texts are still in"
    assert plain.index(f"{told} English.") < plain.index("You: Hello.")
    as_json = detente(*play, "--json", lines="Hello.\n")
    assert as_json.stderr.startswith(told)
    assert json.loads(as_json.stdout.splitlines()[0])["reply"]["text"].startswith("Ja: ")


def test_a_session_goes_on_in_its_language(detente, german):
    play = ("play", str(german), "--language", "DE", "--model", "quick")
    session = detente(*play, "--plain", lines="Hello.\n").stdout.split()[-1]
    resumed = detente("resume", session, "--json", lines="It is all your fault.\n")
    turns = [json.loads(line) for line in resumed.stdout.splitlines()]
    assert len(turns) == 3
    assert turns[2]["reply"]["text"].startswith("Ja: ")
    assert "drift" not in turns[0]
    assert detente("sessions").stdout.endswith("  open  de\n")
    assert json.loads(detente("sessions", "--json").stdout)[0]["language"] == "de"
    assert "Ja: Robin: Ja: A neighbour" in detente("debrief", session).stdout
    assert "Ja: " in detente("why", session, "1").stdout
    assert "Ja: Robin" in detente("misses", session).stdout
    german.with_name(f"{german.stem}.de.yaml").unlink()
    gone = detente("resume", session, "--plain")
    assert gone.exit_code == 2
    assert 'is not translated into "de"; it has en (as written).' in gone.stderr


def test_a_language_there_is_none_of_is_a_mistake(detente, german):
    result = detente("play", str(german), "--language", "fr", "--plain")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == ('neighbour is not translated into "fr"; it has en (as written), de.\n')


def test_its_own_language_is_no_translation(detente, german):
    result = detente("play", str(german), "--language", "en", "--plain", lines="Hello.\n")
    assert result.stdout.startswith("Robin: A neighbour")
    assert "is read as English" not in result.stdout


def test_what_is_said_depends_on_how_much_is_missing(copied):
    assert notice(load_persona(copied)) == ""
    write_translation(copied, everything(copied, str))
    assert notice(load_persona(copied, language="de")).endswith("is read as English.")
    write_translation(copied, {}, "fr")
    assert "None of the 73 texts is translated yet: all are in English." in notice(
        load_persona(copied, language="fr")
    )


def test_languages_are_listed_and_translations_are_no_personas(detente, german, data):
    folder = data / "personas" / "hedges"
    folder.mkdir(parents=True)
    for file in german.parent.glob("*.yaml"):
        (folder / file.name).write_text(file.read_text())
    (folder / "methods").mkdir()
    for file in (german.parent / "methods").glob("*.yaml"):
        (folder / "methods" / file.name).write_text(file.read_text())
    shown = detente("personas").stdout
    assert shown.count("neighbour (") == 1
    assert "    In English, German.\n" in shown
    listed = {one["stem"]: one for one in json.loads(detente("personas", "--json").stdout)}
    assert listed["neighbour"]["languages"] == ["en", "de"]
    assert not [stem for stem in listed if "." in stem]
