"""A group's debrief as one HTML file: it asks for nothing, runs nothing, and can be printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.debrief.sentences import hundredths, sentence
from simulator.room.debrief.charts import act_sign, chart, mark, numbered, told
from simulator.room.debrief.group import GroupDebrief
from simulator.room.debrief.naming import OUTCOMES, acted

if TYPE_CHECKING:
    from jinja2 import Template

SHOWN = {
    "endings": "How they ended",
    "timelines": "How it felt for the other person",
    "turning": "Lines that turned it",
    "branches": "Where ways parted",
    "steps": "Steps of the method",
    "moves": "What the lines did",
    "items": "What was easy, what was hard",
    "acts": "What the facilitator did",
    "answers": "Before and after",
    "bookmarks": "To come back to",
}
"""The headings of the sections."""

KINDS = {"step": "Step", "need": "What lay behind it", "issue": "Agreed"}


def as_html(debrief: GroupDebrief) -> str:
    """Return the debrief as a page; everything in it is text, whatever was typed."""
    return _template().render(debrief=debrief, there=_there(debrief))


def _there(debrief: GroupDebrief) -> dict[str, str]:
    """Return the headings of the sections that have something in them."""
    return {name: heading for name, heading in SHOWN.items() if getattr(debrief, name)}


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    house = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    house.globals.update(
        act_sign=act_sign,
        chart=chart,
        kinds=KINDS,
        mark=mark,
        outcomes=OUTCOMES,
        told=told,
    )
    house.tests["numbered"] = numbered
    house.filters.update(acted=acted, capital=_capital, hundredths=hundredths, sentence=sentence)
    return house.get_template("page.html")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
