"""The turns of a room as a table: CSV by RFC 4180, a row a turn, safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from engine import clean
from simulator.room.debrief.gathered import Digest, Gathered, Held, without_names
from simulator.room.debrief.naming import ended, reply_of

Cell = str | float

_FORMULA = tuple("=+-@＝＋－＠")  # noqa: RUF001 - a spreadsheet takes the wide forms for the same
_COLUMNS = (
    "room",
    "conversation",
    "branch",
    "round",
    "main",
    "persona",
    "turn",
    "at",
    "by",
    "line",
    "reply",
    "stance",
    "moves",
    "steps",
    "weight",
    "quote",
    "because",
    "disclosed",
    "agreed",
    "acts",
    "outcome",
    "ending",
)


def as_csv(gathered: Gathered) -> str:
    """Return the turns of all branches in rows of one heading; turns in common are in each branch.

    After the columns that every room has, one a feeling (0 to 1): `feeling trust`. A text that a
    spreadsheet would take for a formula begins with an apostrophe.
    """
    gathered = without_names(gathered)
    feelings = list(dict.fromkeys(name for one in gathered.conversations for name in one.labels))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*_COLUMNS, *(_safe(f"feeling {name}") for name in feelings)])
    for held in gathered.conversations:
        writer.writerows(_rows(held, gathered.room, feelings))
    return out.getvalue()


def _rows(held: Held, room: str, feelings: list[str]) -> Iterator[list[Cell]]:
    for turn in held.turns:
        cells = [*_cells(held, room, turn), *(turn["feelings"].get(name, "") for name in feelings)]
        yield [_safe(cell) if isinstance(cell, str) else cell for cell in cells]


def _cells(held: Held, room: str, turn: Digest) -> list[Cell]:
    outcome, ending = ended(held) if turn["ending"] else ("", "")
    return [
        room,
        held.conversation,
        held.branch,
        held.round,
        "yes" if held.main else "no",
        held.title,
        turn["n"],
        turn.get("at", ""),
        held.by(turn),
        turn["line"] or "",
        reply_of(turn),
        turn["stance"],
        " ".join(turn["moves"]),
        " ".join(turn["steps"]),
        turn["weight"],
        turn["quote"],
        turn["because"],
        " ".join(turn["disclosed"]),
        "; ".join(f"{issue}: {option}" for issue, option in turn["agreed"].items()),
        " ".join(turn["acts"]),
        outcome,
        ending,
    ]


def _safe(text: str) -> str:
    told = clean(text)
    return f"'{told}" if told.startswith(_FORMULA) else told
