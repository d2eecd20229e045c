"""What a key holds, in words: from its place in a JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.workbench.schemas import Schema, titled

_MOST_WORDS = 7
"""More words than this to choose from are named by what they are."""


def kind_of(value: Schema, plural: bool = False) -> str:
    """Return what a value is, as Markdown: `number from 0 to 1`, `text or list of texts`."""
    if "$ref" in value:
        return _link(titled(value["$ref"].rsplit("/", 1)[1]))
    if "anyOf" in value:
        kinds = [kind_of(one, plural) for one in value["anyOf"] if one.get("type") != "null"]
        return _or(list(dict.fromkeys(kinds)))
    if "const" in value:
        return _word(value["const"])
    if "enum" in value and len(value["enum"]) <= _MOST_WORDS:
        return _or([_word(one) for one in value["enum"]])
    return _KINDS[value["type"]](value, plural)


def _text(value: Schema, plural: bool) -> str:
    ending = "s" if plural else ""
    title = value.get("title", "text")
    if title == "condition":
        return f"[condition{ending}](#conditions)"
    return "day, as 2027-02-12" if title == "day" else f"{title}{ending}"


def _number(value: Schema, plural: bool) -> str:
    name = ("whole number" if value["type"] == "integer" else "number") + ("s" if plural else "")
    low, high = value.get("minimum"), value.get("maximum")
    if low is not None and high is not None:
        return f"{name} from {low:g} to {high:g}"
    above = value.get("exclusiveMinimum")
    limits = [] if above is None else [f"above {above:g}"]
    limits += [] if high is None else [f"up to {high:g}"]
    return f"{name} {', '.join(limits)}".rstrip()


def _list(value: Schema, plural: bool) -> str:
    if value.get("maxItems") == value.get("minItems") == 2:
        return f"pair{'s' if plural else ''} of {kind_of(value['items'], True)}"
    return f"list{'s' if plural else ''} of {kind_of(value['items'], True)}"


def _names(value: Schema, plural: bool) -> str:
    names = value["propertyNames"]
    keys = _or([_word(one) for one in names["enum"]]) if "enum" in names else "names"
    return f"{keys}, each with {kind_of(value['additionalProperties'])}"


_KINDS: dict[str, Callable[[Schema, bool], str]] = {
    "string": _text,
    "number": _number,
    "integer": _number,
    "boolean": lambda value, plural: "`true` or `false`",
    "array": _list,
    "object": _names,
}


def _word(value: Any) -> str:
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _link(title: str) -> str:
    return f"[{title}](#{title.lower().replace(' ', '-')})"


def _or(kinds: Sequence[str]) -> str:
    return " or ".join([", ".join(kinds[:-1]), kinds[-1]] if len(kinds) > 1 else kinds)
