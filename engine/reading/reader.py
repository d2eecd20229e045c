"""Reading a line: which moves it makes, in which tone, about what, and which words showed it."""

from __future__ import annotations

from collections.abc import Sequence

from engine.reading.cleaning import clean
from engine.reading.evidence import quoted
from engine.reading.folding import fold, window
from engine.reading.forms import asks, form_of
from engine.reading.model import Model, usable
from engine.reading.outcomes import APPRECIATE, FIRST_TONE, SARCASTIC, Heard, Sense
from engine.reading.records import HARMFUL, MOVES, TONES, Context, FoundMove, Reading, Topic
from engine.reading.terms import find_terms

_NOWHERE = Context()

ASKING = frozenset(("ask_open", "ask_closed", "invite_ideas"))
"""Moves that ask for something to be told; an offer may end in a question, and asks for none."""


def read(line: str, context: Context = _NOWHERE, model: str = "quick") -> Reading:
    """Read a line as said in a context. Takes anything; never raises; bounded in time.

    model: one of MODELS; where its files cannot be used the next one reads (`usable` says why).
    """
    text = window(clean(line))
    folded = fold(text)
    form = form_of(text, folded)
    if form != "words":
        return Reading(text, form)
    reader, _ = usable(model)
    heard = reader.hear(folded, text, context)
    shares = reader.calibration.probabilities(heard.scores)
    sarcastic = shares[SARCASTIC] >= reader.calibration.enough[SARCASTIC]
    if sarcastic:
        shares[APPRECIATE] = 0.0  # ironic thanks are none (moves guide)
    moves = _moves(shares, reader, heard, text, folded)
    asking = asks(folded)
    names = {move.move for move in moves}
    asked = bool(names & ASKING) or (asking and "propose" not in names)
    tone, tone_confidence = _tone(shares, any(move.move in HARMFUL for move in moves))
    return Reading(
        text=text,
        moves=moves,
        tone=tone,
        tone_confidence=tone_confidence,
        sarcastic=sarcastic,
        sarcasm_confidence=shares[SARCASTIC],
        question=asking,
        terms=find_terms(folded, text, context.today),
        topics=_topics(text, context, heard.sense if asked else None),
        likeliest=_likeliest(shares, moves),
        model=reader.name,
    )


def _topics(text: str, context: Context, sense: Sense | None) -> tuple[Topic, ...]:
    return context.vocabulary.find(text, sense) if context.vocabulary is not None else ()


def _moves(
    shares: Sequence[float], reader: Model, heard: Heard, text: str, folded: str
) -> tuple[FoundMove, ...]:
    enough = reader.calibration.enough
    found = [
        FoundMove(move, shares[index], quoted(heard.telling(index), folded, text))
        for index, move in enumerate(MOVES)
        if shares[index] >= enough[index]
    ]
    return tuple(sorted(found, key=lambda move: -move.confidence))


def _likeliest(shares: Sequence[float], moves: tuple[FoundMove, ...]) -> tuple[str, float]:
    """Return the move that came nearest to being read where none was."""
    if moves:
        return "", 0.0
    best = max(range(len(MOVES)), key=lambda index: (shares[index], -index))
    return MOVES[best], shares[best]


def _tone(shares: Sequence[float], harmful: bool) -> tuple[str, float]:
    """Return the likeliest tone and its share among the four.

    Hostile is open attack (moves guide): without a damaging move in the line it is not heard.
    """
    tones = list(shares[FIRST_TONE:SARCASTIC])
    if not harmful:
        tones[TONES.index("hostile")] = 0.0
    best = max(range(len(TONES)), key=lambda index: (tones[index], -index))
    return TONES[best], round(tones[best] / (sum(tones) or 1.0), 4)
