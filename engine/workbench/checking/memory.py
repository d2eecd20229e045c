"""What is remembered and cannot be, quoted and never was, contradicted and goes unnoticed."""

from __future__ import annotations

from collections.abc import Iterator

from engine.persona.building.facts import shown_at
from engine.persona.conditions.logic import implies, possible
from engine.persona.conditions.nodes import All, Amount, Call, Node, Not, Sign, inside, walk
from engine.persona.problems import Problem
from engine.persona.source import KeyPath
from engine.persona.text import NAME, prepare
from engine.workbench.checking.manuscript import Manuscript, When
from engine.workbench.checking.texts import said

_IN_THE_LINE = ("amount", "percent", "duration", "count", "due", "last_due")


def memory(manuscript: Manuscript) -> Iterator[Problem]:
    """Yield facts and quotations that nothing can come of."""
    yield from _facts(manuscript)
    yield from _opening(manuscript)
    whens = {when.path: when for when in manuscript.conditions}
    for path, text in said(manuscript):
        for fact in sorted(prepare(text, manuscript.model.facts).facts):
            message = _unquotable(manuscript, fact, whens.get((*path[:-2], "when")))
            if path[0] != "opening" and message:
                yield manuscript.warning(path, message)


def _facts(manuscript: Manuscript) -> Iterator[Problem]:
    asked = {
        node.name
        for when in manuscript.conditions
        for node in walk(when.node)
        if isinstance(node, Call) and node.function == "contradicted"
    }
    for name, fact in manuscript.model.facts.items():
        if fact.against is None:
            continue
        path: KeyPath = ("facts", name, "against")
        against = manuscript.when(fact.against, path).node
        if possible(against) and implies(against, _shown(manuscript, name)):
            message = (
                f'every line that contradicts "{name}" (`against`) also states it (`when`); '
                "let one of the two leave out what the other asks for"
            )
            yield manuscript.warning(path, message)
        elif name not in asked:
            message = (
                f"nothing asks `contradicted({name})`; ask it in a condition, or take this out"
            )
            yield manuscript.warning(path, message)


def _opening(manuscript: Manuscript) -> Iterator[Problem]:
    for index, text in enumerate(manuscript.model.opening.say):
        for gap in sorted(prepare(text, manuscript.model.facts).needs):
            told = "nobody has given a name" if gap == NAME else "nothing is remembered"
            path: KeyPath = ("opening", "say", index)
            message = f"never said: {told} before the first line; do without {{{gap}}}"
            yield manuscript.warning(path, message)


def _unquotable(manuscript: Manuscript, fact: str, when: When | None) -> str:
    """Return why the words of a fact can never be quoted where a condition holds, or ""."""
    gap = f"{{said.{fact}}}"
    shown = _shown(manuscript, fact)
    if not possible(shown):
        return f"never said: the fact of {gap} is never remembered; its condition can never hold"
    if not _asks_the_line(shown):
        return (
            f"never said: {gap} has no words to quote; let the fact ask for something in a line, "
            "such as a move or a topic"
        )
    if when is not None and possible(when.node, stance=when.stance):
        remembered = All((when.node, Call("remembered", fact)))
        if not possible(remembered, stance=when.stance):
            return f"never said: where this rule holds, the fact of {gap} is not remembered"
    return ""


def _shown(manuscript: Manuscript, fact: str) -> Node:
    text = manuscript.model.facts[fact].when
    return manuscript.when(text, shown_at(manuscript.source, fact)).node


def _asks_the_line(node: Node) -> bool:
    """Whether a condition asks for something in a line, and not only for how things stand."""
    match node:
        case Not():
            return False
        case Sign() | Call(function="about" | "asked"):
            return True
        case Amount(name=name):
            return name in _IN_THE_LINE
    return any(_asks_the_line(part) for part in inside(node))
