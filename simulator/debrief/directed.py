"""What a facilitator did in the counterpart's place, turn by turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import FACILITATOR, clean, scripted
from simulator.debrief.harm import shortened
from simulator.debrief.model import Directed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine import Act, Change, Persona, Turn


def acts_done(persona: Persona, turns: Sequence[Turn]) -> tuple[Directed, ...]:
    """Return every act in the order in which they were done."""
    if not any(turn.acts for turn in turns):
        return ()
    texts = {text.id: text.text for text in scripted(persona)}
    done = []
    for turn in turns:
        nudges = (change for change in turn.changes if change.rule == FACILITATOR)
        done += [_directed(persona, turn, act, texts, nudges) for act in turn.acts]
    return tuple(done)


def _directed(
    persona: Persona, turn: Turn, act: Act, texts: dict[str, str], nudges: Iterator[Change]
) -> Directed:
    if act.kind == "nudge":
        moved = next(nudges)  # a turn has as many as nudges
        label = clean(persona.feelings[act.feeling].label)
        return Directed(
            turn.number, act.kind, label=label, amount=round(moved.after - moved.before, 3)
        )
    words = texts[act.text] if act.kind == "prompt" else act.text
    return Directed(turn.number, act.kind, shortened(clean(words)))
