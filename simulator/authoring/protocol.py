"""The page on the protocol, docs/protocol.md: prose, and tables of what the code says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from string import Template
from typing import get_args

from engine.workbench.schemas import Schema, titled
from simulator.authoring.reference import table
from simulator.room.deciding import fishbowl, opening, people, talking
from simulator.room.deciding.outcomes import OUTCOMES
from simulator.room.deciding.roles import MAY
from simulator.room.hub import hub
from simulator.room.hub.actor import SLOW_EVERY
from simulator.room.protocol import VERSION, asked, pieces
from simulator.room.protocol.schemas import message_schema
from simulator.room.refusal import BYES, CODES
from simulator.room.state.events import KINDS
from simulator.room.state.records import FACILITATOR, OBSERVER, PARTICIPANT, PROJECTOR
from simulator.room.views.parts import GETS, SLOW
from simulator.room.web import connection, door, hearing, outbox
from simulator.room.web.guarding import EACH, Rate

_ROLES = (FACILITATOR, PROJECTOR, PARTICIPANT, OBSERVER)
_LEADS = frozenset((FACILITATOR,))
_HEAD = ("message", "who", "what for", "fields", "events")


def protocol_page() -> str:
    """Return the whole page, as Markdown."""
    prose = Template(Path(__file__).with_suffix(".md").read_text(encoding="utf-8"))
    return prose.substitute(_numbers() | _tables())


def _numbers() -> dict[str, str]:
    return {
        "version": str(VERSION),
        "door": f"{connection.AT_THE_DOOR:g}",
        "of_a_seat": str(door.MOST_OF_A_SEAT),
        "wide": str(connection.WIDE),
        "again": str(outbox.AGAIN),
        "policy": str(outbox.POLICY),
        "slow": ", ".join(f"`{name}`" for name in sorted(SLOW)),
        "slow_every": f"{SLOW_EVERY:g}",
    }


def _tables() -> dict[str, str]:
    sends, hears = message_schema("asked")["$defs"], message_schema("told")["$defs"]
    doing = [one.__name__ for one in get_args(asked.Doing)]
    leading = [name for name in doing if MAY[_type(sends[name])] == _LEADS]
    return {
        "refusals": table(("code", "why"), _words(CODES)),
        "byes": table(("code", "why"), _words(BYES)),
        "limits": table(("what", "at most"), _limits()),
        "door_messages": _messages(sends, [one.__name__ for one in get_args(asked.AtTheDoor)]),
        "people_messages": _messages(sends, [name for name in doing if name not in leading]),
        "leading_messages": _messages(sends, leading),
        "looking_messages": _messages(sends, [one.__name__ for one in get_args(asked.Looking)]),
        "told_messages": "\n\n".join(
            _section(_type(hears[name]), hears[name])
            for name in ("Welcome", "Changed", "Ack", "Refused", "Bye")
        ),
        "parts": "\n\n".join(_parts(hears)),
        "pieces": "\n\n".join(
            _section(titled(name), hears[name]) for name in vars(pieces) if name in hears
        ),
        "events": table(("kind", "what happened, and what `data` holds"), _words(KINDS)),
    }


def _limits() -> list[tuple[str, str]]:
    messages, characters = outbox.MOST_MESSAGES, outbox.MOST_CHARACTERS
    return [
        ("a message", f"{hearing.LARGEST:,} bytes"),
        ("a line, a note, a message to all", f"{asked.LONGEST_LINE:,} characters"),
        ("a name", f"{asked.LONGEST_NAME} characters"),
        ("messages of a seat, on all its connections", _rate(connection.PACE)),
        ("messages of the facilitator", _rate(connection.FACILITATOR_PACE)),
        ("characters of a line that count as a message more", str(connection.CHARACTERS)),
        ("refusals before a connection is closed", _rate(connection.PATIENCE)),
        ("joins with a wrong code, of one address", _rate(EACH)),
        ("seconds until a connection takes a seat", f"{connection.AT_THE_DOOR:g}"),
        ("connections of a seat", str(door.MOST_OF_A_SEAT)),
        ("waiting to be sent", f"{messages} messages, {characters // 1024} KB"),
        ("a code lets people in", f"{hub.CODE_HOURS} hours"),
        ("rooms of a hub", str(hub.MOST_ROOMS)),
        ("seats of a room at a time", str(people.MOST_SEATS)),
        ("seats of a room, those given up counted", f"{people.MOST_EVER:,}"),
        ("conversations of a room", f"{opening.MOST_CONVERSATIONS:,}"),
        ("lines of a branch", str(talking.MOST_TURNS)),
        ("branches of a conversation", str(talking.MOST_BRANCHES)),
        ("bookmarks of a room, but the facilitator's", str(talking.MOST_BOOKMARKS)),
        ("bookmarks of one seat at a time", str(talking.MOST_BOOKMARKS_EACH)),
        ("proposals at a time", str(fishbowl.MOST_PROPOSALS)),
        ("proposals of one seat at a time", str(fishbowl.MOST_EACH)),
    ]


def _rate(rate: Rate) -> str:
    a_second, at_once = rate
    often = f"{a_second:g} a second" if a_second >= 1 else f"one in {1 / a_second:g} seconds"
    return f"{often}, {at_once:g} at once"


def _messages(models: Mapping[str, Schema], names: Iterable[str]) -> str:
    rows = []
    for name in names:
        kind = _type(models[name])
        fields = {
            field: value
            for field, value in models[name]["properties"].items()
            if field not in ("type", "id")
        }
        rows.append(
            (
                f"`{kind}`",
                _roles(MAY[kind]) if kind in MAY else "anybody",
                models[name]["description"],
                "<br>".join(_field(*one, models[name]) for one in fields.items()),
                ", ".join(f"`{event}`" for event in OUTCOMES.get(kind, ())),
            )
        )
    return table(_HEAD, rows)


def _field(name: str, value: Schema, model: Schema) -> str:
    """Return a field in a line: `` `pos`: whole number …, default 0. What for. ``"""
    default = "" if name in model["required"] else f", default {_json(value['default'])}"
    about = value.get("description", "")
    return f"`{name}`: {_holds(value)}{default}. {about}".rstrip()


def _parts(models: Mapping[str, Schema]) -> Iterable[str]:
    for name, value in models["Parts"]["properties"].items():
        (model,) = _refs(value)
        yield _section(name, models[model], f"For: {_roles(GETS[name])}. ")


def _section(title: str, model: Schema, before: str = "") -> str:
    head = f"### {title}\n\n{before}{model['description']}"
    needed = model.get("required", ())
    rows = [
        (
            f"`{name}`" + ("" if name in needed else " (not always)"),
            _holds(value),
            value.get("description", ""),
        )
        for name, value in model["properties"].items()
        if name != "type"
    ]
    return f"{head}\n\n{table(('field', 'what it holds', 'what it is'), rows)}"


def _holds(value: Schema) -> str:
    """Return what a field holds, in words."""
    if "$ref" in value:
        title = titled(value["$ref"].rsplit("/", 1)[1])
        return f"[{title}](#{title.lower().replace(' ', '-')})"
    if "anyOf" in value:
        return " or ".join(_holds(one) for one in value["anyOf"])
    if "const" in value or "enum" in value:
        words = value.get("enum", [value.get("const")])
        return " or ".join(_json(one) for one in words)
    return _HOLDS[value["type"]](value)


def _text(value: Schema) -> str:
    if value.get("minLength"):
        return "id"
    return f"text up to {value['maxLength']:,} characters" if "maxLength" in value else "text"


def _number(value: Schema) -> str:
    name = "whole number" if value["type"] == "integer" else "number"
    low, high = value.get("minimum"), value.get("maximum")
    return name if low is None else f"{name} from {low:,} to {high:,}"


def _object(value: Schema) -> str:
    inner = value.get("additionalProperties")
    return f"object, each value {_holds(inner)}" if isinstance(inner, dict) else "object"


_HOLDS: dict[str, Callable[[Schema], str]] = {
    "string": _text,
    "number": _number,
    "integer": _number,
    "boolean": lambda _: "`true` or `false`",
    "null": lambda _: "`null`",
    "array": lambda value: f"list: {_holds(value['items'])}",
    "object": _object,
}


def _type(model: Schema) -> str:
    return str(model["properties"]["type"]["const"])


def _refs(value: Schema) -> list[str]:
    """Return the names of the models a value may be."""
    return [
        one["$ref"].rsplit("/", 1)[1] for one in (value, *value.get("anyOf", ())) if "$ref" in one
    ]


def _roles(roles: frozenset[str]) -> str:
    named = [role for role in _ROLES if role in roles]
    return "everybody" if len(named) == len(_ROLES) else ", ".join(named)


def _words(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(f"`{word}`", about) for word, about in words.items()]


def _json(value: object) -> str:
    return f"`{json.dumps(value)}`"
