"""Text made safe to store, show and read: no controls, no hidden marks, one space between words."""

from __future__ import annotations

import unicodedata

import re2

_ESCAPES = re2.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor movement
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?"  # OSC, DCS, SOS, PM, APC: titles, links
    r"|\x1b[ -/]*[0-~]?"  # the two-character escapes
)

# Cf holds the bidi controls, the zero-width marks, the byte order mark and the tags;
# Cs the lone surrogates; Co and Cn have no agreed shape on a screen.
_UNWANTED = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))
_BREAKS = frozenset("\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85")


def clean(text: str) -> str:
    """Return the text without escapes, controls, bidi and zero-width marks; NFC; single spaces.

    Never raises: a lone surrogate is dropped. Idempotent.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = _without_marks(text)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _without_marks(text: str) -> str:
    whole = "".join(c for c in text if not "\ud800" <= c <= "\udfff")
    plain = str(_ESCAPES.sub("", whole)) if "\x1b" in whole else whole
    return "".join(" " if c in _BREAKS else c for c in plain if c in _BREAKS or _wanted(c))


def _wanted(char: str) -> bool:
    return (char.isascii() and char.isprintable()) or unicodedata.category(char) not in _UNWANTED
