"""The pieces of a reply and the rules behind them, and the rules that held and lost, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import Reply
from simulator.debrief.outline import Item

if TYPE_CHECKING:
    from engine import Persona
    from engine.workbench.hearing import Lost
    from engine.workbench.sources import Source
    from engine.workbench.why import Why

_KIND = {
    "opening": "Opening",
    "way": "On the way to {}",
    "enter": "On coming to {}",
    "reaction": "Reaction",
    "answer": "Answer",
    "drive": "Drive",
    "otherwise": "Otherwise, as nothing else fitted",
    "question": "Answer to the question {}",
    "interest": "The interest {} was told",
    "offer": "On the offer",
    "ask": "Next issue, {}",
    "ending": "The ending {}",
}

_REASON = {
    "less_specific": "A more specific rule held.",
    "later": "One that stands before it held.",
    "used_up": "All its texts had been said.",
    "way": "The text on coming to the new stance stands in its place.",
    "alone": "What was said stands alone.",
    "interest": "An interest was told instead.",
    "offer": "The offer was answered instead.",
    "question": "A question was answered instead.",
    "asks": "What was said ended in a question already.",
    "ask": "The next issue was asked about instead.",
    "drove": "The turn before had a drive already.",
    "wordless": "All its texts need your name or earlier words, and there were none.",
}


def replies(persona: Persona, why: Why) -> list[Item]:
    """Return every piece of the reply with its rule."""
    return [
        Item(
            f"{_titled(persona, one.source)}: {Reply(one.parts).whole}",
            (_rule(one.source, "Held: "),),
        )
        for one in why.said
    ]


def unsaid(persona: Persona, why: Why) -> list[Item]:
    """Return what held and was not said; that `otherwise` always holds needs no saying."""
    return [_lost(persona, one) for one in why.lost if one.source.kind != "otherwise"]


def _lost(persona: Persona, lost: Lost) -> Item:
    told = f"{_titled(persona, lost.source)}: {_rule(lost.source)}"
    return Item(told, (_REASON[lost.reason],))


def _titled(persona: Persona, source: Source) -> str:
    name = source.of
    if source.kind in ("way", "enter"):
        name = persona.stances[name].title
    elif source.kind == "ask":
        name = persona.issues[name].title
    elif source.kind == "interest":
        name = f"“{persona.interests[name].title}”"
    elif source.kind == "ending":
        name = f"“{persona.endings[name].title}”"
    return _KIND[source.kind].format(name)


def _rule(source: Source, held: str = "") -> str:
    if not source.condition or source.kind == "otherwise":
        return source.rule
    specific = ""
    if source.kind in ("reaction", "answer", "drive"):
        specific = f", specificity {source.specificity:g}"
    return f"{held}`{source.condition}`{specific} {source.rule}"
