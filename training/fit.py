"""Fit the reader's weights on the labelled corpus, choose thresholds, and report.

    python training/fit.py            fit, choose, write engine/reading/weights.json
    python training/fit.py --test     the same, and report once on the test lines

Needs scikit-learn (`pip install -e '.[train]'`). Lines are split by writer: a writer's lines are
all in one part. Training lines alone fit the weights, development lines alone choose the
thresholds and the strength of the penalty, test lines are only reported on.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from engine.reading.cleaning import clean
from engine.reading.features import features
from engine.reading.folding import fold, window
from engine.reading.forms import form_of
from engine.reading.records import HARMFUL, MOVES, TONES, Context
from engine.reading.weights import FILE, OUTCOMES, SCALE

CORPUS = Path(__file__).parent / "corpus"
TARGET = Path(__file__).parent.parent / "engine" / "reading" / FILE
DEVELOPMENT = ("dialogues", "workplace")
TEST = ("professionals", "surface_and_meaning", "world_englishes")
RARE = 3
"""A feature seen in fewer training lines is not learned from."""

PENALTY = 0.3
"""Inverse strength of the L2 penalty; 0.1, 0.3 and 1 were compared on development lines."""

COMMON = 3.0
"""How much more a line of `plain` weighs: people say these far more often than the corpus does."""

SMALL = 0.04
"""Weights nearer to zero than this are left out of the file."""


@dataclass(frozen=True)
class Line:
    """One labelled line."""

    moves: frozenset[str]
    tone: str
    sarcastic: bool
    said: str
    text: str


def load(name: str) -> list[Line]:
    """Return the lines of one writer's file."""
    lines = []
    for row in (CORPUS / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        moves, tone, said, text = row.split("\t")
        lines.append(
            Line(
                frozenset(moves.split(",")) - {"none"},
                tone.removesuffix("+s"),
                tone.endswith("+s"),
                "" if said == "-" else said,
                text,
            )
        )
    return lines


def in_company(plain: list[Line], others: list[Line]) -> list[Line]:
    """Return the plain lines again as answers to what was said before other lines.

    They mean the same whatever went before, but were written without it, and the reader would
    learn that they only open a conversation. Those whose meaning does depend on it are left out.
    """
    said = [line.said for line in others if line.said]
    fixed = [p for p in plain if p.moves and not p.said and not p.moves & {"accept", "refuse"}]
    return [replace(p, said=said[i * 7 % len(said)]) for i, p in enumerate(fixed)]


def counted(line: Line) -> set[str]:
    """Return a line's features exactly as the reader counts them; none where it reads nothing."""
    text = window(clean(line.text))
    folded = fold(text)
    if form_of(text, folded) != "words":
        return set()
    return set(features(folded, text, Context(said=line.said)))


def matrix(rows: Sequence[set[str]], columns: dict[str, int]) -> csr_matrix:
    """Return the rows as zeros and ones over the columns."""
    pairs = [(i, columns[name]) for i, row in enumerate(rows) for name in row if name in columns]
    at = np.array(pairs).T if pairs else np.zeros((2, 0), int)
    return csr_matrix((np.ones(len(pairs)), (at[0], at[1])), shape=(len(rows), len(columns)))


def truth(lines: Sequence[Line]) -> np.ndarray:
    """Return which outcomes each line has, as a boolean array of lines by OUTCOMES."""
    return np.array(
        [
            [*(m in line.moves for m in MOVES), *(line.tone == t for t in TONES), line.sarcastic]
            for line in lines
        ]
    )


def f1(gold: np.ndarray, read: np.ndarray) -> float:
    """Return the F1 of one outcome."""
    hits = (gold & read).sum()
    return float(2 * hits / (gold.sum() + read.sum())) if hits else 0.0


def choose_bias(scores: np.ndarray, gold: np.ndarray) -> np.ndarray:
    """Return for each move and sarcasm the shift of log-odds with the best F1."""
    shifts = np.linspace(-1.0, 2.2, 33)
    return np.array(
        [
            max(shifts, key=lambda shift: f1(gold[:, k], scores[:, k] + shift > 0))
            for k in range(scores.shape[1])
        ]
    )


def choose_tones(scores: np.ndarray, gold: np.ndarray) -> np.ndarray:
    """Return for each tone the shift that, one after the other, betters macro-F1."""
    shift = np.zeros(len(TONES))
    for _ in range(3):
        for k in range(len(TONES)):
            shift[k] = max(
                np.linspace(-1.5, 1.5, 31),
                key=lambda value: tone_f1(scores + np.where(np.arange(4) == k, value, shift), gold),
            )
    return shift


def tone_f1(scores: np.ndarray, gold: np.ndarray) -> float:
    """Return the macro-F1 of the likeliest tone."""
    read = scores.argmax(axis=1)
    return float(np.mean([f1(gold[:, k], read == k) for k in range(len(TONES))]))


def report(name: str, scores: np.ndarray, gold: np.ndarray) -> None:
    """Print the figures of one part."""
    n = len(MOVES)
    read = scores[:, :n] > 0
    each = {move: f1(gold[:, k], read[:, k]) for k, move in enumerate(MOVES)}
    harmful = [k for k, move in enumerate(MOVES) if move in HARMFUL]
    harm = gold[:, harmful].any(axis=1)
    kind = gold[:, :n].any(axis=1) & ~harm
    seen = read[:, harmful].any(axis=1)
    print(f"{name}: {len(gold)} lines, macro-F1 {np.mean(list(each.values())):.3f}", end="")
    print(f", tone {tone_f1(scores[:, n : n + 4], gold[:, n : n + 4]):.3f}", end="")
    print(f", sarcasm F1 {f1(gold[:, -1], scores[:, -1] > 0):.3f}", end="")
    print(f", deaf to harm {1 - seen[harm].mean():.3f}", end="")
    print(f", offended by kindness {seen[kind].mean():.3f}")
    print("   " + ", ".join(f"{move} {value:.2f}" for move, value in each.items()))


def main() -> None:
    """Fit, choose, report, write."""
    names = sorted(path.stem for path in CORPUS.glob("*.tsv"))
    parts = {
        "training": [n for n in names if n not in (*DEVELOPMENT, *TEST)],
        "development": list(DEVELOPMENT),
        "test": list(TEST),
    }
    lines = {part: [line for n in files for line in load(n)] for part, files in parts.items()}
    plain = load("plain")
    answers = in_company(plain, lines["training"])
    lines["training"] += answers
    rows = {part: [counted(line) for line in listed] for part, listed in lines.items()}
    spread = Counter(name for row in rows["training"] for name in row)
    columns = {name: i for i, name in enumerate(sorted(n for n, c in spread.items() if c >= RARE))}
    gold = {part: truth(listed) for part, listed in lines.items()}
    x = matrix(rows["training"], columns)
    common = {*plain, *answers}
    often = np.array([COMMON if line in common else 1.0 for line in lines["training"]])
    weights = np.zeros((len(columns), len(OUTCOMES)))
    bias = np.zeros(len(OUTCOMES))
    for k in range(len(OUTCOMES)):
        model = LogisticRegression(C=PENALTY, solver="liblinear", max_iter=300, random_state=0)
        model.fit(x, gold["training"][:, k], sample_weight=often)
        weights[:, k], bias[k] = model.coef_[0], model.intercept_[0]
    weights = np.where(abs(weights) < SMALL, 0, np.round(weights * SCALE) / SCALE)
    score = {part: matrix(listed, columns) @ weights + bias for part, listed in rows.items()}
    n = len(MOVES)
    bias += (shift := choose_bias(score["development"], gold["development"]))
    tones = choose_tones(score["development"][:, n : n + 4], gold["development"][:, n : n + 4])
    bias[n : n + 4] += tones - shift[n : n + 4]
    shift[n : n + 4] = tones
    for part in ("training", "development", *(["test"] if "--test" in sys.argv else [])):
        report(part, score[part] + shift, gold[part])
    table = {
        name: [round(value * SCALE) for value in weights[i]]
        for name, i in columns.items()
        if weights[i].any()
    }
    whole = {"bias": [round(value * SCALE) for value in bias], "table": table}
    TARGET.write_text(json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(f"{len(table)} features, {TARGET.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
