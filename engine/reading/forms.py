"""What kind of text a line is: words, silence, noise, another language; and whether it asks."""

from __future__ import annotations

import re

from engine.reading.languages import ENGLISH, is_foreign
from engine.reading.records import Form

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|')*")
_REPEAT = re.compile(
    r"(?:a{5}|b{4}|c{4}|d{4}|e{5}|f{4}|g{4}|h{5}|j{4}|k{4}|q{3}|v{4}|w{4}|x{4}|y{5}|z{4})"
)
_VOWEL = re.compile(r"[aeiouy]")
_CODE = re.compile(
    r"(?i)(?:[{};]\s*$|\bfunction\s?\(|\bdef \w+\(|\bselect .{1,60} from \b|\bdrop table\b"
    r"|</?[a-z]+>|\bimport \w+;|==|=>|&&|\|\||^\$ |\brm -rf\b|https?://\S+$)"
)
_ASKS = re.compile(
    r"^(?:so |and |but |ok |okay |well |sorry |please |then |hi |hello |now )?,? ?(?:what|wh?en|"
    r"wehn|where|why|who|which|how|is|are|was|were|do|does|did|can|could|would|will|have|has|had|shall|"
    r"may|might)\b.{0,40}\b(?:you|your|u|we|i|it|that|this|they|he|she|there|the)\b"
)


def form_of(text: str, folded: str) -> Form:
    """Return what kind of text a cleaned line is."""
    if not any(c.isalnum() for c in text):
        return "unclear" if text.strip(" .…-_,;'\"*") else "silent"
    words = _WORD.findall(text[:2000].lower().replace("\u2019", "'"))
    if not words:
        return "unclear" if len(text) < 4 and not any(c.isdigit() for c in text) else "words"
    letters = "".join(words)
    if sum(ord(c) > 0x24F for c in letters) * 2 > len(letters):
        return "foreign"
    english = sum(word in ENGLISH for word in words)
    if _is_noise(words, english, folded):
        return "unclear"
    return "foreign" if is_foreign(words, text[:2000]) else "words"


def _is_noise(words: list[str], english: int, folded: str) -> bool:
    if _CODE.search(folded):
        return True
    if english * 5 >= len(words):
        return False
    odd = sum(_is_odd(word) for word in words)
    return odd * 2 > len(words) or (len(words) > 3 and len(set(words)) == 1)


def _is_odd(word: str) -> bool:
    """Whether keys were hit rather than a word typed."""
    if _REPEAT.search(word):
        return True
    if not word.isascii():
        return False  # a letter with an accent takes some finding on most keyboards
    plain = word.replace("'", "")
    if len(plain) < 4:
        return False
    vowels = len(_VOWEL.findall(plain))
    return vowels == 0 or len(plain) / vowels > 4.9 or plain in _KEYS


_KEYS = frozenset(("asdf", "qwer", "qwerty", "asdfgh", "sdfg", "hjkl", "jkljkl", "fdsa", "lkjh"))


def asks(folded: str) -> bool:
    """Return whether a line asks something, by its mark or, failing that, by its word order."""
    return "?" in folded or _ASKS.search(folded) is not None
