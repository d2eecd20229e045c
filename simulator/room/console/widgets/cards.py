"""A conversation on a card: five rows of pieces, each with what it is painted as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from simulator.room.console.wording import conversation_name, count, seats_told, shown, state_of
from simulator.tui.gauging import EMPTY, FULL

if TYPE_CHECKING:
    from simulator.room.console.view import Part

HEIGHT = 6
"""Rows of a card, the blank one below it included."""

NARROWEST = 27
"""Cells of a card, its margin included."""

LABEL, BAR = 5, 5
"""Cells of a feeling's name, at most, and of its bar."""

Piece = tuple[str, str]


def card_rows(card: Part, width: int, silent: float) -> list[list[Piece]]:
    """Return the rows of a card, none wider than `width`. silent: seconds since the last line."""
    state, kind = state_of(card, silent)
    length = count(card["turns"], "turn")
    return [
        _ends(conversation_name(card), shown(card["stance"]), width),
        [(_cut(_people(card, width), width), "quiet")],
        _gauges(card["feelings"], width),
        [(_cut(_last(card), width), "text")],
        [(_cut(state, width), kind)] if state else [(length, "quiet")],
    ]


def _people(card: Part, width: int) -> str:
    """Return who is in it; where their parts do not fit, the names alone."""
    if card["kind"] == "fishbowl":
        return "everybody"
    told = seats_told(card["seats"]) or "nobody yet"
    if cell_len(told) <= width:
        return told
    return seats_told({"called": seat["called"]} for seat in card["seats"])


def _last(card: Part) -> str:
    last = shown(card["last"])
    return f"\N{LEFT DOUBLE QUOTATION MARK}{last}\N{RIGHT DOUBLE QUOTATION MARK}" if last else ""


def _ends(left: str, right: str, width: int) -> list[Piece]:
    """Return two texts at both ends of a row; the right one gives way first."""
    left = _cut(left, width)
    room = width - cell_len(left) - 2
    if room < 4:
        return [(left, "name")]
    right = _cut(right, room)
    gap = width - cell_len(left) - cell_len(right)
    return [(left, "name"), (" " * gap, "text"), (right, "quiet")]


def _gauges(feelings: Part, width: int) -> list[Piece]:
    """Return as many feelings as fit, each a short name and a short bar."""
    size = LABEL + 1 + BAR + 1
    pieces: list[Piece] = []
    for label, level in list(feelings.items())[: max(1, (width + 1) // size)]:
        full = min(BAR, max(0, round(level * BAR)))
        pieces += [
            (set_cell_size(shown(label), LABEL) + " ", "quiet"),
            (FULL * full, "bar"),
            (EMPTY * (BAR - full), "rail"),
            (" ", "text"),
        ]
    return pieces[:-1]


def _cut(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…"
