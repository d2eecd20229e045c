"""What a conversation is at one moment: small, plain, versioned, and all there is to save."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

from engine.signs import SIGNS

FORMAT = 2
OLDEST = 1
"""The oldest format that can be read: what it had not yet is as at the beginning."""


Copied = TypeVar("Copied", "Table", "State")


def _zeros() -> list[int]:
    return [0] * len(SIGNS)


def _copied(one: Copied) -> Copied:
    """Return a copy with lists and tables of its own; what they hold is never changed in place."""
    parts = [getattr(one, name) for name in one.__slots__]
    return type(one)(*[part.copy() if hasattr(part, "copy") else part for part in parts])


@dataclass(slots=True)
class Table:
    """What has been offered, refused, put forward and agreed. Issues and options by name.

    details: the trainee's own words for the figures and days of what is agreed, by issue.
    since: the turn of the first offer, 0 before it.
    """

    agreed: dict[str, str] = field(default_factory=dict)
    offered: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    suggested: list[str] = field(default_factory=list)
    raised: str | None = None
    pending: tuple[str, str] | None = None
    offers: int = 0
    refusals: int = 0
    details: dict[str, str] = field(default_factory=dict)
    since: int = 0

    def copy(self) -> Table:
        """Return a table that goes on by itself."""
        return _copied(self)


@dataclass(slots=True)
class State:
    """The state of one conversation; `stance` is what the state machine moves.

    feelings are 0 to 1, in the persona's order; times, here and last count each sign: so far,
    since this stance began, and the turn it last happened (0: never). used counts the draws
    from each pool of texts, fired those of each appraisal rule; drawn counts the draws of every
    text, of pools with texts that cannot always be said, or with one said out of its turn. gone
    has the ways that were taken and may not be again, directions how many have been met with where
    not all are shown. quoted has the trainee's words that showed a fact, named those for what they
    named last (a gap of `engine.persona.text` each), name theirs.
    """

    stance: str
    feelings: list[float]
    turn: int = 0
    entered: int = 0
    times: list[int] = field(default_factory=_zeros)
    here: list[int] = field(default_factory=_zeros)
    last: list[int] = field(default_factory=_zeros)
    visited: list[str] = field(default_factory=list)
    disclosed: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    table: Table = field(default_factory=Table)
    used: dict[int, int] = field(default_factory=dict)
    fired: dict[int, int] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)
    directions: int = 0
    heard: list[int] = field(default_factory=list)
    said: str = ""
    drove: bool = False
    ending: str | None = None
    drawn: dict[int, list[int]] = field(default_factory=dict)
    quoted: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    name: str = ""

    def copy(self) -> State:
        """Return a state that goes on by itself; many are made where many ways are tried."""
        return _copied(self)

    def as_dict(self) -> dict[str, Any]:
        """Return the state as plain JSON values."""
        return {"format": FORMAT, **asdict(self)}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> State:
        """Return the state that `as_dict` wrote, now or before. Raises ValueError for others."""
        rest = deepcopy(data)  # what was saved stays as it was, however the state goes on
        if rest.pop("format", None) not in range(OLDEST, FORMAT + 1):
            raise ValueError(f"a saved state of format {data.get('format')!r}; this reads {FORMAT}")
        table = rest.pop("table")
        table["pending"] = tuple(table["pending"]) if table["pending"] else None
        for counts in ("used", "fired", "drawn"):
            rest[counts] = {int(key): count for key, count in rest.get(counts, {}).items()}
        return cls(**rest, table=Table(**table))
