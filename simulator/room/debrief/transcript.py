"""A branch of a conversation to read: Markdown, in which nothing that was typed acts as markup."""

from __future__ import annotations

from collections.abc import Iterator

from engine import clean
from simulator.debrief.forms import escaped
from simulator.room.debrief.gathered import Digest, Held
from simulator.room.debrief.naming import (
    acted,
    ended,
    label,
    lines_of,
    way_label,
)


def as_transcript(held: Held) -> str:
    """Return everything that was said in a branch, from the opening on, and how it ended."""
    way = "" if held.main and held.way == 1 else f", {way_label(held)}"
    name = f"{label(held)}{way}: {held.title}"
    return "\n\n".join([f"# {_safe(name)}", *_head(held), *_turns(held), *_end(held)]) + "\n"


def _head(held: Held) -> Iterator[str]:
    people = [f"{called} ({part})" if part else called for called, part in held.seats if called]
    if people:
        yield _safe(f"Who took part: {', '.join(people)}.")
    if not held.main:
        yield "It went on another way, too, which is the one that counts."


def _turns(held: Held) -> Iterator[str]:
    for turn in held.turns:
        if turn["line"] is not None:
            who = held.by(turn) or "Line"
            yield f"**{turn['n']}. {_safe(who)}:** {_safe(turn['line']) or '*(said nothing)*'}"
        yield f"> **{_safe(held.title)}:** {_reply(turn)}"
        if turn["acts"]:
            yield f"> *({_safe(acted(turn['acts']))})*"


def _reply(turn: Digest) -> str:
    return " ".join(
        f"*({_safe(text)})*" if kind == "direction" else _safe(text) for kind, text in turn["parts"]
    )


def _end(held: Held) -> Iterator[str]:
    _, title = ended(held)
    count = lines_of(held)
    lines = f"{count} line{'' if count == 1 else 's'}"
    ending = held.turns[-1]["ending"] if held.turns else None
    if ending is None:
        yield f"Not finished, after {lines}."
        return
    yield f"**{_safe(title)}**, after {lines}."
    if ending["epilogue"]:
        yield _safe(ending["epilogue"])


def _safe(text: str) -> str:
    return escaped(clean(text))
