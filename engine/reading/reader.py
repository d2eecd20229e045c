"""Reading a line: which moves it makes, in which tone, about what, and which words showed it."""

from __future__ import annotations

from engine.reading.cleaning import clean
from engine.reading.features import NOWHERE, Place, features
from engine.reading.folding import fold, window
from engine.reading.forms import asks, form_of
from engine.reading.records import HARMFUL, MOVES, TONES, Context, FoundMove, Reading, Span
from engine.reading.terms import find_terms
from engine.reading.weights import OUTCOMES, confidence, fitted

ENOUGH = 0.5
"""Confidence from which a move counts as read."""

MAX_QUOTES = 4
"""At most so many stretches of words are quoted as evidence of one move."""

_TELLING = 0.3
"""Log-odds that a feature must add to a move for its words to be quoted."""

_NOWHERE = Context()
_FIRST_TONE = OUTCOMES.index(f"tone_{TONES[0]}")
_SARCASTIC = OUTCOMES.index("sarcastic")


def read(line: str, context: Context = _NOWHERE) -> Reading:
    """Read a line as said in a context. Takes anything; never raises; bounded in time."""
    text = window(clean(line))
    folded = fold(text)
    form = form_of(text, folded)
    if form != "words":
        return Reading(text, form)
    found = features(folded, text, context)
    scores = fitted().scores(found)
    moves = _moves(scores, found, text)
    tone, tone_confidence = _tone(scores, any(move.move in HARMFUL for move in moves))
    sarcasm = confidence(scores[_SARCASTIC])
    return Reading(
        text=text,
        moves=moves,
        tone=tone,
        tone_confidence=tone_confidence,
        sarcastic=sarcasm >= ENOUGH,
        sarcasm_confidence=sarcasm,
        question=asks(folded),
        terms=find_terms(folded, text, context.today),
        topics=context.vocabulary.find(text) if context.vocabulary is not None else (),
    )


def _moves(scores: list[float], found: dict[str, Place], text: str) -> tuple[FoundMove, ...]:
    read_moves = [
        FoundMove(move, sure, _evidence(move, found, text))
        for index, move in enumerate(MOVES)
        if (sure := confidence(scores[index])) >= ENOUGH
    ]
    return tuple(sorted(read_moves, key=lambda move: -move.confidence))


def _tone(scores: list[float], harmful: bool) -> tuple[str, float]:
    """Return the likeliest tone and its share among the four.

    Hostile is open attack (moves guide): without a damaging move in the line it is not heard.
    """
    shares = [confidence(score) for score in scores[_FIRST_TONE : _FIRST_TONE + len(TONES)]]
    if not harmful:
        shares[TONES.index("hostile")] = 0.0
    best = max(range(len(TONES)), key=lambda index: (shares[index], -index))
    return TONES[best], round(shares[best] / (sum(shares) or 1.0), 4)


def _evidence(move: str, found: dict[str, Place], text: str) -> tuple[Span, ...]:
    """Return the words that spoke most for a move, in order, none inside another."""
    weights = fitted()
    telling = [
        (weight, place)
        for name, place in found.items()
        if place != NOWHERE and (weight := weights.of(name, move)) >= _TELLING
    ]
    telling.sort(key=lambda one: (-one[0], one[1]))
    kept: list[Place] = []
    for _, (start, end) in telling:
        if all(end <= a or b <= start for a, b in kept):
            kept.append((start, end))
        if len(kept) == MAX_QUOTES:
            break
    return tuple(_span(text, *place) for place in sorted(kept))


def _span(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Span(start, start + len(words), words)
