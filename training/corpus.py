"""The labelled lines, and the three parts they are in for good."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from engine.reading.outcomes import OUTCOMES
from engine.reading.records import MOVES, TONES

CORPUS = Path(__file__).parent / "corpus"
FILES = {path.stem: path for path in sorted(CORPUS.glob("*/*.tsv")) if path.parent.name != "second"}
"""Every writer's file by the writer's name: `written/` and `typed/` (see README.md)."""

DEVELOPMENT = ("dialogues", "workplace", "carla", "kenji", "tanisha", "walter")
TEST = ("professionals", "surface_and_meaning", "world_englishes", "strangers", "repairers")
PLAIN = "plain"
COMMON = 3.0
"""How much more a line of `plain` weighs: people say these far more often than the corpus does."""


@dataclass(frozen=True)
class Label:
    """What one annotator found in a line."""

    moves: frozenset[str]
    tone: str
    sarcastic: bool


@dataclass(frozen=True)
class Line:
    """One labelled line; `said` is what the counterpart had just said, "" for nothing given.

    `second` is what a second annotator found who did not know the first label; None if none did.
    """

    label: Label
    said: str
    text: str
    second: Label | None = None
    weight: float = 1.0


def load(name: str) -> list[Line]:
    """Return the lines of a writer's file. Raises ValueError for a row that is no labelled line."""
    lines = []
    second = _second(name)
    rows = FILES[name].read_text(encoding="utf-8").splitlines()
    if second and len(second) != len(rows):
        raise ValueError(f"second/{name}.tsv has {len(second)} rows, not {len(rows)}")
    for number, row in enumerate(rows):
        moves, tone, said, text = row.split("\t")
        lines.append(
            Line(
                _label(name, number + 1, moves, tone),
                "" if said == "-" else said,
                text,
                second[number] if second else None,
                COMMON if name == PLAIN else 1.0,
            )
        )
    return lines


def _second(name: str) -> list[Label]:
    path = CORPUS / "second" / f"{name}.tsv"
    if not path.exists():
        return []
    rows = path.read_text(encoding="utf-8").splitlines()
    return [
        _label(f"second/{name}", number, *row.split("\t")) for number, row in enumerate(rows, 1)
    ]


def _label(name: str, number: int, moves: str, tone: str) -> Label:
    label = Label(
        frozenset(moves.split(",")) - {"none"}, tone.removesuffix("+s"), tone.endswith("+s")
    )
    if label.tone not in TONES or not label.moves <= set(MOVES):
        raise ValueError(f"{name}.tsv, line {number}: {moves} {tone}")
    return label


def writers(part: str) -> tuple[str, ...]:
    """Return who wrote a part: "training", "development" or "test". Each wrote for one only."""
    held_out = {"development": DEVELOPMENT, "test": TEST}
    return held_out.get(part) or tuple(n for n in FILES if n not in (*DEVELOPMENT, *TEST))


def load_part(part: str) -> list[Line]:
    """Return the lines of a part.

    The common lines of `plain` are in training twice: as openings, as they were written, and as
    answers, lest they be thought to open a conversation.
    """
    names = writers(part)
    lines = [line for writer in names for line in load(writer)]
    if PLAIN in names:
        lines += _as_answers(load(PLAIN), lines)
    return lines


def _as_answers(plain: list[Line], others: list[Line]) -> list[Line]:
    """Return the plain lines as answers to what was said before other lines.

    Those whose meaning depends on what was said are left out.
    """
    said = [line.said for line in others if line.said]
    fixed = [
        p
        for p in plain
        if p.label.moves and not p.said and not p.label.moves & {"accept", "refuse"}
    ]
    return [replace(p, said=said[i * 7 % len(said)]) for i, p in enumerate(fixed)]


def truth(lines: list[Line]) -> np.ndarray:
    """Return which outcomes each line has by its (first) label: booleans, lines by OUTCOMES."""
    return np.array([_row(line.label) for line in lines]).reshape(len(lines), len(OUTCOMES))


def wanted(lines: list[Line]) -> np.ndarray:
    """Return how much of each outcome a model should find: the mean of the annotators, 0 to 1."""
    rows = [
        np.mean([_row(each) for each in (line.label, line.second) if each], 0) for line in lines
    ]
    return np.array(rows, dtype=np.float64).reshape(len(lines), len(OUTCOMES))


def _row(label: Label) -> list[bool]:
    return [
        *(move in label.moves for move in MOVES),
        *(label.tone == tone for tone in TONES),
        label.sarcastic,
    ]
