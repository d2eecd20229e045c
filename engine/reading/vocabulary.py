"""The words a persona listens for: topics, and the phrases that name them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

import re2

from engine.reading.clauses import sentences
from engine.reading.folding import fold
from engine.reading.forms import asks
from engine.reading.likeness import Likeness
from engine.reading.meaning import Meanings
from engine.reading.outcomes import Sense
from engine.reading.records import Span, Topic

TOGETHER = 100
"""Phrases matched by one automaton: a persona's thousands in one would outgrow its memory."""

MOST_ASKED = 2
"""Sentences of a line whose meaning is looked for: each costs the encoder a few milliseconds."""

_MEMORY = 32 << 20
"""Bytes re2 may spend on one automaton."""

GAP = r"(?:[\s,]+[\w'\x{2019}%$€£-]+){0,4}?[\s,]+"
_WORD = r"[\w'\x{2019}%$€£-]"


MAX_PHRASE = 500
"""Characters in a phrase."""

MAX_GAPS = 10
"""`...` in a phrase; of many more, a hundred phrases would not fit into one automaton."""


class PhraseError(ValueError):
    """A phrase that cannot be understood; the message says why."""


def phrase_pattern(phrase: str) -> str:
    """Translate an author's phrase into a re2 pattern (case-insensitive, on word edges).

    A phrase is words in order. `*` ends a word that may go on ("test*": tests, tested);
    `a|b` is either; `...` is up to four words of anything; `#` is a number. Raises PhraseError
    for an empty phrase, a sign out of place, and a phrase too long.
    """
    if len(phrase) > MAX_PHRASE:
        raise PhraseError(f"a phrase of more than {MAX_PHRASE} characters; write several")
    tokens = phrase.lower().split()
    if not tokens:
        raise PhraseError("an empty phrase, which is never found; write one, or delete it")
    if tokens.count("...") > MAX_GAPS:
        raise PhraseError(f"more than {MAX_GAPS} times ... in a phrase; write several")
    if "..." in (tokens[0], tokens[-1]) or ("...", "...") in pairwise(tokens):
        raise PhraseError(f'... stands between two words, in "{_quoted(phrase)}"')
    out = _token_pattern(tokens[0], phrase)
    for before, token in pairwise(tokens):
        if token != "...":
            out += (GAP if before == "..." else r"[\s,]+") + _token_pattern(token, phrase)
    return rf"(?i)(?:^|[^\w])({out})(?:$|[^\w])"


def _token_pattern(token: str, phrase: str) -> str:
    if token.isalnum():
        return f"(?:{token})"
    options = []
    for option in token.split("|"):
        if option == "#":
            options.append(r"[$€£]?\d[\d.,]*\s?%?")
            continue
        stem = option.rstrip("*")
        if not stem or "*" in stem or len(option) - len(stem) > 1:
            raise PhraseError(f'a * may only end a word, in "{_quoted(phrase)}"')
        # an apostrophe may be curly or left out
        body = "['\u2019]?".join(re.escape(piece) for piece in re.split("['\u2019]", stem))
        options.append(body + (rf"{_WORD}*" if option.endswith("*") else ""))
    return "(?:" + "|".join(options) + ")"


def _quoted(phrase: str) -> str:
    return phrase if len(phrase) <= 60 else phrase[:60] + "…"


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re2._Regexp:
    return re2.compile(pattern)


def _sure(letters: float) -> float:
    """Return a confidence from how many letters of phrases were found: 0.5 at none, 1 at many."""
    return float(round(1 - 0.5 * 0.96**letters, 4))


def _together(patterns: Sequence[str]) -> re2.Set:
    options = re2.Options()
    options.max_mem = _MEMORY
    options.never_capture = True
    together = re2.Set.SearchSet(options)
    for pattern in patterns:
        together.Add(pattern)
    together.Compile()
    return together


def _letters(phrase: str) -> int:
    """Return how many letters a phrase's words have, of alternatives the longest."""
    words = [max(map(len, token.split("|"))) for token in phrase.split() if token != "..."]
    return sum(words)


class Vocabulary:
    """All topics of a persona at once: one pass over a line finds which phrases it names.

    Questions given by example are found by the words they share with a sentence, too
    (`engine.reading.likeness`), and by their meaning (`engine.reading.meaning`).
    """

    def __init__(
        self, phrases: Mapping[str, Sequence[str]], questions: Mapping[str, Sequence[str]] = {}
    ) -> None:
        self._questions = questions
        self._meant: Meanings | None = None
        cues = [(name, cue) for name, listed in phrases.items() for cue in listed]
        self._names = [name for name, _ in cues]
        self._cues = [cue for _, cue in cues]

    # made at the first line, so that a library of personas is shown and checked without it

    @cached_property
    def _worded(self) -> Likeness:
        return Likeness(self._questions)

    @cached_property
    def _says(self) -> list[int]:
        return [_letters(cue) for cue in self._cues]

    @cached_property
    def _patterns(self) -> list[str]:
        return [phrase_pattern(cue) for cue in self._cues]

    @cached_property
    def _sets(self) -> list[re2.Set]:
        patterns = self._patterns
        return [_together(patterns[at : at + TOGETHER]) for at in range(0, len(patterns), TOGETHER)]

    def _matched(self, text: str) -> Iterator[int]:
        for number, together in enumerate(self._sets):
            for index in sorted(together.Match(text) or ()):
                yield number * TOGETHER + index

    def find(self, text: str, sense: Sense | None = None) -> tuple[Topic, ...]:
        """Return each topic named in the text once, with its longest phrase; in authored order.

        Confidence rises with how many of a topic's phrases are there and how much they say. The
        question that a sentence of the text is most like comes last, if no phrase found it.
        sense: what texts are about, where this one asks something and the model knows.
        """
        best: dict[str, Span] = {}
        strength: dict[str, float] = {}
        for index in self._matched(text) if text else ():
            found = _compiled(self._patterns[index]).search(text)
            if found is None:
                continue
            start, end = found.span(1)
            name = self._names[index]
            strength[name] = strength.get(name, 0.0) + self._says[index]
            if name not in best or end - start > best[name].end - best[name].start:
                best[name] = Span(start, end, text[start:end])
        topics = tuple(Topic(name, _sure(strength[name]), span) for name, span in best.items())
        alike = self._alike(text, sense)
        return topics if alike is None or alike.name in best else (*topics, alike)

    def _alike(self, text: str, sense: Sense | None) -> Topic | None:
        """Return the question that a sentence asks: people end on what they want answered.

        By meaning where the model knows it; shared words mislead twice as often.
        """
        places = sentences(text)[::-1]
        if sense is not None and self._questions:
            return self._meaning_alike(text, places, sense)
        for start, end in places:
            worded = self._worded.most_like(text[start:end])
            if worded is not None:
                return Topic(*worded, Span(start, end, text[start:end]))
        return None

    def _meaning_alike(
        self, text: str, places: Sequence[tuple[int, int]], sense: Sense
    ) -> Topic | None:
        if self._meant is None:
            self._meant = Meanings(self._questions, sense)
        asking = [place for place in places if asks(fold(text[slice(*place)]))]
        for start, end in (asking or places)[:MOST_ASKED]:
            meant = self._meant.most_like(sense(text[start:end]))
            if meant is not None:
                return Topic(*meant, Span(start, end, text[start:end]))
        return None
