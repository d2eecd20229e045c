"""A turn accounted for in headed sections of plain sentences, file and line at their ends."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from engine.reading import HARMFUL
from engine.turn import OUT_OF_THE_QUESTION
from simulator.authoring.replies import replies, unsaid
from simulator.debrief.outline import Item, Section
from simulator.debrief.sentences import quote, sentence, together

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine import Change, FoundMove, Persona, Reading, Span, Term, Verdict
    from engine.workbench.why import Fired, Swayed, Way, Why


def account(persona: Persona, why: Why) -> list[Section]:
    """Return the sections that have something in them, in the order things happened."""
    turn = why.turn
    title = persona.stances[why.stance].title
    sections = [
        Section(f"Line {turn.number}: {quote(turn.line or '')}", ()),
        _section("How it was read", _read(persona, why)),
        _section("What the offer met with", [_met(persona, one) for one in turn.verdicts]),
        _section("What it changed in them", _changed(persona, why)),
        _section(f"Where they stood: {title}", _moved(persona, why)),
        _section("What they said, and by which rule", replies(persona, why)),
        _section("What else held, and was not said", unsaid(persona, why)),
    ]
    return [sections[0], *(section for section in sections[1:] if section.items)]


def _section(heading: str, items: list[Item]) -> Section:
    return Section(heading.upper(), tuple(items))


def _read(persona: Persona, why: Why) -> list[Item]:
    reading = why.turn.reading
    if reading is None:  # only the opening has none
        return []
    if reading.form != "words":
        return [Item(_FORMS[reading.form])]
    items = [_move(found, found.move in why.unsure) for found in reading.moves]
    if not items:
        move, chance = reading.likeliest
        near = f" {_named(move)} came nearest ({chance:.2f})." if move else ""
        items.append(Item(f"No move was read.{near}"))
    items.append(Item(_tone(reading)))
    items += [
        Item(f"Topic {_topic(persona, topic.name)} ({topic.confidence:.2f}): {_span(topic.span)}")
        for topic in reading.topics
    ]
    items += [Item(_term(term)) for term in reading.terms]
    kinds = [_KINDS[sign] for sign in why.signs if sign in _KINDS]
    return [*items, *([Item(f"The line is also {_listed(kinds)}.")] if kinds else [])]


_FORMS = {
    "silent": "Nothing was said (silent).",
    "unclear": "It was taken for noise or code (unclear): no move is looked for in it.",
    "foreign": "It was taken for another language (foreign): no move is looked for in it.",
}

_KINDS = {
    "repeated": "said before (repeated)",
    "long": "long",
    "question": "a question",
    "harmful": "harmful",
    "doubtful": "doubtful: something was done in it, but it is not clear what",
}


def _move(found: FoundMove, unsure: bool) -> Item:
    shown = ", ".join(_span(span) for span in found.evidence)
    told = f"Move {_named(found.move)} ({found.confidence:.2f}){f': {shown}' if shown else ''}"
    if not unsure:
        return Item(told)
    too_faint = "move a stance or choose a reply" if found.move in HARMFUL else "choose a reply"
    return Item(told, (f"Too faint to {too_faint}; it stirs feelings by as much as it is sure.",))


def _tone(reading: Reading) -> str:
    told = f"Tone {reading.tone} ({reading.tone_confidence:.2f})."
    if reading.sarcastic:
        told += f" Sarcastic ({reading.sarcasm_confidence:.2f})."
    return told


def _met(persona: Persona, verdict: Verdict) -> Item:
    issue = persona.issues[verdict.issue]
    option = issue.options[verdict.option].title if verdict.option else ""
    about = f"{issue.title}: {option}" if option else issue.title
    more = []
    if verdict.kind in ("accepted", "refused"):
        more.append(
            together(persona, verdict)
            if verdict.parts
            else f"It was worth {verdict.score:.2f} to them; in their mood "
            f"{verdict.threshold:.2f} was needed."
        )
        said = any(reason.endswith(OUT_OF_THE_QUESTION) for reason in verdict.because)
        if verdict.kind == "refused" and verdict.score >= verdict.threshold and not said:
            more.append("It is out of the question, however it is put.")
        more += [f"Counted in: {sentence(reason)}" for reason in verdict.because]
    return Item(f"{sentence(about)} {_MET[verdict.kind]} {verdict.rule}", tuple(more))


_MET = {
    "accepted": "They accepted it.",
    "refused": "They refused it.",
    "suggested": "They suggested it themselves.",
    "settled": "You took what they had suggested: it is settled.",
    "declined": "You turned down what they had suggested.",
    "vague": "An offer was heard, but none of the options in it.",
    "exhausted": "They have nothing left to suggest.",
}


def _changed(persona: Persona, why: Why) -> list[Item]:
    items = [_fired(persona, one) for one in why.fired]
    if drifted := _changes(persona, why.drift):
        items.insert(0, Item(f"Time passed, and feelings drifted towards rest: {drifted}."))
    if not why.fired:
        items.append(Item("No appraisal rule held."))
    return items + _contradicted(why) + _remembered(why)


def _contradicted(why: Why) -> list[Item]:
    return [
        Item(
            f"It goes against what is remembered: {fact}, as `{condition}` held.",
            (f"Said then: {quote(words)}",) if words else (),
        )
        for fact, condition, words in why.contradicted
    ]


def _remembered(why: Why) -> list[Item]:
    return [
        Item(
            f"From here on it is remembered: {fact}, as `{condition}` held.",
            (f"In these words: {quote(why.quoted[fact])}",) if fact in why.quoted else (),
        )
        for fact, condition in why.remembered
    ]


def _fired(persona: Persona, fired: Fired) -> Item:
    moved = _changes(persona, fired.changes)
    if not moved:
        moved = "It moved next to nothing" if fired.changes else "It could move nothing further"
    return Item(
        f"{sentence(fired.because)} {sentence(moved)}",
        (
            f"Held: `{fired.condition}` {fired.rule}",
            *(_swayed(persona, one) for one in fired.swayed),
        ),
    )


def _swayed(persona: Persona, swayed: Swayed) -> str:
    levels = [f"{persona.feelings[name].label} at {level:.2f}" for name, level in swayed.by]
    label = persona.feelings[swayed.feeling].label
    return f"On {label} it counted {swayed.times:.2f} times, with {_listed(levels)}."


def _changes(persona: Persona, changes: Iterable[Change]) -> str:
    """Return the changes that can be seen in two digits."""
    seen = []
    for change in changes:
        before, after = f"{change.before:.2f}", f"{change.after:.2f}"
        if before != after:
            rose = "rose" if change.after > change.before else "fell"
            seen.append(f"{persona.feelings[change.feeling].label} {rose} from {before} to {after}")
    return "; ".join(seen)


def _moved(persona: Persona, why: Why) -> list[Item]:
    if not why.ways:
        return [Item("They stayed: no way to another stance held.")]
    taken, *later = why.ways
    items = [_way(persona, "They moved to", taken)]
    return items + [_way(persona, "Held too, but stands later: to", way) for way in later]


def _way(persona: Persona, told: str, way: Way) -> Item:
    title = persona.stances[way.to].title
    return Item(
        f"{told} {title}. {sentence(way.because)}", (f"Held: `{way.condition}` {way.rule}",)
    )


def _topic(persona: Persona, name: str) -> str:
    issue, dot, option = name.partition(".")
    if issue in persona.issues:
        told = persona.issues[issue]
        return f"{name} ({told.options[option].title if dot else told.title})"
    return name


def _named(move: str) -> str:
    return move.replace("_", " ")


def _span(span: Span) -> str:
    return quote(span.text)


def _term(term: Term) -> str:
    if term.kind == "date":
        taken = date.fromordinal(int(term.value)).isoformat()
    else:
        unit = term.unit if term.kind == "money" else _UNITS[term.kind]
        taken = f"{term.value:g} {unit}".rstrip()
    return f"{term.kind.capitalize()} {_span(term.span)}, taken as {taken}"


_UNITS = {"percent": "percent", "share": "percent", "duration": "days", "count": "pieces"}


def _listed(items: list[str]) -> str:
    return ", ".join(items[:-1]) + " and " + items[-1] if len(items) > 1 else "".join(items)
