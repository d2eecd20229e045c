"""Whether a line is in another language than English: a cheap gate, then a trained identifier."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # it ships no types
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

ENGLISH: frozenset[str] = frozenset(
    """a about after again all am an and any are as at back be because been before being but by
    call can can't could date day did didn't do does doesn't don't each even for from get give go
    going good got had has have he her here him his how i if i'm in into is isn't it it's just know
    let like make many me more my need new no not now of off ok okay on one only or our out over
    please right said say see she should so some sorry still such sure take than thank thanks that
    that's the their them then there these they thing this time to today too two up us very want
    was we week well were what when where which who why will with work would yes yesterday you
    you're your
    i'll i've i'd you've you'd you'll we're we've we'll they're there's what's let's won't he's
    she's its im ive dont cant didnt thats whats both put down come every first tell three last
    people think next never way since own nothing nobody without keep told wrong days four ask done
    whole look through hear leave stop tonight left years night year oh morning half other came
    something feel start anything shall pay phone home room until same read must much five nine
    goes name minutes tomorrow friday those else talk open door find bit month asking doing went
    hour weeks mind fine love old yourself together sunday between anyone really front side better
    money hours bring word yours asked myself made hand coming gone office late sign head took
    months second comes number fair under send lost another little evening lot line full place
    write yeah yep nope nah ever bad things getting house somebody job forget rather sir everyone
    having course saying someone thought walk away gets monday tuesday wednesday thursday saturday
    once though times notice enough everything while person long kids might paid honestly
    hold matter minute says already help past whatever price makes either happened answer
    always behind reason free hello hey bye cheers instead understand wait use twice gave weekend
    rest stay small mean change maybe happy wanted takes sent worry care seven eight six eleven
    twelve deal found speak lol called hard anyway kept nice break kind far able yet
    outside hurt fault happen drive big grand best hate mate point check words believe leaving
    safe settled idea haha u ur r ya idk omg listen boss innit yo girl friend friends
    guys gonna wanna gotta got ain't bruh bro dude hiya ta""".split()
)
"""Words that hardly any English line of some length does without."""

_OURS = ("en", "pcm", "zxx")
"""English, its Nigerian sister, and what is no language."""

_BORROWED = frozenset((*_OURS, "la"))
"""The Latin of letters and contracts ("status quo ante") is English enough."""

_FEWEST = 3
"""A line of fewer words is too short to tell: a greeting, a name, a borrowed phrase."""

_UNLIKELY, _SHORT_UNLIKELY = 0.04, 0.02
"""Chance of English below which a line, and one of the fewest words, is taken to be in none.

Of 166 foreign lines written by hand the highest chance is 0.036; of the English lines of the corpus
that pass the gate the lowest is 0.056, or 0.032 among those of three words.
"""


def is_foreign(words: list[str], text: str) -> bool:
    """Return whether a line, given with its lower-case words, is in another language altogether.

    It is not when it is short, when a third of its words are English, or when it is all names.
    """
    distinct = len(set(words))
    if distinct < _FEWEST or 3 * sum(word in ENGLISH for word in words) >= len(words):
        return False
    short = distinct == _FEWEST
    if sum(not word[:1].isupper() or word.isupper() for word in text.split()) < 1 + short:
        return False
    chances = dict(_identifier().rank(text))
    likeliest = next(iter(chances))
    ours = sum(chances.get(language, 0.0) for language in _OURS)
    return likeliest not in _BORROWED and ours < (_SHORT_UNLIKELY if short else _UNLIKELY)


@cache
def _identifier() -> LanguageIdentifier:
    """Load the identifier: most of a second, which most conversations never need."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
