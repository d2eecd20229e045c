"""`docs/protocol.md`: its tables are the code's, its example is of the protocol."""

from __future__ import annotations

import json
import re
from pathlib import Path

from jsonschema import Draft202012Validator

import simulator.room
from simulator.authoring.protocol import protocol_page
from simulator.room.deciding import DECIDES
from simulator.room.deciding.outcomes import OUTCOMES
from simulator.room.protocol.schemas import message_schema
from simulator.room.refusal import BYES, CODES
from simulator.room.state.events import KINDS
from tests.simulator.conftest import ROOT

DOCS = ROOT / "docs"
BESIDES = {"opened", "away", "nothing"}
"""Events of the hub itself, and of any message that changes nothing."""


def test_the_published_page_is_the_code(detente):
    published = (DOCS / "protocol.md").read_text(encoding="utf-8")
    result = detente("schema", "--protocol")
    assert result.stdout == published, "detente schema --protocol > docs/protocol.md"


def test_every_message_part_and_event_is_in_the_page():
    page = protocol_page()
    first = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    sent = {
        part["properties"]["type"]["const"] for part in message_schema("asked")["$defs"].values()
    }
    assert first >= sent | set(KINDS) | set(CODES) | set(BYES)
    told = message_schema("told")["$defs"]
    headings = set(re.findall(r"^### ([\w ]+)$", page, re.MULTILINE))
    assert headings >= set(told["Parts"]["properties"])


def test_what_the_page_links_to_is_there():
    page = protocol_page()
    headings = {line.lstrip("# ").lower().replace(" ", "-") for line in page.splitlines()
                if line.startswith("#")}  # fmt: skip
    links = set(re.findall(r"\]\(([^)]+)\)", page))
    assert {link[1:] for link in links if link[0] == "#"} <= headings
    assert all((DOCS / link).is_file() for link in links if link[0] != "#")


def test_tables_have_as_many_cells_as_heads():
    for table in re.findall(r"(?:^\|.*\n)+", protocol_page(), re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1


def test_the_example_is_of_the_protocol():
    asked, told = (Draft202012Validator(message_schema(side)) for side in ("asked", "told"))
    blocks = re.findall(r"^```json\n(.*?)^```", protocol_page(), re.MULTILINE | re.DOTALL)
    messages = [json.loads(block) for block in blocks]
    for message in messages:
        from_hub = message["type"] in ("welcome", "changed", "ack", "refused", "bye")
        (told if from_hub else asked).validate(message)
    assert {message["type"] for message in messages} >= {"join", "hello", "welcome", "ack"}


def test_events_come_of_the_messages_the_page_says(session):
    for _, message, answer, events in session.sent:
        assert set(events) <= {"nothing", *OUTCOMES.get(message["type"], ())}, message
        assert answer["type"] == "ack" or not events
    assert set(OUTCOMES) == {"hello", "join", "code", "erase", *DECIDES}
    assert {kind for kinds in OUTCOMES.values() for kind in kinds} | BESIDES == set(KINDS)


def test_every_code_in_the_house_is_told_of():
    source = "".join(path.read_text() for path in Path(simulator.room.__path__[0]).rglob("*.py"))
    used = set(re.findall(r"(?:Refusal|hang_up)\(\s*\"(\w+)\"", source))
    assert used - {"gone"} <= set(CODES) | set(BYES), "`gone` is a client's own"
    assert used
