"""The sentences of a debrief, the same in every form that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import clean
from simulator.debrief.moves import move_name

if TYPE_CHECKING:
    from collections.abc import Iterable

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

SILENCE = "(said nothing)"
"""What is read where a line was said and had no words."""

DEGREES = ((0.05, "a little"), (0.12, "clearly"))
"""How far a feeling moved in words: below so much of its whole range; above, a lot."""

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
    """Return a feeling's way, 0 to 100: `from 60 to 35, better; highest 72 after line 3`."""
    first, last = (hundredths(level) for level in (timeline.levels[0], timeline.levels[-1]))
    if hundredths(max(timeline.levels)) == hundredths(min(timeline.levels)):
        return f"stayed at {last}"
    if first == last:
        told = f"{first} at the start and at the end"
    else:
        told = f"from {first} to {last}, {'better' if timeline.better else 'worse'}"
    return told + _extreme(timeline)


def hundredths(level: float) -> int:
    """Return a level (0 to 1) as people read it, 0 to 100."""
    return round(100 * level)


def degree(amount: float) -> str:
    """Return how far a feeling moved, up or down: `a little`, `clearly`, `a lot`."""
    return next((words for below, words in DEGREES if abs(amount) < below), "a lot")


def together(persona: Persona, verdict: Verdict) -> str:
    """Return how a package was weighed: its score, what was needed, and worth by weight."""
    parts = [
        f"{clean(persona.issues[part.issue].options[part.option].title)} "
        f"{part.worth:.2f} \u00d7 {part.weight:g}"
        for part in verdict.parts
    ]
    return f"Together {verdict.score:.2f} against {verdict.threshold:.2f}: {', '.join(parts)}."


def weighed(persona: Persona, verdict: Verdict) -> str:
    """Return what was weighed as one offer: `Weighed together: A, B and C.`."""
    titles = [clean(persona.issues[p.issue].options[p.option].title) for p in verdict.parts]
    return f"Weighed together: {_joined(titles)}."


def _extreme(timeline: Timeline) -> str:
    """Return where the feeling was worst, when that was on the way and not at either end."""
    worst, word = (min, "lowest") if timeline.higher_is == "better" else (max, "highest")
    level = worst(timeline.levels)
    if level in (timeline.levels[0], timeline.levels[-1]):
        return ""
    return f"; {word} {hundredths(level)} after line {timeline.levels.index(level)}"


def turning(point: TurningPoint, by: str = "") -> str:
    """Return `Line 3, “you people never test” — anger rose clearly: You blamed them again.`.

    by: who said it, where that was not the reader: the reason is said to whoever did.
    """
    told = [f"{_moved(shift.amounts)}: {sentence(shift.because)}" for shift in point.shifts]
    if by:
        told = [f"{_moved(_in_all(point.shifts))}."]
    told[1:] = map(sentence, told[1:])
    return f"{_line(point.turn, by)}, {quote(point.quote)} — {' '.join(told)}"


def _moved(amounts: Iterable[tuple[str, float]]) -> str:
    return _joined(
        [
            f"{_lowered(label)} {'rose' if amount > 0 else 'fell'} {degree(amount)}"
            for label, amount in amounts
        ]
    )


def _in_all(shifts: Iterable[Shift]) -> list[tuple[str, float]]:
    """Return what all rules together did to each feeling, where that is anything."""
    sums: dict[str, float] = {}
    for label, amount in (one for shift in shifts for one in shift.amounts):
        sums[label] = sums.get(label, 0.0) + amount
    return [(label, amount) for label, amount in sums.items() if hundredths(amount)]


def stance(change: StanceChange, by: str = "") -> str:
    """Return `Line 4: Softened. You asked what they need.`; by: as for `turning`."""
    if not change.turn:
        return f"At first: {change.title}."
    because = "" if by else sentence(change.because)
    return f"{_line(change.turn, by)}: {change.title}. {because}".rstrip()


def damage(harm: Damage, by: str = "") -> str:
    """Return which line did harm, and how; by: as for `turning`."""
    return f"{_line(harm.turn, by)}, {quote(harm.quote)}: {_MOVES.get(harm.move, harm.move)}."


def _line(turn: int, by: str) -> str:
    return f"Line {turn} ({by})" if by else f"Line {turn}"


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
    return f"{place}: {'raised' if act.amount > 0 else 'lowered'} {label} {degree(act.amount)}."


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
    """Return how many lines did what: `open question 3, explanation 2`."""
    return ", ".join(f"{move_name(name)} {count}" for name, count in debrief.moves)


def lines(turns: tuple[int, ...]) -> str:
    """Return `line 3`, or `lines 3, 5 and 6`."""
    return ("line " if len(turns) == 1 else "lines ") + _joined([str(turn) for turn in turns])


def quote(text: str) -> str:
    """Return the text in quotation marks; silence by its name."""
    return f"“{text}”" if text else SILENCE


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
