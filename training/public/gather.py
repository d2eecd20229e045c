"""Bring public corpora into the form the training code reads.

    python training/public/gather.py FOLDER

FOLDER holds the corpora as their authors publish them: casino/casino_train.json,
face_acts/face_acts.xlsx, goemotions/train.tsv with labels.txt, isarcasm/train.En.csv. Writes a file
for each beside this script: labels (separated by commas, `-` for none given), what was said just
before (`-`), the text; parted by tabs. Needs openpyxl. README.md names authors and licences.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from openpyxl import load_workbook

Row = tuple[str, str, str]
HERE = Path(__file__).parent


def casino(folder: Path) -> Iterator[Row]:
    """Yield the utterances of CaSiNo with their strategies, `-` for a dialogue not annotated."""
    for dialogue in json.loads((folder / "casino_train.json").read_text(encoding="utf-8")):
        labels = {text: label for text, label in dialogue["annotations"]}
        before = "-"
        for turn in dialogue["chat_logs"]:
            text = turn["text"]
            if not turn["task_data"]:  # else a form was filled in, and nothing said
                yield labels.get(text, "-").replace(" ", ""), before, text
                before = text


def face_acts(folder: Path) -> Iterator[Row]:
    """Yield the utterances of the persuasion dialogues with their face acts."""
    sheet = load_workbook(folder / "face_acts.xlsx", read_only=True).active
    rows = sheet.iter_rows(values_only=True)
    at = {name: index for index, name in enumerate(next(rows))}
    before: tuple[object, object, str] = (None, None, "-")
    for row in rows:
        dialogue, speaker, text = (row[at[n]] for n in ("conversation_id", "speaker", "utterance"))
        said = before[2] if before[0] == dialogue and before[1] != speaker else "-"
        yield str(row[at["true_face"]]), said, str(text)
        before = (dialogue, speaker, str(text))


def goemotions(folder: Path) -> Iterator[Row]:
    """Yield the comments of GoEmotions' training part with their emotions."""
    names = (folder / "labels.txt").read_text(encoding="utf-8").split()
    for row in (folder / "train.tsv").read_text(encoding="utf-8").splitlines():
        text, labels, _ = row.split("\t")
        yield ",".join(names[int(label)] for label in labels.split(",")), "-", text


def isarcasm(folder: Path) -> Iterator[Row]:
    """Yield the English posts of iSarcasmEval with `sarcastic` or `sincere`."""
    with (folder / "train.En.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield "sarcastic" if row["sarcastic"] == "1" else "sincere", "-", row["tweet"]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _write(name: str, rows: Iterable[Row]) -> None:
    lines = ["\t".join(_flat(field) for field in row) for row in rows if all(map(_flat, row))]
    (HERE / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(lines)} rows")


if __name__ == "__main__":
    source = Path(sys.argv[1])
    for gathered in (casino, face_acts, goemotions, isarcasm):
        _write(gathered.__name__, gathered(source / gathered.__name__))
