"""What a conversation showed, as frozen records: every form of the debrief is made from these."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from engine import ActKind  # pydantic reads a debrief that a hub told by these names
from simulator.drift import Drift


@dataclass(frozen=True, slots=True)
class Timeline:
    """A feeling's level (0 to 1) after the opening and after every line."""

    name: str
    label: str
    higher_is: str
    levels: tuple[float, ...]

    @property
    def change(self) -> float:
        """How much it moved from the opening to the end; positive is up."""
        return self.levels[-1] - self.levels[0]

    @property
    def better(self) -> bool:
        """Whether it ended better than it began, or the same."""
        return self.change >= 0 if self.higher_is == "better" else self.change <= 0


@dataclass(frozen=True, slots=True)
class Shift:
    """What one rule did to the feelings: (label, amount) each; because is the rule's reason."""

    amounts: tuple[tuple[str, float], ...]
    because: str
    rule: str


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A line that moved the feelings more than others.

    weight is the sum of what it did, positive for the better; quote is the words that did it.
    """

    turn: int
    line: str
    quote: str
    weight: float
    shifts: tuple[Shift, ...]

    @property
    def good(self) -> bool:
        """Whether it made things better."""
        return self.weight > 0


@dataclass(frozen=True, slots=True)
class StanceChange:
    """The counterpart took another stance: its title, at which turn, and why."""

    turn: int
    name: str
    title: str
    because: str


@dataclass(frozen=True, slots=True)
class Told:
    """An interest the counterpart disclosed, and at which turn."""

    turn: int
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """An issue that was settled, how, and at which turn; weighed says how, if in a package."""

    turn: int
    issue: str
    option: str
    weighed: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the method: the turns that showed it, and advice with an example."""

    name: str
    title: str
    turns: tuple[int, ...]
    advice: str
    example: str

    @property
    def reached(self) -> bool:
        """Whether any line showed it."""
        return bool(self.turns)


@dataclass(frozen=True, slots=True)
class Practice:
    """The method practised and what became of its steps, in the method's order."""

    name: str
    summary: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Damage:
    """A line that did harm: its move, the words that showed it, and what to say instead ("")."""

    turn: int
    move: str
    quote: str
    instead: str


@dataclass(frozen=True, slots=True)
class Directed:
    """What a facilitator did after a turn (0: the opening) in the counterpart's place.

    text: the words of an answer, or the persona's text that was prompted. label: the feeling that
    was nudged; amount: by how much it moved, 0 where it was at its limit.
    """

    turn: int
    kind: ActKind
    text: str = ""
    label: str = ""
    amount: float = 0.0


@dataclass(frozen=True, slots=True)
class Finish:
    """How the conversation closed; outcome is the engine's, or "open" when nothing closed it."""

    outcome: str
    title: str
    epilogue: str


@dataclass(frozen=True, slots=True)
class Debrief:
    """One conversation in hindsight. Turns are numbered by line: 1 is the first, 0 the opening.

    drift is what changed since it was held: what the debrief shows is the conversation told again.
    acts are what a facilitator did in it; the levels of the timelines are those after them. by:
    who said each line, "" for the reader; () where all were the reader's. Moves are the reader's.
    """

    persona: str
    title: str
    lines: int
    finish: Finish
    timelines: tuple[Timeline, ...]
    turning_points: tuple[TurningPoint, ...]
    stances: tuple[StanceChange, ...]
    disclosed: tuple[Told, ...]
    undisclosed: int
    agreements: tuple[Agreement, ...]
    unsettled: tuple[str, ...]
    practice: Practice | None
    damage: tuple[Damage, ...]
    moves: tuple[tuple[str, int], ...]
    drift: Drift | None = None
    acts: tuple[Directed, ...] = ()
    by: tuple[str, ...] = ()

    def said_by(self, turn: int) -> str:
        """Return who said a line, "" for the reader, and for the opening."""
        return self.by[turn - 1] if 0 < turn <= len(self.by) else ""

    def as_dict(self) -> dict[str, Any]:
        """Return the debrief as plain JSON values."""
        return asdict(self)
