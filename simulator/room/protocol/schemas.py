"""The protocol as JSON Schema, generated from the models of its messages.

What a client sends has no field but those that are there; of what the hub tells, a client passes
over what it does not know, so that a later hub can tell more.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import Field, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from typing_extensions import get_original_bases

from engine.workbench.schemas import Schema, flowing, said_of_keys
from simulator.room.protocol import VERSION, asked, parts, pieces, told

Side = Literal["asked", "told"]
"""What a client asks; what the hub tells."""

SIDES: tuple[Side, ...] = get_args(Side)

DRAFT = "https://json-schema.org/draft/2020-12/schema"

_MESSAGES: dict[Side, Any] = {
    "asked": Annotated[asked.Asked, Field(discriminator="type")],
    "told": told.Told,
}
_TITLES: dict[Side, str] = {
    "asked": "What a client may send to the hub",
    "told": "What the hub sends to a client",
}
_MODULES = (asked, pieces, parts, told)


def message_schema(side: Side) -> Schema:
    """Return the JSON Schema of the messages of one side, each by itself among its `$defs`."""
    found = TypeAdapter[Any](_MESSAGES[side]).json_schema(schema_generator=_Generator)
    for name, part in found["$defs"].items():
        _explain(part, _model(name))
    title = f"{_TITLES[side]}, version {VERSION}"
    return {"$schema": DRAFT, "title": title, **found}


class _Generator(GenerateJsonSchema):
    """pydantic's own, but for titles that would repeat the fields."""

    def field_title_should_be_set(self, schema: object) -> bool:
        return False


def _explain(part: Schema, model: type) -> None:
    """Put in what its fields are for, as it stands under each in the source."""
    part["description"] = flowing(part["description"])
    for base in _bases(model):
        for name, said in said_of_keys(base).items():
            part["properties"][name]["description"] = flowing(said)


def _bases(model: type) -> list[type]:
    """Return a model after those it has fields of; a TypedDict knows them by these only."""
    ours = {module.__name__ for module in _MODULES}
    bases = [base for base in get_original_bases(model) if base.__module__ in ours]
    return [*(each for base in bases for each in _bases(base)), model]


def _model(name: str) -> type:
    """Return the model of this name, whose names are all different."""
    found: type = next(vars(module)[name] for module in _MODULES if name in vars(module))
    return found
