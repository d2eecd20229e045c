"""Say how well the shipped models read lines they never saw, and write it into docs/reading.md.

    python -m training.evaluate                    the tables
    python -m training.evaluate --public FOLDER    and those on the public corpora in FOLDER
    python -m training.evaluate --politeness       and one with ConvoKit's politeness strategies

Reads every development and test line as the program does, with each model; nothing is fitted but
the n-gram baseline. Needs the [train] extra.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from engine.reading import MODELS, MOVES, TONES, Context, clean
from engine.reading.folding import fold, window
from engine.reading.forms import form_of
from engine.reading.model import load
from engine.reading.outcomes import FIRST_TONE, OUTCOMES, SARCASTIC
from training import questions
from training.calibrate import calibrate, probabilities
from training.corpus import DEVELOPMENT, TEST, Line, load_part, truth
from training.corpus import load as load_writer
from training.elsewhere import compare
from training.figures import Figures, calibration_error, decide, f1, figures
from training.politeness import strategies
from training.quick import counted, fit

CARD = Path(__file__).parent.parent / "docs" / "reading.md"
TYPED = ("strangers", "repairers")
"""Test lines typed by people who were given situations and nothing else."""

Table = list[str]


def shares_of(model: str, lines: Sequence[Line]) -> np.ndarray:
    """Return the probabilities a model gives: lines by OUTCOMES; neutral nothing for no words."""
    reader = load(model)
    nothing = [0.0] * len(OUTCOMES)
    nothing[FIRST_TONE + TONES.index("neutral")] = 1.0
    rows = []
    for line in lines:
        text = window(clean(line.text))
        folded = fold(text)
        if form_of(text, folded) == "words":
            heard = reader.hear(folded, text, Context(said=line.said))
            rows.append(reader.calibration.probabilities(heard.scores))
        else:
            rows.append(nothing)
    return np.array(rows)


def read_as(model: str, shares: np.ndarray) -> np.ndarray:
    """Return what a model reads at these probabilities: booleans of lines by OUTCOMES."""
    return decide(shares, np.array(load(model).calibration.enough))


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> Table:
    """Return a Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "| --- " * len(head) + "|"]
    return [*lines, *("| " + " | ".join(_cell(value) for value in row) + " |" for row in rows)]


def _cell(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def figures_row(name: str, lines: int, found: Figures) -> list[object]:
    """Return the row of one part or reader."""
    return [name, lines, found.moves, found.tone, found.sarcasm, found.deaf, found.offended]


HEAD = ("", "lines", "moves", "tone", "sarcasm", "deaf to harm", "offended by kindness")


def by_part(gold: dict[str, np.ndarray], shares: dict[str, dict[str, np.ndarray]]) -> Table:
    """Return the figures of each model on each writer's lines."""
    rows = []
    for model in MODELS:
        for writer in (*DEVELOPMENT, *TEST):
            found = figures(gold[writer], read_as(model, shares[model][writer]))
            part = "development" if writer in DEVELOPMENT else "test"
            rows.append(figures_row(f"{model}: {writer} ({part})", len(gold[writer]), found))
    return table(HEAD, rows)


def baselines(typed: list[Line], lines: list[Line], with_politeness: bool) -> Table:
    """Return the figures of simpler readers on test lines, and on those of them that were typed."""
    counts: dict[str, Callable[[Sequence[Line]], list[set[str]]]] = {"words and pairs": _words}
    if with_politeness:
        counts["politeness strategies"] = strategies
    training, development = load_part("training"), load_part("development")
    rows = []
    for name, count in counts.items():
        # twenty-one features are fitted as well on a fifth of the lines, and a parser is slow
        some = training[::5] if name == "politeness strategies" else training
        fitted = fit(some, count(some))
        chosen = calibrate(fitted.scores(count(development)), truth(development))
        for part, heard in (("test", lines), ("typed", typed)):
            shares = probabilities(fitted.scores(count(heard)), chosen)
            found = figures(truth(heard), decide(shares, np.array(chosen.enough)))
            rows.append(figures_row(f"{name}: {part}", len(heard), found))
    for part, some in (("test", lines), ("typed", typed)):
        tone_of, there = vader(some), truth(some)
        tone = np.mean([f1(there[:, FIRST_TONE + k], tone_of == k) for k in range(len(TONES))])
        rows.append([f"VADER: {part}", len(some), "-", float(tone), "-", "-", "-"])
    return table(HEAD, rows)


def _words(lines: Sequence[Line]) -> list[set[str]]:
    return [{name for name in counted(line) if name[:2] in ("w:", "b:")} for line in lines]


def vader(lines: Sequence[Line]) -> np.ndarray:
    """Return the tone of each line by VADER's compound score: its own bounds, and -0.5 for open."""
    scores = SentimentIntensityAnalyzer().polarity_scores
    bounds = [(0.3, "warm"), (-0.05, "neutral"), (-0.5, "cold"), (-2.0, "hostile")]
    tones = []
    for line in lines:
        compound = scores(line.text)["compound"]
        tones.append(TONES.index(next(tone for bound, tone in bounds if compound >= bound)))
    return np.array(tones)


def by_move(gold: np.ndarray, read: np.ndarray) -> Table:
    """Return precision, recall and F1 of each move, and what is read where it is missed."""
    rows = []
    for index, move in enumerate(MOVES):
        precision, recall, value, count = figures(gold, read).each[move]
        missed = gold[:, index] & ~read[:, index]
        instead = Counter(other for row in read[missed] for k, other in enumerate(MOVES) if row[k])
        nothing = int((~read[missed][:, : len(MOVES)].any(axis=1)).sum())
        if nothing:
            instead["nothing"] = nothing
        common = ", ".join(f"{name} {count}" for name, count in instead.most_common(3))
        rows.append([f"`{move}`", count, precision, recall, value, common or "-"])
    return table(("move", "lines", "precision", "recall", "F1", "read where it was missed"), rows)


def tones(gold: np.ndarray, read: np.ndarray) -> Table:
    """Return how often each tone was read as each."""
    rows = []
    for a, tone in enumerate(TONES):
        there = gold[:, FIRST_TONE + a]
        seen = [int((there & read[:, FIRST_TONE + b]).sum()) for b in range(len(TONES))]
        rows.append([tone, *seen, f1(there, read[:, FIRST_TONE + a])])
    return table(("is \\ read as", *TONES, "F1"), rows)


def reliability(gold: np.ndarray, shares: np.ndarray) -> Table:
    """Return how often moves are there, by the confidence they were given."""
    given, there = shares[:, : len(MOVES)].ravel(), gold[:, : len(MOVES)].ravel()
    rows = []
    for low in np.arange(0, 1, 0.1):
        here = (given >= low) & (given < low + 0.1 if low < 0.85 else given <= 1)
        if here.any():
            label = f"{low:.1f} to {low + 0.1:.1f}"
            rows.append(
                [label, int(here.sum()), float(given[here].mean()), float(there[here].mean())]
            )
    return table(("confidence", "moves", "mean confidence", "share that is there"), rows)


def public(folder: Path) -> Table:
    """Return how well readings tell the labels of public corpora apart."""

    def of(model: str, pairs: list[tuple[str, str]]) -> np.ndarray:
        label = load_writer(DEVELOPMENT[0])[0].label
        return shares_of(model, [Line(label, said, text) for said, text in pairs])

    head = ("label", "nearest outcomes", "utterances", "careful, AUC", "quick, AUC")
    return table(head, list(compare(folder, of)))


def write(name: str, lines: Table) -> None:
    """Put a table between its marks in the model card, and print it."""
    text = CARD.read_text(encoding="utf-8")
    marks = rf"(<!-- {name} -->\n).*?(\n<!-- end -->)"
    if not re.search(marks, text, re.S):
        raise SystemExit(f"{CARD} has no place for the table '{name}'")
    body = "\n".join(lines)
    found = re.sub(marks, lambda m: m[1] + body + m[2], text, count=1, flags=re.S)
    CARD.write_text(found, encoding="utf-8")
    print(f"\n{name}\n{body}")


def main() -> None:
    """Read, count, write."""
    options = argparse.ArgumentParser(description="Evaluate the reading models.")
    options.add_argument("--politeness", action="store_true", help="compare with ConvoKit's")
    options.add_argument("--public", type=Path, help="a folder of public corpora")
    asked = options.parse_args()
    lines = {writer: load_writer(writer) for writer in (*DEVELOPMENT, *TEST)}
    gold = {writer: truth(some) for writer, some in lines.items()}
    shares = {m: {w: shares_of(m, some) for w, some in lines.items()} for m in MODELS}

    def whole(writers: Sequence[str], model: str) -> tuple[np.ndarray, np.ndarray]:
        there = np.concatenate([gold[w] for w in writers])
        return there, np.concatenate([shares[model][w] for w in writers])

    rows = []
    for name, some in (("development", DEVELOPMENT), ("test", TEST), ("test, typed", TYPED)):
        for model in MODELS:
            there, given = whole(some, model)
            found = figures(there, read_as(model, given))
            rows.append(figures_row(f"{model}: {name}", len(there), found))
    write("figures", table(HEAD, rows))
    write("by writer", by_part(gold, shares))
    there, given = whole(TEST, "careful")
    read = read_as("careful", given)
    write("moves", by_move(there, read))
    write("tones", tones(there, read))
    errors = []
    for model in ("careful", "quick"):
        for name, some in (("development", DEVELOPMENT), ("test", TEST)):
            is_there, shown = whole(some, model)
            chosen = read_as(model, shown)[:, : len(MOVES)]
            sure, right = shown[:, : len(MOVES)], is_there[:, : len(MOVES)]
            sarcasm = calibration_error(shown[:, SARCASTIC], is_there[:, SARCASTIC])
            whole_error = calibration_error(sure.ravel(), right.ravel())
            read_error = calibration_error(sure[chosen], right[chosen])
            errors.append([f"{model}: {name}", whole_error, read_error, sarcasm])
    write(
        "calibration",
        [
            *table(("", "ECE, every move", "ECE, moves read", "ECE, sarcasm"), errors),
            "",
            *reliability(there, given),
        ],
    )
    typed = [line for writer in TYPED for line in lines[writer]]
    every = [line for writer in TEST for line in lines[writer]]
    write("baselines", baselines(typed, every, asked.politeness))
    head = ("", "questions", "found", "mistaken", "other lines", "answered all the same")
    write("questions", table(head, list(questions.compare())))
    if asked.public:
        write("public", public(asked.public))


if __name__ == "__main__":
    main()
