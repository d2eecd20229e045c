"""Texts that stand twice: whoever hears a line again hears a machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.persona.problems import Problem
from engine.persona.source import KeyPath
from engine.workbench.checking.manuscript import Manuscript

_SAID = frozenset(
    "say enter otherwise accept refuse suggest ask settled vague declined exhausted".split()
)
"""Keys whose texts the counterpart says."""

SHORT = 12
"""Characters up to which a text may well be said twice: "Hm.", "Go on."."""


def texts(manuscript: Manuscript) -> Iterator[Problem]:
    """Yield texts that are said in two places."""
    seen: dict[str, KeyPath] = {}
    for path, text in said(manuscript):
        key = " ".join(text.split()).casefold()
        if len(key) <= SHORT:
            continue
        if key in seen:
            line = manuscript.line(seen[key])
            yield manuscript.warning(path, f"the same text stands at line {line}; say it otherwise")
        seen.setdefault(key, path)


def said(manuscript: Manuscript) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text the counterpart says, with its path."""
    return _said(manuscript.model.model_dump(), ())


def _said(part: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if not isinstance(part, dict):
        items = enumerate(part) if isinstance(part, list) else ()
        for index, item in items:
            yield from _said(item, (*path, index))
        return
    for key, value in part.items():
        asks = key == "ask" and path[:1] == ("knows",)  # the trainee's words
        if key in _SAID and isinstance(value, list) and not asks:
            yield from (((*path, key, index), text) for index, text in enumerate(value))
        else:
            yield from _said(value, (*path, key))
