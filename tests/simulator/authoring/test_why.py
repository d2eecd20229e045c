"""`detente why`: what it prints of a turn that the journal kept."""

from __future__ import annotations

import json
import re

import pytest

from tests.simulator.conftest import NEIGHBOUR

PLAY = ("play", str(NEIGHBOUR), "--json", "--model", "quick")


@pytest.fixture
def session(detente):
    typed = "I'm so sorry.\nHow high is the hedge?\nWhat if we cut half of it?\npineapple\n"
    assert detente(*PLAY, lines=typed).exit_code == 0
    (listed,) = json.loads(detente("sessions", "--json").stdout)
    return listed["id"]


def test_a_turn_is_told_in_sections(detente, session):
    result = detente("why", session[:4], "1")
    assert (result.exit_code, result.stderr) == (0, "")
    text = result.stdout
    assert text.startswith("Line 1: “I'm so sorry.”")
    assert re.search(r"- Move apologize \(0\.\d\d\): “I.m so sorry.”", text)
    assert "You apologised. Anger fell from 0.37 to " in text
    assert "    Held: `apologize` neighbour.yaml:25" in text
    assert "They moved to Talking. An apology and some trust." in text
    assert "`trust > 0.4 and remembered(apologised)` neighbour.yaml:38" in text
    assert "- On coming to Talking: *(steps out)* All right. Come and look at it." in text


def test_what_else_held_is_told_with_why_it_lost(detente, session):
    text = detente("why", session, "2").stdout
    assert "- Answer to the question height: Two metres ten. I measured." in text
    assert "- Answer to the question height: `always` neighbour.yaml:71" in text
    assert "    One that stands before it held." in text


def test_an_offer_is_told_with_its_weight(detente, session):
    text = detente("why", session, "3").stdout
    assert "- How far it is cut: half of it. They refused it. neighbour.yaml:84" in text
    assert "    It was worth 0.35 to them; in their mood" in text
    assert "    Counted in: You asked." in text


def test_a_package_and_what_was_gone_back_on_are_told(detente, copied):
    text = copied.read_text()
    for old, new in (
        ("  vague:", "  package: true\n  concession: {yields: 0.1}\n  vague:"),
        ("  apologised: apologize", "  apologised: {when: apologize, against: blame}"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    copied.write_text(text)
    offer = "What if we cut half of it and I pay 100 euros?"
    lines = (
        "I'm so sorry.",
        "What if we tear it down?",
        offer,
        "You broke it yourself, it is your own fault.",
    )
    detente("play", str(copied), "--json", "--model", "quick", lines="\n".join(lines))
    (listed,) = json.loads(detente("sessions", "--json").stdout)
    kept = detente("why", listed["id"], "1").stdout
    assert "    In these words: \u201cI'm so sorry\u201d" in kept
    package = detente("why", listed["id"], "3").stdout
    assert re.search(r"    Together 0\.\d\d against 0\.\d\d: half of it 0\.30 \u00d7 1, ", package)
    assert "    Counted in: You had offered once: 0.10 less was asked." in package
    against = detente("why", listed["id"], "4").stdout
    assert "- It goes against what is remembered: apologised, as `blame` held." in against
    assert "    Said then: \u201cI'm so sorry\u201d" in against


def test_the_nearest_move_is_told_where_none_was_read(detente, session):
    text = detente("why", session, "4").stdout
    assert "- No move was read. " in text
    assert "came nearest (0." in text
    assert "Otherwise, as nothing else fitted: " in text
    assert "neighbour.yaml:57" in text


def test_all_of_it_is_printed_as_json(detente, session):
    value = json.loads(detente("why", session, "3", "--json").stdout)
    assert value["turn"] == 3
    assert value["said_in"] == "talking"
    assert value["terms"]["verdicts"][0]["kind"] == "refused"
    assert value["said"][0]["source"]["kind"] == "offer"


def test_a_line_that_is_not_there_gets_a_sentence(detente, session):
    result = detente("why", session, "5")
    assert result.exit_code == 2
    assert result.stderr == f"Session {session} has 4 lines. TURN is a number from 1 to 4.\n"
    assert detente("why", session, "0").exit_code == 2
    unknown = detente("why", "zzz", "1")
    assert unknown.exit_code == 2
    assert "There is no session 'zzz'." in unknown.stderr


def test_a_changed_persona_is_told_of(detente, copied):
    detente("play", str(copied), "--json", lines="Hello.\n")
    (listed,) = json.loads(detente("sessions", "--json").stdout)
    copied.write_text(copied.read_text().replace('version: "1"', 'version: "1.1"'))
    result = detente("why", listed["id"], "1")
    assert result.exit_code == 0
    assert "version 1.1" in result.stderr


def test_what_a_file_holds_is_not_obeyed_by_the_terminal(detente, copied):
    sly = copied.read_text().replace("because: You apologised", 'because: "\\e[2J\\u202eSo"')
    copied.write_text(sly)
    detente("play", str(copied), "--json", lines="I'm so sorry.\n")
    (listed,) = json.loads(detente("sessions", "--json").stdout)
    text = detente("why", listed["id"], "1").stdout
    assert "So. Anger fell" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_what_swayed_a_feeling_is_told(detente, tmp_path):
    text = NEIGHBOUR.read_text(encoding="utf-8")
    swayed = text.replace("trust: {label: Trust,", "trust: {label: Trust, swayed: {anger: -0.5},")
    assert swayed != text
    (tmp_path / "robin.yaml").write_text(swayed.replace("method: amends\n", ""), encoding="utf-8")
    played = ("play", str(tmp_path / "robin.yaml"), "--json", "--model", "quick")
    result = detente(*played, lines="I'm so sorry.\n")
    assert result.exit_code == 0, result.output
    (listed,) = json.loads(detente("sessions", "--json").stdout)
    told = detente("why", listed["id"], "1").stdout
    assert "    On Trust it counted 0.81 times, with Anger at 0.37." in told
