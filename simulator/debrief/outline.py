"""A debrief as headed sections of items: the order and the words that its written forms share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.debrief import sentences

if TYPE_CHECKING:
    from simulator.debrief.model import Debrief, Step, Told


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be said; `more` are the remarks under it."""

    text: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what is under it; plain sections are paragraphs, others lists."""

    heading: str
    items: tuple[Item, ...]
    plain: bool = False


def outline(debrief: Debrief) -> tuple[Section, ...]:
    """Return the sections that have something in them, what matters most first.

    Where all was said by others, they are fewer, and nobody is addressed in them.
    """
    if debrief.by and all(debrief.by):
        return _filled(_ending(debrief, False), _turning(debrief), *_others(debrief))
    return _filled(
        _drift(debrief),
        _ending(debrief),
        _turning(debrief),
        _damage(debrief),
        _method(debrief),
        _agreements(debrief),
        _needs(debrief),
        _acts(debrief),
        Section(
            "Stances",
            tuple(
                Item(sentences.stance(one, debrief.said_by(one.turn))) for one in debrief.stances
            ),
        ),
        Section("Feelings, from 0 to 100", tuple(_feelings(debrief))),
        _moves(debrief),
    )


def _filled(*sections: Section) -> tuple[Section, ...]:
    return tuple(section for section in sections if section.items)


def _others(debrief: Debrief) -> tuple[Section, ...]:
    """Return the rest of what is told of a conversation that somebody else had."""
    told = tuple(Item(_told(one)) for one in debrief.disclosed)
    steps = tuple(
        Item(f"{step.title} ({sentences.lines(step.turns)}).")
        for step in (debrief.practice.steps if debrief.practice else ())
        if step.reached
    )
    return (
        Section(f"Steps of {debrief.practice.name}" if debrief.practice else "Steps", steps),
        _agreements(debrief),
        Section(f"What {debrief.persona} told", told),
    )


def _drift(debrief: Debrief) -> Section:
    items = (Item(debrief.drift.told),) if debrief.drift else ()
    return Section("What changed since", items, plain=True)


def _ending(debrief: Debrief, whole: bool = True) -> Section:
    count = f"{debrief.lines} line{'' if debrief.lines == 1 else 's'}"
    items = [Item(f"{debrief.finish.title}, after {count}.")]
    if whole and debrief.finish.epilogue:
        items.append(Item(debrief.finish.epilogue))
    return Section("How it ended", tuple(items), plain=True)


def _turning(debrief: Debrief) -> Section:
    worse = [p for p in debrief.turning_points if not p.good]
    better = [p for p in debrief.turning_points if p.good]
    items = [
        Item(f"{word}. {sentences.turning(point, debrief.said_by(point.turn))}")
        for word, points in (("Better", better), ("Worse", worse))
        for point in points
    ]
    return Section("Turning points", tuple(items))


def _damage(debrief: Debrief) -> Section:
    items = tuple(
        Item(
            sentences.damage(harm, debrief.said_by(harm.turn)),
            (f"Instead: {harm.instead}",) if harm.instead else (),
        )
        for harm in debrief.damage
    )
    return Section("What did harm, and what to say instead", items)


def _method(debrief: Debrief) -> Section:
    if debrief.practice is None:
        return Section("Method", ())
    items = tuple(_step(step) for step in debrief.practice.steps)
    reached = sum(step.reached for step in debrief.practice.steps)
    return Section(f"{debrief.practice.name}: {reached} of {len(items)} steps", items)


def _step(step: Step) -> Item:
    if step.reached:
        return Item(f"Done: {step.title} ({sentences.lines(step.turns)}).")
    return Item(f"Missed: {step.title}.", (step.advice, f"For example: {step.example}"))


def _agreements(debrief: Debrief) -> Section:
    items = [
        Item(
            sentences.sentence(f"{one.issue}: {one.option} (line {one.turn})"),
            (one.weighed,) if one.weighed else (),
        )
        for one in debrief.agreements
    ]
    items += [Item(sentences.sentence(f"{one}: not settled")) for one in debrief.unsettled]
    return Section("What was agreed", tuple(items))


def _needs(debrief: Debrief) -> Section:
    items = [Item(_told(one)) for one in debrief.disclosed]
    unsaid = sentences.needs(debrief)
    if unsaid:
        items.append(Item(unsaid))
    return Section(f"What {debrief.persona} told you", tuple(items))


def _told(one: Told) -> str:
    return f"{one.title.removesuffix('.')} (line {one.turn})."


def _acts(debrief: Debrief) -> Section:
    items = tuple(Item(sentences.directed(act, debrief.persona)) for act in debrief.acts)
    return Section("What the facilitator did", items)


def _feelings(debrief: Debrief) -> list[Item]:
    width = max((len(timeline.label) for timeline in debrief.timelines), default=0)
    return [
        Item(f"{one.label:<{width}}  {sentences.sparkline(one)}  {sentences.course(one)}")
        for one in debrief.timelines
    ]


def _moves(debrief: Debrief) -> Section:
    told = sentences.moves(debrief)
    return Section("What your lines did", (Item(f"{told}."),) if told else (), plain=True)
