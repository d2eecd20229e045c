"""How readings fit the labels of public corpora, which are not moves, but near some.

The corpora are read where they lie, in a folder given to `python -m training.evaluate --public`;
none of them is part of this repository but those `training/public` names. Of the others (the
Stanford politeness corpus, EPITOME) nothing is learned.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from engine.reading.outcomes import OUTCOMES


class Utterance(NamedTuple):
    """What was said, what before it, and which labels of its corpus it has."""

    labels: set[str]
    said: str
    text: str


NEAREST = {
    "casino": {
        "showing-empathy": ("acknowledge", "appreciate"),
        "small-talk": ("small_talk",),
        "elicit-pref": ("ask_open", "ask_closed", "invite_ideas"),
        "promote-coordination": ("propose", "look_forward"),
        "self-need": ("explain",),
    },
    "goemotions": {
        "gratitude": ("appreciate",),
        "remorse": ("apologize",),
        "anger": ("contempt", "blame", "threaten", "demand", "dismiss"),
        "annoyance": ("contempt", "blame", "dismiss", "demand"),
        "caring": ("acknowledge",),
        "curiosity": ("ask_open", "ask_closed"),
    },
    "stanford_politeness": {
        "polite": ("tone_warm", "appreciate", "apologize"),
        "impolite": ("tone_cold", "tone_hostile"),
    },
    "epitome": {
        "emotional-reactions": ("tone_warm", "acknowledge"),
        "interpretations": ("paraphrase", "acknowledge"),
        "explorations": ("ask_open", "ask_closed"),
    },
}
"""Labels of the public sets and the outcomes nearest to them. They are not the same thing."""


def casino(folder: Path) -> Iterator[Utterance]:
    """Yield the annotated utterances of the test dialogues of CaSiNo."""
    for dialogue in json.loads((folder / "casino_test.json").read_text(encoding="utf-8")):
        before = ""
        labels = dict(dialogue["annotations"])
        for turn in dialogue["chat_logs"]:
            if turn["text"] in labels:
                yield Utterance(set(labels[turn["text"]].split(",")), before, turn["text"])
            before = turn["text"]


def goemotions(folder: Path) -> Iterator[Utterance]:
    """Yield the first 3,000 comments of GoEmotions' test part."""
    names = (folder / "labels.txt").read_text(encoding="utf-8").split()
    for row in (folder / "test.tsv").read_text(encoding="utf-8").splitlines()[:3000]:
        text, labels, _ = row.split("\t")
        yield Utterance({names[int(label)] for label in labels.split(",")}, "", text)


def stanford_politeness(folder: Path) -> Iterator[Utterance]:
    """Yield requests on Wikipedia and Stack Exchange: the politest quarter and the rudest one.

    The quarters are those the corpus's authors compare (Danescu-Niculescu-Mizil et al. 2013).
    """
    for name in ("wikipedia", "stack-exchange"):
        with (folder / f"{name}.annotated.csv").open(encoding="utf-8", newline="") as file:
            rows = sorted(csv.DictReader(file), key=lambda row: float(row["Normalized Score"]))
        quarter = len(rows) // 4
        for label, some in (("impolite", rows[:quarter]), ("polite", rows[-quarter:])):
            for row in some:
                yield Utterance({label}, "", row["Request"])


def epitome(folder: Path) -> Iterator[Utterance]:
    """Yield the responses of EPITOME's Reddit part, labelled where a mechanism is shown at all."""
    found: dict[str, Utterance] = {}
    for mechanism in NEAREST["epitome"]:
        with (folder / f"{mechanism}-reddit.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                blank = Utterance(set(), row["seeker_post"], row["response_post"])
                labels = found.setdefault(row["rp_id"], blank).labels
                if int(row["level"]) > 0:
                    labels.add(mechanism)
    yield from found.values()


SOURCES: dict[str, Callable[[Path], Iterator[Utterance]]] = {
    "casino": casino,
    "goemotions": goemotions,
    "stanford_politeness": stanford_politeness,
    "epitome": epitome,
}


def compare(
    folder: Path, shares_of: Callable[[str, list[tuple[str, str]]], np.ndarray]
) -> Iterator[list[object]]:
    """Yield corpus and label, its nearest outcomes, utterances with it, and the AUC of each model.

    The score of an utterance is that of the likeliest of the outcomes. A corpus that is not in the
    folder is passed over. shares_of: the probabilities a model gives (what was said, line).
    """
    for name, nearest in NEAREST.items():
        if not (folder / name).exists():
            continue
        utterances = list(SOURCES[name](folder / name))
        pairs = [(each.said, each.text) for each in utterances]
        shares = [shares_of(model, pairs) for model in ("careful", "quick")]
        for label, outcomes in nearest.items():
            there = np.array([label in each.labels for each in utterances])
            columns = [OUTCOMES.index(outcome) for outcome in outcomes]
            areas = [auc(given[:, columns].max(axis=1), there) for given in shares]
            words = ", ".join(outcome.replace("tone_", "") for outcome in outcomes)
            yield [f"{name}: {label}", words, int(there.sum()), *areas]


def auc(scores: np.ndarray, there: np.ndarray) -> float:
    """Return the chance that one of those there scores higher than one that is not."""
    order = scores.argsort(kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    for value in np.unique(scores):
        same = scores == value
        ranks[same] = ranks[same].mean()
    many = there.sum()
    return float((ranks[there].sum() - many * (many + 1) / 2) / (many * (len(there) - many)))
