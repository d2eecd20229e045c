"""One's own debrief, as text."""

from __future__ import annotations

from typing import Any

from simulator.debrief.forms import sections_text
from simulator.debrief.outline import Item, Section

NOTHING = "There is nothing to look back on yet."


def debrief_text(told: dict[str, Any], width: int | None) -> str:
    """Return the debrief that the hub told as plain text, wrapped at `width` columns."""
    return "\n\n\n".join(_chapter(one, width) for one in told["chapters"]) or NOTHING


def _chapter(told: dict[str, Any], width: int | None) -> str:
    head = "\n".join(text for text in (told["heading"], told["title"]) if text)
    sections = [
        Section(
            section["heading"],
            tuple(Item(item["text"], tuple(item["more"])) for item in section["items"]),
            section["plain"],
        )
        for section in told["sections"]
    ]
    return f"{head}\n\n{sections_text(sections, width)}"
