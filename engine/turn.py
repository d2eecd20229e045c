"""One turn of a conversation as a frozen record: everything that happened, and why."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from engine.persona.persona import Outcome
from engine.persona.text import Part
from engine.reading import Reading

VerdictKind = Literal[
    "accepted", "refused", "suggested", "settled", "declined", "vague", "exhausted"
]

OUT_OF_THE_QUESTION = "is out of the question"
"""Ends the reason of a verdict on what is refused however it is put; the option's title begins it.
"""


@dataclass(frozen=True, slots=True)
class Change:
    """A feeling that moved: from and to are 0 to 1; because says why; rule is file:line.

    The return towards the resting level is a change too, with the rule "".
    """

    feeling: str
    before: float
    after: float
    because: str
    rule: str

    def as_dict(self) -> dict[str, Any]:
        """Return the change with the key names of the JSON form (`from`, `to`)."""
        return {
            "feeling": self.feeling,
            "from": self.before,
            "to": self.after,
            "because": self.because,
            "rule": self.rule,
        }


ActKind = Literal["answer", "prompt", "nudge"]

FACILITATOR = "facilitator"
"""The rule of a change that no rule of the persona made."""


@dataclass(frozen=True, slots=True)
class Act:
    """What a facilitator did in the counterpart's place; after: the number of lines said before.

    answer: text is said in place of the reply, what is in *( )* as directions. prompt: the
    persona's own text of the id `text` is said after the reply. nudge: feeling moves by amount,
    -1 to 1.
    """

    kind: ActKind
    after: int
    text: str = ""
    feeling: str = ""
    amount: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """Return the act as plain JSON values: what it takes to make it again."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Transition:
    """A change of stance and the rule (file:line) that made it."""

    before: str
    after: str
    because: str
    rule: str

    def as_dict(self) -> dict[str, Any]:
        """Return the transition with the key names of the JSON form (`from`, `to`)."""
        return {
            "from": self.before,
            "to": self.after,
            "because": self.because,
            "rule": self.rule,
        }


@dataclass(frozen=True, slots=True)
class PackagePart:
    """One option of several judged together: its own worth, how much its issue counts.

    out: it is out of the question, and with it the whole package.
    """

    issue: str
    option: str
    worth: float
    weight: float
    out: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the counterpart made of an offer on one issue.

    kind: `accepted` or `refused` the trainee's option; `suggested` an own one; `settled`: the
    trainee took the counterpart's; `declined`: the trainee turned it down; `vague`: no option
    could be made out; `exhausted`: no own option is left to suggest. score and threshold are on
    the scale of the options' worth; because lists what was added to the plain worth, what was
    taken off the threshold, and what is out of the question. parts are all options of a package
    (this one, too), whose verdicts share kind, score and threshold; of one judged alone none.
    """

    kind: VerdictKind
    issue: str
    option: str
    score: float
    threshold: float
    because: tuple[str, ...]
    rule: str
    parts: tuple[PackagePart, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the verdict as plain JSON values; `parts` only where it has some."""
        told = asdict(self)
        if not self.parts:
            del told["parts"]
        return told


@dataclass(frozen=True, slots=True)
class Reply:
    """What the counterpart says: parts in order; the rules (file:line) that supplied them."""

    parts: tuple[Part, ...]
    rules: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words spoken, without directions."""
        return " ".join(part.text for part in self.parts if part.kind == "speech")

    @property
    def directions(self) -> tuple[str, ...]:
        """The stage directions in order."""
        return tuple(part.text for part in self.parts if part.kind == "direction")

    @property
    def whole(self) -> str:
        """Everything on one line, directions as *(looks away)* where they belong."""
        return " ".join(
            f"*({part.text})*" if part.kind == "direction" else part.text for part in self.parts
        )

    def as_dict(self) -> dict[str, Any]:
        """Return text, directions, parts and rules as plain JSON values."""
        return {
            "text": self.text,
            "directions": list(self.directions),
            "parts": [asdict(part) for part in self.parts],
            "rules": list(self.rules),
        }


@dataclass(frozen=True, slots=True)
class Closing:
    """How a conversation ended: the ending's name and title, its kind, and the epilogue."""

    name: str
    title: str
    outcome: Outcome
    epilogue: str

    def as_dict(self) -> dict[str, Any]:
        """Return the closing as plain JSON values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Turn:
    """One line and everything it did. Turn 0 is the opening: no line, no reading.

    feelings are the levels (0 to 1) after the turn; disclosed is every interest told so far;
    agreed maps each settled issue to its option; steps are the method steps this line showed.
    acts are what a facilitator did after it; all else is as it was after them.
    """

    number: int
    line: str | None
    reading: Reading | None
    changes: tuple[Change, ...]
    feelings: dict[str, float]
    stance: str
    transition: Transition | None
    disclosed: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    agreed: dict[str, str]
    pending: tuple[str, str] | None
    steps: tuple[str, ...]
    reply: Reply
    ending: Closing | None
    acts: tuple[Act, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the turn as plain JSON values, as `--json` prints it; `acts` only if there are."""
        told = {
            "turn": self.number,
            "line": self.line,
            "reading": self.reading.as_dict() if self.reading else None,
            "changes": [change.as_dict() for change in self.changes],
            "feelings": dict(self.feelings),
            "stance": self.stance,
            "transition": self.transition.as_dict() if self.transition else None,
            "disclosed": list(self.disclosed),
            "terms": {
                "named": [asdict(term) for term in self.reading.terms] if self.reading else [],
                "verdicts": [verdict.as_dict() for verdict in self.verdicts],
                "agreed": dict(self.agreed),
                "pending": list(self.pending) if self.pending else None,
            },
            "steps": list(self.steps),
            "reply": self.reply.as_dict(),
            "ending": self.ending.as_dict() if self.ending else None,
        }
        if self.acts:
            told["acts"] = [act.as_dict() for act in self.acts]
        return told
