"""How often a run passed each stance and way: the file, and the shade a number is shown in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.persona.problems import PersonaError, nearest
from engine.persona.source import bytes_of
from simulator.errors import CountsError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from engine.workbench.graph import Diagram, Link

SHADES = 4
"""How many shades there are above never."""

MOST = 10**12
"""A larger number is no count of anything that was run."""

_KEYS = ("stances", "transitions")


@dataclass(frozen=True, slots=True)
class Counts:
    """Visits by stance, and passages by (source, to); what is not in them was never passed."""

    stances: Mapping[str, int]
    transitions: Mapping[tuple[str, str], int]

    def visits(self, stance: str) -> int:
        """Return how often a stance was visited."""
        return self.stances.get(stance, 0)

    def passages(self, link: Link, diagram: Diagram) -> int:
        """Return how often a link was passed; a stance's own link takes all from there."""
        if link.source is not None:
            return self.transitions.get((link.source, link.to), 0)
        own = {one.source for one in diagram.links if one.to == link.to}
        return sum(
            times
            for (source, to), times in self.transitions.items()
            if to == link.to and source not in own
        )

    def most(self, diagram: Diagram) -> int:
        """Return the largest number the diagram shows."""
        passages = (self.passages(link, diagram) for link in diagram.links)
        return max((*self.stances.values(), *passages), default=0)


def bands(most: int) -> list[tuple[int, int]]:
    """Return the shades' ranges from 1 to most: each reaches about as many times further."""
    if not most:
        return []
    tops = sorted({max(1, round(most ** (i / SHADES))) for i in range(1, SHADES)} | {most})
    return [(low + 1, top) for low, top in zip([0, *tops], tops, strict=False)]


def shade(number: int, ranges: list[tuple[int, int]]) -> int:
    """Return a number's shade: 0 for never, else up to SHADES; the largest is the strongest."""
    if number == 0:
        return 0
    place = next(i for i, (_, top) in enumerate(ranges) if number <= top)
    return SHADES - len(ranges) + 1 + place


def read_counts(path: Path, diagram: Diagram) -> Counts:
    """Read a file of counts. Raises CountsError with what is wrong, and where."""
    try:
        raw = bytes_of(path)
    except PersonaError as error:
        raise CountsError(f"{path}: {error.problems[0].message}.") from error
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        place = f"{path}:{error.lineno}:{error.colno}"
        raise CountsError(f"{place} is not JSON: {error.msg}.") from error
    except (ValueError, RecursionError) as error:  # not UTF-8, a number or a nesting beyond reason
        raise CountsError(f"{path} is not a file of counts in JSON.") from error
    return _Checker(path, diagram).counts(value)


class _Checker:
    def __init__(self, path: Path, diagram: Diagram) -> None:
        self.path = path
        self.stances = [station.name for station in diagram.stations]
        self.pairs = {
            f"{source}>{link.to}"
            for link in diagram.links
            for source in ([link.source] if link.source else self.stances)
            if link.source or source != link.to
        }

    def counts(self, value: Any) -> Counts:
        """Return the counts in a file's value."""
        for key in self._object(value, "the file"):
            if key not in _KEYS:
                raise self._wrong(f'no key "{key}" is known here.{nearest(key, _KEYS)}')
        for key in _KEYS:
            if key not in value:
                raise self._wrong(f'the key "{key}" is missing')
        stances = self._numbers(value, "stances", "stance", self.stances)
        passages = self._numbers(value, "transitions", "transition", self.pairs)
        pairs = {(key.partition(">")[0], key.partition(">")[2]): n for key, n in passages.items()}
        return Counts(stances, pairs)

    def _numbers(
        self, value: Any, key: str, thing: str, known: Collection[str]
    ) -> Mapping[str, int]:
        numbers = self._object(value[key], f'"{key}"')
        for name, number in numbers.items():
            if name not in known:
                raise self._wrong(f'no {thing} "{name}".{nearest(name, known)}')
            if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= MOST:
                raise self._wrong(f'the {thing} "{name}" needs a whole number, 0 or more')
        return numbers

    def _object(self, value: Any, what: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            wanted = '{"stances": {name: visits}, "transitions": {"from>to": times}}'
            raise self._wrong(f"{what} holds no object; the form is {wanted}")
        return value

    def _wrong(self, message: str) -> CountsError:
        return CountsError(f"{self.path}: {message}{'' if message[-1] in '.?' else '.'}")
