"""`detente misses`: lines of the journal that a persona had nothing for."""

from __future__ import annotations

import json

from tests.simulator.conftest import NEIGHBOUR

PLAY = ("play", str(NEIGHBOUR), "--json", "--model", "cues")


def ids(detente):
    return [one["id"] for one in json.loads(detente("sessions", "--json").stdout)]


def test_without_any_session_there_is_nothing_to_gather(detente):
    result = detente("misses")
    assert result.exit_code == 0
    assert "No session yet" in result.stdout
    assert json.loads(detente("misses", "--json").stdout) == {"personas": [], "passed_over": {}}


def test_lines_alike_are_counted_over_sessions(detente):
    detente(*PLAY, lines="pineapple\nyellow submarine\nI am so sorry.\n")
    detente(*PLAY, lines="The pineapple\n")
    text = detente("misses").stdout
    assert text.startswith(f"Robin ({NEIGHBOUR}): 3 of 4 lines missed, in 2 sessions.")
    assert "NOTHING WAS READ IN THEM: 3 LINES\n- 2 lines, said in Calm:\n    “pineapple” (" in text
    assert text.index("“The pineapple”") < text.index("“yellow submarine”")
    assert "line 1; likeliest" in text
    assert "; answered by neighbour.yaml:45)" in text


def test_only_the_sessions_named_are_gone_through(detente):
    detente(*PLAY, lines="pineapple\n")
    (first,) = ids(detente)
    detente(*PLAY, lines="yellow submarine\n")
    (one,) = json.loads(detente("misses", first[:5], first, "--json").stdout)["personas"]
    assert (one["sessions"], one["lines"]) == (1, 1)
    assert [group["lines"][0]["line"] for group in one["groups"]] == ["pineapple"]
    assert one["groups"][0]["stances"] == {"calm": 1}
    unknown = detente("misses", "zzz")
    assert unknown.exit_code == 2
    assert "There is no session 'zzz'." in unknown.stderr


def test_a_persona_that_changed_or_is_gone_is_passed_over(detente, copied):
    detente("play", str(copied), "--json", lines="pineapple\n")
    detente(*PLAY, lines="yellow submarine\n")
    whole = copied.read_text()
    for text, told in (
        (whole.replace('version: "1"', 'version: "1.1"'), "changed since it was begun"),
        ("detente: 1\n", "has problems: neighbour.yaml:1"),
        (None, "There is no persona file"),
    ):
        copied.unlink()
        if text is not None:
            copied.write_text(text)
        result = detente("misses")
        assert result.exit_code == 0
        assert told in result.stderr
        assert len(result.stderr.splitlines()) == 1
        assert "“yellow submarine”" in result.stdout
        assert "pineapple" not in result.stdout
        (reason,) = json.loads(detente("misses", "--json").stdout)["passed_over"].values()
        assert told in reason
