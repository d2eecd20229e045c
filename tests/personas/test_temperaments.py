"""The temperaments that come with the program: each makes a persona of a screenful."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import Conversation, Persona, load_persona
from engine.persona.folders import TEMPERAMENTS, bundled
from engine.reading import MOVES
from engine.workbench.checking import check_persona
from engine.workbench.exploring.exploration import Plan
from engine.workbench.exploring.invariants import broken
from engine.workbench.scaffold import begun
from simulator.authoring.exploring_runs import explore
from tests.engine.lines import reading

EXPLORED = Plan(plays=25, turns=30, states=20)
"""Few plays of every kind of trainee: what breaks an invariant often, breaks it here."""

NAMES = sorted(path.stem for path in (bundled() / TEMPERAMENTS).glob("*.yaml"))
SMALL = """\
detente: 1
version: "1"
name: Lena
title: The wrong attachment
summary: She has mailed a salary list to forty people.
temperament: {temperament}
brief:
  situation: This morning a mail with a salary list went to forty people. Lena sent it.
  role: You lead the team.
opening:
  say: I know what it is about.
knows:
  what_happened:
    ask: ["What happened?", "How did the list get into the mail?"]
    answers: I took the wrong file.
interests:
  probation:
    title: She is on probation
    when: at(open) and ask_open
    say: I am on probation until March.
issues:
  telling:
    title: how people are told
    about: ["tell*", "mail*"]
    options:
      herself: {{title: a mail from Lena, cues: ["you write"], worth: 0.4}}
      together: {{title: a mail from both of you, cues: ["we write"], worth: 0.8}}
"""


@pytest.fixture(params=NAMES)
def lena(request: pytest.FixtureRequest, tmp_path: Path) -> Persona:
    path = tmp_path / "lena.yaml"
    path.write_text(SMALL.format(temperament=request.param), encoding="utf-8")
    return load_persona(path)


def test_those_the_documents_name_are_there() -> None:
    assert {"anxious", "volatile", "proud", "stoic"} <= set(NAMES)


def test_a_persona_of_a_screenful_has_nothing_to_mend(lena: Persona) -> None:
    assert check_persona(lena.path) == []


def test_nothing_that_can_be_done_is_met_with_a_text_for_nothing_else(lena: Persona) -> None:
    otherwise = {rule.pool.where for rule in lena.stances["guarded"].answers if rule.otherwise}
    for move in MOVES:
        turn = Conversation.open(lena).hear(move, reading(move))
        assert not otherwise & set(turn.reply.rules), move


def test_kindness_opens_them(lena: Persona) -> None:
    talk = Conversation.open(lena)
    for move in ("acknowledge", "ask_open", "paraphrase", "explain", "let_go", "apologize") * 2:
        if talk.turn.stance == "open":
            break
        talk.hear(move, reading(move, tone="warm"))
    assert talk.turn.stance == "open"


def test_insults_drive_them_off(lena: Persona) -> None:
    talk = Conversation.open(lena)
    while not talk.ended:
        number = talk.turn.number
        assert number < 20
        talk.hear(f"insult {number}", reading("contempt", tone="hostile"))
    assert talk.turn.ending is not None
    assert talk.turn.ending.outcome == "breakdown"


def test_what_suits_both_can_be_agreed(lena: Persona) -> None:
    talk = Conversation.open(lena)
    for move in ("acknowledge", "ask_open", "paraphrase", "explain", "let_go", "apologize") * 2:
        if talk.turn.stance == "open":
            break
        talk.hear(move, reading(move, tone="warm"))
    talk.hear("we write", reading("propose", topics=["telling.together"]))
    assert talk.turn.agreed == {"telling": "together"}
    talk.hear("so we write", reading("confirm_agreement", tone="warm"))
    assert talk.turn.ending is not None
    assert talk.turn.ending.outcome == "agreement"


def test_a_small_persona_holds_up_whoever_talks_to_it(lena: Persona) -> None:
    found = explore(lena, EXPLORED, 1, None, lambda steps: None)
    assert not [(one.name, one.numbers) for one in broken(found.verdicts)]


@pytest.mark.parametrize("source", [*NAMES, "colleague"])
def test_what_one_begins_with_holds_up_whoever_talks_to_it(source: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(begun("mine", source)[path.name], encoding="utf-8")
    found = explore(load_persona(path), EXPLORED, 1, None, lambda steps: None)
    assert not [(one.name, one.numbers) for one in broken(found.verdicts)]
