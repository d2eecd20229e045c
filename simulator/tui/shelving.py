"""What stands in the library's list: open sessions first, then the personas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets.option_list import Option

from simulator.tui.script import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.tui.backstage import Card, OpenSession, Shelf

PROBLEMS_SHOWN = 3
SESSIONS_SHOWN = 6


def options_of(shelf: Shelf, cards: Mapping[str, Card]) -> list[Option]:
    """Return the entries under their headings; ids are `session:ID` and `persona:STEM`."""
    options = _session_options(shelf, cards)
    begin = "Begin with" if shelf.stems else "No persona is installed."
    options.append(_heading(f"\n{begin}" if shelf.sessions else begin))
    options += [
        Option(
            persona_prompt(cards.get(stem)) if stem in cards else name_only(stem), f"persona:{stem}"
        )
        for stem in shelf.stems
    ]
    return options


def _session_options(shelf: Shelf, cards: Mapping[str, Card]) -> list[Option]:
    if not shelf.sessions:
        return []
    options = [_heading("Go on with")]
    options += [
        Option(session_prompt(each, cards.get(each.persona)), id=f"session:{each.id}")
        for each in shelf.sessions[:SESSIONS_SHOWN]
    ]
    if more := len(shelf.sessions[SESSIONS_SHOWN:]):
        options.append(_heading(f"… and {more} more; `detente sessions` lists them all"))
    return options


def session_prompt(session: OpenSession, card: Card | None) -> Content:
    """Return `Dana, 7 lines, yesterday, standard`."""
    persona = card.persona if card else None
    name = shown(persona.name) if persona else session.persona.replace("_", " ")
    lines = f"{session.lines} line{'' if session.lines == 1 else 's'}"
    told = f"  {lines}, {session.started}, {session.level}"
    return Content.assemble((name, "bold"), (told, "$quiet"))


def persona_prompt(card: Card | None) -> Content:
    """Return name, title and summary of a persona, or what is wrong with its file."""
    if card is None:
        return Content("")
    if card.persona is None:
        return _broken(card)
    persona = card.persona
    return Content.assemble(
        (shown(persona.name), "bold"),
        ("  " + shown(persona.title), "$them"),
        ("\n" + shown(persona.summary) + "\n", "$quiet"),
    )


def name_only(stem: str) -> Content:
    """Return how a persona is listed that is not loaded yet."""
    return Content.assemble((stem.replace("_", " "), "$quiet"), ("  …\n ", "$quiet"))


def _heading(text: str) -> Option:
    return Option(Content.styled(text, "$quiet"), disabled=True)


def _broken(card: Card) -> Content:
    """Return a broken persona: its name, and the first few of its problems."""
    more = len(card.problems) - PROBLEMS_SHOWN
    listed = [shown(problem) for problem in card.problems[:PROBLEMS_SHOWN]]
    if more > 0:
        listed.append(f"… and {more} more; `detente check` lists them all")
    return Content.assemble(
        (card.stem, "bold"),
        ("  broken: it cannot be played", "$worse"),
        ("\n" + "\n".join(listed) + "\n", "$quiet"),
    )
