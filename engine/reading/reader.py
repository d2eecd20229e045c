"""Reading a line: which moves it makes, in which tone, about what, and which words showed it."""

from __future__ import annotations

from engine.reading.clauses import mask_quotes, sentences
from engine.reading.cleaning import clean
from engine.reading.features import NOWHERE, Place, Showing, features, place_of
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

_SENTENCE = 2
"""A sentence of fewer spaces is too short to be heard by itself."""

_DISCOUNTS = tuple(1.5 if move in HARMFUL else 0.3 for move in MOVES)
"""What a sentence by itself must exceed the line by, in log-odds; chosen on development data."""

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
    scores = _scores(found, folded, text, context)
    moves = _moves(scores, found, text, folded)
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


def _scores(found: dict[str, Showing], folded: str, text: str, context: Context) -> list[float]:
    """Return the log-odds of every outcome: the line's own, or a sentence's where that is higher.

    A line that does several things says each of them more faintly than a line that does one.
    """
    scores = fitted().scores(found)
    masked = mask_quotes(folded)  # a quotation may go on over several sentences
    parts = [(a, b) for a, b in sentences(folded) if folded.count(" ", a, b) >= _SENTENCE]
    if len(parts) < 2:
        return scores
    for start, end in parts:
        part = fitted().scores(features(masked[start:end], text[start:end], context))
        for index, discount in enumerate(_DISCOUNTS):
            scores[index] = max(scores[index], part[index] - discount)
    return scores


def _moves(
    scores: list[float], found: dict[str, Showing], text: str, folded: str
) -> tuple[FoundMove, ...]:
    read_moves = [
        FoundMove(move, confidence(scores[index]), _evidence(index, found, text, folded))
        for index, move in enumerate(MOVES)
        if scores[index] >= 0
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


def _evidence(move: int, found: dict[str, Showing], text: str, folded: str) -> tuple[Span, ...]:
    """Return the words that spoke most for a move, in order, none inside another."""
    weights = fitted()
    telling = [
        (weight, name)
        for name, showing in found.items()
        if showing != NOWHERE and (weight := weights.of(name, move)) >= _TELLING
    ]
    telling.sort(key=lambda one: (-one[0], one[1]))
    kept: list[Place] = []
    for _, name in telling[: 3 * MAX_QUOTES]:
        start, end = place_of(found[name], folded)
        if start < end and all(end <= a or b <= start for a, b in kept):
            kept.append((start, end))
        if len(kept) == MAX_QUOTES:
            break
    return tuple(_span(text, *place) for place in sorted(kept))


def _span(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Span(start, start + len(words), words)
