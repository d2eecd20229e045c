"""What a condition asks of a line: the moves, tones, topics and numbers that can make it hold.

Only what one line can show is looked at. What else a condition asks (feelings, counts, facts) is
taken to hold already, for that is for the conversation to bring about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from engine.persona.conditions import nodes
from engine.persona.conditions.nodes import Node
from engine.reading import HARMFUL, MOVES, TONES
from engine.reading.records import Form, TermKind
from engine.signs import LONG_WORDS
from engine.workbench.exploring.actions import ASKING, Action

MOST = 32
"""Ways for one part of a condition; those that ask for least are kept."""

Kind = Literal["sign", "topic", "asked", "words", "soon", "offer", TermKind]
Want = tuple[Kind, str, float, bool]
"""A kind, a name or "", a number or 0, and whether the line is to show it or not to."""
Wants = frozenset[Want]

COLDLY = ("dismiss", "deflect", "refuse", "demand", "blame")
WARMLY = ("apologize", "acknowledge", "appreciate", "let_go")
_FORMS: tuple[Form, ...] = ("silent", "unclear", "foreign")
_TERMS: dict[str, TermKind] = {
    "amount": "money",
    "percent": "percent",
    "duration": "duration",
    "count": "count",
    "due": "date",
    "last_due": "date",
}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_MEETS = {
    "settled": "accept",
    "declined": "refuse",
    "suggested": "invite_ideas",
    "vague": "propose",
}
"""Moves after which a line has met with something."""

_NOTHING: Wants = frozenset()


def usual_tone(moves: Iterable[str]) -> str:
    """Return the tone moves are usually made in: the worst that any of them brings."""
    found = set(moves)
    if found & {"threaten", "contempt"}:
        return "hostile"
    if found & set(COLDLY):
        return "cold"
    return "warm" if found & set(WARMLY) else "neutral"


def term_of(name: str, value: float, today: date | None) -> tuple[TermKind, float]:
    """Return the term by which a line names a number of the conditions' (`amount`, `due`)."""
    kind = _TERMS[name]
    return kind, value + (today.toordinal() if kind == "date" and today else 0)


def lines_for(node: Node, today: date | None, offers: Sequence[str] = ()) -> list[Action]:
    """Return lines that can make a condition hold, each once; none for what no line can do.

    offers are options (issue.option) to offer where something else is asked of an offer, too.
    """
    found = dict.fromkeys(
        action for wants in _ways(node, True) for action in _actions(wants, today, offers)
    )
    return list(found)


def _ways(node: Node, wanted: bool) -> list[Wants]:
    """Return the least a line must show, and must not, for a node to hold (or not to)."""
    match node:
        case nodes.Named(meant=meant):
            return _ways(meant, wanted)
        case nodes.Not(part=part):
            return _ways(part, not wanted)
        case nodes.Constant(holds=holds):
            return [_NOTHING] if holds == wanted else []
        case nodes.Sign(name=name):
            return [frozenset([("sign", name, 0.0, wanted)])]
        case nodes.Call(function="about", name=name):
            return [frozenset([("topic", name, 0.0, wanted)])]
        case nodes.Call(function="asked", name=name):
            return [frozenset([("asked", name, 0.0, wanted)])]
        case nodes.Flag(name=name) if wanted:
            return [frozenset(_met(name))]
        case nodes.Call(function="within", name=name) if wanted:
            return [_NOTHING, frozenset([("sign", name, 0.0, True)])]
        case nodes.Compare(sign=">" | ">=", left=nodes.Call(name=name), right=nodes.Fixed(value=n)):
            # the line that shows it counts
            once = wanted and n < 1 + (node.sign == ">=")
            return [_NOTHING, frozenset([("sign", name, 0.0, True)])] if once else [_NOTHING]
        case nodes.Compare() if wanted:
            return [frozenset(_number(node))]
        case nodes.All(parts=parts):
            return _together(parts, wanted) if wanted else _either(parts, wanted)
        case nodes.Any(parts=parts):
            return _either(parts, wanted) if wanted else _together(parts, wanted)
    return [_NOTHING]


def _met(flag: str) -> Iterator[Want]:
    """Yield what a line can do for an offer to meet with something."""
    if flag in _MEETS:
        yield ("sign", _MEETS[flag], 0.0, True)
    elif flag != "pending":
        yield ("offer", "", 0.0, True)


def _number(node: nodes.Compare) -> Iterator[Want]:
    sign, left, right = node.sign, node.left, node.right
    if isinstance(left, nodes.Fixed):
        sign, left, right = _TURNED[sign], right, left
    if not isinstance(left, nodes.Amount):
        return
    if isinstance(right, nodes.Amount) and {left.name, right.name} == {"due", "last_due"}:
        yield ("soon", "", 0.0, True)
    elif isinstance(right, nodes.Fixed) and (left.name in _TERMS or left.name == "words"):
        value = right.value + (sign in (">", "!="))
        if value and sign in (">", ">=", "==", "!="):
            kind: Kind = "words" if left.name == "words" else _TERMS[left.name]
            yield (kind, left.name, value, True)


def _either(parts: Iterable[Node], wanted: bool) -> list[Wants]:
    return _least(way for part in parts for way in _ways(part, wanted))


def _together(parts: Iterable[Node], wanted: bool) -> list[Wants]:
    found = [_NOTHING]
    for part in parts:
        ways = _ways(part, wanted)
        if wanted and ways == [_NOTHING]:
            continue
        joined = (one | other for one in found for other in ways)
        found = _least(way for way in joined if _in_one_line(way))
    return found


def _least(ways: Iterable[Wants]) -> list[Wants]:
    """Return each way once; of too many, those that ask for the least."""
    found = list(dict.fromkeys(ways))
    if len(found) <= MOST:
        return found
    kept = set(sorted(found, key=lambda way: (_asked_for(way), len(way)))[:MOST])
    return [way for way in found if way in kept]


def _asked_for(way: Wants) -> int:
    return sum(want[3] for want in way)


def _in_one_line(way: Wants) -> bool:
    there = {want[1] for want in way if want[0] == "sign" and want[3]}
    absent = {want[1] for want in way if want[0] == "sign" and not want[3]}
    topics = {want[1] for want in way if want[0] in ("topic", "asked") and want[3]}
    kept_out = {want[1] for want in way if want[0] == "topic" and not want[3]}
    if there & absent or topics & kept_out or len(there & set(TONES)) > 1:
        return False
    if "harmful" in absent and there & {*HARMFUL, "hostile"}:
        return False
    moves = there & set(MOVES)
    wordless = there & {"plain", *_FORMS}
    return not (moves and wordless) and len(wordless) < 2


def _actions(way: Wants, today: date | None, offers: Sequence[str]) -> Iterator[Action]:
    """Yield the lines a way asks for; an offer and nothing else is among the offers already."""
    offering: Want = ("offer", "", 0.0, True)
    if offering not in way:
        action = _action(way, today)
        if action is not None:
            yield action
    elif any(want[3] for want in way - {offering}):
        for option in offers:
            action = _action(way | {("sign", "propose", 0.0, True)}, today)
            if action is not None and option not in action.topics:
                yield replace(action, topics=(*action.topics, option))


def _action(way: Wants, today: date | None) -> Action | None:
    """Return the line a way asks for, in the tone it would usually be said in."""
    signs = {want[1] for want in way if want[0] == "sign" and want[3]}
    absent = {want[1] for want in way if want[0] == "sign" and not want[3]}
    for form in _FORMS:
        if form in signs:
            return Action(form=form)
    named = {want[1] for want in way if want[0] in ("topic", "asked") and want[3]}
    asked = any(want[0] == "asked" and want[3] for want in way)
    moves = signs & set(MOVES)
    if asked and not moves & set(ASKING):
        moves |= set(next(([one] for one in ASKING[:2] if one not in absent), ()))
    if "harmful" in signs and not moves & HARMFUL:
        moves.add("blame")
    terms = tuple(sorted(_terms(way, today)))
    words = max((int(want[2]) for want in way if want[0] == "words"), default=0)
    if not (signs or named or terms or words):
        return None
    tone = next((tone for tone in TONES if tone in signs), usual_tone(moves))
    return Action(
        tuple(move for move in MOVES if move in moves),
        "neutral" if tone in absent else tone,
        tuple(sorted(named)),
        terms,
        sarcastic="sarcastic" in signs,
        question="question" in signs or asked or bool(moves & set(ASKING)),
        half="doubtful" in signs,
        again="repeated" in signs,
        words=LONG_WORDS + 1 if "long" in signs else words,
    )


def _terms(way: Wants, today: date | None) -> Iterator[tuple[TermKind, float]]:
    for kind, name, value, _ in way:
        if kind == "soon":
            yield term_of("due", 1, today)
            yield term_of("last_due", 5, today)
        elif name in _TERMS:
            yield term_of(name, value, today)
