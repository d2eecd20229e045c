"""The published protocol is what the hub really tells and takes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from simulator.room.deciding.roles import MAY
from simulator.room.protocol import asked
from simulator.room.protocol.schemas import SIDES, message_schema
from simulator.room.protocol.told import Parts
from simulator.room.views.parts import GETS
from tests.simulator.conftest import ROOT


def closed(schema: Any) -> Any:
    """Return a schema that refuses what it does not describe."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    return {"additionalProperties": False} | inner if "properties" in inner else inner


ASKED = Draft202012Validator(message_schema("asked"))
TOLD = Draft202012Validator(closed(message_schema("told")))


@pytest.mark.parametrize("side", SIDES)
def test_the_published_schema_is_the_messages(detente, side):
    published = (ROOT / "docs" / "schema" / f"{side}.schema.json").read_text(encoding="utf-8")
    assert detente("schema", side).stdout == published, "detente schema --write docs/schema"
    Draft202012Validator.check_schema(json.loads(published))


@pytest.mark.parametrize("side", SIDES)
def test_every_message_says_what_it_is_for(side):
    for part in message_schema(side)["$defs"].values():
        assert part["description"].endswith(".")
        for field in part["properties"].values():
            assert field.get("description", ".")[-1] in ".)…"
            assert "\n" not in field.get("description", "")


def test_what_is_told_is_as_published(session):
    told = [message for _, message in session.told]
    for message in told:
        TOLD.validate(message)
    assert {message["type"] for message in told} == {
        "welcome", "changed", "ack", "refused", "bye",
    }  # fmt: skip
    assert {part for message in told for part in message.get("parts", ())} == set(
        Parts.__annotations__
    )


def test_what_is_asked_is_as_published(session):
    for _, message, _, _ in session.sent:
        ASKED.validate(message)
    kinds = {message["type"] for _, message, _, _ in session.sent}
    assert kinds == set(MAY), "a message of every type is played"


def test_each_part_is_told_to_whom_it_is_for(session):
    got: dict[str, set[str]] = {}
    for role, message in session.told:
        for part in message.get("parts", ()):
            got.setdefault(part, set()).add(role)
    assert got == GETS


@pytest.mark.parametrize(
    "message",
    [
        {"type": "say", "id": "1", "conversation": "c1"},
        {"type": "say", "id": "1", "conversation": "c1", "text": "x" * 2001},
        {"type": "say", "id": "", "conversation": "c1", "text": "x"},
        {"type": "say", "id": "1", "conversation": "c1", "text": "x", "loud": True},
        {"type": "shout", "id": "1"},
        {"type": "nudge", "id": "1", "conversation": "c1", "feeling": "trust", "amount": 1.5},
        {"type": "pause", "id": "1", "on": 1},
    ],
)
def test_the_schema_refuses_what_the_hub_refuses(message):
    with pytest.raises(ValueError, match="validation error"):
        asked.parse(json.dumps(message))
    with pytest.raises(ValidationError):
        ASKED.validate(message)
