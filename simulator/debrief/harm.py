"""The lines that did harm, the words that showed it, and what could have been said instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import clean
from engine.reading.records import HARMFUL
from simulator.debrief.model import Damage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine import FoundMove, Persona, Turn

LONGEST_QUOTE = 80
"""Characters; a longer quote is cut between words."""


def damage_done(persona: Persona, turns: Sequence[Turn]) -> tuple[Damage, ...]:
    """Return the harmful lines in order, each by the most certain of its harmful moves."""
    instead = persona.method.instead if persona.method else {}
    found = []
    for turn in turns:
        harm = harmful_moves(turn)
        if turn.reading is None:
            continue
        if harm:
            advice = clean(instead.get(harm[0].move, ""))
            found.append(Damage(turn.number, harm[0].move, quoted(turn, harm[:1]), advice))
        elif turn.reading.tone == "hostile":
            advice = clean(instead.get("hostile", ""))
            found.append(Damage(turn.number, "hostile", quoted(turn, ()), advice))
    return tuple(found)


def harmful_moves(turn: Turn) -> tuple[FoundMove, ...]:
    """Return the harmful moves of a turn's line, the most certain first."""
    moves = turn.reading.moves if turn.reading else ()
    return tuple(move for move in moves if move.move in HARMFUL)


def quoted(turn: Turn, moves: Sequence[FoundMove]) -> str:
    """Return the words of the line that showed these moves, or the line; cut when it is long."""
    spans = {(span.start, span.end): span.text for move in moves for span in move.evidence}
    words = " … ".join(spans[place] for place in sorted(spans))
    return shortened(clean(words or turn.line or ""))


def shortened(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Return the text, cut between words to at most so many characters."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 2]
    return (cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut) + " …"
