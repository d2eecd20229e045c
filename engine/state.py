"""What a conversation is at one moment: small, plain, versioned, and all there is to save."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import asdict, dataclass, field
from typing import Any

from engine.signs import SIGNS

FORMAT = 1


def _zeros() -> list[int]:
    return [0] * len(SIGNS)


@dataclass(slots=True)
class Table:
    """What has been offered, refused, put forward and agreed. Issues and options by name.

    details: the trainee's own words for the figures and days of what is agreed, by issue.
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

    def copy(self) -> Table:
        """Return a table that goes on by itself."""
        return Table(
            self.agreed.copy(),
            self.offered.copy(),
            self.refused.copy(),
            self.suggested.copy(),
            self.raised,
            self.pending,
            self.offers,
            self.refusals,
            self.details.copy(),
        )


@dataclass(slots=True)
class State:
    """The state of one conversation; `stance` is what the state machine moves.

    feelings are 0 to 1, in the persona's order; times, here and last count each sign: so far,
    since this stance began, and the turn it last happened (0: never). used counts the draws
    from each pool of texts, fired those of each appraisal rule.
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
    heard: list[int] = field(default_factory=list)
    said: str = ""
    drove: bool = False
    ending: str | None = None

    def copy(self) -> State:
        """Return a state that goes on by itself; many are made where many ways are tried."""
        return State(
            self.stance,
            self.feelings.copy(),
            self.turn,
            self.entered,
            self.times.copy(),
            self.here.copy(),
            self.last.copy(),
            self.visited.copy(),
            self.disclosed.copy(),
            self.facts.copy(),
            self.table.copy(),
            self.used.copy(),
            self.fired.copy(),
            self.heard.copy(),
            self.said,
            self.drove,
            self.ending,
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the state as plain JSON values."""
        return {"format": FORMAT, **asdict(self)}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> State:
        """Return the state that `as_dict` wrote. Raises ValueError for another format."""
        rest = deepcopy(data)  # what was saved stays as it was, however the state goes on
        if rest.pop("format", None) != FORMAT:
            raise ValueError(f"a saved state of format {data.get('format')!r}; this reads {FORMAT}")
        table = rest.pop("table")
        table["pending"] = tuple(table["pending"]) if table["pending"] else None
        for counts in ("used", "fired"):
            rest[counts] = {int(key): count for key, count in rest[counts].items()}
        return cls(**rest, table=Table(**table))
