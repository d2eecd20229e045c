"""A file's data against its model: every mistake at its place, in the words of an author."""

from __future__ import annotations

from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from engine.persona.problems import MAX_PROBLEMS, PersonaError, Problem, nearest, short
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
    path: KeyPath = tuple(detail["loc"])
    if path[-1:] == ("[key]",) and path not in source.places:
        path = path[:-1]  # so pydantic ends the path of a wrong key; the key itself is the place
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
    "less_than_equal": "at most {le:g}",
    "literal_error": "{expected}",
}
"""What was expected, in the words of somebody who writes texts, by pydantic's kind of error."""

_NO_KEYS = "the file has no keys; it begins with a key and its value, as in `{}`"


def _message(model: type[BaseModel], path: KeyPath, detail: dict[str, Any]) -> str:
    kind, given = detail["type"], detail["input"]
    if not path:
        return "the file is empty" if given is None else _NO_KEYS.format(_beginning(model))
    if kind == "extra_forbidden":
        key = str(path[-1])
        if given is None and " " in key:  # {title: half, at once, worth: 1}
            return f'"{short(key)}" is no key; in braces, a text with a comma in it goes in quotes'
        known = _keys(model, path)
        return f'no key "{short(key)}" is known here.{nearest(key, known) if known else ""}'
    if kind == "missing":
        return f'the key "{path[-1]}" is missing'
    if kind == "string_type":
        return f"expected a text, found {_named(given)}{_advice(given)}"
    if kind == "string_too_short":
        return "the text is empty; write one, or delete the key"
    limits = detail.get("ctx", {})
    if kind == "string_too_long":
        return f"a text of {len(given)} characters; at most {limits['max_length']} can stand here"
    if kind == "too_short":
        return f"at least {limits['min_length']} needed here, found {limits['actual_length']}"
    if kind == "too_long":
        return f"at most {limits['max_length']} can stand here, found {len(given)}"
    expected = _EXPECTED[kind].format(**limits).replace("'", "")
    return f"expected {expected}, found {_named(given)}"


def _beginning(model: type[BaseModel]) -> str:
    """Return how such a file begins: with its form, or with a text."""
    key, value = next(iter(model.model_fields.items()))
    return f"{key}: 1" if get_args(value.annotation) == (1,) else f"{key}: …"


def _advice(given: Any) -> str:
    """Return what helps where a text is expected and something else was read."""
    if isinstance(given, dict):
        return "; a text with a colon in it goes in quotes"
    if given is None:
        return "; write one, or delete the key"
    return "" if isinstance(given, list) else "; put it in quotes if it is one"


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
