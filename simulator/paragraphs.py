"""Paragraphs on standard output, with nothing in them that a terminal would obey."""

from __future__ import annotations

import textwrap

from engine import clean
from simulator.streams import width


def say(text: str = "", indent: str = "") -> None:
    """Print a paragraph, cleaned of anything a terminal would obey; wrapped only on a terminal.

    Lines after the first are indented by as much as `indent` is long; `indent` opens the first.
    """
    print(wrapped(text, indent), flush=True)


def wrapped(text: str, indent: str = "") -> str:
    """Return a paragraph as `say` prints it."""
    cleaned = clean(text)
    columns = width()
    if columns is None:
        return indent + cleaned
    return textwrap.fill(
        cleaned,
        width=columns,
        initial_indent=indent,
        subsequent_indent=" " * len(indent),
        break_on_hyphens=False,
    )
