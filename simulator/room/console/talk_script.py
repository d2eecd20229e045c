"""A conversation as the facilitator reads it: what was said, how it was heard, what it did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.room.console.flows.talk import told_in_words
from simulator.room.console.wording import ACTS, as_read, shown
from simulator.tui.gauging import STILL
from simulator.tui.script import SILENCE, Piece

if TYPE_CHECKING:
    from simulator.room.console.view import Part

SILENT = SILENCE.replace("you say", "they say")


def pieces_of(watched: Part, answer: str) -> list[Piece]:
    """Return all of a conversation that is looked on. answer: the key that answers."""
    told: list[Piece] = []
    before = None
    for turn in watched["turns"]:
        told += _pieces(watched, turn, before, answer)
        before = turn
    return told


def _pieces(watched: Part, turn: Part, before: Part | None, answer: str) -> Iterator[Piece]:
    if turn["line"] is not None:
        line, by = shown(turn["line"]), shown(turn["by"]) or "A participant"
        yield Piece("you", line, by) if line else Piece("silence", SILENT, by)
    persona = shown(watched["persona"])
    if turn["waiting"]:
        yield Piece("note", f"{persona}'s answer waits for you: {answer} answers.")
        if turn.get("planned"):
            yield Piece("why", f"They had in mind: {as_read(told_in_words(turn['planned']))}")
        return
    for at, (kind, text) in enumerate(turn["parts"]):
        name = "" if at else persona
        if kind == "direction":
            yield Piece("direction", f"({shown(text)})", name)
        else:
            yield Piece("them", shown(text), name)
    yield from _why(watched, turn, before)
    if turn["ending"]:
        yield Piece("note", f"The conversation is over: {shown(turn['ending']['title'])}.")


def _why(watched: Part, turn: Part, before: Part | None) -> Iterator[Piece]:
    told = []
    if turn["moves"]:
        told.append(
            "heard as " + ", ".join(shown(move).replace("_", " ") for move in turn["moves"])
        )
    if before and turn["stance"] != before["stance"]:
        told.append(f"now {shown(turn['stance'])}")
    told += list(_moved(watched["labels"], turn, before))
    if told:
        yield Piece("why", "; ".join(told))
    if turn["because"]:
        yield Piece("why", shown(turn["because"]))
    for act in turn["acts"]:
        yield Piece("why", ACTS.get(act, act))


def _moved(labels: Part, turn: Part, before: Part | None) -> Iterator[str]:
    for name, level in turn["feelings"].items():
        change = level - before["feelings"].get(name, level) if before else 0.0
        if abs(change) >= STILL:
            arrow = "▲" if change > 0 else "▼"
            yield f"{shown(labels.get(name, name))} {arrow} {max(1, round(abs(change) * 100))}"
