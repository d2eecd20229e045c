"""A conversation on a card: rows of pieces, each with what it is painted as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from simulator.room.console.wording import (
    PARTS,
    conversation_name,
    count,
    given,
    names_of,
    person_name,
    seats_told,
    shown,
    states_of,
)
from simulator.tui.gauging import EMPTY, FULL
from simulator.tui.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.room.console.view import Part, View

LEAST = 6
"""Rows of a card at least, the blank one below it included."""

NARROWEST = 27
"""Cells of a card, its margin included."""

LABEL, BAR = 5, 5
"""Cells of a feeling's name, at most, and of its bar."""

PART = 10
"""Cells of the part that somebody has, the gap behind it included."""

Piece = tuple[str, str]


def card_rows(card: Part, width: int, view: View, height: int = LEAST) -> list[list[Piece]]:
    """Return the rows of a card, none wider than `width` and no more than fit into `height`."""
    if height < least_whole(card):
        return _short(card, width, view)
    states = states_of(card, view) or [(_length(card), "quiet")]
    ends = [[(row, kind)] for text, kind in states for row in wrap(text, width)]
    rows = [
        [(_cut(conversation_name(card), width), "name")],
        *([(row, "note")] for row in wrap(shown(card["stance"]), width)[:2]),
        *_everybody(card, width, view),
        _gauges(card["feelings"], width),
    ]
    room = height - 1 - len(rows)
    said = wrap(_last(card), width) if card["last"] else []
    most = max(1, room - len(ends))
    if len(said) > most:
        said = [*said[: most - 1], _cut(" ".join(said[most - 1 :]), width)]
    return [*rows, *([(row, "text")] for row in said), *ends][: height - 1]


def least_whole(card: Part) -> int:
    """Return in how many rows a card names everybody, the blank one below it included."""
    return LEAST + max(1, _listed(card))


def comfortable(card: Part) -> int:
    """Return in how many rows a card has room for long titles and a long line, too."""
    return least_whole(card) + 2


def height_for(cards: Sequence[Part], width: int, height: int) -> tuple[int, int]:
    """Return (columns, rows of a card) for these cards in so much room.

    As few columns as can be, so that names and titles are whole; where nothing is enough, as many
    as there is room for, each card as short as can be.
    """
    most = max(1, width // (NARROWEST + 2))
    if len(cards) * LEAST <= most * height:  # else there is no use in looking
        for columns in range(1, most + 1):
            rows = -(-len(cards) // columns)
            for need in (comfortable, least_whole):
                if rows * (wanted := max(map(need, cards), default=LEAST)) <= height:
                    return columns, wanted
    return most, LEAST


def _short(card: Part, width: int, view: View) -> list[list[Piece]]:
    states = states_of(card, view)
    kind = "alert" if any(kind == "alert" for _, kind in states) else "note"
    state = " · ".join(text for text, _ in reversed(states))  # calls before what is over
    return [
        _ends(conversation_name(card), shown(card["stance"]), width),
        [(_cut(_people(card, width, view), width), "quiet")],
        _gauges(card["feelings"], width),
        [(_cut(_last(card), width), "text")],
        [(_cut(state, width), kind)] if state else [(_length(card), "quiet")],
    ]


def _listed(card: Part) -> int:
    return 1 if card["kind"] == "fishbowl" else len(card["seats"])


def _length(card: Part) -> str:
    return count(card["turns"], "turn")


def _everybody(card: Part, width: int, view: View) -> list[list[Piece]]:
    """Return a row for each in it: the part, the name as it was given, the pseudonym."""
    if card["kind"] == "fishbowl":
        return [[("everybody", "quiet")]]
    if not card["seats"]:
        return [[("nobody yet", "quiet")]]
    return [_one(given(seat, view), width, view) for seat in card["seats"]]


def _one(seat: Part, width: int, view: View) -> list[Piece]:
    part = PARTS.get(seat.get("part", ""), "")
    gone = not view.looking_back and not seat.get(
        "here", view.person(seat["seat"]).get("here", True)
    )
    away = "  away" if gone else ""
    room = width - PART - len(away)
    name = person_name(seat)
    if cell_len(name) > room:
        name = names_of(seat)[0]
    return [
        (set_cell_size(part, PART), "quiet"),
        (_cut(name, room), "text"),
        (away, "alert"),
    ]


def _people(card: Part, width: int, view: View) -> str:
    """Return who is in it; where their parts do not fit, the names alone."""
    if card["kind"] == "fishbowl":
        return "everybody"
    people = [given(seat, view) for seat in card["seats"]]
    told = seats_told(people) or "nobody yet"
    if cell_len(told) <= width:
        return told
    return ", ".join(names_of(seat)[0] for seat in people)


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
