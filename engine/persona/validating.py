"""A file's data against its model: every mistake at its place, in the words of an author."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from engine.persona.problems import MAX_PROBLEMS, PersonaError, Problem, nearest
from engine.persona.source import KeyPath, Source

Model = TypeVar("Model", bound=BaseModel)


def validated(model: type[Model], source: Source) -> Model:
    """Validate a file's data. Raises PersonaError with every problem at its place."""
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        details = error.errors(include_url=False)[:MAX_PROBLEMS]
        raise PersonaError([_problem(source, model, dict(one)) for one in details]) from error


def _problem(source: Source, model: type[BaseModel], detail: dict[str, Any]) -> Problem:
    # pydantic ends the path of a wrong key with "[key]"; the key itself is the place
    path: KeyPath = tuple(step for step in detail["loc"] if step != "[key]")
    return source.problem(path, _message(model, path, detail))


_EXPECTED: dict[str, str] = {
    "model_type": "keys with values under it",
    "dict_type": "keys with values under it",
    "list_type": "a list",
    "float_type": "a number",
    "finite_number": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "greater_than": "more than {gt:g}",
    "greater_than_equal": "at least {ge:g}",
    "less_than": "less than {lt:g}",
    "less_than_equal": "at most {le:g}",
    "literal_error": "{expected}",
}
"""What was expected, in the words of somebody who writes texts, by pydantic's kind of error."""


def _message(model: type[BaseModel], path: KeyPath, detail: dict[str, Any]) -> str:
    kind, given = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        return f'no key "{path[-1]}" is known here.{nearest(str(path[-1]), _keys(model, path))}'
    if kind == "missing":
        return f'the key "{path[-1]}" is missing'
    if kind == "string_type":
        return f"expected a text, found {_named(given)}{_quoting(given)}"
    if kind == "string_too_short":
        return "the text is empty"
    limits = detail.get("ctx", {})
    if kind == "too_short":
        return f"at least {limits['min_length']} needed here, found {limits['actual_length']}"
    if kind == "too_long":
        return f"at most {limits['max_length']} can stand here"
    expected = _EXPECTED[kind].format(**limits).replace("'", "")
    return f"expected {expected}, found {_named(given)}"


def _quoting(given: Any) -> str:
    """Return the advice that helps when a text was read as something else."""
    if isinstance(given, dict):
        return "; a text with a colon in it goes in quotes"
    return "" if given is None or isinstance(given, list) else "; put it in quotes if it is one"


def _keys(model: type[BaseModel], path: KeyPath) -> list[str]:
    """Return the keys of the part of the file that a path leads into."""
    part: Any = model
    for step in path[:-1]:
        part = _inside(part, step)
    return list(part.model_fields) if _is_model(part) else []


def _inside(part: Any, step: str | int) -> Any:
    if _is_model(part):
        found = part.model_fields.get(str(step))
        return _unwrapped(found.annotation) if found else None
    arguments = getattr(part, "__args__", ())
    return _unwrapped(arguments[-1]) if arguments else None


def _unwrapped(annotation: Any) -> Any:
    """Return what an Annotated or Optional annotation is about."""
    while getattr(annotation, "__metadata__", None):
        annotation = annotation.__origin__
    options = [one for one in getattr(annotation, "__args__", ()) if one is not type(None)]
    if type(None) in getattr(annotation, "__args__", ()) and len(options) == 1:
        return _unwrapped(options[0])
    return annotation


def _is_model(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel)


def _named(value: Any) -> str:
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f'"{text[:40]}"' if isinstance(value, str) else text[:40]
