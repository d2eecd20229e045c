"""The commands, in this process: what they print, and how they fail."""

import json
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.journal import FILE, Journal
from tests.simulator.conftest import NEIGHBOUR

TINY = Path(__file__).parents[1] / "engine" / "personas" / "tiny.yaml"
PLAY = ("play", str(NEIGHBOUR))


def turns(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_without_a_terminal_it_says_what_to_use_instead(detente):
    result = detente()
    assert result.exit_code == 2
    assert "--plain" in result.stderr
    assert "--json" in result.stderr


def test_version_is_told(detente):
    assert detente("--version").stdout.startswith("detente ")


@pytest.mark.parametrize("command", [None, *sorted(main.commands)])
def test_every_command_has_help(detente, command):
    result = detente(*([command] if command else []), "--help")
    assert result.exit_code == 0
    assert "Usage" in result.stdout


def test_an_unknown_persona_gets_one_sentence(detente):
    result = detente("play", "nobody_of_this_name", "--json")
    assert result.exit_code == 2
    assert result.stderr.startswith('There is no persona "nobody_of_this_name".')
    assert "Traceback" not in result.output


def test_a_malformed_persona_gets_all_its_problems(detente, tmp_path):
    path = tmp_path / "broken.yaml"
    text = NEIGHBOUR.read_text().replace("method: amends", "methd: amends")
    path.write_text(text.replace("rest: 0.3", "rest: high"))
    for arguments in (("play", str(path), "--plain"), ("check", str(path))):
        result = detente(*arguments)
        assert result.exit_code == 2
        assert len(result.stderr.splitlines()) >= 2
        assert "broken.yaml:8:8 methd: " in result.stderr
        assert "Traceback" not in result.output


def test_what_a_file_holds_is_not_obeyed_by_the_terminal(detente, tmp_path):
    path = tmp_path / "sly.yaml"
    path.write_text('"\\e[2J\\u202ekey": 1\ndetente: 1\n')
    result = detente("check", str(path))
    assert result.exit_code == 2
    assert "\x1b" not in result.stderr
    assert "\u202e" not in result.stderr


def test_check_passes_a_good_file(detente):
    result = detente("check", str(NEIGHBOUR))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "no problems" in result.stdout


def test_check_warns_and_is_strict_when_told(detente, tmp_path):
    text = TINY.read_text(encoding="utf-8")
    path = tmp_path / "odd.yaml"
    path.write_text(text.replace("when: ask_open, say:", "when: trust > 1, say:"), encoding="utf-8")
    result = detente("check", str(path))
    assert result.exit_code == 0
    assert "odd.yaml:42:16 warning: stances.calm.replies[2].when: this can never" in result.stdout
    assert detente("check", "--strict", str(path)).exit_code == 1
    (found,) = json.loads(detente("check", "--json", str(path)).stdout)
    assert found["errors"] == []
    assert {"line": 42, "column": 16}.items() <= found["warnings"][0].items()


def test_sessions_are_listed(detente):
    assert "No session yet" in detente("sessions").stdout
    detente(*PLAY, "--json", "--level", "hard", lines="Hello.\nIt is your fault.\n")
    listed = detente("sessions").stdout
    assert "neighbour" in listed
    assert "2 lines  hard  open" in listed
    (session,) = json.loads(detente("sessions", "--json").stdout)
    assert session["lines"] == 2
    assert session["ending"] is None
    assert session["id"] in listed


def test_a_session_can_be_named_by_its_beginning(detente):
    detente(*PLAY, "--json", lines="Hello.\n")
    (session,) = json.loads(detente("sessions", "--json").stdout)
    result = detente("debrief", session["id"][:4])
    assert result.exit_code == 0
    assert "HOW IT ENDED" in result.stdout


@pytest.mark.parametrize("command", ["resume", "debrief"])
def test_an_unknown_session_gets_the_nearest(detente, command):
    detente(*PLAY, "--json", lines="Hello.\n")
    (session,) = json.loads(detente("sessions", "--json").stdout)
    near = session["id"][:-1] + "0"
    result = detente(command, near)
    assert result.exit_code == 2
    assert result.stderr == f"There is no session {near!r}. Did you mean {session['id']}?\n"


@pytest.mark.parametrize("command", ["resume", "debrief"])
def test_without_any_session_there_is_none_to_take(detente, command):
    result = detente(command)
    assert result.exit_code == 2
    assert "detente play PERSONA" in result.stderr


def test_resume_takes_the_latest_open_one_and_goes_on(detente):
    detente(*PLAY, "--json", lines="Hello.\nI'm sorry.\n")
    detente(*PLAY, "--json", lines="It is your fault.\n" * 2 + "You idiot, it is your fault!\n")
    result = detente("resume", "--json", lines="How high is the hedge?\n")
    assert [turn["line"] for turn in turns(result)] == [
        None,
        "Hello.",
        "I'm sorry.",
        "How high is the hedge?",
    ]
    again = detente("resume", "--plain")
    assert "You: How high is the hedge?" in again.stdout


def test_resume_warns_when_the_persona_changed(detente, copied):
    detente("play", str(copied), "--json", lines="Hello.\n")
    copied.write_text(copied.read_text().replace('version: "1"', 'version: "1.1"'))
    assert "version 1.1" in detente("resume", "--plain").stdout
    copied.unlink()
    gone = detente("resume", "--plain")
    assert gone.exit_code == 2
    assert str(copied) in gone.stderr


def test_an_unusable_data_folder_is_named(detente, tmp_path):
    place = tmp_path / "file"
    place.write_text("")
    for command in (("sessions",), ("resume",), ("debrief", "x"), (*PLAY, "--json")):
        for folder in (place, place / "below", "/proc/detente"):
            result = detente(*command, "--data", str(folder))
            assert result.exit_code == 2
            assert str(folder) in result.stderr
            assert "Traceback" not in result.output


def test_a_broken_database_is_named_before_any_line_is_taken(detente, data):
    data.mkdir()
    (data / FILE).write_bytes(b"scribble" * 500)
    for command in (("sessions",), ("resume",), (*PLAY, "--json"), (*PLAY, "--plain")):
        result = detente(*command, lines="Hello.\n")
        assert result.exit_code == 2
        assert str(data / FILE) in result.stderr
        assert "Hello." not in result.stdout
        assert "Traceback" not in result.output


def test_data_given_to_the_command_counts_before_the_group_and_the_environment(detente, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    detente("--data", str(one), *PLAY, "--json", "--data", str(two), lines="Hello.\n")
    assert not one.exists()
    assert len(Journal.open(two).sessions()) == 1
    detente("--data", str(one), *PLAY, "--json", lines="Hello.\n")
    assert len(Journal.open(one).sessions()) == 1


def test_nothing_is_kept_when_asked(detente, data):
    result = detente(*PLAY, "--json", "--no-journal", lines="Hello.\n")
    assert len(turns(result)) == 2
    assert not data.exists()


@pytest.mark.parametrize("seed", ["-1", "9223372036854775807"])
def test_any_seed_of_64_bits_is_taken(detente, seed):
    assert detente(*PLAY, "--json", "--seed", seed, lines="Hello.\n").exit_code == 0
    assert f'"seed": {seed}' in detente("sessions", "--json").stdout


def test_a_seed_beyond_is_refused(detente):
    result = detente(*PLAY, "--json", "--seed", str(2**63))
    assert result.exit_code == 2


def test_personas_are_listed_as_text_and_json(detente):
    text, value = detente("personas"), detente("personas", "--json")
    assert text.exit_code == value.exit_code
    for persona in json.loads(value.stdout):
        assert persona["stem"] in text.stdout
        assert persona["title"] in text.stdout
