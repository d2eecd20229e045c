"""The signs of a line that rules can ask for, each one bit: moves, tones, and kinds of line."""

from __future__ import annotations

from engine.reading import HARMFUL, MOVES, TONES, Reading

LONG_WORDS = 120
"""More words than this make a line long."""

_DAMAGING = ", ".join(move for move in MOVES if move in HARMFUL)

KINDS: dict[str, str] = {
    "sarcastic": "the line is sarcastic",
    "silent": "nothing was said",
    "unclear": "noise, or code",
    "foreign": "another language than English",
    "repeated": "the same line was said before",
    "long": f"the line has more than {LONG_WORDS} words",
    "question": "the line asks something",
    "harmful": f"the line makes a damaging move ({_DAMAGING}) or is hostile",
    "plain": "the line makes no move at all",
    "doubtful": "something was done, but it is not clear what: no move was heard surely, no topic, "
    "no amount or date named; the place to ask in character what was meant",
}
"""What can be said of a line beside its moves and tone: when it is."""

SIGNS: tuple[str, ...] = (*MOVES, *TONES, *KINDS)
BIT: dict[str, int] = {sign: 1 << index for index, sign in enumerate(SIGNS)}
INDEX: dict[str, int] = {sign: index for index, sign in enumerate(SIGNS)}

OFFERING = BIT["propose"] | BIT["commit"]
"""Moves by which something is offered."""

ANSWERING = BIT["accept"] | BIT["confirm_agreement"]
"""Moves by which something is taken."""

SURE = 0.6
"""Confidence from which a move is heard clearly. On development lines more than four in five such
moves are there; of those below it about half (docs/reading.md)."""

NEARLY = 0.2
"""Probability from which a move that was not read may yet be there."""

FEWEST_WORDS = 3
"""A line of fewer words is not asked about: "ok", "right then"."""

_HARMFUL_BITS = sum(BIT[move] for move in HARMFUL) | BIT["hostile"]


def signs_of(reading: Reading, words: int, repeated: bool) -> int:
    """Return the signs of a line as bits; words is its length in words."""
    bits = BIT[reading.tone]
    for found in reading.moves:
        bits |= BIT[found.move]
    if not reading.moves:
        bits |= BIT["plain"]
    if bits & _HARMFUL_BITS:
        bits |= BIT["harmful"]
    if reading.form != "words":
        bits |= BIT[reading.form]
    if reading.sarcastic:
        bits |= BIT["sarcastic"]
    if reading.question:
        bits |= BIT["question"]
    if repeated:
        bits |= BIT["repeated"]
    if words > LONG_WORDS:
        bits |= BIT["long"]
    if words >= FEWEST_WORDS and _doubtful(reading):
        bits |= BIT["doubtful"]
    return bits


def _doubtful(reading: Reading) -> bool:
    """Whether something was done in a line, and it is not clear what: a person would ask."""
    if reading.form != "words" or reading.topics or reading.terms:
        return False
    if reading.moves:
        return all(found.confidence < SURE for found in reading.moves)
    return reading.likeliest[1] >= NEARLY


def without_doubtful(signs: int, reading: Reading, harmful_only: bool) -> int:
    """Return the signs less the moves that were not heard clearly: all, or the damaging ones."""
    moves = 0
    for found in reading.moves:
        doubtful = found.confidence < SURE and (not harmful_only or found.move in HARMFUL)
        if doubtful:
            signs &= ~BIT[found.move]
        else:
            moves += 1
    if not signs & _HARMFUL_BITS:
        signs &= ~BIT["harmful"]
    return signs if moves else signs | BIT["plain"]
