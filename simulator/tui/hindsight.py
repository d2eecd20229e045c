"""The debrief as it is shown on the screen: sections of styled text, made from its records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import set_cell_size
from textual.content import Content

from simulator.debrief import sentences
from simulator.tui.plot import plot

if TYPE_CHECKING:
    from simulator.debrief import Damage, Debrief, Shift, Step, Timeline, TurningPoint

OUTCOMES: dict[str, tuple[str, str, str]] = {
    "agreement": ("●", "agreement", "$better"),
    "fragile": ("◐", "fragile agreement", "$you"),
    "impasse": ("○", "impasse", "$quiet"),
    "breakdown": ("✕", "breakdown", "$worse"),
    "open": ("…", "not finished", "$quiet"),
}
"""Mark, word and colour of each outcome."""

PLOT_HEIGHT = 2


MARGIN = 20
"""Cells beside a plot: the feeling's name, and where it went."""


@dataclass(frozen=True, slots=True)
class Block:
    """One thing to be said, and the remarks set in under it."""

    text: Content
    remarks: tuple[Content, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what is under it, in blocks."""

    heading: str
    blocks: tuple[Block, ...]


def finish(debrief: Debrief) -> Content:
    """Return how it ended: mark, title, outcome, epilogue."""
    mark, word, style = OUTCOMES[debrief.finish.outcome]
    count = f"{debrief.lines} line{'' if debrief.lines == 1 else 's'}"
    return Content.assemble(
        (f"{mark} {debrief.finish.title}", f"bold {style}"),
        (f"\n{word}, after {count}", "$quiet"),
        f"\n\n{debrief.finish.epilogue}" if debrief.finish.epilogue else "",
    )


def sections(debrief: Debrief, width: int) -> list[Section]:
    """Return the sections that have something to say, for a width in cells."""
    every = [
        Section(
            f"What {debrief.persona} felt",
            tuple(_timeline(each, width) for each in debrief.timelines),
        ),
        Section("What moved it most", tuple(map(_turning, debrief.turning_points))),
        _method(debrief),
        Section("What did harm, and what to say instead", tuple(map(_damage, debrief.damage))),
        Section("What was agreed", _agreed(debrief)),
        Section(f"What {debrief.persona} told you", _needs(debrief)),
        Section(f"Where {debrief.persona} stood", _stances(debrief)),
    ]
    return [section for section in every if section.blocks]


def _timeline(timeline: Timeline, width: int) -> Block:
    first, last = (round(100 * level) for level in (timeline.levels[0], timeline.levels[-1]))
    told = "unchanged" if first == last else "better" if timeline.better else "worse"
    style = {"unchanged": "$them", "better": "$better", "worse": "$worse"}[told]
    upper, lower = plot(timeline.levels, max(1, width - MARGIN), PLOT_HEIGHT)
    return Block(
        Content.assemble(
            (set_cell_size(timeline.label.capitalize(), MARGIN), "bold"),
            (upper, style),
            "\n",
            (set_cell_size(f"{first} → {last} {told}", MARGIN), "$quiet"),
            (lower, style),
        )
    )


def _turning(point: TurningPoint) -> Block:
    mark, style = ("▲ better", "$better") if point.good else ("▼ worse", "$worse")
    return Block(
        Content.assemble(
            (mark, style), (f"  line {point.turn}  ", "$quiet"), sentences.quote(point.quote)
        ),
        tuple(map(_shift, point.shifts)),
    )


def _shift(shift: Shift) -> Content:
    moved = ", ".join(f"{label} {100 * amount:+.0f}" for label, amount in shift.amounts)
    return Content.styled(f"{moved}: {shift.because}", "$quiet")


def _method(debrief: Debrief) -> Section:
    if debrief.practice is None:
        return Section("", ())
    steps = debrief.practice.steps
    reached = sum(step.reached for step in steps)
    heading = f"{debrief.practice.name}: {reached} of {len(steps)} steps"
    return Section(heading, tuple(map(_step, steps)))


def _step(step: Step) -> Block:
    if step.reached:
        return Block(_done(step.title, step.turns))
    return Block(
        Content.assemble((f"○ {step.title}", "bold"), ("  missed", "$quiet")),
        (Content(step.advice), Content.styled(sentences.quote(step.example), "italic $you")),
    )


def _done(text: str, turns: tuple[int, ...]) -> Content:
    return Content.assemble((f"✓ {text}", "$better"), (f"  {sentences.lines(turns)}", "$quiet"))


def _damage(harm: Damage) -> Block:
    instead = (Content(f"Instead: {harm.instead}"),) if harm.instead else ()
    return Block(Content(sentences.damage(harm)), instead)


def _agreed(debrief: Debrief) -> tuple[Block, ...]:
    settled = [
        Block(
            _done(f"{each.issue}: {each.option}", (each.turn,)),
            (Content(each.weighed),) if each.weighed else (),
        )
        for each in debrief.agreements
    ]
    unsettled = [
        Block(Content.assemble(f"○ {issue}", ("  not settled", "$quiet")))
        for issue in debrief.unsettled
    ]
    return tuple(settled + unsettled)


def _needs(debrief: Debrief) -> tuple[Block, ...]:
    told = [Block(_done(each.title, (each.turn,))) for each in debrief.disclosed]
    unsaid = sentences.needs(debrief)
    return tuple(told + ([Block(Content.styled(unsaid, "$quiet"))] if unsaid else []))


def _stances(debrief: Debrief) -> tuple[Block, ...]:
    path = " → ".join(change.title for change in debrief.stances)
    why = (
        Content.styled(sentences.stance(change), "$quiet")
        for change in debrief.stances
        if change.turn
    )
    return (Block(Content.styled(path, "bold"), tuple(why)),)
