"""The public corpora in the form `gather.py` gives them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
UNANNOTATED = "-"


@dataclass(frozen=True)
class Example:
    """One utterance; labels are empty where its dialogue was not annotated."""

    labels: frozenset[str]
    said: str
    text: str


@dataclass(frozen=True)
class Task:
    """What one corpus teaches: its labels in alphabetical order, and its annotated utterances."""

    name: str
    labels: tuple[str, ...]
    examples: tuple[Example, ...]


def load(name: str) -> list[Example]:
    """Return every utterance of a corpus, annotated or not."""
    examples = []
    for row in (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        labels, said, text = row.split("\t")
        found = frozenset() if labels == UNANNOTATED else frozenset(labels.split(","))
        examples.append(Example(found, "" if said == "-" else said, text))
    return examples


def task(name: str, every: int = 1) -> Task:
    """Return a corpus as a task, thinned to each `every`-th annotated utterance."""
    examples = [example for example in load(name) if example.labels][::every]
    labels = sorted({label for example in examples for label in example.labels})
    return Task(name, tuple(labels), tuple(examples))
