"""Train both reading models from the data beside this file, and write them into the engine.

    python -m training.train                  all of it: about an hour and a quarter on two cores
    python -m training.train --keep FOLDER    the same, resumable: what is trained is kept there

Training lines alone fit weights, development lines alone choose thresholds, calibration and how
the two models are mixed. Test lines are not touched: `python -m training.evaluate` reports them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from engine.reading import careful, quick
from engine.reading.careful import Ear
from training import export
from training.calibrate import calibrate, probabilities
from training.corpus import Line, load_part, truth, wanted
from training.encoder import Encoder, finetune, pretrain
from training.figures import calibration_error, decide, figures
from training.public import task
from training.quick import counted, fit

THREADS = 2
"""Sums depend on how work is divided: always the same number, for the same weights."""

SHARES = np.linspace(0.3, 0.8, 11)
"""How much the encoder's score may count beside the quick model's."""


def pretrained(keep: Path | None) -> Encoder:
    """Return the encoder after its first lesson, the public tasks."""
    encoder = Encoder()
    if not _kept(encoder, keep, "public.pt"):
        tasks = [task("goemotions", 3), task("casino"), task("face_acts"), task("isarcasm")]
        pretrain(encoder, tasks)
        _keep(encoder, keep, "public.pt")
    return encoder


def finetuned(encoder: Encoder, lines: list[Line], keep: Path | None) -> Encoder:
    """Return the encoder after its second lesson, the labelled lines."""
    if not _kept(encoder, keep, "lines.pt"):
        finetune(encoder, lines, wanted(lines))
        _keep(encoder, keep, "lines.pt")
    return encoder


def _kept(encoder: Encoder, keep: Path | None, name: str) -> bool:
    if keep is None or not (keep / name).exists():
        return False
    encoder.load_state_dict(torch.load(keep / name))
    print(f"{keep / name} was trained before", flush=True)
    return True


def _keep(encoder: Encoder, keep: Path | None, name: str) -> None:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        torch.save(encoder.state_dict(), keep / name)


def mix(own: np.ndarray, other: np.ndarray, gold: np.ndarray) -> float:
    """Return the share of the encoder's scores that reads development lines best."""

    def reads(share: float) -> float:
        scores = share * own + (1 - share) * other
        chosen = calibrate(scores, gold)
        found = figures(gold, decide(probabilities(scores, chosen), np.array(chosen.enough)))
        return found.moves + found.tone / 2 - found.deaf / 2

    return float(max(SHARES, key=reads))


def main() -> None:
    """Fit, train, choose, write, and say how development lines are read."""
    options = argparse.ArgumentParser(description="Train the reading models.")
    options.add_argument("--keep", type=Path, help="a folder for what is trained, to go on from")
    keep = options.parse_args().keep
    torch.set_num_threads(THREADS)
    encoder = pretrained(keep)

    training, development = load_part("training"), load_part("development")
    gold = truth(development)
    print(f"{len(training)} training lines, {len(development)} development lines", flush=True)

    table = fit(training, [counted(line) for line in training])
    scores = table.scores([counted(line) for line in development])
    export.write_quick(table)
    chosen = calibrate(scores, gold)
    export.seal("quick", [quick.FILE], chosen)
    report("quick", probabilities(scores, chosen), gold, np.array(chosen.enough))

    encoder = finetuned(encoder, training, keep)
    export.write_careful(encoder)
    # what ships has eight bits and hears one line at a time: that is what is calibrated
    ear = Ear.open((export.MODELS / careful.FILE).read_bytes(), _pieces())
    own = np.array([ear.scores(line.said, line.text) for line in development])
    share = mix(own, scores, gold)
    mixed = share * own + (1 - share) * scores
    chosen = calibrate(mixed, gold)
    export.seal("careful", [careful.FILE, careful.PIECES], chosen, share=share)
    report("encoder alone", *alone(own, gold))
    report(f"careful ({share:.2f})", probabilities(mixed, chosen), gold, np.array(chosen.enough))


def alone(own: np.ndarray, gold: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what `report` takes of scores that are calibrated for the comparison only."""
    chosen = calibrate(own, gold)
    return probabilities(own, chosen), gold, np.array(chosen.enough)


def report(name: str, shares: np.ndarray, gold: np.ndarray, enough: np.ndarray) -> None:
    """Print how development lines are read."""
    error = calibration_error(shares[:, :25].ravel(), gold[:, :25].ravel())
    print(f"{name}: {figures(gold, decide(shares, enough))}, calibration error {error:.3f}")


def _pieces() -> list[str]:
    return (export.MODELS / careful.PIECES).read_text(encoding="utf-8").splitlines()


if __name__ == "__main__":
    main()
