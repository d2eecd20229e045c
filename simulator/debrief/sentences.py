"""The sentences of a debrief, the same in every form that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import clean

if TYPE_CHECKING:
    from engine import Persona, Verdict
    from simulator.debrief.model import (
        Damage,
        Debrief,
        Directed,
        Shift,
        StanceChange,
        Timeline,
        TurningPoint,
    )

BARS = "▁▂▃▄▅▆▇█"
WIDEST = 60
"""Bars of a timeline; a longer conversation is sampled."""

_MOVES = {
    "hostile": "hostile",
    "hollow_apology": "an apology that was none",
    "blame": "blame",
    "demand": "a demand",
    "threaten": "a threat",
    "contempt": "contempt",
    "dismiss": "brushing it aside",
    "deflect": "changing the subject",
}


def sparkline(timeline: Timeline) -> str:
    """Return the levels as a row of bars, one a turn, the opening first."""
    levels = timeline.levels
    if len(levels) > WIDEST:
        last = len(levels) - 1
        levels = tuple(levels[round(i * last / (WIDEST - 1))] for i in range(WIDEST))
    return "".join(BARS[min(len(BARS) - 1, int(level * len(BARS)))] for level in levels)


def course(timeline: Timeline) -> str:
    """Return a feeling's way in words: `from 0.60 to 0.35, better; highest 0.72 after line 3`."""
    first, last = timeline.levels[0], timeline.levels[-1]
    if max(timeline.levels) - min(timeline.levels) < 0.005:
        return f"stayed at {last:.2f}"
    if abs(last - first) < 0.005:
        told = f"{first:.2f} at the start and at the end"
    else:
        told = f"from {first:.2f} to {last:.2f}, {'better' if timeline.better else 'worse'}"
    return told + _extreme(timeline)


def together(persona: Persona, verdict: Verdict) -> str:
    """Return how a package was weighed: its score, what was needed, and worth by weight."""
    parts = [
        f"{clean(persona.issues[part.issue].options[part.option].title)} "
        f"{part.worth:.2f} \u00d7 {part.weight:g}"
        for part in verdict.parts
    ]
    return f"Together {verdict.score:.2f} against {verdict.threshold:.2f}: {', '.join(parts)}."


def _extreme(timeline: Timeline) -> str:
    """Return where the feeling was worst, when that was on the way and not at either end."""
    worst, word = (min, "lowest") if timeline.higher_is == "better" else (max, "highest")
    level = worst(timeline.levels)
    if level in (timeline.levels[0], timeline.levels[-1]):
        return ""
    return f"; {word} {level:.2f} after line {timeline.levels.index(level)}"


def turning(point: TurningPoint) -> str:
    """Return `Line 3, “you people never test” — anger rose by 0.12: You blamed them again.`."""
    return f"Line {point.turn}, {quote(point.quote)} — " + " ".join(map(_shift, point.shifts))


def _shift(shift: Shift) -> str:
    moved = [
        f"{_lowered(label)} {'rose' if amount > 0 else 'fell'} by {abs(amount):.2f}"
        for label, amount in shift.amounts
    ]
    return f"{_joined(moved)}: {sentence(shift.because)}"


def stance(change: StanceChange) -> str:
    """Return `Line 4: Softened. You asked what they need.`."""
    if not change.turn:
        return f"At first: {change.title}."
    return f"Line {change.turn}: {change.title}. {sentence(change.because)}".rstrip()


def damage(harm: Damage) -> str:
    """Return which line did harm, and how."""
    return f"Line {harm.turn}, {quote(harm.quote)}: {_MOVES.get(harm.move, harm.move)}."


def directed(act: Directed, persona: str) -> str:
    """Return `After line 3: answered for Robin, “Fine.”`, or what else was done."""
    place = f"After line {act.turn}" if act.turn else "After the opening"
    if act.kind == "answer":
        return f"{place}: answered for {persona}, {_closed(act.text)}"
    if act.kind == "prompt":
        return f"{place}: had {persona} say {_closed(act.text)}"
    label = _lowered(act.label)
    if not act.amount:
        return f"{place}: nudged {label}, which was at its limit."
    return f"{place}: {'raised' if act.amount > 0 else 'lowered'} {label} by {abs(act.amount):.2f}."


def _closed(text: str) -> str:
    """Return the text in quotation marks, as a sentence ends with it."""
    return quote(text) + ("" if text[-1] in ".!?…" else ".")


def needs(debrief: Debrief) -> str:
    """Return what became of the counterpart's hidden needs, in a sentence; "" without any."""
    hidden = debrief.undisclosed
    if not hidden:
        return ""
    if not debrief.disclosed:
        return f"{debrief.persona} told you none of what lay behind it all."
    return f"{hidden} more thing{'' if hidden == 1 else 's'} stayed unsaid."


def moves(debrief: Debrief) -> str:
    """Return how many lines did what: `ask open 3, explain 2`."""
    return ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in debrief.moves)


def lines(turns: tuple[int, ...]) -> str:
    """Return `line 3`, or `lines 3, 5 and 6`."""
    return ("line " if len(turns) == 1 else "lines ") + _joined([str(turn) for turn in turns])


def quote(text: str) -> str:
    """Return the text in quotation marks; silence by its name."""
    return f"“{text}”" if text else "(silence)"


def _joined(items: list[str]) -> str:
    return " and ".join(part for part in (", ".join(items[:-1]), items[-1]) if part)


def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:]


def sentence(text: str) -> str:
    """Return the text with a capital and a full stop, if it has any words."""
    if not text:
        return ""
    ended = text if text[-1] in ".!?…" else text + "."
    return ended[0].upper() + ended[1:]
