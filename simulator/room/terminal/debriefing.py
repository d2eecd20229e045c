"""One's own debrief, as text."""

from __future__ import annotations

from typing import Any

from engine import clean
from simulator.debrief.forms import sections_text
from simulator.debrief.outline import Item, Section
from simulator.room.client.client import NOT_UNDERSTOOD

NOTHING = "There is nothing to look back on yet."


def debrief_text(told: dict[str, Any], width: int | None) -> str:
    """Return the debrief that the hub told as plain text, wrapped at `width` columns.

    For what is no debrief, a sentence.
    """
    try:
        return "\n\n\n".join(_chapter(one, width) for one in told["chapters"]) or NOTHING
    except (AttributeError, KeyError, TypeError):
        return NOT_UNDERSTOOD


def _chapter(told: dict[str, Any], width: int | None) -> str:
    head = "\n".join(clean(told[name]) for name in ("heading", "title") if told[name])
    sections = [
        Section(
            clean(section["heading"]),
            tuple(
                Item(clean(item["text"]), tuple(map(clean, item["more"])))
                for item in section["items"]
            ),
            bool(section["plain"]),
        )
        for section in told["sections"]
    ]
    return f"{head}\n\n{sections_text(sections, width)}"
