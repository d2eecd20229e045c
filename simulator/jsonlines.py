"""JSON play: text lines in, one JSON object a line out, each flushed as it is known."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from engine import Context, read, usable
from simulator.translated import notice
from simulator.typed import typed_lines

if TYPE_CHECKING:
    from simulator.rehearsal import Rehearsal


def play(rehearsal: Rehearsal) -> None:
    """Print every turn so far, then the turn of each line typed, until an ending or the last.

    Of a conversation that is not as it was held, the opening has the key `drift`.
    """
    drift = rehearsal.drift
    for told in (notice(rehearsal.persona), drift.told if drift else ""):
        if told:
            print(told, file=sys.stderr, flush=True)
    first, *others = rehearsal.turns
    show(first.as_dict() | ({"drift": drift.as_dict()} if drift else {}))
    for turn in others:
        show(turn.as_dict())
    rehearsal.ready()
    if rehearsal.trouble:
        print(rehearsal.trouble, file=sys.stderr, flush=True)
    if not rehearsal.ended:
        for line in typed_lines():
            show(rehearsal.say(line).as_dict())
            if rehearsal.ended:
                break
    rehearsal.leave()


def read_all(model: str) -> bool:
    """Print the reading of each `{"text", "context"}` typed; return whether all were well-formed.

    model is what reads; where it cannot, what stands in, and why on standard error. A line that is
    not well-formed gives `{"error": "line 3: ..."}` in its place.
    """
    well = True
    if trouble := usable(model)[1]:
        print(trouble, file=sys.stderr)
    for number, line in enumerate(typed_lines(), 1):
        try:
            text, context = _request(line)
        except ValueError as error:
            well = False
            show({"error": f"line {number}: {error}"})
        else:
            show(read(text, context, model).as_dict())
    return well


def show(value: object) -> None:
    """Print a value as one line of JSON, flushed."""
    print(json.dumps(value, ensure_ascii=False), file=sys.stdout, flush=True)


def _request(line: str) -> tuple[str, Context]:
    """Return the text to read and what came before it. Raises ValueError saying what is wrong."""
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}") from None
    except (RecursionError, ValueError):
        raise ValueError("not JSON that can be read: too deep or a number too long") from None
    if not isinstance(value, dict):
        raise ValueError('expected an object like {"text": "...", "context": null}')
    if not isinstance(value.get("text"), str):
        raise ValueError('"text" is missing or not a string')
    return value["text"], _context(value.get("context"))


def _context(value: Any) -> Context:
    if value is None:
        return Context()
    if isinstance(value, str):
        return Context(said=value)
    if not isinstance(value, dict):
        raise ValueError('"context" is neither null, a string, nor an object')
    said, pending = value.get("said", ""), value.get("pending", False)
    if not isinstance(said, str):
        raise ValueError('"context.said" is not a string')
    if not isinstance(pending, bool):
        raise ValueError('"context.pending" is neither true nor false')
    return Context(said=said, pending=pending)
