"""What the counterpart keeps of a line: facts with the words that showed them, terms, a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.moment import Moment
from engine.persona.conditions import nodes
from engine.persona.text import TERM_GAPS
from engine.reading import Span, Term
from engine.reading.clauses import sentences
from engine.reading.names import own_name
from engine.signs import BIT

MOST_QUOTED = 80
"""Characters of the trainee's words that are kept for a fact: what can be said in one breath."""

_KINDS = {
    "percent": ("percent", "share"),
    "day": ("date",),
    "duration": ("duration",),
    "count": ("count",),
}
_NUMBERS = {
    **_KINDS,
    "amount": ("money",),
    "due": ("date",),
    "last_due": ("date",),
}
_BEFORE_A_DAY = re.compile(r"(?i)^(?:on|by|before|until|till|from|at|for) ")
_PROPER = re.compile(
    r"(?i)(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|ju[nl]|aug|sep|oct|nov|dec)"
)
_NO_DAY = re.compile(r"(?i)(?:in|within|after|to) ")


def attend(moment: Moment) -> None:
    """Note who speaks and what a line names, and find which facts it contradicts.

    What was not heard clearly contradicts nothing: nobody is held to words they hardly said.
    """
    if moment.state.facts:
        moment.contradicted = _contradicted(moment)
    if moment.reading.form != "words":
        return
    state = moment.state
    for gap in TERM_GAPS if moment.reading.terms else ():
        words = _named(moment, gap)
        if words:
            state.named[gap] = words
    name = own_name(moment.reading.text)
    if name and not {*name.casefold().split()} & {*moment.persona.name.casefold().split()}:
        state.name = name


def remember(moment: Moment) -> None:
    """Remember the facts that a line shows for the first time, and its words for them."""
    state = moment.state
    for name, fact in moment.persona.facts.could_hold(moment):
        if name not in state.facts and fact.condition.test(moment):
            state.facts.append(name)
            words = _words(moment, fact.condition.node)
            if words:
                state.quoted[name] = words


def _contradicted(moment: Moment) -> frozenset[str]:
    facts = moment.persona.facts
    known = [(name, facts[name].against) for name in moment.state.facts]
    held = [(name, against) for name, against in known if against is not None]
    if not held:
        return frozenset()
    signs = moment.signs
    moment.doubt(harmful_only=False)
    found = frozenset(name for name, against in held if against.test(moment))
    moment.signs = signs
    return found


def _named(moment: Moment, gap: str) -> str:
    """Return the words for the first term of a kind in the line, such as a sentence can hold."""
    for term in moment.reading.terms:
        if term.kind in _KINDS[gap]:
            words = _in_a_sentence(term)
            if words:
                return words
    return ""


def _in_a_sentence(term: Term) -> str:
    """Return a term's words as they can stand after another word: "by {day}", or ""."""
    words = term.span.text
    if term.kind == "date":
        if _NO_DAY.match(words):
            return ""
        words = _BEFORE_A_DAY.sub("", words, count=1)
    if term.kind == "duration" and "-" in words:
        return ""  # a "two-week" something
    if not _PROPER.match(words):
        words = words[:1].lower() + words[1:]  # it may have begun a sentence
    return f"{words}%" if term.kind == "percent" and words.isdigit() else words


def _words(moment: Moment, node: nodes.Node) -> str:
    """Return the trainee's words that made a condition hold, or "" if it was not the words."""
    if moment.reading.form != "words":
        return ""
    text = moment.reading.text
    spans = list(_telling(moment, node))
    if not spans:
        return _cut(text, 0, len(text), 0) if _about_the_line(moment, node) else ""
    start, end = max(
        sentences(text) or [(0, len(text))],
        key=lambda place: sum(place[0] <= span.start < place[1] for span in spans),
    )
    first = min((span.start for span in spans if start <= span.start < end), default=start)
    return _cut(text, start, end, first)


def _telling(moment: Moment, node: nodes.Node) -> Iterator[Span]:
    """Yield the spans of the line that a condition asks for, not those it forbids."""
    reading = moment.reading
    match node:
        case nodes.Not():
            return
        case nodes.Sign(name=name):
            for found in reading.moves:
                if found.move == name:
                    yield from found.evidence
        case nodes.Call(function="about" | "asked", name=name):
            yield from (topic.span for topic in reading.topics if topic.name == name)
        case nodes.Amount(name=name) if name in _NUMBERS:
            yield from (term.span for term in reading.terms if term.kind in _NUMBERS[name])
        case _:
            for part in nodes.inside(node):
                yield from _telling(moment, part)


def _about_the_line(moment: Moment, node: nodes.Node) -> bool:
    """Whether a sign of the line is part of why a condition holds."""
    match node:
        case nodes.Not():
            return False
        case nodes.Sign(name=name):
            return bool(moment.signs & BIT[name])
    return any(_about_the_line(moment, part) for part in nodes.inside(node))


def _cut(text: str, start: int, end: int, telling: int) -> str:
    """Return the words from start to end as a quotation: without its own marks, and not too long.

    Of too many those are kept that begin at `telling`, if they come late.
    """
    words = text[start:end].strip()
    if len(words) > MOST_QUOTED:
        late = telling - start > MOST_QUOTED // 2
        words = f"\u2026{text[telling:end].strip()}" if late else words
    words = _shortened(words.translate(_QUOTES).strip(" ,;:-"))
    words = words if words.endswith("..") else words.rstrip(".")
    return words if any(char.isalnum() for char in words) else ""


_QUOTES = {ord(mark): "'" for mark in '"\u201c\u201d\u201e\u00ab\u00bb'}


def _shortened(words: str) -> str:
    if len(words) <= MOST_QUOTED:
        return words
    whole = words[: MOST_QUOTED - 1].rpartition(" ")[0] or words[: MOST_QUOTED - 1]
    return whole.rstrip(" ,;:.-") + "\u2026"
