"""The files authors write as JSON Schema, generated from the models that load them.

Editors complete and explain keys by it, and the reference of keys is a walk through it. Draft 7,
because that is what the language server for YAML knows.
"""

from __future__ import annotations

import ast
import inspect
import re
from itertools import pairwise
from typing import Any, Literal

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from engine.persona.schema import MethodFile, Part, PersonaFile, TemperamentFile
from engine.workbench.dialogue_file import DialogueFile

Kind = Literal["persona", "temperament", "method", "tests"]
Schema = dict[str, Any]

FILES: dict[Kind, type[Part]] = {
    "persona": PersonaFile,
    "temperament": TemperamentFile,
    "method": MethodFile,
    "tests": DialogueFile,
}
"""The models of the files, by what they hold."""

MODELINE = "# yaml-language-server: $schema="
"""Begins the comment by which an editor finds a file's schema; its path, from the file, ends it."""

DRAFT = "http://json-schema.org/draft-07/schema#"
DEFINITIONS = "definitions"


def file_of(kind: str) -> str:
    """Return the name of the file that a schema is written to."""
    return f"{kind}.schema.json"


def json_schema(kind: Kind) -> Schema:
    """Return the JSON Schema of a kind of file; what it refuses, the loader refuses too.

    The loader knows more: that names lead somewhere, that conditions can be read, and what is
    missing in a persona that takes over from others.
    """
    schema = described(FILES[kind])
    return _inheriting(schema) if kind == "persona" else schema


def described(file: type[Part]) -> Schema:
    """Return the JSON Schema of a file that stands by itself, by its model."""
    found = file.model_json_schema(
        ref_template=f"#/{DEFINITIONS}/{{model}}", schema_generator=_Generator
    )
    models = {model.__name__: model for model in Part.__subclasses__()}
    parts = {name: _plain(part, models[name]) for name, part in found.pop("$defs", {}).items()}
    return {"$schema": DRAFT, **_plain(found, file), DEFINITIONS: parts}


class _Generator(GenerateJsonSchema):
    """pydantic's own, but for titles that would repeat the keys, and for names as keys."""

    def field_title_should_be_set(self, schema: object) -> bool:
        return False

    def dict_schema(self, schema: core_schema.DictSchema) -> Schema:
        """Return keys and values apart, so that a key that is no name is refused."""
        found: Schema = {
            "type": "object",
            "propertyNames": self.generate_inner(schema["keys_schema"]),
            "additionalProperties": self.generate_inner(schema["values_schema"]),
        }
        self.update_with_validations(found, schema, self.ValidationsMapping.object)
        return found


def _inheriting(schema: Schema) -> Schema:
    """Return a persona's schema that asks for less where it takes over from other files.

    Keys are merged, so that a feeling may be nothing but its rest; the rules of lists are whole.
    """
    merged = {"": schema}
    needed = _needed(schema, schema[DEFINITIONS], merged)
    for part in merged.values():
        part.pop("required", None)
    takes_over = [{"required": [key]} for key in ("extends", "temperament")]
    return {**schema, "if": {"not": {"anyOf": takes_over}}, "then": needed}


def _needed(part: Schema, parts: Schema, merged: dict[str, Schema]) -> Schema:
    """Return what a part and those under its keys must have; the latter are added to merged."""
    needed: Schema = {"required": part.get("required", [])}
    for key, value in part["properties"].items():
        named = value.get("additionalProperties", {})
        name = _part_in(value) or _part_in(named)
        if name:
            merged[name] = parts[name]
            inner = _needed(parts[name], parts, merged)
            place = {"additionalProperties": inner} if _part_in(named) else inner
            needed.setdefault("properties", {})[key] = place
    return needed


def _part_in(value: Schema) -> str:
    """Return the name of the part that a value is, or is where it is anything."""
    refs = [one["$ref"] for one in (value, *value.get("anyOf", ())) if "$ref" in one]
    return refs[0].rsplit("/", 1)[1] if refs else ""


def _plain(part: Schema, model: type[Part]) -> Schema:
    """Return a part of the file with its title in words, and what its keys are for.

    Of the defaults those remain that an author would write: not the empty ones, which editors
    would put in the way.
    """
    part["title"] = titled(part["title"])
    part["description"] = flowing(part["description"])
    said = said_of_keys(model)
    for name, key in part["properties"].items():
        key["description"] = flowing(said[name])
        if not isinstance(key.get("default", ""), str | int | float):
            del key["default"]
    return part


def said_of_keys(model: type) -> dict[str, str]:
    """Return the text under each key of a model in its source."""
    (part,) = ast.parse(inspect.getsource(model)).body
    assert isinstance(part, ast.ClassDef)
    return {
        key.target.id: text.value.value
        for key, text in pairwise(part.body)
        if isinstance(key, ast.AnnAssign)
        and isinstance(key.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }


def titled(name: str) -> str:
    """Return what a part is called, from its name among the definitions: `ReplyRule`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def flowing(text: str) -> str:
    """Return a text in one line."""
    return " ".join(text.split())
