"""The forms of a debrief: plain text, Markdown, JSON."""

from __future__ import annotations

import json
import re
import textwrap
from typing import TYPE_CHECKING

from simulator.debrief.outline import Item, Section, outline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simulator.debrief.model import Debrief

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def as_text(debrief: Debrief, width: int | None = None) -> str:
    """Return the debrief as plain text, wrapped at `width` columns if one is given."""
    return f"{debrief.persona}: {debrief.title}\n\n" + sections_text(outline(debrief), width)


def sections_text(sections: Iterable[Section], width: int | None = None) -> str:
    """Return headed sections as plain text, wrapped at `width` columns if one is given."""
    blocks = []
    for section in sections:
        items = [_text_item(item, section, width) for item in section.items]
        blocks.append("\n".join([section.heading.upper(), *items]))
    return "\n\n".join(blocks)


def as_markdown(debrief: Debrief) -> str:
    """Return the debrief as Markdown; nothing that was typed acts as markup in it."""
    blocks = [f"# {escaped(f'{debrief.persona}: {debrief.title}')}"]
    for section in outline(debrief):
        blocks.append(f"## {escaped(section.heading)}")
        gap = "\n\n" if section.plain else "\n"
        blocks.append(gap.join(_markdown_item(item, section) for item in section.items))
    return "\n\n".join(blocks)


def as_json(debrief: Debrief) -> str:
    """Return the debrief's records as a JSON object."""
    return json.dumps(debrief.as_dict(), ensure_ascii=False, indent=2)


def _text_item(item: Item, section: Section, width: int | None) -> str:
    mark = "" if section.plain else "- "
    told = [_filled(item.text, mark, width)]
    return "\n".join(told + [_filled(text, "    ", width) for text in item.more])


def _filled(text: str, indent: str, width: int | None) -> str:
    if width is None or "  " in text:  # a timeline's columns stay as they are
        return indent + text
    hang = " " * len(indent)
    return textwrap.fill(
        text, width, initial_indent=indent, subsequent_indent=hang, break_on_hyphens=False
    )


def _markdown_item(item: Item, section: Section) -> str:
    mark = "" if section.plain else "- "
    told = [mark + escaped(item.text)]
    return "\n".join(told + [f"  - {escaped(text)}" for text in item.more])


def escaped(text: str) -> str:
    """Return the text with everything that Markdown or HTML would act upon escaped."""
    return _MARKUP.sub(r"\\\1", text).replace("&", "&amp;")
