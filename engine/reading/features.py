"""What is counted in a line: cues, runs of words, and how it stands to what was said before."""

from __future__ import annotations

import re
from itertools import islice

from engine.reading.clauses import mask_quotes, negated
from engine.reading.lexicon import Cue, Lexicon, encoded
from engine.reading.records import MOVES, TONES, Context

Place = tuple[int, int]
"""Offsets into the folded line, end exclusive."""

NOWHERE: Place = (0, 0)
"""The place of a feature that no words of the line show."""

Showing = Place | Cue
"""What shows a feature: a place, or a cue whose place is only looked for when it is quoted."""

LEXICON = Lexicon(
    *MOVES,
    "accept@asked",
    "refuse@asked",
    *(f"tone_{tone}" for tone in TONES if tone != "neutral"),
    "sarcastic",
)
MAX_WORDS = 400
"""Words of a line whose runs are counted; an essay has said what it does by then."""

_WORD = re.compile(r"[a-z0-9']+|[?!]+|\.\.+|[\x01-\x05]")
_CONTENT = re.compile(r"[a-z]{4,}")
_OFFERS = (
    "can you", "could you", "would you", "will you", "can we", "could we", "shall we", "how about",
    "what if", "what about", "i could", "i can ", "we could", "we can ", "deal", "agree", "i want",
    "i need", "i'd like", "let's", "lets ", "give me", "i'll ", "best i can", "please", "so you",
)  # fmt: skip


def features(folded: str, text: str, context: Context) -> dict[str, Showing]:
    """Return every feature of a line with what shows it first.

    folded is the lower-case copy of text, of the same length. Names begin with what they are:
    a cue's file, `w:` one word, `b:` two, `is:` the line's kind, `after:` its context.
    """
    masked = mask_quotes(folded)
    asked = context.pending or _asks_for_an_answer(context.said)
    found = _cues(masked, asked)
    words = [(match[0], match.start(), match.end()) for match in _words(masked)]
    _add_runs(words, found)
    found[f"is:length {min(6, len(words).bit_length())}"] = NOWHERE
    _add_kinds(folded, text, found)
    _add_context(context, asked, len(words), folded, found)
    return found


def _words(masked: str) -> islice[re.Match[str]]:
    return islice(_WORD.finditer(masked), MAX_WORDS)


def place_of(showing: Showing, folded: str) -> Place:
    """Return where in the folded line a feature shows."""
    if not isinstance(showing, Cue):
        return showing
    match = showing.finder.search(encoded(mask_quotes(folded)))
    return NOWHERE if match is None else match.span(1)


def _cues(masked: str, asked: bool) -> dict[str, Showing]:
    found: dict[str, Showing] = {}
    haystack = encoded(masked)
    for cue in LEXICON.match(haystack):
        if cue.outcome.endswith("@asked") and not asked:
            continue
        denied = cue.negatable and _denied(cue, masked, haystack)
        found[f"not {cue.name}" if denied else cue.name] = cue
    return found


def _denied(cue: Cue, masked: str, haystack: bytes) -> bool:
    match = cue.finder.search(haystack)
    return match is not None and negated(masked, match.start(1))


def _add_runs(words: list[tuple[str, int, int]], found: dict[str, Showing]) -> None:
    before = ("^", 0, 0)
    for word in words:
        found.setdefault(f"w:{word[0]}", word[1:])
        found.setdefault(f"b:{before[0]} {word[0]}", (before[1], word[2]))
        before = word
    found.setdefault(f"b:{before[0]} $", before[1:])


def _add_kinds(folded: str, text: str, found: dict[str, Showing]) -> None:
    if "?" in folded:
        found["is:asking"] = NOWHERE
        if folded.rstrip().endswith("?"):
            found["is:ending in a question"] = NOWHERE
    if "!" in folded:
        found["is:exclaiming"] = NOWHERE
    capitals = sum(map(str.isupper, text))
    if capitals > 8 and capitals * 2 > sum(map(str.isalpha, text)):
        found["is:shouting"] = NOWHERE


def _add_context(
    context: Context, asked: bool, length: int, folded: str, found: dict[str, Showing]
) -> None:
    if not context.said:
        found["after:nothing"] = NOWHERE
        return
    said = context.said.lower()
    if "?" in said:
        found["after:a question"] = NOWHERE
    if asked:
        found["after:a request"] = NOWHERE
        if length < 7:
            found["after:a request, briefly"] = NOWHERE
    own = set(_CONTENT.findall(folded[:2000]))
    echoed = len(own & set(_CONTENT.findall(said)))
    if own and echoed:
        found[f"after:echoing {min(4, 1 + echoed * 6 // len(own))}"] = NOWHERE


def _asks_for_an_answer(said: str) -> bool:
    """Return whether what the counterpart said leaves a yes or no to be given."""
    low = said.lower().replace("\u2019", "'")
    return "?" in low or any(offer in low for offer in _OFFERS)
