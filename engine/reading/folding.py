"""The copy of a line that cues are matched on: lower case, plain ASCII, the same length."""

from __future__ import annotations

import unicodedata

HEAD, TAIL = 4000, 1000
"""Characters read of an overlong line: this many at its start, this many at its end."""

_SIGNS = {
    "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u00b4": "'", "`": "'", "\u2032": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"', "\u2033": '"',
    "\u2013": "-", "\u2014": "-", "\u2012": "-", "\u2015": "-", "\u2212": "-", "\u2010": "-",
    "\u2011": "-", "\u2026": ".", "\uff1f": "?", "\uff01": "!", "\uff0c": ",", "\u00bf": "?",
    "\u00a1": "!", "\u00df": "s", "\u00f8": "o", "\u00d8": "o", "\u0142": "l", "\u0131": "i",
    "\u00e6": "a", "\u0153": "o", "\u0111": "d",
}  # fmt: skip
_FACES = {
    "\x01": "🙂😊😀😃😄😁🤗🥰😍❤💕💛💚💙💜🙏👍💪🎉🌹💐😇☺🤝✨🫶😘🌸",  # kind
    "\x02": "😡😠🤬👿🖕💩🤮😤",  # angry
    "\x03": "🙄🤡🤣😂😏🥱🙃👏🤦😒💀🤷😆",  # mocking, mostly
    "\x04": "😢😭😞😔😟😰😥🥺😩😫😣💔😓",  # sad
}
_FOLDS = {ord(c): mark for mark, faces in _FACES.items() for c in faces} | {
    ord(sign): plain for sign, plain in _SIGNS.items()
}
UNKNOWN = "\x05"
"""Stands for a sign that no cue is written for."""


def window(text: str) -> str:
    """Return the part of a line that is read: all of it, or the head and tail of a long one."""
    if len(text) <= HEAD + TAIL:
        return text
    return text[:HEAD] + " " + text[-TAIL:]


def fold(text: str) -> str:
    """Return a lower-case ASCII copy of exactly the same length (offsets stay true)."""
    if text.isascii():
        return text.lower()
    return "".join(c.lower() if c.isascii() else _folded(c) for c in text)


def _folded(char: str) -> str:
    known = _FOLDS.get(ord(char))
    if known is not None:
        return known
    if char in "€£":
        return char
    base = unicodedata.normalize("NFKD", char)[0].lower()
    return base if len(base) == 1 and base.isascii() and base.isprintable() else UNKNOWN
