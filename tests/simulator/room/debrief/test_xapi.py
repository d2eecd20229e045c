"""The statements: every rule of xAPI 1.0.3 about the structure of those that are used."""

import json
import re
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from simulator.room.debrief.xapi import HOME, as_xapi

ADL_VERBS = {
    f"http://adlnet.gov/expapi/verbs/{name}"
    for name in """answered asked attempted attended commented completed exited experienced failed
    imported initialized interacted launched mastered passed preferred progressed registered
    responded resumed scored shared suspended terminated voided""".split()
}
ADL_TYPES = {
    f"http://adlnet.gov/expapi/activities/{name}"
    for name in """assessment course file interaction lesson link media meeting module objective
    performance profile question simulation""".split()
}
LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]+)*")
DURATION = re.compile(r"P(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")


def check_iri(value):
    parts = urlsplit(value)
    assert parts.scheme in ("http", "https")
    assert parts.netloc
    assert not re.search(r"\s", value)


def check_languages(value):
    assert value
    for language, text in value.items():
        assert LANGUAGE.fullmatch(language)
        assert isinstance(text, str)


def check_extensions(value):
    for key in value:
        check_iri(key)


def check_agent(value):
    """Exactly one identifier; an account has a home page and a name; members are agents."""
    assert set(value) <= {"objectType", "account", "member"}
    assert value["objectType"] in ("Agent", "Group")
    assert set(value["account"]) == {"homePage", "name"}
    check_iri(value["account"]["homePage"])
    assert value["account"]["name"]
    if "member" in value:
        assert value["objectType"] == "Group"
    for member in value.get("member", ()):
        assert member["objectType"] == "Agent"
        check_agent(member)


def check_activity(value):
    assert set(value) == {"objectType", "id", "definition"}
    assert value["objectType"] == "Activity"
    check_iri(value["id"])
    assert set(value["definition"]) == {"type", "name"}
    assert value["definition"]["type"] in ADL_TYPES
    check_languages(value["definition"]["name"])


def check_result(value):
    assert set(value) <= {"response", "completion", "success", "duration", "extensions"}
    assert isinstance(value.get("response", ""), str)
    for name in ("completion", "success"):
        assert isinstance(value.get(name, True), bool)
    assert DURATION.fullmatch(value.get("duration", "P1D"))
    check_extensions(value.get("extensions", {}))


def check_context(value):
    known = {"registration", "contextActivities", "platform", "language", "extensions"}
    assert set(value) <= known
    assert str(UUID(value["registration"])) == value["registration"]
    assert set(value["contextActivities"]) <= {"parent", "grouping", "category", "other"}
    for activities in value["contextActivities"].values():
        for activity in activities:
            check_activity(activity)
    assert LANGUAGE.fullmatch(value["language"])
    check_extensions(value["extensions"])


def check_no_null(value):
    """Null is allowed in extensions only."""
    assert value is not None
    if isinstance(value, dict):
        for key, one in value.items():
            if key != "extensions":
                check_no_null(one)
    elif isinstance(value, list):
        for one in value:
            check_no_null(one)


def check_statement(value):
    assert {"id", "actor", "verb", "object"} <= set(value)
    assert set(value) <= {"id", "actor", "verb", "object", "result", "context", "timestamp"}
    assert str(UUID(value["id"])) == value["id"]
    check_agent(value["actor"])
    assert set(value["verb"]) == {"id", "display"}
    assert value["verb"]["id"] in ADL_VERBS
    check_languages(value["verb"]["display"])
    check_activity(value["object"])
    if "result" in value:
        check_result(value["result"])
    if "context" in value:
        check_context(value["context"])
    if "timestamp" in value:
        assert datetime.fromisoformat(value["timestamp"]).tzinfo is not None
    check_no_null(value)


@pytest.fixture
def told(workshop):
    return as_xapi(workshop)


def verbs(told):
    return [one["verb"]["id"].rpartition("/")[2] for one in told]


def test_every_statement_is_valid_and_has_an_id_of_its_own(told):
    for statement in told:
        check_statement(statement)
    assert len({statement["id"] for statement in told}) == len(told)


def test_every_line_is_a_response_once_and_has_its_time(told, workshop):
    own = {
        (held.conversation, turn["n"], turn["line"])
        for held in workshop.conversations
        for turn in held.turns
        if turn["line"] is not None
    }
    responses = [one for one in told if one["verb"]["id"].endswith("responded")]
    assert len(responses) == len(own)
    assert {one["result"]["response"] for one in responses} == {line for _, _, line in own}
    assert all("timestamp" in one for one in responses)


def test_what_began_what_ended_and_what_the_facilitator_did_are_statements(told):
    assert verbs(told).count("initialized") == 10
    over = [one for one in told if one["verb"]["id"].endswith("completed")]
    assert [one["result"]["success"] for one in over] == [True, True, False, True, False]
    assert over[0]["result"]["duration"] == "PT680S"
    acted = [one for one in told if one["verb"]["id"].endswith("interacted")]
    assert len(acted) == 2
    assert acted[0]["result"]["extensions"][f"{HOME}/extensions/acts"] == ["nudge"]
    assert acted[0]["actor"] not in [one["actor"] for one in told if one not in acted]


def test_a_line_has_what_it_did_with_it(told):
    line = next(one for one in told if one["verb"]["id"].endswith("responded"))
    found = {key.rpartition("/")[2]: value for key, value in line["result"]["extensions"].items()}
    assert "blame" in found["moves"]
    assert set(found["feelings"]) == {"trust", "anger", "anxiety", "hurt"}
    assert found["reply"]


@pytest.mark.parametrize("anonymous", [True, False])
def test_nobody_is_named_and_everybody_is_somebody(workshop, anonymous):
    told = as_xapi(replace(workshop, anonymous=anonymous))
    for called in ("Heron", "Otter", "Lynx", "Wren", "Pike"):
        assert called not in json.dumps(told)
    responses = [one for one in told if one["verb"]["id"].endswith("responded")]
    assert len({one["actor"]["account"]["name"] for one in responses}) == 9


def test_an_account_tells_nothing_of_what_somebody_is_called(workshop, held):
    def actor(called):
        one = held(["Hello."], seats=((called, "speaker"),))
        told = as_xapi(replace(workshop, conversations=(one,), bookmarks=()))
        return next(one for one in told if one["verb"]["id"].endswith("responded"))["actor"]

    assert actor("Heron") == actor("Somebody else")


def test_another_room_has_other_accounts_and_ids(workshop):
    here, there = as_xapi(workshop), as_xapi(replace(workshop, room="other"))
    assert not {one["id"] for one in here} & {one["id"] for one in there}
    assert here[0]["actor"] != there[0]["actor"]
    assert as_xapi(workshop) == here


def test_all_of_it_belongs_to_the_address_that_was_given(workshop):
    text = json.dumps(as_xapi(workshop, "https://lrs.example.org/"))
    assert HOME not in text
    assert "https://lrs.example.org/rooms/r7f3" in text


def test_without_times_there_are_no_timestamps(held, workshop):
    one = held(["Hello."])
    turns = tuple({key: value for key, value in turn.items() if key != "at"} for turn in one.turns)
    told = as_xapi(replace(workshop, conversations=(replace(one, turns=turns),)))
    assert all("timestamp" not in one for one in told)
    for statement in told:
        check_statement(statement)
