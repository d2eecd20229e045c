"""Going through a persona: what it finds, how soon, and that it says where it stopped."""

from __future__ import annotations

import pytest

from engine import Conversation, Persona
from engine.workbench.exploring.policies import Casting
from engine.workbench.exploring.routes import Route
from engine.workbench.exploring.surveys import Survey
from engine.workbench.exploring.systematic import survey

PLAIN = """\
detente: 1
version: "1"
name: Kit
title: A porter
summary: Guards a door.
brief: {situation: A door., role: You want in., know: [It is late.], want: [To get in.]}
feelings:
  trust: {label: Trust, rest: 0.3, half_life: 10, higher_is: better}
levels:
  standard: {patience: 2}
appraisal:
  - {when: apologize, change: {trust: +0.4}, because: You apologised}
opening: {stance: at_door, say: ["Yes?"]}
stances:
  at_door:
    title: At the door
    go:
      - {to: inside, when: trust > 0.6 and ask_open, because: trust}
      - {to: cellar, when: blame, because: blame}
    otherwise: ["No.", "Hm."]
  inside:
    title: Inside
    otherwise: ["Well."]
  cellar:
    title: In the cellar
    otherwise: ["..."]
anywhere: {otherwise: ["Pardon?"]}
endings:
  in:
    {title: In, outcome: agreement, when: at(inside) and appreciate, say: ["Ah."], epilogue: Warm.}
  never:
    {title: No, outcome: impasse, when: at(inside) and trust < 0.1, say: ["Out."], epilogue: Cold.}
"""


@pytest.fixture
def porter(write_persona) -> Persona:
    from engine import load_persona

    return load_persona(write_persona(PLAIN))


def gone_through(persona: Persona, depth: int = 1, states: int = 2000) -> Survey:
    return survey(Casting(persona), "standard", depth, states)


def test_the_shortest_conversation_to_everything_is_found(porter):
    found = gone_through(porter)
    assert found.whole
    assert [name.split()[0] for name in found.found["ending", "in"]] == [
        "apologize",
        "ask_open",
        "appreciate",
    ]
    assert len(found.found["stance", "inside"]) == 2
    assert len(found.found["stance", "cellar"]) == 1
    assert found.missing == (("ending", "never"),)


def test_a_stance_without_a_way_out_is_a_dead_end(porter):
    found = gone_through(porter)
    assert {one.stance for one in found.stuck} == {"cellar"}
    assert len(found.stuck[0].lines) == len(found.found["stance", "cellar"])


def test_a_dead_end_is_seen_where_the_search_was_cut_too(porter):
    found = gone_through(porter, states=1)
    assert not found.whole
    assert "cellar" in {one.stance for one in found.stuck}


def test_what_was_left_out_is_told(porter):
    found = gone_through(porter, states=1)
    assert (found.gone_on, found.complete) == (1, 1)
    assert found.tried > 0


def test_no_line_of_what_is_found_can_be_left_out(tiny):
    found = gone_through(tiny, states=20)
    casting = Casting(tiny)
    known = {action.name: action for action in casting.repertoire.actions}
    route = Route(tiny, "standard")
    for (kind, name), lines in found.found.items():
        path = [known[line] for line in lines if line in known]
        if len(path) == len(lines) and kind == "ending":
            assert route.after(path).ending == name
            for at in range(len(path)):
                assert route.after([*path[:at], *path[at + 1 :]]).ending != name


def test_the_same_is_found_every_time(tiny):
    assert gone_through(tiny, states=5) == gone_through(tiny, states=5)


def test_progress_is_told_to_its_end(tiny):
    steps: list[int] = []
    survey(Casting(tiny), "standard", 1, 5, steps.append)
    assert sum(steps) == 5


def test_going_on_from_a_state_leaves_no_trace_in_it(tiny):
    conversation = Conversation.open(tiny)
    before = conversation.save()
    Conversation.open(tiny)._state = conversation._state.copy()
    gone_through(tiny, states=3)
    assert conversation.save() == before
